"""A simple command: words in a row, until it is known whether they start dfx."""

from __future__ import annotations

from consent_tui.history.command import ShellCommand
from consent_tui.history.syntax import wrappers

# `export` in a line is followed this far; a line with more names is no person's.
_EXPORTS = 64


class SimpleCommand:
    """The words of one command so far, dequoted, and where in the source each begins."""

    __slots__ = ("_starts", "words")

    def __init__(self) -> None:
        self.words: list[str] = []
        self._starts: list[int] = []

    def take(self, word: str, start: int) -> None:
        """Add *word*, whose source begins at *start*."""
        self.words.append(word)
        self._starts.append(start)

    def run(self, source: str, end: int, exports: dict[str, str]) -> tuple[int, ShellCommand] | None:
        """The dfx command this is and where it begins, or None.

        *end* is where it ends in *source*. *exports*, what the line has exported so far, is added to
        when this is an ``export``.
        """
        words, starts = self.words, self._starts
        assigned = 0
        while assigned < len(words) and wrappers.is_assignment(source, starts[assigned]):
            assigned += 1
        if assigned == len(words):
            return None
        if words[assigned] in {"export", "set"}:
            _export(words, assigned, exports)
            return None
        environment = exports.copy()
        for word in words[:assigned]:
            wrappers.assign(environment, word)
        found = wrappers.find_dfx(words, assigned, environment)
        if found is None:
            return None
        return starts[0], ShellCommand(["dfx", *words[found + 1 :]], environment, source[starts[0] : end])


def _export(words: list[str], position: int, exports: dict[str, str]) -> None:
    """``export NAME=value``, and fish's ``set -x NAME value``: for the commands that follow."""
    named = words[position + 1 :]
    if words[position] == "set":
        if len(named) != 3 or not named[0].startswith("-") or "x" not in named[0]:
            return
        named = [f"{named[1]}={named[2]}"]
    for word in named:
        if wrappers.is_assignment(word) and len(exports) < _EXPORTS:
            wrappers.assign(exports, word)
