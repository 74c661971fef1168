"""The list of pending events: any number of them marked, some of those waiting for their wipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as RichSegment
from textual.binding import Binding, BindingType
from textual.message import Message

from consent_tui.i18n import N_, _
from consent_tui.services.ages import age, age_width
from consent_tui.services.cells import cells, padded
from consent_tui.services.marked import Marked
from consent_tui.services.pending import PendingRow, tokens_line
from consent_tui.tui.drawing.rows import (
    may_go,
    may_go_width,
    padded_before,
    searched,
    whole_tokens,
)
from consent_tui.tui.widgets.walk_list import WalkList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.events import Click

    from consent_tui.services.browse import PendingTable
    from consent_tui.services.walk import Walk
    from consent_tui.tui.figures import Figures

AT_ONCE = 4096
"""So many rows are marked on the spot; more of them in a thread, by who hears of ``Wide``."""


class PendingList(WalkList[PendingRow]):
    """Rows of pending events, newest first, one chosen and any number marked."""

    HELP = N_("Every event that waits, newest first: its age, when it may go, its tokens.")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "mark",
            N_("Mark"),
            id="pending.mark",
            tooltip=N_("Mark this event, or take the mark away"),
        ),
        Binding(
            "a",
            "mark_all",
            N_("All"),
            id="pending.mark_all",
            tooltip=N_("Mark all that the list shows, or take all marks away"),
        ),
        Binding(
            "shift+up,K",
            "extend(-1)",
            N_("Mark up to here"),
            show=False,
            id="pending.extend_newer",
            tooltip=N_("Mark from here to one event newer"),
        ),
        Binding(
            "shift+down,J",
            "extend(1)",
            N_("Mark down to here"),
            show=False,
            id="pending.extend_older",
            tooltip=N_("Mark from here to one event older"),
        ),
        Binding(
            "shift+pageup",
            "extend_page(-1)",
            N_("Mark a page up"),
            show=False,
            id="pending.extend_page_newer",
            tooltip=N_("Mark from here to a page newer"),
        ),
        Binding(
            "shift+pagedown",
            "extend_page(1)",
            N_("Mark a page down"),
            show=False,
            id="pending.extend_page_older",
            tooltip=N_("Mark from here to a page older"),
        ),
        Binding(
            "shift+home",
            "extend_to(0)",
            N_("Mark up to the newest"),
            show=False,
            id="pending.extend_newest",
            tooltip=N_("Mark from here to the newest event"),
        ),
        Binding(
            "shift+end",
            "extend_to(-1)",
            N_("Mark down to the oldest"),
            show=False,
            id="pending.extend_oldest",
            tooltip=N_("Mark from here to the oldest event"),
        ),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--doomed"}
    DEFAULT_CSS = """
    PendingList > .list--doomed { color: $quiet; text-style: strike; }
    """

    class Marks(Message):
        """Other events are marked than before."""

        can_replace_all = True

    class Wide(Message):
        """So many rows (numbers, both included) are to be marked that it takes a thread: see ``join``."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    def __init__(self, table: PendingTable, figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(table, figures, id=id)
        self.marked = Marked()
        self.doomed = Marked()
        """Those that are wiped once that is confirmed."""
        self.words: Sequence[str] = ()
        """What a search looked for, in lower case."""
        self._anchor = -1
        self._before_anchor = Marked()
        self._whole: Walk[PendingRow] | None = None
        """The walk that was last marked from end to end."""

    def show(self, walk: Walk[PendingRow]) -> None:
        """Show this walk; a range of marks begins anew."""
        self._anchor = -1
        super().show(walk)

    def unmark(self) -> None:
        """Take all marks away."""
        self.set_marks(Marked())

    def set_marks(self, marked: Marked) -> None:
        """Have these marks and no others."""
        self.marked = marked
        self._anchor = -1
        self.refresh()
        self.post_message(self.Marks())

    def action_mark(self) -> None:
        """Mark the chosen event, or take its mark away, and go on to the next."""
        row = self.chosen_row
        if row is not None:
            self.marked.flip(row.id)
            self.refresh_line(self.chosen)
            self._anchor = -1
            self.action_walk(1)
            self.post_message(self.Marks())

    def action_mark_all(self) -> None:
        """Mark all that the list shows, or take all marks away where all are marked."""
        if self._whole is self.walk and self.marked:
            self.unmark()
        elif self.count:
            self._anchor = -1
            self._whole = self.walk
            self._mark_rows(0, self.count - 1)

    def action_extend(self, step: int) -> None:
        """Choose the row *step* further, and mark everything from where this began."""
        self.extend_to(self.chosen + step)

    def action_extend_page(self, step: int) -> None:
        """The same, a page further."""
        self.extend_to(self.chosen + step * self.rows_seen)

    def action_extend_to(self, end: int) -> None:
        """The same, to the first row (0) or the last (-1)."""
        self.extend_to(0 if end == 0 else self.count - 1)

    def extend_to(self, number: int) -> None:
        """Choose this row; mark from where the first such step began up to here, and nothing beyond."""
        if self.chosen < 0:
            return
        if self._anchor < 0:
            self._anchor = self.chosen
            self._before_anchor = self.marked.copy()
        anchor, before = self._anchor, self._before_anchor
        number = max(0, min(number, self.count - 1))
        self.marked = before.copy()
        self._mark_rows(min(anchor, number), max(anchor, number))
        self.choose(number)
        self._anchor, self._before_anchor = anchor, before

    def choose(self, number: int) -> None:
        """Choose a row; a range of marks ends there."""
        self._anchor = -1
        super().choose(number)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked in an empty list; while some wait for their wipe, its keys go first."""
        if action in ("mark", "mark_all"):
            return self.count > 0 and not (action == "mark_all" and self.doomed)
        return super().check_action(action, parameters)

    def _mark_rows(self, first: int, last: int) -> None:
        if last - first >= AT_ONCE:
            self.post_message(self.Wide(first, last))
            return
        self.marked.add(self.walk.identifiers(first, last))
        self.refresh()
        self.post_message(self.Marks())

    def click_row(self, number: int, event: Click) -> None:
        """Choose the row; with shift, mark up to it; with control, mark it alone, too."""
        if event.shift:
            self.extend_to(number)
        else:
            self.choose(number)
            row = self.chosen_row
            if event.ctrl and row is not None:
                self.marked.flip(row.id)
                self.refresh_line(number)
                self.post_message(self.Marks())

    def pieces(self, row: PendingRow, is_chosen: bool, width: int) -> list[RichSegment]:  # noqa: FBT001 - a fact
        """Its mark, its age, when it may go, its tokens."""
        style, quiet = self.look("list--row", is_chosen), self.look("list--quiet", is_chosen)
        mark = self.figures.marked if row.id in self.marked else " "
        name, rest = self.look("list--name", is_chosen), style
        if row.id in self.doomed:
            mark = self.figures.cross
            name = rest = style + self.get_component_rich_style("list--doomed", partial=True)
        now = int(self.walk.table.profile.clock())
        when = padded_before(age(now - row.recorded_at), age_width())
        times = f"{when}  {padded(may_go(row, now), may_go_width())}  "
        tokens = tokens_line(row.body) or _("not an event of ours; wipe it")
        # An age of a thousand days is wider than its column.
        room = width - max(cells(when), age_width()) - may_go_width() - 7
        tokens = whole_tokens(tokens, max(room, 8), self.figures.ellipsis)
        head, gap, others = tokens.partition(" ")
        pieces = [RichSegment(f"{mark} ", style), RichSegment(times, quiet)]
        pieces += [*searched(head, name, self.words), *searched(gap + others, rest, self.words)]
        return pieces
