"""Lists of commands: operators, parentheses and keywords, of bash, zsh and fish together."""

from __future__ import annotations

import re

from consent_tui.history.syntax.frames import GroupFrame, UnparsableError
from consent_tui.history.syntax.keywords import HEADERS, Openings
from consent_tui.history.syntax.simple import SimpleCommand
from consent_tui.history.syntax.words import WordsFrame
from consent_tui.history.syntax.wrappers import is_assignment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.history.syntax.scanner import Scanner

_JOINTS = frozenset(("&&", "||", "|", "|&"))
_GLOB_GROUP = "?*+@!"
_option_follows = re.compile(r"[ \t]+-").match


class ListFrame(WordsFrame):
    """A list of commands: the whole line, a subshell, or what a substitution runs.

    *closer* is ``)`` or, for the whole line, ''. *exports* is what the line has exported so far.
    """

    # _header: what the words being read belong to when they are no command, one of HEADERS, or ''.
    # _filled: something stands where a command may; _closed: it was a compound command, which takes no words.
    # _wanting: a pipe, && or || came before, so that something must.
    __slots__ = (
        "_closed",
        "_closer",
        "_command",
        "_filled",
        "_header",
        "_openings",
        "_wanting",
        "exports",
        "in_word",
    )

    def __init__(
        self, scanner: Scanner, start: int, closer: str, exports: dict[str, str], *, in_word: bool = False
    ) -> None:
        super().__init__(scanner, start)
        self.exports = exports
        self.in_word = in_word
        self._closer = closer
        self._header = ""
        self._openings = Openings()
        self._wanting = False
        self._begin()

    def _begin(self) -> None:
        """Be where a command may start."""
        self._command = SimpleCommand()
        self._filled = False
        self._closed = False

    # Words and keywords

    def take_word(self, word: str, start: int, end: int) -> None:
        """Take a word: a keyword, or part of a command."""
        bare = end - start == len(word) and self.scanner.text.startswith(word, start)
        if bare and self._is_keyword(word, end):
            return
        if self._closed:
            raise UnparsableError
        self._command.take(word, start)
        self._filled = True
        self.end = end

    def take_target(self, word: str, end: int) -> None:
        """Take the target of a redirection, which alone makes a command too."""
        super().take_target(word, end)
        self._filled = True

    def redirect(self, kind: str, position: int) -> None:
        """A redirection; between ``[[`` and ``]]`` it is a comparison."""
        super().redirect(kind, position)
        if self._header == "test":
            self.redirection = ""

    def _is_keyword(self, word: str, end: int) -> bool:
        """Act on *word*, unquoted, where it is a keyword here; whether it was one."""
        if self._header:
            return self._ends_header(word)
        if self._command.words:
            if word != "}" or not self._openings.inside("{"):
                return False
            # zsh takes a closing brace wherever it stands.
            self._finish()
        if word == "time" and _option_follows(self.scanner.text, end):
            # `time -p` is read as the program of that name, which knows its own options.
            return False
        meaning = self._openings.read(word)
        if meaning == "":
            return False
        if meaning == "closed":
            self._filled = self._closed = True
        else:
            if self._closed and meaning != "link":
                raise UnparsableError
            self._closed = False
            self._header = meaning if meaning in HEADERS else ""
            self._filled = meaning == "test"
        return True

    def _ends_header(self, word: str) -> bool:
        header = self._header
        if header == "case" and word == "in" and len(self._command.words) == 1:
            self._openings.open("case")
            self._begin()
            self._header = "pattern"
        elif header == "pattern" and word == "esac" and not self._command.words:
            self._openings.read(word)
            self._header = ""
            self._filled = self._closed = True
        elif header == "function" and word == "{":
            self._header = ""
            self._begin()
            self._openings.read(word)
        elif header == "test" and word == "]]":
            self._header = ""
            self._begin()
            self._filled = self._closed = True
        else:
            return False
        return True

    # Operators

    def read_operator(self, token: re.Match[str]) -> None:
        """What stands between commands."""
        operator = token[0]
        self.end_word(token.start())
        if self.redirection:
            raise UnparsableError
        if self._header == "test":
            if operator[0] == ";":
                raise UnparsableError
        elif self._header == "pattern":
            if operator not in {"|", "\n"}:
                raise UnparsableError
        else:
            self._separate(operator)
        if operator == "\n":
            self.scanner.skip_heredocs()

    def _separate(self, operator: str) -> None:
        """End the command that *operator* follows."""
        joins = operator in _JOINTS
        if self._header == "case" and not self._openings.inside("switch"):
            # Only newlines may stand between `case word` and `in`; fish has its own, in a switch.
            if operator != "\n":
                raise UnparsableError
            return
        if not self._filled:
            if joins or operator[0] == "&" or (self._wanting and operator != "\n"):
                raise UnparsableError
            if operator == "\n":
                return
        self._finish()
        self._wanting = joins
        if len(operator) > 1 and operator[0] == ";":
            if not self._openings.inside("case"):
                raise UnparsableError
            self._header = "pattern"

    def read_calculation(self, token: re.Match[str]) -> None:
        """``((…))``: a command that runs nothing, or part of a loop's head."""
        self.end_word(token.start())
        self._filled = True
        self._closed = not self._command.words and not self._header

    # Parentheses

    def read_open(self, token: re.Match[str]) -> None:
        """A parenthesis: subshell, function definition, array, group of a glob, or fish's substitution."""
        start = token.start()
        if self._header == "test":
            self.end_word(start)
            self.scanner.enter(GroupFrame(self.scanner, start, in_word=False))
        elif self.word_start >= 0 and self._opens_group(start):
            self.scanner.enter(GroupFrame(self.scanner, start))
        elif self.scanner.text.startswith(")", start + 1):
            self._define_function(start)
        elif self._header == "pattern":
            if self._command.words:
                raise UnparsableError
        elif self._header == "for":
            self._begin_short_loop(start)
        elif self.word_start >= 0 or self.redirection or (self._command.words and self._header != "function"):
            self.scanner.enter(self.scanner.list_in_word(start))
        else:
            self._begin_subshell(start)

    def _opens_group(self, start: int) -> bool:
        """Whether a parenthesis that is attached to a word holds words: ``array=(``, ``*(``."""
        source = self.scanner.text
        before = source[start - 1]
        return before in _GLOB_GROUP or (before == "=" and is_assignment(source, self.word_start))

    def _begin_short_loop(self, start: int) -> None:
        """zsh: ``for name (words) command``, which no ``done`` ends."""
        self.end_word(start)
        self._openings.drop()
        self._header = ""
        self._begin()
        self.scanner.enter(GroupFrame(self.scanner, start, in_word=False))

    def _begin_subshell(self, start: int) -> None:
        if self._closed:
            raise UnparsableError
        self._header = ""
        self._begin()
        self._filled = self._closed = True
        self.scanner.enter(ListFrame(self.scanner, start, ")", self.exports.copy()))

    def _define_function(self, start: int) -> None:
        """``name()``: what follows is the function's body, a command like any other."""
        self.end_word(start)
        if self.redirection or len(self._command.words) > 1 or self._header not in {"", "function"}:
            raise UnparsableError
        self.scanner.position = start + 2
        self._header = ""
        self._begin()

    def read_close(self, token: re.Match[str]) -> None:
        """The list ends, or the pattern of a case."""
        self.end_word(token.start())
        if self._header == "pattern":
            self._header = ""
            self._begin()
            return
        if not self._closer:
            raise UnparsableError
        self.conclude(token.start())
        self.scanner.leave(self.scanner.text[self.start : token.end()] if self.in_word else "")

    # Ends

    def conclude(self, position: int) -> None:
        """The list's text ends at *position*; raises ``UnparsableError`` where something is still open."""
        self.end_word(position)
        open_case = self._header == "case" and not self._openings.inside("switch")
        if (
            self.redirection
            or (self._wanting and not self._filled)
            or self._header in {"test", "pattern"}
            or open_case
        ):
            raise UnparsableError
        self._finish()
        if self._openings.unclosed():
            raise UnparsableError

    def _finish(self) -> None:
        """The command that was being read is whole: keep it if it is dfx."""
        command, header = self._command, self._header
        self._header = ""
        self._wanting = False
        self._begin()
        if command.words and not header:
            found = command.run(self.scanner.text, self.end, self.exports)
            if found is not None:
                self.scanner.commands.append(found)
