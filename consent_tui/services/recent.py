"""The recent dfx commands of a person's own shells, a window at a time; only shown, never kept on disk."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from consent_tui.history.recent import RecentCommand, recent_commands
from consent_tui.history.sources import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WINDOW = 200
"""How many commands are read at once: more than any screen shows, little enough to come at once."""


class Recent:
    """Reads the histories newest first and only as far as somebody looks, ``window`` commands at once."""

    window = WINDOW

    def __init__(self, environ: Mapping[str, str], shell: str = "auto") -> None:
        self._environ = environ
        self._shell = shell
        self._rest: Iterator[RecentCommand] = iter(())
        self._watcher = Watcher(environ, shell)

    def newest(self, count: int = WINDOW) -> list[RecentCommand]:
        """The newest *count* commands, read afresh; ``older`` goes on from there."""
        self._rest = recent_commands(self._environ, self._shell)
        return self.older(count)

    def older(self, count: int = WINDOW) -> list[RecentCommand]:
        """The *count* commands before those read so far; fewer at the end of the histories."""
        return list(islice(self._rest, count))

    def changed(self) -> bool:
        """Whether a history has changed since the last time this was asked: a few stat calls."""
        return self._watcher.changed()
