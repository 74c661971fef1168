"""How words are put together and where redirections take them, wherever commands may stand."""

from __future__ import annotations

import re
from abc import abstractmethod

from consent_tui.history.syntax.frames import ARITHMETIC, EXPANSIONS, Frame, UnparsableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.history.syntax.scanner import Scanner

_descriptor = re.compile(r"\d+|\{\w+\}").fullmatch


class WordsFrame(Frame):
    """The words of commands, one at a time; what they mean is the subclass's matter.

    ``redirection`` is what the next word is the target of: ``file``, ``heredoc``, ``tabs`` (a
    here-document whose leading tabs do not count) or ''. ``end`` is where the command read so far ends,
    ``word_start`` where the word being read begins, or -1.
    """

    __slots__ = ("_pieces", "end", "redirection", "word_start")
    pattern = re.compile(
        rf"""(?P<plain>[^ \t\r\n'"\\$`;&|<>()\#]+)
          | (?P<blank>[ \t\r]+)
          | (?P<single>'[^']*')
          | (?P<string>"[^"\\$`]*+")
          | (?P<redirection>(?:&>>?|<<<|[<>]&|<>|>>?[|!?]?)(?!\()|<(?![<(]))
          | (?P<heredoc><<-?)
          | (?P<operator>&&|\|\||\|&?|;;&|;;|;[&|](?![&|])|;|&[!|]?|\n)
          | (?P<comment>\#)
          | (?P<escape>\\.)
          | (?P<ansi>\$'(?:[^'\\]|\\.)*+')
          | (?P<quote>\$?")
          | {EXPANSIONS}
          | (?P<process>[<>]\()
          | (?P<dollar>\$)
          | (?P<calculation>{ARITHMETIC})
          | (?P<open>\()
          | (?P<close>\))""",
        re.VERBOSE | re.DOTALL,
    )

    def __init__(self, scanner: Scanner, start: int) -> None:
        super().__init__(scanner, start)
        self.end = 0
        self.redirection = ""
        self.word_start = -1
        self._pieces: list[str] = []

    @abstractmethod
    def take_word(self, word: str, start: int, end: int) -> None:
        """Take a whole *word*, dequoted, whose source is from *start* to *end*."""

    def take_target(self, word: str, end: int) -> None:
        """Take the target of a redirection, whose source stops at *end*."""
        if self.redirection != "file":
            self.scanner.heredocs.append((word, self.redirection == "tabs"))
        self.redirection = ""
        self.end = end

    def add(self, piece: str, start: int) -> None:
        """Take *piece* into the word being read, or begin a word with it."""
        if self.word_start < 0:
            self.word_start = start
        self._pieces.append(piece)

    def end_word(self, position: int) -> None:
        """The word being read, if any, stops at *position*."""
        start = self.word_start
        if start < 0:
            return
        pieces = self._pieces
        word = pieces[0] if len(pieces) == 1 else "".join(pieces)
        self._pieces = []
        self.word_start = -1
        if self.redirection:
            self.take_target(word, position)
        else:
            self.take_word(word, start, position)

    def read_string(self, token: re.Match[str]) -> None:
        """Double quotes with nothing special between them."""
        self.add(token[0][1:-1], token.start())

    def read_escape(self, token: re.Match[str]) -> None:
        """A backslash; before a newline the two vanish."""
        if token[0] != "\\\n":
            self.add(token[0][1], token.start())

    def read_blank(self, token: re.Match[str]) -> None:
        """Blanks end a word."""
        self.end_word(token.start())

    read_process = Frame.read_substitution

    def read_comment(self, token: re.Match[str]) -> None:
        """A ``#`` where a word would begin: the rest of the line is no command."""
        if self.word_start >= 0:
            self.add("#", token.start())
            return
        end = self.scanner.text.find("\n", token.end())
        self.scanner.position = end if end >= 0 else len(self.scanner.text)

    def read_redirection(self, token: re.Match[str]) -> None:
        """An operator whose next word is a file, a descriptor or a here-string."""
        self.redirect("file", token.start())

    def read_heredoc(self, token: re.Match[str]) -> None:
        """A here-document: its delimiter comes next, its body on the next line."""
        self.redirect("tabs" if token[0].endswith("-") else "heredoc", token.start())

    def redirect(self, kind: str, position: int) -> None:
        """A redirection of *kind* at *position*; a number or name attached to it is its descriptor."""
        start = self.word_start
        if start >= 0 and not self.redirection and _descriptor(self.scanner.text[start:position]):
            self._pieces = []
            self.word_start = -1
        self.end_word(position)
        if self.redirection:
            raise UnparsableError
        self.redirection = kind
