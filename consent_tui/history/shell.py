"""The dfx commands in a command line, as the shell that reads the line would start them."""

from __future__ import annotations

import re

from consent_tui.history.command import ShellCommand
from consent_tui.history.syntax.flat import flat_commands

__all__ = ["ShellCommand", "dfx_commands", "first_dfx_command"]

# Most lines are words and blanks alone: for those str.split is right, and nothing is as quick.
_beyond_split = re.compile(r"""[^!%*-:=?-\[\]-_a-{}~ \t\r]""").search


def dfx_commands(line: str) -> list[ShellCommand]:
    """Every dfx command in *line*, which may be several lines of text, in order of appearance.

    Reads bash, zsh and fish syntax together. [] where there is none and where the text as a whole is no
    complete command line. Never raises; the time taken grows with the length of the text alone.
    """
    if "dfx" not in line:
        return []
    if _beyond_split(line) is None:
        words = line.split()
        if words[0] == "dfx":
            return [ShellCommand(words, {}, line.strip())]
    commands = flat_commands(line)
    if commands is not None:
        return commands
    # Its expressions take milliseconds to compile, which the first frame of the app need not wait for.
    from consent_tui.history.syntax.frames import UnparsableError  # noqa: PLC0415
    from consent_tui.history.syntax.scanner import Scanner  # noqa: PLC0415

    try:
        return Scanner(line).run()
    except UnparsableError:
        return []


def first_dfx_command(line: str) -> ShellCommand | None:
    """The first of ``dfx_commands``, or None."""
    commands = dfx_commands(line)
    return commands[0] if commands else None
