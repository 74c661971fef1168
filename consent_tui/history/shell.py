"""The dfx commands in a command line, as the shell that reads the line would start them."""

from __future__ import annotations

import re

from consent_tui.history.command import ShellCommand
from consent_tui.history.syntax.frames import UnparsableError
from consent_tui.history.syntax.scanner import Scanner

__all__ = ["ShellCommand", "dfx_commands", "first_dfx_command"]

# Most lines are words and blanks alone: for those str.split is right, and nothing is as quick.
_beyond_split = re.compile(r"""[^!%*-:=?-\[\]-_a-{}~ \t\r]""").search
# What may stand in a line of one command with quotes but no operator, expansion or comment.
_WORD = r"""(?!\#)(?:[^ \t\r\n'"\\$`;&|<>()]++|'[^']*'|"(?:[^"\\$`]++|\\[^\n])*+"|\\[^\n])++"""
_one_command = re.compile(rf"[ \t\r]*+(?:{_WORD}(?:[ \t\r]++|$))++").fullmatch
_words = re.compile(_WORD).findall
_unquote = re.compile(r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)""").sub
_unescape = re.compile(r"""\\(["\\$`])""").sub


def dfx_commands(line: str) -> list[ShellCommand]:
    """Every dfx command in *line*, which may be several lines of text, in order of appearance.

    Reads bash, zsh and fish syntax together. [] where there is none and where the text as a whole is no
    complete command line. Never raises; the time taken grows with the length of the text alone.
    """
    if "dfx" not in line:
        return []
    simple = _simple_command(line)
    if simple is not None:
        return [simple]
    try:
        return Scanner(line).run()
    except UnparsableError:
        return []


def first_dfx_command(line: str) -> ShellCommand | None:
    """The first of ``dfx_commands``, or None."""
    simple = _simple_command(line)
    if simple is not None:
        return simple
    commands = dfx_commands(line)
    return commands[0] if commands else None


def _simple_command(line: str) -> ShellCommand | None:
    """*line* read the short way, where it begins with ``dfx`` and is a single command without expansions."""
    if _beyond_split(line) is None:
        words = line.split()
        if words and words[0] == "dfx":
            return ShellCommand(words, {}, line.strip())
        return None
    if not line.startswith("dfx ") or _one_command(line) is None:
        return None
    return ShellCommand([_dequote(word) for word in _words(line)], {}, line.strip(" \t\r"))


def _dequote(word: str) -> str:
    if "'" not in word and '"' not in word and "\\" not in word:
        return word
    return _unquote(_dequote_piece, word)


def _dequote_piece(piece: re.Match[str]) -> str:
    if piece.lastindex == 2:
        inner = piece[2]
        return _unescape(r"\1", inner) if "\\" in inner else inner
    return piece[piece.lastindex or 0]
