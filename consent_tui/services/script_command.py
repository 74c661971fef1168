"""A command of a script and where it stands."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.history.command import ShellCommand


class ScriptCommand:
    """One dfx command of a script and the number of the line, from 1 on, in which it begins."""

    __slots__ = ("command", "line")

    def __init__(self, command: ShellCommand, line: int) -> None:
        self.command = command
        self.line = line
