"""The dfx commands of every history, newest first."""

from __future__ import annotations

import heapq
import math

from consent_tui.history.shell import ShellCommand, dfx_commands
from consent_tui.history.sources import AUTO, HistorySource, entries, login_shell, sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACE = 256


class RecentCommand:
    """A dfx command that was run: ``when`` in Unix seconds or None, in which ``shell``."""

    __slots__ = ("command", "shell", "when")

    def __init__(self, command: ShellCommand, when: int | None, shell: str) -> None:
        self.command = command
        self.when = when
        self.shell = shell

    def __repr__(self) -> str:
        """For failing tests."""
        return f"RecentCommand({self.command!r}, {self.when!r}, {self.shell!r})"


def recent_commands(environ: Mapping[str, str], shell: str = AUTO) -> Iterator[RecentCommand]:
    """Each dfx command in the histories that *environ* leads to, newest first, read as it is asked for.

    *shell* is ``auto`` or one of ``sources.SHELLS``. Several histories are merged by time; commands
    without one come first where they are of ``$SHELL``, last where they are of another shell. Of one
    line's several commands the last comes first.
    """
    login = login_shell(environ)
    streams = [
        _dated(source, math.inf if source.shell == login else -math.inf) for source in sources(environ, shell)
    ]
    for _, recent in heapq.merge(*streams, key=_time, reverse=True):
        if recent is not None:
            yield recent


def _time(dated: tuple[float, RecentCommand | None]) -> float:
    return dated[0]


def _dated(source: HistorySource, latest: float) -> Iterator[tuple[float, RecentCommand | None]]:
    """The dfx commands of *source*, each with the time to merge it by: its own, else its successor's.

    Every so many entries there is a None, so that a long history without dfx holds up no other.
    """
    for number, entry in enumerate(entries(source)):
        if entry.when is not None:
            latest = entry.when
        if number % _PACE == 0:
            yield latest, None
        if "dfx" not in entry.line:
            continue
        for command in reversed(dfx_commands(entry.line)):
            yield latest, RecentCommand(command, entry.when, source.shell)
