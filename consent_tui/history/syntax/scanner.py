"""From text to the dfx commands in it, in one pass over the text and with a stack of its own."""

from __future__ import annotations

import re

from consent_tui.history.syntax.frames import Frame, UnparsableError
from consent_tui.history.syntax.lists import ListFrame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.history.command import ShellCommand

# A word inside a word inside a word …: each level's text is a piece of the one around it, so that
# without a limit a hostile line costs the square of its length. Nobody types eight.
_WORD_DEPTH = 64
# Backquotes in backquotes double their backslashes at every level, so lines end before this does.
_APART_DEPTH = 24


class Scanner:
    """One pass over *text*. ``commands`` are what was found, each with where it begins in the text."""

    __slots__ = ("_apart", "_in_words", "_stack", "commands", "heredocs", "position", "text")

    def __init__(self, text: str, apart: int = 0) -> None:
        if apart > _APART_DEPTH:
            raise UnparsableError
        self.text = text
        self.position = 0
        self.commands: list[tuple[int, ShellCommand]] = []
        self.heredocs: list[tuple[str, bool]] = []
        self._apart = apart
        self._in_words = 0
        self._stack: list[Frame] = [ListFrame(self, 0, "", {})]

    def run(self) -> list[ShellCommand]:
        """Every dfx command of the text, in order of appearance; raises ``UnparsableError``."""
        text, stack, length = self.text, self._stack, len(self.text)
        while self.position < length:
            frame = stack[-1]
            token = frame.pattern.match(text, self.position)
            if token is None:
                raise UnparsableError
            self.position = token.end()
            frame.read(token)
        root = stack[-1]
        if len(stack) > 1 or not isinstance(root, ListFrame):
            raise UnparsableError
        root.conclude(length)
        self.commands.sort(key=lambda found: found[0])
        return [command for _, command in self.commands]

    def enter(self, frame: Frame) -> None:
        """Go into *frame*."""
        self._in_words += frame.in_word
        if self._in_words > _WORD_DEPTH:
            raise UnparsableError
        self._stack.append(frame)

    def leave(self, value: str) -> None:
        """Come out of the innermost frame; where it stands in a word, *value* is its part of that word."""
        frame = self._stack.pop()
        if not self._stack:
            raise UnparsableError
        self._in_words -= frame.in_word
        if frame.in_word:
            self._stack[-1].add(value, frame.start)

    def list_in_word(self, start: int) -> ListFrame:
        """A list of commands in a substitution whose source begins at *start*."""
        exports = next(frame.exports for frame in reversed(self._stack) if isinstance(frame, ListFrame))
        return ListFrame(self, start, ")", exports.copy(), in_word=True)

    def read_apart(self, text: str, start: int) -> None:
        """Read *text*, what a backquoted command at *start* holds once unescaped."""
        for command in Scanner(text, self._apart + 1).run():
            self.commands.append((start, command))

    def skip_heredocs(self) -> None:
        """From the beginning of a line, step over the bodies of the here-documents that were announced."""
        for delimiter, tabs in self.heredocs:
            indent = r"^\t*" if tabs else "^"
            end = re.compile(rf"{indent}{re.escape(delimiter)}(?:\n|\Z)", re.MULTILINE).search(
                self.text, self.position
            )
            self.position = end.end() if end else len(self.text)
        self.heredocs.clear()
