"""The difference between two commands in what would be sent of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.services.cells import Measure, elide
from consent_tui.services.marks import EMITTED, FACT, LABEL, SENTENCE, Line, Segment
from consent_tui.services.wrapping import wrapped

if TYPE_CHECKING:
    from consent_tui.capture.event import Event
    from consent_tui.services.preview import Preview

Pair = tuple[str, str]
"""A key of the event and one token that stands under it."""

FIRST, SECOND, BOTH = "-", "+", "="
"""Signs before what only the first holds, only the second, both; they stand beside words."""


KEY_ROOM = len("dfxVersion") + 1
"""The cells for the longest key of an event and a gap."""


class Difference:
    """The (key, token) pairs that only the first event holds, only the second, and both, in key order."""

    __slots__ = ("both", "only_first", "only_second")

    def __init__(self, first: Event | None, second: Event | None) -> None:
        ours, theirs = _pairs(first), _pairs(second)
        self.only_first = [each for each in ours if each not in theirs]
        self.only_second = [each for each in theirs if each not in ours]
        self.both = [each for each in ours if each in theirs]


def _pairs(event: Event | None) -> list[Pair]:
    if event is None:
        return []
    single = (
        ("command", event.command),
        ("target", event.target),
        *[("options", each) for each in event.options or ()],
        ("network", event.network),
        ("outcome", event.outcome),
        ("platform", event.platform),
        ("dfxVersion", event.dfx_version),
        ("event", event.event),
    )
    return [(key, value) for key, value in single if value]


def difference_lines(
    first: Preview,
    second: Preview,
    names: tuple[str, str],
    size: tuple[int, int],
    measure: Measure,
    followed: frozenset[str] = frozenset(),
    ellipsis: str = "…",
) -> list[Line]:
    """Both commands by *names*, and what differs in their events, token by token, and what does not.

    *size* is width and height. With a height that is too small for a key a line and a title over each part,
    keys share lines, then the titles go, for the sign before each line says which command it is of.
    """
    width, height = size
    found = Difference(first.event, second.event)
    # Translators: the command that was marked, and the one that is compared with it.
    labels = (_("marked"), _("this one"))
    room = max(measure(each) for each in labels) + 2
    lines: list[Line] = []
    for sign, label, name in zip((FIRST, SECOND), labels, names, strict=True):
        head = f"{sign} {label}" + " " * (room - measure(label))
        shown = elide(printable(name), max(width - measure(head), 8), measure, ellipsis)
        lines.append([Segment(head, LABEL), Segment(shown, FACT)])
    sentence = compared(first, second)
    lines += [[Segment(each, SENTENCE)] for each in wrapped(sentence, width) if each]
    parts = [
        (title, sign, pairs)
        for title, sign, pairs in (
            (_("only the marked one"), FIRST, found.only_first),
            (_("only this one"), SECOND, found.only_second),
            (_("both"), BOTH, found.both),
        )
        if pairs
    ]
    for draw in (_a_key_a_line, _packed):
        drawn = [(title, draw(sign, pairs, width, measure, followed)) for title, sign, pairs in parts]
        if len(lines) + sum(len(part) + 2 for _title, part in drawn) <= height:
            return lines + [line for title, part in drawn for line in ([], [Segment(title, LABEL)], *part)]
    return lines + [line for _title, part in drawn for line in part]


def compared(first: Preview, second: Preview) -> str:
    """Which of them emits nothing, or that they emit the same; '' where they differ."""
    if first.event is None and second.event is None:
        return _("Neither of them emits anything.")
    if first.event is None:
        return _("The marked one emits nothing.")
    if second.event is None:
        return _("This one emits nothing.")
    found = Difference(first.event, second.event)
    is_same = not found.only_first and not found.only_second
    return _("Both would send the same event, byte for byte.") if is_same else ""


def _a_key_a_line(
    sign: str, pairs: list[Pair], width: int, measure: Measure, followed: frozenset[str]
) -> list[Line]:
    """Every key with its tokens on lines of its own, all tokens in one column."""
    lines: list[Line] = []
    used, before = 0, ""
    for key, token in pairs:
        if key != before or used + measure(token) + 2 > width:
            label = key if key != before else ""
            lines.append([Segment(f"{sign} {label}" + " " * (KEY_ROOM - measure(label)), LABEL)])
            used, before = KEY_ROOM + 2, key
        lines[-1] += [_drawn(sign, token, followed), Segment("  ", LABEL)]
        used += measure(token) + 2
    return lines


def _packed(
    sign: str, pairs: list[Pair], width: int, measure: Measure, followed: frozenset[str]
) -> list[Line]:
    """Pairs one after another, a new line where the next does not fit; tokens of one key share the key."""
    lines: list[Line] = []
    used, before = 0, ""
    for key, token in pairs:
        label = "" if key == before else f"{key} "
        length = measure(label) + measure(token) + 2
        if not lines or used + length > width:
            lines.append([Segment(f"{sign} ", LABEL)])
            used, label = 2, f"{key} "
        lines[-1] += [Segment(label, LABEL), _drawn(sign, token, followed), Segment("  ", LABEL)]
        used += measure(label) + measure(token) + 2
        before = key
    return lines


def _drawn(sign: str, token: str, followed: frozenset[str]) -> Segment:
    segment = Segment(token, FACT if sign == BOTH else EMITTED)
    segment.is_followed = token in followed
    return segment
