"""A list over a table of the store, read a page at a time, of which a few are kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic

from rich.segment import Segment as RichSegment
from textual.message import Message
from textual.strip import Strip

from consent_tui.errors import ConsentError
from consent_tui.services.browse import PAGE, AnyRow, Table
from consent_tui.services.walk import Walk
from consent_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from rich.style import Style

    from consent_tui.tui.figures import Figures

MOST_PAGES = 64
READING = "…"


class WalkList(RowList, Generic[AnyRow]):
    """The rows of a walk; another walk may take its place while the same row stays chosen."""

    class Chosen(Message):
        """Another row was chosen, or there is none, or it has still to be found: ask ``chosen_row``."""

        can_replace_all = True

    def __init__(self, table: Table[AnyRow], figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.figures = figures
        self.walk = Walk(table)
        self._pages: OrderedDict[int, list[AnyRow]] = OrderedDict()

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.walk.count

    @property
    def chosen_row(self) -> AnyRow | None:
        """The chosen row."""
        return self.row(self.chosen)

    def show(self, walk: Walk[AnyRow]) -> None:
        """Show this walk, the same row still chosen, or the first where the first was."""
        before = self.row(self.chosen) if self.chosen > 0 else None
        is_alike = type(self.walk) is type(walk)
        self.walk = walk
        self._pages.clear()
        self.measure_rows()
        place = 0 if before is None else self._place_of(before)
        # Where the row is no more, the one in its place; but a search begins with the newest it finds.
        fallback = self.chosen if is_alike else 0
        self.chosen = min(fallback if place is None else place, self.count - 1)
        self.say_chosen()

    def _place_of(self, row: AnyRow) -> int | None:
        try:
            return self.walk.place_of(row.id)
        except ConsentError:
            return None

    def grow(self) -> None:
        """More rows have come to the end of the walk that is shown."""
        self._pages.pop(max(self.virtual_size.height - 1, 0) // PAGE, None)
        if self.virtual_size.height != self.count:
            self.measure_rows()
        if self.chosen < 0 and self.count:
            self.chosen = 0
            self.say_chosen()

    def row(self, number: int) -> AnyRow | None:
        """The row of this number, read if need be; None where there is none or its place is not known yet."""
        if not 0 <= number < self.count:
            return None
        at, within = divmod(number, PAGE)
        rows = self._pages.get(at)
        if rows is None:
            try:
                rows = self.walk.page(at)
            except ConsentError as error:
                self.say(error.message)
                return None
            if rows is None:
                return None
            self._pages[at] = rows
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(at)
        return rows[within] if within < len(rows) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody walks through an empty list."""
        del parameters
        return self.count > 0 or action != "walk"

    def draw_row(self, number: int, width: int) -> Strip:
        """The row's marker and what it says, or that it is being read."""
        is_chosen = number == self.chosen
        style = self.look("list--row", is_chosen)
        marker = RichSegment(self.figures.arrow if is_chosen else " ", style)
        row = self.row(number)
        if row is None:
            pieces = [RichSegment(f"  {READING}", self.look("list--quiet", is_chosen))]
        else:
            pieces = self.pieces(row, is_chosen, width - 1)
        return Strip([marker, *pieces]).adjust_cell_length(width, style)

    def pieces(self, row: AnyRow, is_chosen: bool, width: int) -> list[RichSegment]:  # noqa: FBT001 - a fact
        """What this row says in *width* cells, behind its marker."""
        raise NotImplementedError

    def look(self, name: str, is_chosen: bool) -> Style:  # noqa: FBT001 - a fact
        """The style of this component class, or of the chosen row, which is of one piece."""
        return self.get_component_rich_style("list--chosen" if is_chosen else name)

    def say_chosen(self) -> None:
        """Tell which row is chosen."""
        self.post_message(self.Chosen())
