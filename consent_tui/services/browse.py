"""Walking through a table a page at a time, newest first, at the same cost for a thousand rows and a million.

Rows are numbered from 0, the newest. A page is found by the id that it begins with, never by counting rows:
where ids have no gaps that id is known; otherwise it is in a list of all first ids, made in a thread.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from consent_tui.services.pending import PendingRow, hold_of, moment_of
from consent_tui.store import finding, pending, sent
from consent_tui.store.sent import SentLine
from consent_tui.store.session import reading

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from sqlite3 import Connection

    from consent_tui.services.profile import Profile

PAGE = 64
_SEARCHED_AT_ONCE = 8192


class Row(Protocol):
    """What every row has: ids rise with time."""

    id: int


AnyRow = TypeVar("AnyRow", bound=Row)


class Extent:
    """How far a table reaches: its ``count``, the ``newest`` and the ``oldest`` id; 0 for none."""

    __slots__ = ("count", "newest", "oldest")

    def __init__(self, count: int, newest: int, oldest: int) -> None:
        self.count = count
        self.newest = newest
        self.oldest = oldest

    @property
    def is_dense(self) -> bool:
        """Whether no id between newest and oldest is missing."""
        return self.count > 0 and self.newest - self.oldest + 1 == self.count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Extent) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, int]:
        return self.count, self.newest, self.oldest


NOTHING = Extent(0, 0, 0)
SentRow = SentLine
"""A request in a list."""


class Table(Generic[AnyRow]):
    """A table of one profile to walk through. Every method raises ConsentError where it cannot be read."""

    __slots__ = ("_name", "profile")

    def __init__(self, profile: Profile, name: str) -> None:
        self.profile = profile
        self._name = name

    def extent(self) -> Extent:
        """How far it reaches now; what is pending costs the same however much that is. Writes nothing."""
        with reading(self.profile.paths.state) as connection:
            if connection is None:
                return NOTHING
            connection.execute("BEGIN")  # what is read from here on belongs together
            return Extent(self._count(connection), *finding.reach(connection, self._name))

    def firsts(self) -> Sequence[int]:
        """The first id of every page, for ids with gaps: reads every id once, 0.2 seconds for a million."""
        found = array("q")
        with reading(self.profile.paths.state) as connection:
            if connection is not None:
                for some in finding.every(connection, self._name):
                    found.extend(some[::PAGE])
        return found

    def all_identifiers(self) -> Sequence[int]:
        """Every id, newest first."""
        found = array("q")
        with reading(self.profile.paths.state) as connection:
            if connection is not None:
                for some in finding.every(connection, self._name):
                    found.extend(some)
        return found

    def page(self, before: int) -> list[AnyRow]:
        """The ``PAGE`` newest rows with an id below *before*, newest first."""
        raise NotImplementedError

    def picked(self, identifiers: Sequence[int]) -> list[AnyRow]:
        """The rows with these ids that are still there, newest first."""
        raise NotImplementedError

    def matching(self, words: Sequence[str], extent: Extent) -> Generator[tuple[int, Sequence[int]]]:
        """The ids in whose row every word stands, newest first, piece by piece: down to which id, and which.

        To be closed in the thread that began it.
        """
        newest = extent.newest
        with reading(self.profile.paths.state) as connection:
            while connection is not None and newest >= extent.oldest > 0:
                lowest = max(newest - _SEARCHED_AT_ONCE + 1, extent.oldest)
                yield lowest, finding.matching(connection, self._name, words, lowest, newest)
                newest = lowest - 1

    def _count(self, connection: Connection) -> int:
        raise NotImplementedError


class PendingTable(Table[PendingRow]):
    """The events that wait."""

    __slots__ = ("_hold",)

    def __init__(self, profile: Profile) -> None:
        super().__init__(profile, finding.PENDING)
        self._hold = 0

    def page(self, before: int) -> list[PendingRow]:
        """The ``PAGE`` newest events with an id below *before*, newest first."""
        with reading(self.profile.paths.state) as connection:
            return [] if connection is None else self._rows(pending.page_before(connection, before, PAGE))

    def picked(self, identifiers: Sequence[int]) -> list[PendingRow]:
        """The events with these ids that still wait, newest first."""
        with reading(self.profile.paths.state) as connection:
            return [] if connection is None else self._rows(pending.picked(connection, identifiers))

    def _rows(self, found: list[pending.PendingEvent]) -> list[PendingRow]:
        moment, hold = moment_of(self.profile), self._hold
        return [
            PendingRow(each.id, each.recorded_at, each.sendable_at(hold, moment), each.body) for each in found
        ]

    def _count(self, connection: Connection) -> int:
        self._hold = hold_of(self.profile, connection)  # holds for the pages, until the extent is read again
        return pending.count(connection)


class SentTable(Table[SentLine]):
    """The requests that were made; their bytes are read one at a time, elsewhere."""

    __slots__ = ()

    def __init__(self, profile: Profile) -> None:
        super().__init__(profile, finding.SENT)

    def page(self, before: int) -> list[SentLine]:
        """The ``PAGE`` newest requests with an id below *before*, newest first."""
        with reading(self.profile.paths.state) as connection:
            return [] if connection is None else list(sent.page_before(connection, before, PAGE))

    def picked(self, identifiers: Sequence[int]) -> list[SentLine]:
        """The requests with these ids that are still kept, newest first."""
        with reading(self.profile.paths.state) as connection:
            return [] if connection is None else list(sent.picked(connection, identifiers))

    def _count(self, connection: Connection) -> int:
        return sent.count(connection)
