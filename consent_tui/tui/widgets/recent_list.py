"""The list of recent dfx commands: virtual, so that a history of any length costs a page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment as RichSegment
from textual.message import Message
from textual.strip import Strip

from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _, pgettext
from consent_tui.services.script_command import ScriptCommand
from consent_tui.services.times import MONTHS
from consent_tui.services.veil import veiled_command
from consent_tui.tui.drawing.rows import shortened
from consent_tui.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from consent_tui.history.command import ShellCommand
    from consent_tui.history.recent import RecentCommand
    from consent_tui.tui.figures import Figures

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


class RecentList(RowList):
    """Rows of recent commands with one chosen; says which, and when it nears the end of what is read."""

    HELP = N_("Your recent dfx commands, newest first, from the history of your shells.")

    class Walked(Message):
        """The person chose another row."""

        def __init__(self, command: Row) -> None:
            super().__init__()
            self.command = command

    class NearEnd(Message):
        """What has been read is nearly walked through: older commands are wanted."""

        can_replace_all = True

    def __init__(self, clock: Callable[[], float], figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._clock = clock
        self._figures = figures
        self._rows: list[Row] = []
        self._marked: ShellCommand | None = None

    @property
    def rows(self) -> list[Row]:
        """The commands read so far, newest first."""
        return self._rows

    @property
    def count(self) -> int:
        """How many commands have been read so far."""
        return len(self._rows)

    def mark(self, command: ShellCommand | None) -> None:
        """Mark the rows of this command: others are compared with it."""
        self._marked = command
        self.refresh()

    def fill(self, rows: list[Row], chosen: int) -> None:
        """Show these rows in place of those before."""
        self._rows = rows
        self.measure_rows()
        self.chosen = chosen

    def choose(self, number: int) -> None:
        """Choose a row, show it and say so; near the end of what is read, older ones are wanted."""
        before = self.chosen
        super().choose(number)
        if self.chosen != before and self.chosen > self.count - LOOK_AHEAD:
            self.post_message(self.NearEnd())

    def say_chosen(self) -> None:
        """Say again which row is chosen, if one is."""
        if 0 <= self.chosen < len(self._rows):
            self.post_message(self.Walked(self._rows[self.chosen]))

    def draw_row(self, number: int, width: int) -> Strip:
        """Its marks, its line in a script, the command, and the time where there is room for it."""
        row = self._rows[number]
        is_chosen = number == self.chosen
        style = self.get_component_rich_style("list--chosen" if is_chosen else "list--row")
        quiet = style if is_chosen else self.get_component_rich_style("list--quiet")
        line, when = "", ""
        if isinstance(row, ScriptCommand):
            line = f"{row.line:>{self._digits}}  "
        elif width >= WIDE:
            when = when_text(row.when, self._clock())
        mark = self._figures.marked if self._marked is not None and row.command == self._marked else " "
        marker = f"{self._figures.arrow}{mark}" if is_chosen else f"{mark} "
        room = max(width - cell_len(line) - (max(cell_len(when), WHEN_WIDTH) + 4 if when else 3), 8)
        command = printable(veiled_command(row.command).replace("\\\n", ""))
        text = shortened(command, room, self._figures.ellipsis)
        gap = " " * (width - 3 - cell_len(line) - cell_len(text) - cell_len(when))
        strip = Strip(
            [
                RichSegment(marker, style),
                RichSegment(line, quiet),
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
