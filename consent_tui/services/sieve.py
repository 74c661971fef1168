"""The second line of screen-share mode: of every line that is drawn, only words of ours come through.

The veil covers what is known to be private where it is drawn, and the guard what takes a place in a text of
ours. A place that was forgotten must not leak, so every line that leaves for the screen, the clipboard or a
picture is sifted: a word comes through if a text of ours that was said holds it, joined as it is there, if it
is in the catalog of dfx or in the vocabulary, or if it is a number as we write them (``sieve_shapes``).
Everything else, everything that looks like a path, an address or a host, and every character that we never
draw becomes blocks. What this cannot tell, and veil and guard must, is a private word that is also one of
ours, and a number of up to three digits.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from consent_tui.services.sieve_shapes import (
    APOSTROPHE,
    COMBINATION,
    CORE,
    EVENT_NUMBER,
    FRACTION,
    GLUED,
    PIECE,
    PLACE,
    PLACEHOLDER,
    RUN,
    SPELT,
    VALUE,
    WIDE,
    WITH_UNIT,
    WORD,
    is_drawn,
    is_number,
)
from consent_tui.services.sieve_words import RUNS, WORDS
from consent_tui.services.veil import LENGTH, block
from consent_tui.vocabulary.commands import commands
from consent_tui.vocabulary.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_ellipses = ("…", "...")
SHORTEST_CUT = 3
"""Characters that a word must show before an ellipsis to be taken for one of ours."""
SHORTEST_CLIPPED = 4
"""The same where no ellipsis says that it was cut."""
A_DOCUMENT = 4
"""A run of so many pieces, each of which is one of ours, may be cut anywhere by the edge of the screen."""


def _catalog() -> Iterable[str]:
    for command in commands():
        yield command.path
        yield from command.names
        for option in command.names.values():
            yield from option.values
        for positional in command.positionals:
            yield positional.name
            yield from positional.values
    for token in tokens():
        yield token
        yield f"dfx.{token[1:]}"


class Sieve:
    """Knows the words of ours. *said* is the set of our texts, which grows while they are said."""

    __slots__ = (
        "_backwards",
        "_begins",
        "_characters",
        "_ends",
        "_forwards",
        "_is_sorted",
        "_known",
        "_learnt",
        "_numbered",
        "_options",
        "_pairs",
        "_runs",
        "_said",
        "_units",
    )

    def __init__(self, said: set[str]) -> None:
        self._said = said
        self._learnt: set[str] = set()
        self._known: set[str] = set()
        self._characters: set[str] = set()
        self._pairs: set[str] = set()
        self._begins: set[str] = set()
        self._ends: set[str] = set()
        self._numbered: list[re.Pattern[str]] = []
        self._runs = set(RUNS)
        self._units: set[str] = set()
        self._options = {name.lstrip("-") for each in commands() for name in each.names}
        self._forwards: list[str] = []
        self._backwards: list[str] = []
        self._is_sorted = False
        self._learn([*_catalog(), *WORDS, *RUNS])

    def holes(self, text: str) -> list[tuple[int, int]]:
        """The stretches of *text*, from and to, of which nothing may be seen."""
        if len(self._said) != len(self._learnt):
            news = self._said - self._learnt
            self._learnt |= news
            self._learn(news)
        found = []
        ours = [each.span() for known in self._numbered for each in known.finditer(text)]
        spelt = [each.span() for each in SPELT.finditer(text) if not self._is_text(each[0])]
        for run in RUN.finditer(text):
            start, end = run.span()
            if any(first <= start and end <= last for first, last in ours):
                continue
            if any(first <= start and end <= last for first, last in spelt):
                found.append((start, end))
                continue
            hole = self._hole(run[0], text, start)
            if hole is not None:
                found.append((start + hole[0], start + hole[1]))
        return found

    def sifted(self, text: str) -> str:
        """*text*, lines and all, with blocks of a fixed length for what may not be seen."""
        lines = []
        for line in text.split("\n"):
            at, pieces = 0, []
            for start, end in self.holes(line):
                pieces += [line[at:start], block() * LENGTH]
                at = end
            lines.append("".join(pieces) + line[at:])
        return "\n".join(lines)

    def _learn(self, texts: Iterable[str]) -> None:
        for text in texts:
            if EVENT_NUMBER in text:
                known = r"\d+".join(map(re.escape, text.split(EVENT_NUMBER)))
                self._numbered.append(re.compile(rf"(?<!\S){known}"))
            plain = PLACEHOLDER.sub(" ", text)
            self._characters.update(each for each in plain if not is_drawn(each))
            self._known.update(WORD.findall(plain))
            self._known.update(PIECE.findall(plain))
            self._units.update(GLUED.findall(text))
            self._runs.update(_core(each)[0] for each in plain.split() if PLACE.search(each))
            for wide in WIDE.findall(plain):
                self._pairs.update(map("".join, pairwise(wide)))
                self._begins.add(wide[0])
                self._ends.add(wide[-1])
        self._is_sorted = False

    def _is_text(self, letters: str) -> bool:
        return all(each in self._known for each in letters.split(" "))

    def _hole(self, run: str, text: str, at: int) -> tuple[int, int] | None:
        strange = [
            place for place, each in enumerate(run) if not (is_drawn(each) or each in self._characters)
        ]
        core, start = _core(run)
        if strange:
            start = min(start, strange[0]) if core else strange[0]
            return start, max(_core(run)[1] + len(core), strange[-1] + 1)
        if not WORD.search(core) or core in self._runs:
            return None
        end = start + len(core)
        if "::" in run or (PLACE.search(core) and not FRACTION.fullmatch(core)):
            return start, end
        pieces = list(PIECE.finditer(run))
        if len(pieces) == 1 and len(pieces[0][0]) == 1:
            return None if pieces[0][0].isascii() or pieces[0][0] in self._known else (start, end)
        shortest = 1 if len(pieces) >= A_DOCUMENT else SHORTEST_CUT
        for piece in pieces:
            known = self._is_known(piece[0])
            if not known and not self._is_cut(piece[0], text, at + piece.start(), at + piece.end(), shortest):
                return start, end
        return None

    def _is_cut(self, piece: str, text: str, start: int, end: int, shortest: int) -> bool:
        """Whether this is what is left of a word of ours at an ellipsis, or at an end of *text*."""
        if len(piece) < shortest:
            return False
        if text.startswith(_ellipses, end) and self._begins_one(piece):
            return True
        if text.endswith(_ellipses, 0, start) and self._ends_one(piece):
            return True
        if shortest > 1 and len(piece) < SHORTEST_CLIPPED:
            return False
        is_last, is_first = not WORD.search(text, end), not WORD.search(text[:start])
        return (is_last and self._begins_one(piece)) or (is_first and self._ends_one(piece))

    def _is_known(self, piece: str) -> bool:
        """Whether a text of ours holds this as it is, or it is a number or put together as we do that."""
        if piece in self._known or piece.lower() in self._known or is_number(piece):
            return True
        return self._is_known_without_spaces(piece) if WIDE.match(piece) else self._is_put_together(piece)

    def _is_put_together(self, piece: str) -> bool:
        """Whether this is made of words of ours as keys, units, values and declined words are."""
        if keys := COMBINATION.fullmatch(piece):
            return len(keys[1]) == 1 or self._is_known(keys[1])
        if unit := WITH_UNIT.fullmatch(piece):
            return unit[2] in self._units
        if value := VALUE.fullmatch(piece):
            is_named = value[1] in self._options or (value[1].isupper() and value[1] in self._known)
            return is_named and self._is_known(value[2])
        parts = APOSTROPHE.split(piece)
        if len(parts) == 1:
            parts = piece.split("-")
            if not any(map(is_number, parts)):
                return False
        return len(parts) > 1 and all(each and self._is_known(each) for each in parts)

    def _is_known_without_spaces(self, piece: str) -> bool:
        """Whether each character follows the one before it in a text of ours, or where two of these meet."""
        if len(piece) == 1:
            return piece in self._known
        return all(
            first + second in self._pairs or (first in self._ends and second in self._begins)
            for first, second in pairwise(piece)
        )

    def _begins_one(self, piece: str) -> bool:
        self._sort()
        at = bisect_left(self._forwards, piece)
        return at < len(self._forwards) and self._forwards[at].startswith(piece)

    def _ends_one(self, piece: str) -> bool:
        self._sort()
        piece = piece[::-1]
        at = bisect_left(self._backwards, piece)
        return at < len(self._backwards) and self._backwards[at].startswith(piece)

    def _sort(self) -> None:
        if not self._is_sorted:
            self._forwards = sorted(self._known)
            self._backwards = sorted(each[::-1] for each in self._known)
            self._is_sorted = True


def _core(run: str) -> tuple[str, int]:
    """The part of a run from its first to its last character that means something, and where that begins."""
    found = CORE.search(run)
    return (found[0], found.start()) if found else ("", 0)
