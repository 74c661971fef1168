"""A short way through lines without nesting: words, quotes, plain operators and redirections.

What it cannot read with certainty it leaves to the scanner; where both read a line, they agree.
"""

from __future__ import annotations

import re

from consent_tui.history.command import ShellCommand
from consent_tui.history.syntax.keywords import KEYWORDS
from consent_tui.history.syntax.wrappers import assign, find_dfx, is_assignment

_PIECE = r"""[^ \t\r\n'"\\$`;&|<>()\#]++ | '[^']*+' | "(?:[^"\\$`]++|\\[^\n]|\$(?![({]))*+"
    | \\[^\n] | \$(?![({'"])"""
_WORD = rf"(?:{_PIECE})(?:{_PIECE}|\#)*+"
# The last alternative takes the rest of the line: what is not understood can only be the last token.
_tokens = re.compile(
    rf"""[ \t\r]*+(
        [12]?>>?(?![>|!?&(]) | [12]?>&(?![>|!?(]) | <(?![<>&(]) | &>>?(?![>|!?&(])
      | &&(?![&|;>]) | \|\|(?![&|;]) | \|(?![&|]) | ;(?![;&|]) | &(?![&|>!;])
      | {_WORD} | (?s:.+))""",
    re.VERBOSE,
).findall
_word = re.compile(_WORD, re.VERBOSE).fullmatch
_REDIRECTIONS = frozenset((">", ">>", "1>", "1>>", "2>", "2>>", ">&", "1>&", "2>&", "<", "&>", "&>>"))
_JOINTS = frozenset(("&&", "||", "|"))
_OPERATORS = _REDIRECTIONS | _JOINTS | {";", "&"}
# Commands that the scanner knows more about than that they are no dfx.
_LEFT_TO_SCANNER = KEYWORDS | {"export", "set"}
_unquote = re.compile(r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)""", re.DOTALL).sub
_unescape = re.compile(r"""\\(["\\$`])""").sub
_quoting = re.compile(r"""['"\\]""").search


def flat_commands(line: str) -> list[ShellCommand] | None:
    """The dfx commands of *line*, in order of appearance; None where the scanner must read it."""
    line = line.strip(" \t\r")
    tokens: list[str] = _tokens(line)
    if not tokens:
        return []
    last = tokens[-1]
    if last not in _OPERATORS and _word(last) is None:
        return None
    if tokens[0] == "dfx" and _OPERATORS.isdisjoint(tokens):
        return [ShellCommand([dequote(token) for token in tokens], {}, line)]
    return _commands(line, tokens)


def _commands(line: str, tokens: list[str]) -> list[ShellCommand] | None:
    found: list[ShellCommand] = []
    words: list[str] = []
    begin = position = 0
    target = joined = False
    for token in (*tokens, ";"):
        start = line.find(token, position)
        if token not in _OPERATORS:
            if target:
                target = False
            else:
                if not words:
                    begin = start
                words.append(token)
        elif target:
            return None
        elif token in _REDIRECTIONS:
            if not words:
                return None
            target = True
        else:
            if not words and (joined or start >= 0):
                return None
            if words and not _keep(words, line[begin:position], found):
                return None
            words = []
            joined = token in _JOINTS
        position = start + len(token)
    return found


def _keep(words: list[str], text: str, found: list[ShellCommand]) -> bool:
    """Add the command of *words*, as typed, to *found* if it is dfx; whether that was certain."""
    first = words[0]
    if first in _LEFT_TO_SCANNER or _quoting(first):
        return False
    environment: dict[str, str] = {}
    if first == "dfx":
        found.append(ShellCommand([dequote(word) for word in words], environment, text))
        return True
    if "dfx" not in text and "=" not in first and not _quoting(text):
        return True
    assigned = 0
    while assigned < len(words) and is_assignment(words[assigned]):
        assigned += 1
    words = [dequote(word) for word in words]
    if words[assigned : assigned + 1] in (["export"], ["set"]):
        return False
    for word in words[:assigned]:
        assign(environment, word)
    start = find_dfx(words, assigned, environment)
    if start is not None:
        found.append(ShellCommand(["dfx", *words[start + 1 :]], environment, text))
    return True


def dequote(word: str) -> str:
    """*word* without its quotes and backslashes, as the shell hands it over."""
    first = word[0]
    if (first == "'" or (first == '"' and "\\" not in word)) and word.find(first, 1) == len(word) - 1:
        return word[1:-1]
    return _unquote(_dequote_piece, word) if _quoting(word) else word


def _dequote_piece(piece: re.Match[str]) -> str:
    if piece.lastindex == 2:
        inner = piece[2]
        return _unescape(r"\1", inner) if "\\" in inner else inner
    return piece[piece.lastindex or 0]
