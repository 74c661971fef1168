"""The field above a list in which words are typed that its rows must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from consent_tui.i18n import N_, _
from consent_tui.tui.keys import key_of
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class FilterLine(Horizontal):
    """Takes no room until it is opened; says every change as ``Typed``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "screen.back",
            N_("To the list"),
            key_display="esc",
            id="list.leave_filter",
            tooltip=N_("Leave the field; what it holds still filters"),
        )
    ]
    DEFAULT_CSS = """
    FilterLine {
        height: 1;
        padding: 0 2;
        background: $field;
        display: none;
        &.-open { display: block; }
        &:focus-within { background: $chosen; }
        & > #sought, & > #sought:focus {
            border: none;
            height: 1;
            width: 1fr;
            padding: 0;
            background: $field;
            background-tint: transparent;
            color: $foreground;
        }
        & > #sought:focus { background: $chosen; }
        & > #sought:ansi > .input--cursor { text-style: reverse; background: ansi_default; }
        & > #sought > .input--placeholder { color: $quiet; text-style: none; }
        & > #slash { width: auto; color: $quiet; }
        &:focus-within > #slash { color: $verdict-captured; text-style: bold; }
        & > #outcome { width: auto; padding: 0 0 0 2; color: $quiet; }
    }
    """

    class Typed(Message):
        """The words are others than before."""

        can_replace_all = True

    def compose(self) -> ComposeResult:
        """The key that opens it, the field, what was found."""
        yield Static(f"{key_of(self, 'list.filter')} ", id="slash")
        yield VeiledInput(id="sought", select_on_focus=False, placeholder=_("words that a row must hold"))
        yield Static("", id="outcome")

    @property
    def field(self) -> VeiledInput:
        """Where it is typed."""
        return self.query_one("#sought", VeiledInput)

    @property
    def words(self) -> Sequence[str]:
        """The words, in lower case; none where nothing is looked for."""
        return tuple(self.field.value.lower().split()) if self.is_mounted else ()

    @property
    def is_open(self) -> bool:
        """Whether it is there to be seen."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show it and type into it."""
        self.add_class("-open")
        self.field.focus()

    def close(self) -> None:
        """Look for nothing any more."""
        self.remove_class("-open")
        self.field.value = ""
        self.say("")

    def say(self, text: str) -> None:
        """What was found so far."""
        self.query_one("#outcome", Static).update(Content(text))

    def on_input_changed(self, event: VeiledInput.Changed) -> None:
        """Look for something else."""
        event.stop()
        self.post_message(self.Typed())
