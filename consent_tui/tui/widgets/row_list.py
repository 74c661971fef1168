"""A virtual list: only the rows that are seen are ever drawn, so that any number of them costs a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as RichSegment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consent_tui.history.printable import printable
from consent_tui.i18n import N_
from consent_tui.services.wrapping import wrapped

if TYPE_CHECKING:
    from textual.events import Click, Resize


class RowList(ScrollView, can_focus=True):
    """Rows of one line each, one of them chosen. Subclasses count, draw and tell."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "walk(-1)", N_("Walk"), id="list.newer", tooltip=N_("One row newer")),
        Binding("down,j", "walk(1)", N_("Older"), show=False, id="list.older", tooltip=N_("One row older")),
        Binding(
            "pageup",
            "page(-1)",
            N_("Newer page"),
            show=False,
            id="list.page_newer",
            tooltip=N_("A page newer"),
        ),
        Binding(
            "pagedown",
            "page(1)",
            N_("Older page"),
            show=False,
            id="list.page_older",
            tooltip=N_("A page older"),
        ),
        Binding("home,g", "go(0)", N_("Newest"), show=False, id="list.newest", tooltip=N_("The newest row")),
        Binding("end,G", "go(-1)", N_("Oldest"), show=False, id="list.oldest", tooltip=N_("The oldest row")),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--row", "list--chosen", "list--quiet", "list--name"}

    DEFAULT_CSS = """
    RowList {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .list--row { color: $foreground; }
        & > .list--name { color: $verdict-captured; text-style: bold; }
        & > .list--quiet { color: $quiet; }
        & > .list--chosen { color: $foreground; background: $chosen; text-style: bold; }
        &:ansi > .list--chosen { text-style: bold reverse; }
    }
    """

    chosen = reactive(-1, repaint=False)
    """The number of the chosen row, 0 for the first, or -1."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._sentences: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def draw_row(self, number: int, width: int) -> Strip:
        """This row in *width* cells."""
        raise NotImplementedError

    def say_chosen(self) -> None:
        """Tell which row is chosen."""
        raise NotImplementedError

    def say(self, *sentences: str) -> None:
        """What to show while there are no rows, one sentence after another, each from a new line."""
        self._sentences = tuple(printable(each) for each in sentences)
        self.refresh()

    def measure_rows(self) -> None:
        """The number of rows has changed: scroll and draw accordingly."""
        self.virtual_size = Size(self.size.width, self.count)
        self.refresh()

    def choose(self, number: int) -> None:
        """Choose a row, show it and say so."""
        number = max(0, min(number, self.count - 1))
        if self.count and number != self.chosen:
            self.chosen = number
            self.say_chosen()

    def watch_chosen(self, before: int, now: int) -> None:
        """Redraw the two rows concerned and keep the chosen one in sight."""
        for number in (before, now):
            if number >= 0:
                self.refresh_line(number)
        self._show_chosen(self.size.width)

    def _show_chosen(self, width: int) -> None:
        if self.chosen >= 0:
            self.scroll_to_region(Region(0, self.chosen, width, 1), animate=False, force=True)

    def action_walk(self, step: int) -> None:
        """Choose the row *step* further."""
        self.choose(self.chosen + step)

    def action_page(self, step: int) -> None:
        """Choose the row a page further."""
        self.choose(self.chosen + step * self.rows_seen)

    def action_go(self, end: int) -> None:
        """Choose the first (0) or the last (-1)."""
        self.choose(0 if end == 0 else self.count - 1)

    @property
    def rows_seen(self) -> int:
        """How far a page key goes: one row less than fit."""
        return max(self.size.height - 1, 1)

    def on_click(self, event: Click) -> None:
        """Choose the row under the mouse."""
        number = event.y - self.gutter.top + self.scroll_offset.y
        if 0 <= number < self.count:
            self.click_row(number, event)

    def click_row(self, number: int, event: Click) -> None:
        """What a click on a row does."""
        del event
        self.choose(number)

    def on_resize(self, event: Resize) -> None:
        """Keep the chosen row in sight."""
        self.virtual_size = Size(event.size.width, self.count)
        self._show_chosen(event.size.width)

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.size.width
        number = y + self.scroll_offset.y
        if number < self.count:
            return self.draw_row(number, width)
        lines = [] if self.count else [line for each in self._sentences for line in wrapped(each, width)]
        text = lines[y] if y < len(lines) else ""
        quiet = self.get_component_rich_style("list--quiet")
        return Strip([RichSegment(text, quiet)]).adjust_cell_length(width, self.rich_style)
