"""Segments as text for a terminal that is written to line by line, in the terminal's own sixteen colours."""

from __future__ import annotations

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, REDUCED
from consent_tui.services.card_drawing import BAR, KEY, QUESTION
from consent_tui.services.marks import EMITTED, LABEL, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consent_tui.services.marks import Line, Segment

_COLOURS = {CAPTURED: "36", REDUCED: "32", COUNTED: "35", DROPPED: "31"}
_ROLES = {QUESTION: "1", KEY: "7", BAR: "2", LABEL: "2"}
_STRONG = "1"


class Painter:
    """What *environ* says of the terminal: ``TERM=dumb`` takes text alone, ``NO_COLOR`` no colours."""

    __slots__ = ("_has_colours", "_is_dumb")

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._is_dumb = environ.get("TERM", "dumb") in ("", "dumb")
        self._has_colours = not environ.get("NO_COLOR")

    @property
    def is_dumb(self) -> bool:
        """Whether no sequence at all may be written."""
        return self._is_dumb

    def text(self, lines: Iterable[Line]) -> str:
        """The lines, the last one left open."""
        return "\n".join("".join(map(self._segment, _trimmed(line))) for line in lines)

    def _segment(self, segment: Segment) -> str:
        if self._is_dumb:
            return f"[{segment.text.strip()}]" if segment.role == KEY else segment.text
        looks = [_ROLES[segment.role]] if segment.role in _ROLES else []
        if segment.role in (WORD, EMITTED) and segment.verdict != DROPPED:
            looks.append(_STRONG)
        if self._has_colours and segment.verdict:
            looks.append(_COLOURS[segment.verdict])
        if not looks or not segment.text.strip():
            return segment.text if segment.role != KEY else f"\x1b[7m{segment.text}\x1b[m"
        return f"\x1b[{';'.join(looks)}m{segment.text}\x1b[m"


def _trimmed(line: Line) -> Line:
    """The line without the empty space at its end; the last line keeps its bar's."""
    found = list(line)
    while len(found) > 1 and not found[-1].text.strip():
        found.pop()
    return found
