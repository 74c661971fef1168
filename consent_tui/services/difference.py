"""The difference between two commands in what would be sent of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.services.cells import Measure, elide
from consent_tui.services.marks import EMITTED, FACT, LABEL, SENTENCE, Line, Segment

if TYPE_CHECKING:
    from consent_tui.capture.event import Event
    from consent_tui.services.preview import Preview

Pair = tuple[str, str]
"""A key of the event and one token that stands under it."""

FIRST, SECOND, BOTH = "-", "+", "="
"""Signs before what only the first holds, only the second, both; they stand beside words."""


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
) -> list[Line]:
    """Both commands by *names*, and what differs in their events, token by token, and what does not.

    *size* is width and height. With a height that is too small for a title over each part, the parts stand
    without, for the sign before each line says which command it is of.
    """
    width, height = size
    found = Difference(first.event, second.event)
    # Translators: the command that was marked, and the one that is compared with it.
    labels = (_("marked"), _("this one"))
    room = max(measure(each) for each in labels) + 2
    lines: list[Line] = []
    for sign, label, name in zip((FIRST, SECOND), labels, names, strict=True):
        head = f"{sign} {label}" + " " * (room - measure(label))
        shown = elide(printable(name), max(width - measure(head), 8), measure, "…")
        lines.append([Segment(head, LABEL), Segment(shown, FACT)])
    if first.event is None or second.event is None:
        lines.append([Segment(_silence(first, second), SENTENCE)])
    elif not found.only_first and not found.only_second:
        lines.append([Segment(_("Both would send the same event, byte for byte."), SENTENCE)])
    parts = [
        (title, _pair_lines(sign, pairs, width, measure, followed))
        for title, sign, pairs in (
            (_("only the marked one"), FIRST, found.only_first),
            (_("only this one"), SECOND, found.only_second),
            (_("both"), BOTH, found.both),
        )
        if pairs
    ]
    is_roomy = len(lines) + sum(len(part) + 2 for _title, part in parts) <= height
    for title, part in parts:
        lines += [[], [Segment(title, LABEL)], *part] if is_roomy else part
    return lines


def _silence(first: Preview, second: Preview) -> str:
    if first.event is None and second.event is None:
        return _("Neither of them emits anything.")
    return _("The marked one emits nothing.") if first.event is None else _("This one emits nothing.")


def _pair_lines(
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
        segment = Segment(token, FACT if sign == BOTH else EMITTED)
        segment.is_followed = token in followed
        lines[-1] += [Segment(label, LABEL), segment, Segment("  ", LABEL)]
        used += measure(label) + measure(token) + 2
        before = key
    return lines
