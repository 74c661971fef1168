"""The field into which a command is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from consent_tui.history.printable import printable

LONGEST = 4096


class CommandField(Input):
    """An input line without a frame. What is typed or pasted is made harmless before it is drawn."""

    HELP = "Type any dfx command; what it would emit changes with every key."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,enter", "leave", "Done", key_display="esc", id="field.leave", tooltip="Leave the field"
        ),
        Binding("tab", "accept", "Complete", id="field.accept", tooltip="Take the completion"),
        Binding(
            "down", "choose(1)", "Choose", key_display="↑↓", id="field.next", tooltip="The next completion"
        ),
        Binding("up", "choose(-1)", "Before", show=False, id="field.before", tooltip="The completion before"),
    ]

    DEFAULT_CSS = """
    CommandField, CommandField:focus {
        border: none;
        height: 1;
        padding: 0;
        width: 1fr;
        background: $field;
        background-tint: transparent;
        color: $foreground;
    }
    CommandField:ansi > .input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
    CommandField > .input--placeholder { color: $quiet; }
    """

    class Left(Message):
        """The person is done with the field."""

    class Accepted(Message):
        """The person takes the completion that is chosen."""

    class Chosen(Message):
        """The person wants the completion *step* further."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(
            id=id,
            placeholder="a dfx command, such as dfx deploy --ic",
            select_on_focus=False,
            max_length=LONGEST,
        )
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace part of the value, with control characters made visible and no more than fits."""
        room = LONGEST - (len(self.value) - abs(end - start))
        super().replace(printable(text)[: max(room, 0)], start, end)

    def show(self, text: str) -> None:
        """Put *text* in without saying that somebody typed it."""
        with self.prevent(Input.Changed):
            self.value = printable(text)[:LONGEST]
        self.cursor_position = 0

    def action_leave(self) -> None:
        """Leave the field."""
        self.post_message(self.Left())

    def action_accept(self) -> None:
        """Take the completion."""
        self.post_message(self.Accepted())

    def action_choose(self, step: int) -> None:
        """Choose another completion."""
        self.post_message(self.Chosen(step))
