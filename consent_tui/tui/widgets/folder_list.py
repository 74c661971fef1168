"""The folders and files that a typed path may mean: virtual, so that a folder of thousands costs a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment as RichSegment
from textual.message import Message
from textual.strip import Strip

from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.services.folders import ABOVE
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.rows import shortened
from consent_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.events import Click

    from consent_tui.services.folders import Entry
    from consent_tui.tui.figures import Figures


class FolderList(RowList, can_focus=False):
    """A row an entry. The keys of the field walk through it; before the first row, none is chosen."""

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

    @property
    def chosen_entry(self) -> Entry | None:
        """The entry that Enter would take; None where it would take what is typed."""
        return self.entries[self.chosen] if self.chosen >= 0 else None

    def show(self, found: list[Entry]) -> None:
        """Show these, none chosen."""
        self.chosen = -1
        self.entries = found
        self.say(_("Nothing in this folder begins like that."))
        self.scroll_to(y=0, animate=False)
        self.measure_rows()

    def choose(self, number: int) -> None:
        """Choose a row; one before the first lets go of the choice."""
        if number < 0:
            self.chosen = -1
        else:
            super().choose(number)

    def say_chosen(self) -> None:
        """Nobody asks."""

    def click_row(self, number: int, event: Click) -> None:
        """A click takes."""
        del event
        self.post_message(self.Taken(self.entries[number]))

    def draw_row(self, number: int, width: int) -> Strip:
        """The name, a folder's with a slash behind it."""
        is_chosen = number == self.chosen
        style = self.get_component_rich_style("list--chosen" if is_chosen else "list--row")
        mark = self._figures.arrow if is_chosen else " "
        entry = self.entries[number]
        name = ABOVE if entry.name == ABOVE else veiled(printable(entry.name))
        text = shortened(f"{mark} {name}{'/' if entry.is_folder else ''}", width, self._figures.ellipsis)
        return Strip([RichSegment(text, style)]).adjust_cell_length(width, style)
