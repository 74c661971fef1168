"""The help: what the screen shows and which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

QUESTION = "What would dfx report of a command?"
ANSWER = """\
Walk through your recent dfx commands or type one. Under each word stands what becomes of it, and \
beside that the event they make, byte for byte. Commands come from the history of your own shells \
and are only shown. Nothing is recorded, written or sent from here."""
VERDICTS = (
    ("captured", "a name that dfx itself gave: a command, an option"),
    ("reduced", "to one word of a fixed list"),
    ("counted", "whether one canister was meant or all; never which"),
    ("dropped", "stays here"),
)
KEYS = (
    ("↑ ↓  j k", "walk through recent commands"),
    ("home  end", "the newest, the oldest read so far"),
    ("/  i", "type a command, or edit this one; tab completes"),
    ("esc", "leave the field"),
    ("e", "as if the command succeeded, or failed"),
    ("w", "the event, or the bytes on the wire"),
    ("tab", "go to the next part of the screen"),
    ("ctrl+p", "every action by name"),
    ("ctrl+z", "suspend"),
    ("q  ctrl+q  ctrl+c", "quit"),
)


class HelpScreen(ModalScreen[None]):
    """A page over the screen; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Close", key_display="esc", id="help.close"),
    ]

    def compose(self) -> ComposeResult:
        """Three paragraphs."""
        with VerticalScroll(id="help"):
            yield Static(Content.assemble((QUESTION, "b"), "\n", ANSWER))
            yield Static(_table(VERDICTS, "$verdict-{}"), classes="table")
            yield Static(_table(KEYS, "b"), classes="table")


def _table(rows: tuple[tuple[str, str], ...], style: str) -> Content:
    width = max(len(name) for name, _ in rows) + 2
    lines = [Content.assemble((name.ljust(width), style.format(name)), text) for name, text in rows]
    return Content("\n").join(lines)
