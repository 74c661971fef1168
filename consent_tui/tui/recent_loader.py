"""Reads the histories for the screen, in a thread, as far as somebody looks."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from consent_tui.i18n import N_, _
from consent_tui.tui.screens.place import SLOW
from consent_tui.tui.widgets.command_field import CommandField
from consent_tui.tui.widgets.recent_list import RecentList

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from consent_tui.history.recent import RecentCommand
    from consent_tui.services.recent import Recent
    from consent_tui.tui.screens.preview import PreviewScreen

EVERY = 1.0
"""Seconds between two looks at the files: a few stat calls, and a redraw only where something changed."""
FOLLOWING = 5
"""Rows compared to find a row again among repetitions of the same command."""
NOTHING_FOUND = N_(
    "No dfx command in the history of bash, zsh or fish yet. Commands appear here as they are run."
)


class RecentLoader:
    """Fills the list of recent commands, keeps it fresh and reads on as the person walks down."""

    def __init__(self, screen: PreviewScreen, environ: Mapping[str, str]) -> None:
        self._screen = screen
        self._environ = environ
        self._found: Recent | None = None
        self._is_reading = False
        self._is_finished = False
        self._is_away = False
        self._rows: list[RecentCommand] = []

    @property
    def _recent(self) -> Recent:
        if self._found is None:
            # How histories are read is not needed before the first frame is out.
            from consent_tui.services.recent import Recent  # noqa: PLC0415

            self._found = Recent(self._environ)
        return self._found

    def start(self) -> None:
        """Read the newest commands and look for newer ones from then on."""
        self._recent.changed()
        self._screen.set_timer(SLOW, self._say_slow)
        self._read_newest()
        self._screen.set_interval(EVERY, self.look)

    def leave(self) -> None:
        """Leave the list to something else."""
        self._is_away = True

    def come_back(self) -> None:
        """Fill the list anew, from the newest command on."""
        self._is_away = False
        self._rows = []
        self._list.fill([], -1)
        self._read_newest()

    def look(self) -> None:
        """Read again if a history has changed."""
        if not self._is_away and not self._is_reading and self._recent.changed():
            self._read_newest()

    def read_older(self) -> None:
        """Read the next window of older commands, unless that is under way or there are none."""
        if not self._is_away and not self._is_reading and not self._is_finished:
            self._read(self._recent.older, self._recent.window, self._show_older)

    def _read_newest(self) -> None:
        window = self._recent.window
        wanted = max(window, self._list.chosen + window)
        self._read(self._recent.newest, wanted, self._show_newest)

    def _read(
        self,
        source: Callable[[int], list[RecentCommand]],
        count: int,
        show: Callable[[list[RecentCommand]], None],
    ) -> None:
        self._is_reading = True

        async def read() -> None:
            # Not a thread worker: those wait for the screen, and would wait for ever while it closes.
            found = await to_thread(source, count)
            self._is_reading = False
            self._is_finished = len(found) < count
            if not self._is_away:
                show(found)

        self._screen.run_worker(read(), group="history")

    def _show_older(self, found: list[RecentCommand]) -> None:
        if found:
            self._rows = [*self._rows, *found]
            self._list.fill(list(self._rows), self._list.chosen)

    def _show_newest(self, found: list[RecentCommand]) -> None:
        """Show what was read, the same command still chosen, or the newest where the newest was."""
        rows, chosen = self._rows, self._list.chosen
        self._rows = found
        if not found:
            self._list.fill([], -1)
            self._list.say(_(NOTHING_FOUND))
        elif _keys(found) != _keys(rows):
            is_typing = self._screen.query_one(CommandField).has_focus
            follows = not is_typing and chosen <= 0
            self._list.fill(list(found), -1 if follows else _found_again(rows, chosen, found))
            if follows:
                self._list.choose(0)

    @property
    def _list(self) -> RecentList:
        return self._screen.query_one(RecentList)

    def _say_slow(self) -> None:
        if self._is_reading:
            self._list.say(_("Reading the history of your shells…"))


def _keys(rows: list[RecentCommand]) -> list[tuple[str, int | None]]:
    return [(each.command.text, each.when) for each in rows]


def _found_again(rows: list[RecentCommand], chosen: int, found: list[RecentCommand]) -> int:
    """Where the chosen row is now that newer ones stand above it: where the rows after it follow too."""
    if chosen < 0:
        return -1
    keys = _keys(found)
    following = _keys(rows[chosen : chosen + FOLLOWING])
    for at in range(len(keys)):
        if keys[at : at + len(following)] == following:
            return at
    return min(chosen, len(found) - 1)
