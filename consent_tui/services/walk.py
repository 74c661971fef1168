"""The rows of a list in their order: all those of a table, or those that a search found."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from contextlib import closing
from typing import TYPE_CHECKING, Generic

from consent_tui.services.browse import NOTHING, PAGE, AnyRow, Extent, Table

if TYPE_CHECKING:
    from collections.abc import Sequence


class Walk(Generic[AnyRow]):
    """All the rows of a table.

    Without *firsts*, the first id of every page, only what lies without gaps can be found.
    """

    __slots__ = ("_firsts", "extent", "table")

    def __init__(self, table: Table[AnyRow], extent: Extent = NOTHING, firsts: Sequence[int] = ()) -> None:
        self.table = table
        self.extent = extent
        self._firsts = firsts

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.extent.count

    def page(self, at: int) -> list[AnyRow] | None:
        """The page of this number, None where its beginning is not known yet."""
        if at == 0 or self.extent.is_dense:
            return self.table.page(self.extent.newest - at * PAGE + 1)
        return self.table.page(self._firsts[at] + 1) if at < len(self._firsts) else None

    def place_of(self, identifier: int) -> int | None:
        """The number of the row with this id; None where it is not there, or not known."""
        if self.extent.is_dense:
            return self.extent.newest - identifier if self._reaches(identifier) else None
        # Descending, so the order is turned round for bisect.
        at = bisect_left(self._firsts, -identifier, key=lambda first: -first)
        if at == len(self._firsts) or self._firsts[at] != identifier:
            at -= 1
        rows = (self.page(at) or []) if at >= 0 else []
        return next((at * PAGE + n for n, row in enumerate(rows) if row.id == identifier), None)

    def identifiers(self, first: int, last: int) -> Sequence[int]:
        """The ids of the rows from number *first* to *last*, newest first; may read every id."""
        if self.extent.is_dense:
            return range(self.extent.newest - first, self.extent.newest - last - 1, -1)
        return self.table.all_identifiers()[first : last + 1]

    def _reaches(self, identifier: int) -> bool:
        return self.extent.oldest <= identifier <= self.extent.newest


class FoundWalk(Walk[AnyRow]):
    """What a search found, by its ids, newest first; more of them may come while it is walked through."""

    __slots__ = ("_found",)

    def __init__(self, table: Table[AnyRow], extent: Extent, found: Sequence[int]) -> None:
        super().__init__(table, extent)
        self._found = found

    @property
    def count(self) -> int:
        """How many were found so far."""
        return len(self._found)

    def page(self, at: int) -> list[AnyRow]:
        """The page of this number."""
        return self.table.picked(self._found[at * PAGE : (at + 1) * PAGE])

    def place_of(self, identifier: int) -> int | None:
        """The number of the row with this id; None where it was not found."""
        at = bisect_left(self._found, -identifier, key=lambda each: -each)
        return at if at < len(self._found) and self._found[at] == identifier else None

    def identifiers(self, first: int, last: int) -> Sequence[int]:
        """The ids of the rows from number *first* to *last*, newest first."""
        return self._found[first : last + 1]


class Search(Generic[AnyRow]):
    """A search for words through a table, to be run in a thread; ``found`` grows meanwhile, newest first."""

    __slots__ = ("_is_stopped", "extent", "found", "part", "table", "words")

    def __init__(self, table: Table[AnyRow], extent: Extent, words: Sequence[str]) -> None:
        self.table = table
        self.extent = extent
        self.words = tuple(words)
        self.found = array("q")
        self.part = 0.0
        self._is_stopped = False

    def run(self) -> bool:
        """Look through everything; whether the end was reached.

        Raises:
            ConsentError: the table cannot be read.
        """
        span = self.extent.newest - self.extent.oldest + 1
        with closing(self.table.matching(self.words, self.extent)) as pieces:
            for lowest, found in pieces:
                if self._is_stopped:
                    break
                self.found.extend(found)
                # Not whole before the end is reached: whoever looks on takes 1 for the end.
                self.part = min((self.extent.newest - lowest + 1) / span, 0.999)
        if not self._is_stopped:
            self.part = 1.0
        return not self._is_stopped

    def stop(self) -> None:
        """Its result is wanted no more."""
        self._is_stopped = True
