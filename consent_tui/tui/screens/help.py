"""The help: what a tab shows and which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from consent_tui.tui.speaking import SpeakingModal

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from consent_tui.tui.screens.place import HelpPage

VERDICTS = (
    ("captured", "a name that dfx itself gave: a command, an option"),
    ("reduced", "to one word of a fixed list"),
    ("counted", "whether one canister was meant or all; never which"),
    ("dropped", "stays here"),
)
EVERYWHERE = (
    ("1 2 3 4 5", "Consent, Preview, Activity, Pending, Sent; ctrl+page up and down turn"),
    ("ctrl+p  ctrl+z", "every action by name; suspend"),
    ("q  ctrl+q  ctrl+c", "quit"),
)


class HelpScreen(SpeakingModal[None]):
    """A page over the screen; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Close", key_display="esc", id="help.close"),
    ]

    def __init__(self, page: HelpPage, tab: str) -> None:
        super().__init__()
        self._page = page
        self._tab = tab

    def compose(self) -> ComposeResult:
        """What the tab is for, its verdicts if it has any, its keys, the keys that work everywhere."""
        question, answer, keys = self._page
        with VerticalScroll(id="help"):
            yield Static(Content.assemble((question, "b"), "\n", answer))
            if self._tab == "preview":
                yield Static(_table(VERDICTS, "$verdict-{}"), classes="table")
            yield Static(_table((*keys, *EVERYWHERE), "b"), classes="table")


def _table(rows: tuple[tuple[str, str], ...], style: str) -> Content:
    width = max(len(name) for name, _ in rows) + 2
    lines = [Content.assemble((name.ljust(width), style.format(name)), text) for name, text in rows]
    return Content("\n").join(lines)
