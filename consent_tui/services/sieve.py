"""The second line of screen-share mode: of every line that is drawn, only words of ours come through.

The veil covers what is known to be private where it is drawn. A place that was forgotten must not leak, so
every line that leaves for the screen, the clipboard or a picture is sifted: a word comes through if a text
of ours that was said holds it, if it is in the catalog of dfx or in the vocabulary, or if it is a figure as
we write them: groups of at most four digits, digests, the number of an event where we say one. Everything
else, and everything that looks like a path, an address or a host, becomes blocks. What this cannot tell, and
the veil must, is a private word that is also one of ours, and a private number of four digits or fewer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from consent_tui.services.sieve_words import RUNS, WORDS
from consent_tui.services.veil import LENGTH, block
from consent_tui.vocabulary.commands import commands
from consent_tui.vocabulary.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

_WIDE = "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_word = re.compile(rf"[{_WIDE}]|#?(?:[^\W{_WIDE}])+")
_run = re.compile(r"\S+")
_placeholder = re.compile(r"%\(\w+\)[-+0 #]*\d*(?:\.\d+)?[a-zA-Z]")
_number = re.compile(
    r"\d{1,4}(?:s|m|h|d|x|ms|B|kB|KiB|MB|MiB|GiB|Z|T\d\d)?"
    r"|(?=\d*[a-f])(?:[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})|[a-z]",
    re.IGNORECASE,
)
_named_by_us = re.compile(r"dfx-consent-\d{8}-\d{6}(?:-\d{1,4})?\.svg")
_event_number = "%(id)d"
_place = re.compile(r"[/\\~@]|\d+\.\d+\.\d+\.\d+|::")
_fraction = re.compile(r"\d+(?:/\d+)+")
_key = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ellipses = ("…", "...")
SHORTEST_CUT = 2
"""Characters that a word must show before a cut one is taken for one of ours."""


def _catalog() -> Iterable[str]:
    for command in commands():
        yield command.path
        yield from command.names
        for option in command.names.values():
            yield from option.values
        for positional in command.positionals:
            yield positional.name
            yield from positional.values
    yield from tokens()


class Sieve:
    """Knows the words of ours. *said* is the set of our texts, which grows while they are said."""

    __slots__ = ("_backwards", "_forwards", "_is_sorted", "_learnt", "_numbered", "_runs", "_said", "_words")

    def __init__(self, said: set[str]) -> None:
        self._said = said
        self._learnt: set[str] = set()
        self._words: set[str] = set()
        self._numbered: list[re.Pattern[str]] = []
        self._runs = set(RUNS)
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
        for run in _run.finditer(text):
            if any(start <= run.start() and run.end() <= end for start, end in ours):
                continue
            hole = self._hole(run[0], text, run.start())
            if hole is not None:
                found.append((run.start() + hole[0], run.start() + hole[1]))
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
            if _event_number in text:
                self._numbered.append(re.compile(r"\d+".join(map(re.escape, text.split(_event_number)))))
            plain = _placeholder.sub(" ", text)
            self._words.update(_word.findall(plain))
            self._runs.update(_core(each)[0] for each in plain.split() if _place.search(each))
        self._is_sorted = False

    def _hole(self, run: str, text: str, at: int) -> tuple[int, int] | None:
        core, start = _core(run)
        if not _word.search(core) or core in self._runs or self._is_figure(core):
            return None
        end = start + len(core)
        if _place.search(core) and not _fraction.fullmatch(core):
            return start, end
        for word in _word.finditer(run):
            if not self._is_ours(word[0], text, at + word.start(), at + word.end()):
                return start, end
        return None

    @staticmethod
    def _is_figure(core: str) -> bool:
        return bool(_key.fullmatch(core) or _named_by_us.fullmatch(core))

    def _is_ours(self, word: str, text: str, start: int, end: int) -> bool:
        if word in self._words or word.lower() in self._words or _number.fullmatch(word):
            return True
        if len(word) < SHORTEST_CUT:
            return False
        ends = text.startswith(_ellipses, end) or not _word.search(text, end)
        begins = text.endswith(_ellipses, 0, start) or not _word.search(text[:start])
        return (ends and self._begins_one(word)) or (begins and self._ends_one(word))

    def _begins_one(self, word: str) -> bool:
        self._sort()
        at = bisect_left(self._forwards, word)
        return at < len(self._forwards) and self._forwards[at].startswith(word)

    def _ends_one(self, word: str) -> bool:
        self._sort()
        word = word[::-1]
        at = bisect_left(self._backwards, word)
        return at < len(self._backwards) and self._backwards[at].startswith(word)

    def _sort(self) -> None:
        if not self._is_sorted:
            self._forwards = sorted(self._words)
            self._backwards = sorted(each[::-1] for each in self._words)
            self._is_sorted = True


def _core(run: str) -> tuple[str, int]:
    """The part of a run from its first to its last character that means something, and where that begins."""
    found = re.search(r"[\w/\\~@#](?:.*[\w/\\~@])?", run)
    return (found[0], found.start()) if found else ("", 0)
