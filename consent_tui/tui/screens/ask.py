"""A question over the screen: what it is about, and two answers of which none is chosen beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from consent_tui.tui.drawing.cards import CardFace, cards
from consent_tui.tui.drawing.text import heading, paragraph
from consent_tui.tui.keys import key_of
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Resize


WIDTH, FRAME = 78, 6
"""Cells of the page at most, with those beside the text."""
BETWEEN, AROUND = 3, 2
"""Lines of the frame and above the answers; the empty lines at the top and at the bottom."""


class AskScreen(SpeakingModal[bool]):
    """Comes back with True for the key of its yes alone; Enter does nothing, every other way out is a no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="ask.yes"),
        Binding("escape,n,q", "answer(False)", "No", key_display="esc", id="ask.no"),
    ]

    def __init__(self, question: str, text: str, yes: tuple[str, str], no: tuple[str, str]) -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """The question, what to know before it is answered, and, always in sight, the answers."""
        with Vertical(id="asked"):
            with VerticalScroll(id="scroll"):
                yield Sheet(self._lay_out, id="sheet")
            yield Sheet(self._lay_out_answers, id="answers")

    def on_mount(self) -> None:
        """What does not fit can be scrolled at once."""
        self.query_one("#scroll").focus()

    def on_resize(self, event: Resize) -> None:
        """Give the text what the answers and the frame leave; room around all of it where there is some."""
        width = min(WIDTH, event.size.width) - FRAME
        lines = len(self._lay_out(width))
        height = event.size.height - len(self._lay_out_answers(width)) - BETWEEN
        self.query_one("#scroll").styles.height = min(lines, max(height, 1))
        self.set_class(lines + AROUND <= height, "-roomy")

    def _lay_out(self, width: int) -> list[Content]:
        lines = heading(self._question, width)
        for line in self._text.splitlines():
            lines += [Content(""), *paragraph(line, width)]
        return lines

    def _lay_out_answers(self, width: int) -> list[Content]:
        yes = CardFace(key_of(self, "ask.yes"), *self._yes, "answer(True)")
        no = CardFace(key_of(self, "ask.no"), *self._no, "answer(False)")
        return cards([yes, no], width, 2)

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - it is the answer
        """Leave with this answer."""
        self.dismiss(answer)
