"""What the scanner is inside of: quotes, ``${…}`` and other groups that only hold text.

Nesting lives on the scanner's own stack of frames, so that no input can exhaust Python's.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from consent_tui.history.syntax import ansi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import ClassVar

    from consent_tui.history.syntax.scanner import Scanner


class UnparsableError(Exception):
    """The text is not a complete command line."""


# One level of parentheses and no substitution, so that the scan ahead is short on any input.
ARITHMETIC = r"""\(\((?:[^()$`'"\\]|\$(?!\()|\((?:[^()$`'"\\]|\$(?!\())*+\))*+\)\)"""
# Everything that may stand both in a word and in double quotes.
EXPANSIONS = rf"""
    (?P<arithmetic>\${ARITHMETIC})
  | (?P<substitution>\$\()
  | (?P<parameter>\$\{{)
  | (?P<backquoted>`(?:[^`\\]|\\.)*+`)
"""
_BACKQUOTE_ESCAPE = re.compile(r"\\([`$\\])")
_BACKQUOTE_ESCAPE_IN_DOUBLE = re.compile(r"\\([`$\\\"])")


class Frame(ABC):
    """What all frames share: ``start`` is where the frame's text begins, in characters of the source."""

    __slots__ = ("scanner", "start")
    pattern: ClassVar[re.Pattern[str]]
    in_word = True

    def __init__(self, scanner: Scanner, start: int) -> None:
        self.scanner = scanner
        self.start = start

    def read(self, token: re.Match[str]) -> None:
        """Take the next *token*, a match of ``pattern``."""
        handle: Callable[[re.Match[str]], None] = getattr(self, f"read_{token.lastgroup}")
        handle(token)

    @abstractmethod
    def add(self, piece: str, start: int) -> None:
        """Take *piece*, dequoted text that began at *start* in the source, into the word being read."""

    def read_literal(self, token: re.Match[str]) -> None:
        """Text that stands for itself."""
        self.add(token[0], token.start())

    read_plain = read_literal
    read_arithmetic = read_literal
    read_dollar = read_literal

    def read_single(self, token: re.Match[str]) -> None:
        """Single quotes."""
        self.add(token[0][1:-1], token.start())

    def read_ansi(self, token: re.Match[str]) -> None:
        """Quotes of the kind ``$'…'``."""
        self.add(ansi.decode(token[0][2:-1]), token.start())

    def read_quote(self, token: re.Match[str]) -> None:
        """Double quotes open (``$"…"``: a translation, which starts as its own text)."""
        self.scanner.enter(QuoteFrame(self.scanner, token.start()))

    def read_substitution(self, token: re.Match[str]) -> None:
        """A command runs inside this word: ``$(…)``, ``<(…)``."""
        self.scanner.enter(self.scanner.list_in_word(token.start()))

    def read_parameter(self, token: re.Match[str]) -> None:
        """``${…}`` opens."""
        self.scanner.enter(BraceFrame(self.scanner, token.start()))

    def read_backquoted(self, token: re.Match[str]) -> None:
        """A backquoted command, whole: its text is unescaped and read by a scanner of its own."""
        escape = _BACKQUOTE_ESCAPE_IN_DOUBLE if isinstance(self, QuoteFrame) else _BACKQUOTE_ESCAPE
        self.scanner.read_apart(escape.sub(r"\1", token[0][1:-1]), token.start())
        self.add(token[0], token.start())


class QuoteFrame(Frame):
    """Inside double quotes."""

    __slots__ = ("pieces",)
    pattern = re.compile(
        rf"""(?P<plain>[^"\\$`]+) | (?P<close>") | (?P<escape>\\.) | {EXPANSIONS} | (?P<dollar>\$)""",
        re.VERBOSE | re.DOTALL,
    )

    def __init__(self, scanner: Scanner, start: int) -> None:
        super().__init__(scanner, start)
        self.pieces: list[str] = []

    def add(self, piece: str, start: int) -> None:  # noqa: ARG002  # the quotes' own start counts
        """Take a piece of the quoted text."""
        self.pieces.append(piece)

    def read_parameter(self, token: re.Match[str]) -> None:
        """``${…}`` opens, in which a single quote is a character like any other."""
        self.scanner.enter(QuotedBraceFrame(self.scanner, token.start()))

    def read_escape(self, token: re.Match[str]) -> None:
        """A backslash, which in double quotes escapes only what would be special there."""
        escaped = token[0][1]
        if escaped in '"\\$`':
            self.pieces.append(escaped)
        elif escaped != "\n":
            self.pieces.append(token[0])

    def read_close(self, token: re.Match[str]) -> None:  # noqa: ARG002  # every reader takes its token
        """The quotes end."""
        self.scanner.leave("".join(self.pieces))


class TextFrame(Frame):
    """Inside a group whose value is its own source text; only what runs commands in it is looked at."""

    __slots__ = ()

    def add(self, piece: str, start: int) -> None:
        """Nothing: the source text is taken when the group closes."""

    def read_close(self, token: re.Match[str]) -> None:
        """The group ends."""
        self.scanner.leave(self.scanner.text[self.start : token.end()])


_TEXT_TOKENS = rf"""(?P<single>'[^']*') | (?P<ansi>\$'(?:[^'\\]|\\.)*+')
  | (?P<quote>\$?") | (?P<literal>\\.) | {EXPANSIONS} | (?P<dollar>\$)"""


class BraceFrame(TextFrame):
    """Inside ``${…}``."""

    __slots__ = ()
    pattern = re.compile(
        rf"""(?P<plain>[^'"\\$`}}]+) | (?P<close>\}}) | {_TEXT_TOKENS}""", re.VERBOSE | re.DOTALL
    )


class QuotedBraceFrame(TextFrame):
    """Inside ``${…}`` inside double quotes."""

    __slots__ = ()
    pattern = re.compile(
        rf"""(?P<plain>[^"\\$`}}]+) | (?P<close>\}}) | (?P<literal>\\.) | (?P<quote>")
          | {EXPANSIONS} | (?P<dollar>\$)""",
        re.VERBOSE | re.DOTALL,
    )


class GroupFrame(TextFrame):
    """Inside parentheses that hold words, not commands: ``array=(…)``, ``+(…)`` of a glob."""

    __slots__ = ("in_word",)
    pattern = re.compile(
        rf"""(?P<plain>[^'"\\$`()]+) | (?P<close>\)) | (?P<open>\() | {_TEXT_TOKENS}""",
        re.VERBOSE | re.DOTALL,
    )

    def __init__(self, scanner: Scanner, start: int, *, in_word: bool = True) -> None:
        super().__init__(scanner, start)
        self.in_word = in_word

    def read_open(self, token: re.Match[str]) -> None:
        """A group in the group."""
        self.scanner.enter(GroupFrame(self.scanner, token.start()))
