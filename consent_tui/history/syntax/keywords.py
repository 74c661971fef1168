"""The keywords that open and close compound commands, of bash, zsh and fish together."""

from __future__ import annotations

from consent_tui.history.syntax.frames import UnparsableError

# keyword -> (what it opens, what the words after it are: "opened" for a command)
_OPENERS = {
    "if": ("if", "opened"),
    "while": ("loop", "opened"),
    "until": ("loop", "opened"),
    "{": ("{", "opened"),
    "begin": ("begin", "opened"),
    "for": ("loop", "for"),
    "select": ("loop", "for"),
    "foreach": ("loop", "for"),
    "switch": ("switch", "case"),
    "function": ("function", "function"),
}
_CLOSERS = {
    "fi": ("if",),
    "done": ("loop",),
    "}": ("{",),
    "esac": ("case",),
    "end": ("if", "loop", "begin", "switch", "function"),
}
# What words may belong to when they are no command; "test" is between `[[` and `]]`, "pattern" a case's.
HEADERS = frozenset(("for", "case", "function", "test", "pattern"))
_TRANSPARENT = frozenset(("!", "and", "or", "not", "time", "coproc"))

KEYWORDS = frozenset((*_OPENERS, *_CLOSERS, *_TRANSPARENT, "case", "[[", "then", "elif", "else", "do"))


class Openings:
    """What is open in one list. fish's ``end`` closes most of it; a function's head needs no closing."""

    __slots__ = ("_else", "_open", "_then")

    def __init__(self) -> None:
        self._open: list[str] = []
        self._then: list[bool] = []
        self._else = False

    def open(self, what: str) -> None:
        """*what* begins."""
        self._open.append(what)
        self._then.append(False)

    def drop(self) -> None:
        """The innermost opening turns out to need no closing."""
        self._open.pop()
        self._then.pop()

    def inside(self, what: str) -> bool:
        """Whether the innermost opening is *what*: ``{``, ``case``, ``if``, ``loop``, ``switch`` …."""
        return bool(self._open) and self._open[-1] == what

    def unclosed(self) -> bool:
        """Whether anything is open that must be closed."""
        return any(what != "function" for what in self._open)

    def read(self, word: str) -> str:
        """What *word* means where a command may begin.

        ``closed`` when it ended a compound command, ``opened`` or ``link`` when a command follows, the
        name of a header when its words follow (``for``, ``case``, ``function``, ``test``), '' when it is
        an ordinary word. Raises ``UnparsableError`` where the keyword cannot stand.
        """
        after_else, self._else = self._else, False
        if word in _OPENERS:
            what, follows = _OPENERS[word]
            if not (word == "if" and after_else):
                self.open(what)
            return follows
        if word in _CLOSERS:
            return self._close(word)
        if word in _TRANSPARENT:
            return "link"
        if word == "case":
            return "case"
        if word == "[[":
            return "test"
        return self._link(word)

    def _close(self, word: str) -> str:
        while self._open:
            what = self._open[-1]
            if what in _CLOSERS[word]:
                self.drop()
                return "closed"
            if what != "function":
                break
            self.drop()
        if word == "end":
            return ""
        raise UnparsableError

    def _link(self, word: str) -> str:
        """``then``, ``elif``, ``else`` and ``do``."""
        if word == "do":
            if not self.inside("loop"):
                raise UnparsableError
        elif word in {"then", "elif", "else"}:
            if not self.inside("if"):
                raise UnparsableError
            if word == "then":
                self._then[-1] = True
            # fish: `else if` goes on with the same `if`, which has no `then`.
            self._else = word == "else" and not self._then[-1]
        else:
            return ""
        return "link"
