"""The hero of the Preview: the command line with what becomes of each of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from consent_tui.services.marks import BOXES, SENTENCE, Glyphs, Line, Segment
from consent_tui.services.signature import Layout
from consent_tui.tui.widgets.segments_view import SegmentsView

if TYPE_CHECKING:
    from consent_tui.capture.explanation import Explanation


class SignatureView(SegmentsView):
    """Draws an explanation, or, where there is none, a sentence that says what to do."""

    HELP = "The command line, and under each of its words what becomes of it."

    def __init__(self, glyphs: Glyphs = BOXES, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._glyphs = glyphs
        self._explanation: Explanation | None = None
        self._sentences: tuple[str, ...] = ()

    def show(self, explanation: Explanation) -> None:
        """Draw this explanation."""
        self._explanation = explanation
        self.lay_out_again()

    def say(self, *sentences: str) -> None:
        """Draw these sentences, one a line, in place of an explanation."""
        self._explanation = None
        self._sentences = sentences
        self.lay_out_again()

    def lay_out(self, width: int) -> list[Line]:
        """The signature, or the sentences."""
        if self._explanation is None:
            return [[Segment(each, SENTENCE)] for each in self._sentences]
        return Layout(width, cell_len, self._glyphs).lines(self._explanation)
