"""The field into which a command is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _
from consent_tui.services import veil
from consent_tui.tui.drawing.rows import shortened
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from textual.events import Paste

LONGEST = 4096
"""Characters that the field takes; what is longer is read whole, but not edited here."""


class CommandField(VeiledInput):
    """An input line without a frame. What is typed or pasted is made harmless before it is drawn."""

    HELP = N_("Type any dfx command; what it would emit changes with every key.")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "leave", N_("Done"), key_display="esc", id="field.leave", tooltip=N_("Leave the field")
        ),
        Binding("tab", "accept", N_("Complete"), id="field.accept", tooltip=N_("Take the chosen completion")),
        Binding(
            "enter",
            "enter",
            N_("Take or leave"),
            show=False,
            id="field.enter",
            tooltip=N_("Take the completion that was walked to, else leave the field"),
        ),
        Binding(
            "down",
            "choose(1)",
            N_("Choose"),
            id="field.next",
            tooltip=N_("The next completion"),
        ),
        Binding(
            "up,shift+tab",
            "choose(-1)",
            N_("Before"),
            show=False,
            id="field.before",
            tooltip=N_("The completion before"),
        ),
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
        """The person takes the completion that is chosen; *is_enter* where Enter said so, not Tab."""

        def __init__(self, *, is_enter: bool) -> None:
            super().__init__()
            self.is_enter = is_enter

    class Chosen(Message):
        """The person wants the completion *step* further."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Pasted(Message):
        """What was pasted is more than a line of the field: several lines, or a very long one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, ellipsis: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        """*ellipsis* stands where the rest of a line is left out while nobody types."""
        super().__init__(
            id=id,
            placeholder=_("a dfx command, such as dfx deploy --ic"),
            select_on_focus=False,
            max_length=LONGEST,
        )
        self._ellipsis = ellipsis

    def veiled_value(self) -> str:
        """In screen-share mode: of what was typed, what dfx names."""
        return veil.veiled_line(self.value)

    def render_line(self, y: int) -> Strip:
        """The one line of the field; while nobody types, it is read from its beginning."""
        width = self.size.width
        text = self.veiled_value()
        if self.has_focus or y or cell_len(text) <= width:
            return super().render_line(y)
        text = shortened(text, width, self._ellipsis)
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(width, self.rich_style)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace part of the value, with control characters made visible and no more than fits."""
        room = LONGEST - (len(self.value) - abs(end - start))
        super().replace(printable(text)[: max(room, 0)], start, end)

    def show(self, text: str) -> None:
        """Put *text* in without saying that somebody typed it."""
        with self.prevent(Input.Changed):
            # A backslash and the end of its line vanish, as they do for the shell.
            self.value = printable(text.replace("\\\n", ""))[:LONGEST]
        self.cursor_position = 0

    def take(self, text: str, start: int) -> None:
        """Put a completion in the place of what stands from *start* to the cursor, and go on behind it."""
        at = self.cursor_position
        is_followed = self.value[at : at + 1] == " "
        self.replace(text if is_followed else text + " ", start, at)
        if is_followed:
            self.cursor_position += 1

    def _on_paste(self, event: Paste) -> None:
        """Take what is pasted if it is one line that fits; leave the rest to whoever can show all of it."""
        event.stop()
        event.prevent_default()
        text = event.text.rstrip("\r\n")
        start, end = sorted(self.selection)
        room = LONGEST - (len(self.value) - (end - start))
        if "\n" in text or "\r" in text or len(text) > room:
            self.post_message(self.Pasted(event.text))
        elif start == 0:
            from consent_tui.services.script import unprompted  # noqa: PLC0415 - not for the first frame

            self.replace(unprompted(text), start, end)
        else:
            self.replace(text, start, end)

    def action_leave(self) -> None:
        """Leave the field."""
        self.post_message(self.Left())

    def action_accept(self) -> None:
        """Take the completion."""
        self.post_message(self.Accepted(is_enter=False))

    def action_enter(self) -> None:
        """Take the completion that was walked to, or leave."""
        self.post_message(self.Accepted(is_enter=True))

    def action_choose(self, step: int) -> None:
        """Choose another completion."""
        self.post_message(self.Chosen(step))
