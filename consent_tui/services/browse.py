"""Walking through what is pending, a page at a time, at the same cost for a thousand events and a million.

Rows are numbered from 0, the newest. A page is found by the id that it begins with, never by counting rows:
where ids have no gaps that id is known; otherwise it is in a list of all first ids, made in a thread.
"""

from __future__ import annotations

from array import array

from consent_tui.services.configuration import configuration
from consent_tui.services.pending import PendingRow, moment_of
from consent_tui.store import pending, settings
from consent_tui.store.session import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from consent_tui.services.profile import Profile

PAGE = 64
_AT_ONCE = 64 * PAGE


class Extent:
    """How far what is pending reaches: its ``count``, the ``newest`` and the ``oldest`` id; 0 for none."""

    __slots__ = ("count", "hold", "newest", "oldest")

    def __init__(self, count: int, newest: int, oldest: int, hold: int) -> None:
        self.count = count
        self.newest = newest
        self.oldest = oldest
        self.hold = hold

    @property
    def is_dense(self) -> bool:
        """Whether no id between newest and oldest is missing."""
        return self.count > 0 and self.newest - self.oldest + 1 == self.count


def extent(profile: Profile) -> Extent:
    """How far it reaches now; costs the same however much is pending. Writes nothing.

    Raises:
        ConsentError: the database or ``config.toml`` cannot be read.
    """
    hold = configuration(profile).hold
    with reading(profile.paths.state) as connection:
        if connection is None:
            return Extent(0, 0, 0, hold)
        with _snapshot(connection):
            newest = pending.page_before(connection, limit=1)
            oldest = pending.page_after(connection, limit=1)
            if not newest or not oldest:
                return Extent(0, 0, 0, settings.read(connection, profile.paths.state).hold)
            return Extent(pending.count(connection), newest[0].id, oldest[0].id, hold)


class _snapshot:  # noqa: N801 - reads as a word of the with statement
    """One read transaction: what is read inside belongs together."""

    __slots__ = ("_connection",)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN")

    def __exit__(self, *error: object) -> None:
        self._connection.execute("COMMIT")


def page(profile: Profile, before: int, hold: int) -> list[PendingRow]:
    """The ``PAGE`` newest events with an id below *before*, newest first; *hold* in seconds.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        if connection is None:
            return []
        found = pending.page_before(connection, before, PAGE)
    moment = moment_of(profile)
    return [
        PendingRow(each.id, each.recorded_at, each.sendable_at(hold, moment), each.body) for each in found
    ]


def firsts(profile: Profile) -> Sequence[int]:
    """The first id of every page, for ids with gaps: reads every id once, 0.2 seconds for a million.

    Raises:
        ConsentError: the database cannot be read.
    """
    found = array("q")
    with reading(profile.paths.state) as connection:
        if connection is None:
            return found
        cursor = connection.execute("SELECT id FROM pending ORDER BY id DESC")
        while rows := cursor.fetchmany(_AT_ONCE):
            found.extend(row[0] for row in rows[::PAGE])
    return found
