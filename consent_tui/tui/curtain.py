"""The last thing before the terminal in screen-share mode: every line is sifted, whoever drew it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

from consent_tui.services.veil import LENGTH, block

if TYPE_CHECKING:
    from textual.color import Color

    from consent_tui.services.sieve import Sieve


class Curtain(LineFilter):
    """Draws blocks, and behind them spaces, where the sieve finds words that are not ours.

    A line keeps its length in cells. Of a short word that length shows; the veil hides it where the word is
    known to be private.
    """

    def __init__(self, sieve: Sieve) -> None:
        super().__init__()
        self._sieve = sieve

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line without what may not be seen."""
        del background
        segments = [_without_link(each) for each in segments]
        text = "".join(each.text for each in segments if not each.control)
        holes = self._sieve.holes(text)
        if not holes:
            return segments
        covered = _covered(text, holes)
        found, at = [], 0
        for each in segments:
            if each.control:
                found.append(each)
                continue
            end = at + len(each.text)
            found.append(Segment("".join(covered[at:end]), each.style))
            at = end
        return found


def _without_link(segment: Segment) -> Segment:
    """The same without an address for the terminal to open, which is written beside the text."""
    text, style, control = segment
    if style is None or style.link is None:
        return segment
    return Segment(text, style.update_link(None), control)


def _covered(text: str, holes: list[tuple[int, int]]) -> list[str]:
    """What is drawn for each character of *text*."""
    found = list(text)
    for start, end in holes:
        drawn = 0
        for at in range(start, end):
            width = cell_len(text[at])
            found[at] = (block() * width) if drawn < LENGTH else " " * width
            drawn += width
    return found
