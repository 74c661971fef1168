"""How a row of a list is drawn: its times, its words, and what of them a search looked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from consent_tui.i18n import pgettext, spoken
from consent_tui.services.times import short_local, short_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.services.pending import PendingRow


def may_go(row: PendingRow, now: int) -> str:
    """When an event may be sent: never, where it was recorded under local."""
    if row.sendable_at is None:
        return pgettext("when it may go", "never: local")
    return pgettext("when it may go", "now") if row.sendable_at <= now else short_local(row.sendable_at)


def may_go_width() -> int:
    """How many cells the time takes at most, in the language spoken."""
    return _may_go_width(spoken())


@cache
def _may_go_width(language: str) -> int:
    del language
    never, now = pgettext("when it may go", "never: local"), pgettext("when it may go", "now")
    return max(cell_len(never), cell_len(now), short_width())


def padded_before(text: str, width: int) -> str:
    """*text* with spaces before it up to *width* cells."""
    return " " * (width - cell_len(text)) + text


def shortened(text: str, room: int, ellipsis: str) -> str:
    """*text* in at most *room* cells, its end left out, after a whole word where that wastes little room."""
    return _without_end(text, room, ellipsis, room * 3 // 4)


def whole_tokens(text: str, room: int, ellipsis: str) -> str:
    """Tokens in at most *room* cells, the last ones left out: one without its end reads like another one."""
    return _without_end(text, room, ellipsis, room // 3)


def _without_end(text: str, room: int, ellipsis: str, least: int) -> str:
    """The end left out after a whole word where *least* cells are kept so, otherwise within the word."""
    if cell_len(text) <= room:
        return text
    kept = _beginning(text, room - cell_len(ellipsis))
    words = (kept if text[len(kept)] == " " else kept.rpartition(" ")[0]).rstrip()
    if cell_len(words) < max(least, 1):
        return set_cell_size(kept.rstrip() + ellipsis, room).rstrip()
    gap = " " if cell_len(words) + cell_len(ellipsis) < room else ""
    return words + gap + ellipsis


def _beginning(text: str, room: int) -> str:
    """The characters of *text* that fit in *room* cells."""
    kept = set_cell_size(text, max(room, 0))
    # Where half of a wide character would fit, rich puts a space.
    return kept if text.startswith(kept) else kept[:-1]


def searched(text: str, style: Style, words: Sequence[str]) -> list[Segment]:
    """*text* with whatever a search looked for underlined."""
    lowered = text.lower()
    is_found = [False] * len(text)
    for word in words:
        at = lowered.find(word)
        while at >= 0 and word:
            is_found[at : at + len(word)] = [True] * len(word)
            at = lowered.find(word, at + len(word))
    if True not in is_found or len(lowered) != len(text):
        return [Segment(text, style)]
    underlined = style + Style(underline=True)
    pieces: list[Segment] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or is_found[at] != is_found[start]:
            pieces.append(Segment(text[start:at], underlined if is_found[start] else style))
            start = at
    return pieces
