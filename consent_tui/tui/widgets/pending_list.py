"""The list of pending events: virtual, over SQLite, so that a million rows open as fast as a thousand."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment as RichSegment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consent_tui.errors import ConsentError
from consent_tui.services.browse import PAGE, Extent, page
from consent_tui.services.pending import tokens_line
from consent_tui.services.times import short_local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click, Resize

    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures

MOST_PAGES = 64
STRANGE = "not an event of ours; wipe it"
READING = "…"
AGE_WIDTH, MAY_GO_WIDTH = 4, 12
_UNITS = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))


def age(seconds: int) -> str:
    """How long ago, in the largest unit that fits: ``3d``, ``5h``, ``12m``, ``0s``."""
    return next((f"{seconds // size}{unit}" for size, unit in _UNITS if seconds >= size), "0s")


class PendingList(ScrollView, can_focus=True):
    """Rows of pending events, newest first, one chosen and any number marked."""

    HELP = "Every event that waits, newest first: its age, when it may go, its tokens."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "walk(-1)", "Walk", key_display="↑↓", id="pending.newer", tooltip="One event newer"),
        Binding("down,j", "walk(1)", "Older", show=False, id="pending.older", tooltip="One event older"),
        Binding(
            "pageup", "page(-1)", "Newer page", show=False, id="pending.page_newer", tooltip="A page newer"
        ),
        Binding(
            "pagedown", "page(1)", "Older page", show=False, id="pending.page_older", tooltip="A page older"
        ),
        Binding("home,g", "go(0)", "Newest", show=False, id="pending.newest", tooltip="The newest event"),
        Binding("end,G", "go(-1)", "Oldest", show=False, id="pending.oldest", tooltip="The oldest event"),
        Binding("space", "mark", "Mark", id="pending.mark", tooltip="Mark this event, or take the mark away"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pending--row",
        "pending--chosen",
        "pending--quiet",
        "pending--name",
    }

    DEFAULT_CSS = """
    PendingList {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .pending--row { color: $foreground; }
        & > .pending--name { color: $verdict-captured; text-style: bold; }
        & > .pending--quiet { color: $quiet; }
        & > .pending--chosen { color: $foreground; background: $chosen; text-style: bold; }
        &:ansi > .pending--chosen { text-style: bold reverse; }
    }
    """

    chosen = reactive(-1, repaint=False)
    """The number of the row that is shown below, or -1."""

    class Chosen(Message):
        """Another row was chosen; None where there is none, or where it has still to be found."""

        can_replace_all = True

        def __init__(self, row: PendingRow | None) -> None:
            super().__init__()
            self.row = row

    def __init__(self, profile: Profile, figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._profile = profile
        self._figures = figures
        self._extent = Extent(0, 0, 0, 0)
        self._firsts: Sequence[int] = ()
        self._pages: OrderedDict[int, list[PendingRow]] = OrderedDict()
        self._sentence = ""
        self.marked: set[int] = set()

    def say(self, sentence: str) -> None:
        """What to show while there are no rows."""
        self._sentence = sentence
        self.refresh()

    def show(self, found: Extent, firsts: Sequence[int] = ()) -> None:
        """Show what reaches so far, the same event still chosen, or the newest where the newest was."""
        before = self.row(self.chosen) if self.chosen > 0 else None
        newer = max(found.newest - self._extent.newest, 0) if self._extent.newest else 0
        self._extent, self._firsts = found, firsts
        self._pages.clear()
        self.virtual_size = Size(self.size.width, found.count)
        wanted = self.chosen + newer if before is not None else 0
        self.chosen = min(wanted, found.count - 1)
        self.refresh()
        self.say_chosen()

    def row(self, number: int) -> PendingRow | None:
        """The row of this number, read if need be; None where there is none or its place is not known yet."""
        if not 0 <= number < self._extent.count:
            return None
        at, within = divmod(number, PAGE)
        rows = self._pages.get(at)
        if rows is None:
            first = self._first(at)
            if first is None:
                return None
            try:
                rows = page(self._profile, first + 1, self._extent.hold)
            except ConsentError as error:
                self._sentence = error.message
                return None
            self._pages[at] = rows
            if len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(at)
        return rows[within] if within < len(rows) else None

    def _first(self, at: int) -> int | None:
        """The id that the page begins with, as far as that is known."""
        if at == 0 or self._extent.is_dense:
            return self._extent.newest - at * PAGE
        return self._firsts[at] if at < len(self._firsts) else None

    def choose(self, number: int) -> None:
        """Choose a row, show it and say so."""
        number = max(0, min(number, self._extent.count - 1))
        if self._extent.count and number != self.chosen:
            self.chosen = number
            self.say_chosen()

    def say_chosen(self) -> None:
        """Say again which row is chosen."""
        self.post_message(self.Chosen(self.row(self.chosen)))

    def watch_chosen(self, before: int, now: int) -> None:
        """Redraw the two rows concerned and keep the chosen one in sight."""
        for number in (before, now):
            if number >= 0:
                self.refresh_line(number)
        if now >= 0:
            self.scroll_to_region(Region(0, now, self.size.width, 1), animate=False, force=True)

    def action_walk(self, step: int) -> None:
        """Choose the row *step* further."""
        self.choose(self.chosen + step)

    def action_page(self, step: int) -> None:
        """Choose the row a page further."""
        self.choose(self.chosen + step * max(self.size.height - 1, 1))

    def action_go(self, end: int) -> None:
        """Choose the newest (0) or the oldest (-1)."""
        self.choose(0 if end == 0 else self._extent.count - 1)

    def action_mark(self) -> None:
        """Mark the chosen event, or take its mark away, and go on to the next."""
        row = self.row(self.chosen)
        if row is not None:
            self.marked ^= {row.id}
            self.refresh_line(self.chosen)
            self.action_walk(1)
            self.say_chosen()

    def on_click(self, event: Click) -> None:
        """Choose the row under the mouse."""
        number = event.y - self.gutter.top + self.scroll_offset.y
        if 0 <= number < self._extent.count:
            self.choose(number)

    def on_resize(self, event: Resize) -> None:
        """Keep the chosen row in sight."""
        self.virtual_size = Size(event.size.width, self._extent.count)
        if self.chosen >= 0:
            self.scroll_to_region(Region(0, self.chosen, event.size.width, 1), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        width = self.size.width
        number = y + self.scroll_offset.y
        if number >= self._extent.count:
            text = self._sentence if y == 0 and not self._extent.count else ""
            quiet = self.get_component_rich_style("pending--quiet")
            return Strip([RichSegment(text, quiet)]).adjust_cell_length(width, self.rich_style)
        return self._drawn(self.row(number), number == self.chosen, width)

    def _drawn(self, row: PendingRow | None, is_chosen: bool, width: int) -> Strip:  # noqa: FBT001 - which look
        style = self.get_component_rich_style("pending--chosen" if is_chosen else "pending--row")
        quiet = style if is_chosen else self.get_component_rich_style("pending--quiet")
        marker = self._figures.arrow if is_chosen else " "
        if row is None:
            return Strip([RichSegment(f"{marker}  {READING}", quiet)]).adjust_cell_length(width, style)
        mark = self._figures.marked if row.id in self.marked else " "
        now = int(self._profile.clock())
        when = age(now - row.recorded_at).rjust(AGE_WIDTH)
        room = max(width - AGE_WIDTH - MAY_GO_WIDTH - 8, 8)
        tokens = tokens_line(row.body) or STRANGE
        if cell_len(tokens) > room:
            tokens = set_cell_size(tokens, room - 1).rstrip() + self._figures.ellipsis[:1]
        head, gap, rest = tokens.partition(" ")
        strip = Strip(
            [
                RichSegment(f"{marker}{mark} ", style),
                RichSegment(f"{when}  {self._may_go(row, now).ljust(MAY_GO_WIDTH)}  ", quiet),
                RichSegment(head, style if is_chosen else self.get_component_rich_style("pending--name")),
                RichSegment(gap + rest, style),
            ]
        )
        return strip.adjust_cell_length(width, style)

    @staticmethod
    def _may_go(row: PendingRow, now: int) -> str:
        """When it may be sent: never, where it was recorded under local."""
        if row.sendable_at is None:
            return "never: local"
        return "now" if row.sendable_at <= now else short_local(row.sendable_at)
