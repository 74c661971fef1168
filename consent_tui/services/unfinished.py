"""A command line that is still being typed, as far as the cursor: its finished words and the one begun."""

from __future__ import annotations

import re

from consent_tui.history.syntax.wrappers import assign, find_dfx, is_assignment

_pieces = re.compile(
    r"""(?P<blank>[ \t\r]+) | (?P<plain>[^ \t\r\n'"\\;|&()`{}]+) | (?P<single>'(?P<bare>[^']*)(?:'|\Z))
      | (?P<double>"(?P<quoted>(?:[^"\\]|\\.)*)(?:"|\\?\Z)) | (?P<escape>\\(?P<escaped>.?))
      | (?P<separator>[\n;|&()`{}])""",
    re.VERBOSE | re.DOTALL,
).finditer
_unescape = re.compile(r"""\\(["\\$`])""").sub


class Unfinished:
    """``words`` stand before the cursor, dequoted, the command under it alone, ``dfx`` first.

    ``typed`` is the word that has been begun, dequoted, '' between words; ``start`` is where its source
    begins. ``is_dfx`` says that ``words`` are dfx's, ``is_first`` that the word begun may become ``dfx``.
    """

    __slots__ = ("is_dfx", "is_first", "start", "typed", "words")

    def __init__(self, before: str) -> None:
        words, self.typed, self.start = _read(before)
        assigned = 0
        environment: dict[str, str] = {}
        while assigned < len(words) and is_assignment(words[assigned]):
            assign(environment, words[assigned])
            assigned += 1
        program = find_dfx(words, assigned, environment)
        self.is_dfx = program is not None
        self.words = words if program is None else ["dfx", *words[program + 1 :]]
        # Whatever dfx would be taken as after these words, as a program, may become it.
        self.is_first = program is None and find_dfx([*words, "dfx"], assigned, environment) == len(words)


def _read(before: str) -> tuple[list[str], str, int]:
    """The words of the last command in *before*, the word begun and where it begins.

    Reads what every shell reads alike: blanks, quotes, escapes, and what divides commands. Braces and
    parentheses divide too, because a command may begin after them.
    """
    words: list[str] = []
    word: list[str] = []
    start = -1
    for piece in _pieces(before):
        kind = piece.lastgroup
        if kind in {"blank", "separator"}:
            if start >= 0:
                words.append("".join(word))
                word, start = [], -1
            if kind == "separator":
                words = []
            continue
        if start < 0:
            start = piece.start()
        word.append(_dequoted(piece))
    return words, "".join(word), len(before) if start < 0 else start


def _dequoted(piece: re.Match[str]) -> str:
    if piece["plain"] is not None:
        return piece["plain"]
    if piece["single"] is not None:
        return piece["bare"]
    if piece["double"] is not None:
        return _unescape(r"\1", piece["quoted"])
    return "" if piece["escaped"] == "\n" else piece["escaped"]
