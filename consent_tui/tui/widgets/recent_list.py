"""The list of recent dfx commands: virtual, so that a history of any length costs a page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment as RichSegment
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _, pgettext
from consent_tui.services.script_command import ScriptCommand
from consent_tui.services.times import MONTHS
from consent_tui.services.veil import veiled_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.events import Click, Resize

    from consent_tui.history.command import ShellCommand
    from consent_tui.history.recent import RecentCommand

    Row = RecentCommand | ScriptCommand

WHEN_WIDTH = 6
WIDE = 40
"""Cells from which there is room for the time beside the command."""
LOOK_AHEAD = 50


def when_text(when: int | None, now: float) -> str:
    """A fixed, short time: the clock today, the day this year, the year before that; nothing if not known."""
    if when is None:
        return ""
    then, today = time.localtime(when), time.localtime(now)
    if then[:3] == today[:3]:
        return f"{then.tm_hour:02}:{then.tm_min:02}"
    if then.tm_year == today.tm_year:
        month = pgettext("month, short", MONTHS[then.tm_mon - 1])
        # Translators: a day of this year, such as "23 Nov"; keep it as short as your language allows.
        return _("%(day)d %(month)s") % {"day": then.tm_mday, "month": month}
    return str(then.tm_year)


def _shortened(text: str, room: int) -> str:
    """*text* in at most *room* cells; the beginning of a command says most."""
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - 1).rstrip() + "…"


class RecentList(ScrollView, can_focus=True):
    """Rows of recent commands with one chosen; says which, and when it nears the end of what is read."""

    HELP = N_("Your recent dfx commands, newest first, from the history of your shells.")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up,k",
            "walk(-1)",
            N_("Walk"),
            key_display="↑↓",
            id="recent.newer",
            tooltip=N_("One command newer"),
        ),
        Binding(
            "down,j", "walk(1)", N_("Older"), show=False, id="recent.older", tooltip=N_("One command older")
        ),
        Binding(
            "pageup",
            "page(-1)",
            N_("Newer page"),
            show=False,
            id="recent.page_newer",
            tooltip=N_("A page of newer commands"),
        ),
        Binding(
            "pagedown",
            "page(1)",
            N_("Older page"),
            show=False,
            id="recent.page_older",
            tooltip=N_("A page of older commands"),
        ),
        Binding(
            "home,g", "newest", N_("Newest"), show=False, id="recent.newest", tooltip=N_("The newest command")
        ),
        Binding(
            "end,G",
            "oldest",
            N_("Oldest"),
            show=False,
            id="recent.oldest",
            tooltip=N_("The oldest command read so far"),
        ),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "recent--row",
        "recent--chosen",
        "recent--when",
        "recent--sentence",
    }

    DEFAULT_CSS = """
    RecentList {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .recent--row { color: $foreground; }
        & > .recent--when { color: $quiet; }
        & > .recent--sentence { color: $quiet; }
        & > .recent--chosen { color: $foreground; background: $chosen; text-style: bold; }
        &:ansi > .recent--chosen { text-style: bold reverse; }
    }
    """

    chosen = reactive(-1, repaint=False)
    """The index of the row that is previewed, or -1."""

    class Walked(Message):
        """The person chose another row."""

        def __init__(self, command: Row) -> None:
            super().__init__()
            self.command = command

    class NearEnd(Message):
        """What has been read is nearly walked through: older commands are wanted."""

        can_replace_all = True

    def __init__(self, clock: Callable[[], float], *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._clock = clock
        self._rows: list[Row] = []
        self._sentences: tuple[str, ...] = ()
        self._marked: ShellCommand | None = None

    @property
    def rows(self) -> list[Row]:
        """The commands read so far, newest first."""
        return self._rows

    def say(self, *sentences: str) -> None:
        """What to show while there are no rows, one sentence a line."""
        self._sentences = sentences
        self.refresh()

    def mark(self, command: ShellCommand | None) -> None:
        """Mark the rows of this command: others are compared with it."""
        self._marked = command
        self.refresh()

    def fill(self, rows: list[Row], chosen: int) -> None:
        """Show these rows in place of those before."""
        self._rows = rows
        self.virtual_size = Size(self.size.width, len(rows))
        self.chosen = chosen
        self.refresh()

    def choose(self, index: int) -> None:
        """Choose a row, show it and say so."""
        if not self._rows:
            return
        index = max(0, min(index, len(self._rows) - 1))
        if index == self.chosen:
            return
        self.chosen = index
        self.say_chosen()
        if index > len(self._rows) - LOOK_AHEAD:
            self.post_message(self.NearEnd())

    def say_chosen(self) -> None:
        """Say again which row is chosen, if one is."""
        if 0 <= self.chosen < len(self._rows):
            self.post_message(self.Walked(self._rows[self.chosen]))

    def watch_chosen(self, before: int, now: int) -> None:
        """Redraw the two rows concerned and keep the chosen one in sight."""
        for row in (before, now):
            self.refresh_line(row)
        if now >= 0:
            self.scroll_to_region(Region(0, now, self.size.width, 1), animate=False, force=True)

    def action_walk(self, step: int) -> None:
        """Choose the row *step* further."""
        self.choose(self.chosen + step)

    def action_page(self, step: int) -> None:
        """Choose the row a page further."""
        self.choose(self.chosen + step * max(self.size.height - 1, 1))

    def action_newest(self) -> None:
        """Choose the newest."""
        self.choose(0)

    def action_oldest(self) -> None:
        """Choose the oldest read so far; older ones are read at the same time."""
        self.choose(len(self._rows) - 1)

    def on_click(self, event: Click) -> None:
        """Choose the row under the mouse."""
        row = event.y - self.content_offset_top + self.scroll_offset.y
        if row < len(self._rows):
            self.choose(row)

    @property
    def content_offset_top(self) -> int:
        """How many lines the border takes above the rows."""
        return self.gutter.top

    def on_resize(self, event: Resize) -> None:
        """Keep the chosen row in sight."""
        self.virtual_size = Size(event.size.width, len(self._rows))
        if self.chosen >= 0:
            self.scroll_to_region(Region(0, self.chosen, event.size.width, 1), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        width = self.size.width
        at = y + self.scroll_offset.y
        base = self.rich_style
        if not self._rows:
            text = self._sentences[y] if y < len(self._sentences) else ""
            style = self.get_component_rich_style("recent--sentence")
            return Strip([RichSegment(text, style)]).adjust_cell_length(width, base)
        if at >= len(self._rows):
            return Strip.blank(width, base)
        return self._row(self._rows[at], at == self.chosen, width)

    def _row(self, row: Row, is_chosen: bool, width: int) -> Strip:  # noqa: FBT001 - which of two looks
        style = self.get_component_rich_style("recent--chosen" if is_chosen else "recent--row")
        quiet = style if is_chosen else self.get_component_rich_style("recent--when")
        number, when = "", ""
        if isinstance(row, ScriptCommand):
            number = f"{row.line:>{self._digits}}  "
        elif width >= WIDE:
            when = when_text(row.when, self._clock())
        mark = "◆" if self._marked is not None and row.command == self._marked else " "
        marker = ("▸" if is_chosen else " ") + mark
        room = max(width - cell_len(number) - (max(cell_len(when), WHEN_WIDTH) + 4 if when else 3), 8)
        text = _shortened(printable(veiled_command(row.command).replace("\\\n", "")), room)
        gap = " " * (width - 3 - cell_len(number) - cell_len(text) - cell_len(when))
        strip = Strip(
            [
                RichSegment(marker, style),
                RichSegment(number, quiet),
                RichSegment(text + gap, style),
                RichSegment(when + " ", quiet),
            ]
        )
        return strip.adjust_cell_length(width, style)

    @property
    def _digits(self) -> int:
        """The cells that the longest line number takes: the last command's."""
        last = self._rows[-1]
        return len(str(last.line)) if isinstance(last, ScriptCommand) else 0
