"""A question over the screen: what it is about, and two answers of which none is chosen beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from consent_tui.tui.drawing.cards import CardFace, cards
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskScreen(SpeakingModal[bool]):
    """Comes back with True for the key ``y`` alone; Enter does nothing, every other way out is a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="ask.yes"),
        Binding("escape,n,q", "answer(False)", "No", key_display="esc", id="ask.no"),
    ]

    def __init__(self, question: str, text: str, yes: tuple[str, str], no: tuple[str, str]) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._yes = CardFace("y", *yes, "answer(True)")
        self._no = CardFace("esc", *no, "answer(False)")

    def compose(self) -> ComposeResult:
        """The question, what to know before it is answered, the answers."""
        with VerticalScroll(id="page"):
            yield Sheet(self._lay_out, id="sheet")

    def _lay_out(self, width: int) -> list[Content]:
        lines = paragraph(self._question, width, "$foreground b")
        for line in self._text.splitlines():
            lines += [Content(""), *paragraph(line, width)]
        return [*lines, Content(""), *cards([self._yes, self._no], width, 2)]

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - it is the answer
        """Leave with this answer."""
        self.dismiss(answer)
