"""Which script to read: folders to walk through, a name to type."""

from __future__ import annotations

import os
from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as RichSegment
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input

from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _
from consent_tui.services.folders import Entry, completed, entries, taken, whole_path
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.row_list import RowList
from consent_tui.tui.widgets.sheet import Sheet
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content
    from textual.events import Click

    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures


class FolderList(RowList, can_focus=False):
    """The folders and files that the typed name begins; the keys of the field walk through them."""

    class Taken(Message):
        """The person took this entry with the mouse."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(self, figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._figures = figures
        self.entries: list[Entry] = []

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.entries)

    def show(self, found: list[Entry]) -> None:
        """Show these, none chosen."""
        self.entries = found
        self.chosen = -1
        self.say(_("Nothing in this folder begins like that."))
        self.scroll_to(y=0, animate=False)
        self.measure_rows()

    def say_chosen(self) -> None:
        """Nobody asks."""

    def click_row(self, number: int, event: Click) -> None:
        """A click takes."""
        del event
        self.post_message(self.Taken(self.entries[number]))

    def draw_row(self, number: int, width: int) -> Strip:
        """The name, a folder's with a slash behind it."""
        entry = self.entries[number]
        is_chosen = number == self.chosen
        name = "list--chosen" if is_chosen else "list--row" if entry.is_folder else "list--quiet"
        style = self.get_component_rich_style(name)
        mark = self._figures.arrow if is_chosen else " "
        text = f"{mark} {veiled(printable(entry.name))}{'/' if entry.is_folder else ''}"
        return Strip([RichSegment(text, style)]).adjust_cell_length(width, style)


class OpenScriptScreen(SpeakingModal[str]):
    """Comes back with the path of a file, or with an empty one."""

    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "walk(1)",
            N_("Choose"),
            key_display="↑↓",
            priority=True,
            id="open.next",
            tooltip=N_("The next folder or file"),
        ),
        Binding(
            "up",
            "walk(-1)",
            N_("Before"),
            show=False,
            priority=True,
            id="open.before",
            tooltip=N_("The one before"),
        ),
        Binding(
            "tab",
            "complete",
            N_("Complete"),
            priority=True,
            id="open.complete",
            tooltip=N_("Take the chosen one, or what all have in common"),
        ),
        Binding(
            "enter",
            "take",
            N_("Open"),
            key_display="enter",
            priority=True,
            id="open.take",
            tooltip=N_("Go into the folder, or read the file"),
        ),
        Binding("escape", "dismiss('')", N_("Leave"), id="open.leave", tooltip=N_("Read no file")),
    ]
    DEFAULT_CSS = """
    OpenScriptScreen { background: $background; }
    OpenScriptScreen > #chooser { height: 1fr; padding: 1 2; }
    OpenScriptScreen #path, OpenScriptScreen #path:focus {
        border: none;
        height: 1;
        padding: 0 1;
        margin: 1 0;
        background: $chosen;
        background-tint: transparent;
        color: $foreground;
    }
    OpenScriptScreen #path:ansi > .input--cursor { text-style: reverse; background: ansi_default; }
    """

    def __init__(self, profile: Profile, figures: Figures) -> None:
        super().__init__()
        self._home = profile.environ.get("HOME", "")
        self._folder = profile.cwd
        self._figures = figures

    def compose(self) -> ComposeResult:
        """The question, the path, what is in the folder, the keys."""
        with Vertical(id="chooser"):
            yield Sheet(self._question, id="question")
            field = VeiledInput(os.path.join(self._folder, ""), select_on_focus=False, id="path")  # noqa: PTH118
            field.cursor_blink = False
            yield field
            yield FolderList(self._figures, id="entries")
        yield KeysLine(id="keys")

    def _question(self, width: int) -> list[Content]:
        return paragraph(
            _("Which script should be read? It is only read, never run."), width, "$foreground b"
        )

    @property
    def _field(self) -> VeiledInput:
        return self.query_one("#path", VeiledInput)

    @property
    def _list(self) -> FolderList:
        return self.query_one("#entries", FolderList)

    @on(Input.Changed)
    def _read_anew(self) -> None:
        self.run_worker(self._read, group="folder", exclusive=True)  # type: ignore[arg-type]

    async def _read(self) -> None:
        found = await to_thread(entries, self._field.value, self._home, self._folder, ())
        self._list.show(found)

    def action_walk(self, step: int) -> None:
        """Choose another entry."""
        self._list.action_walk(step)

    def action_complete(self) -> None:
        """Take the chosen entry, or as much as all have in common."""
        shown = self._list
        text = self._field.value
        chosen = shown.entries[shown.chosen] if shown.chosen >= 0 else None
        self._put(completed(text, shown.entries) if chosen is None else taken(text, chosen))

    def action_take(self) -> None:
        """Go into the folder, or leave with the file."""
        shown = self._list
        if shown.chosen >= 0:
            self._take(shown.entries[shown.chosen])
        elif self._field.value and not self._field.value.endswith("/"):
            self.dismiss(whole_path(self._field.value, self._home, self._folder))

    @on(FolderList.Taken)
    def _clicked(self, message: FolderList.Taken) -> None:
        self._take(message.entry)

    def _take(self, entry: Entry) -> None:
        path = taken(self._field.value, entry)
        if entry.is_folder:
            self._put(path)
        else:
            self.dismiss(whole_path(path, self._home, self._folder))

    def _put(self, text: str) -> None:
        self._field.value = text
        self._field.cursor_position = len(text)
