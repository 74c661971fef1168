"""Which rows of a list are marked: a bit each, so that a million marks take no more room than a page."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BITS = 12
_SIZE = 1 << _BITS


class Marked:
    """A set of ids; ``range`` objects are taken in whole."""

    __slots__ = ("_blocks", "_count")

    def __init__(self, identifiers: Iterable[int] = ()) -> None:
        self._blocks: dict[int, int] = {}
        self._count = 0
        self.add(identifiers)

    def __contains__(self, identifier: int) -> bool:
        return bool(self._blocks.get(identifier >> _BITS, 0) >> (identifier & (_SIZE - 1)) & 1)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        """The ids, smallest first."""
        for number in sorted(self._blocks):
            block, at = self._blocks[number], number << _BITS
            while block:
                lowest = block & -block
                yield at + lowest.bit_length() - 1
                block ^= lowest

    def add(self, identifiers: Iterable[int]) -> None:
        """Mark these, too."""
        if isinstance(identifiers, range):
            self._add_span(identifiers)
        else:
            masks: dict[int, int] = {}
            for each in identifiers:
                masks[each >> _BITS] = masks.get(each >> _BITS, 0) | 1 << (each & (_SIZE - 1))
            self._join(masks)

    def flip(self, identifier: int) -> None:
        """Mark this one, or take its mark away."""
        number, bit = identifier >> _BITS, 1 << (identifier & (_SIZE - 1))
        block = self._blocks.get(number, 0) ^ bit
        self._count += 1 if block & bit else -1
        self._blocks[number] = block

    def joined(self, other: Marked) -> Marked:
        """These and those; *other* stays as it is, these do not."""
        self._join(other._blocks)
        return self

    def among(self, other: Marked) -> Marked:
        """Those of these that are *other*'s, too; both stay as they are."""
        found = Marked()
        found._join({number: mask & other._blocks.get(number, 0) for number, mask in self._blocks.items()})
        return found

    def clear(self) -> None:
        """Take every mark away."""
        self._blocks.clear()
        self._count = 0

    def copy(self) -> Marked:
        """The same marks, apart from these."""
        found = Marked()
        found._blocks = dict(self._blocks)
        found._count = self._count
        return found

    def _add_span(self, span: range) -> None:
        if not span:
            return
        first, last = min(span), max(span)
        masks = {}
        for number in range(first >> _BITS, (last >> _BITS) + 1):
            low = max(first - (number << _BITS), 0)
            high = min(last - (number << _BITS), _SIZE - 1)
            masks[number] = (1 << (high + 1)) - (1 << low)
        self._join(masks)

    def _join(self, masks: Mapping[int, int]) -> None:
        for number, mask in masks.items():
            before = self._blocks.get(number, 0)
            self._blocks[number] = before | mask
            self._count += (mask & ~before).bit_count()
