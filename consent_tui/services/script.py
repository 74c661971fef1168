"""A shell script, or what was pasted, read whole: every dfx command in it and what they would emit."""

from __future__ import annotations

import os
import re
from collections import Counter
from stat import S_ISREG
from typing import TYPE_CHECKING

from consent_tui.capture.explain import explain
from consent_tui.errors import ConsentError
from consent_tui.history.shell import dfx_commands
from consent_tui.history.syntax.frames import UnparsableError
from consent_tui.history.syntax.scanner import Scanner
from consent_tui.i18n import _
from consent_tui.retold import why
from consent_tui.services.preview import preview_command
from consent_tui.services.script_command import ScriptCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from consent_tui.capture.event import Event
    from consent_tui.capture.surroundings import Surroundings
    from consent_tui.history.command import ShellCommand
    from consent_tui.services.outlook import Outlook

__all__ = ["MOST_BYTES", "Reader", "Script", "ScriptCommand", "read_file", "unprompted"]

MOST_BYTES = 32 * 1024 * 1024
"""No script of a person's is longer; what is would take minutes to read."""
PACE = 512
"""Commands between two reports of progress."""

_prompt = re.compile(r"[ \t]*(?:[\w.-]+@[\w.-]+[^\n$#%]{0,80}[$#%]|[$%>\u276f\u279c])[ \t]+").match


class Script:
    """Every dfx command of a text, and what they would emit together.

    ``commands`` stand in their order; ``lines`` is how many lines there are, ``lines_without`` how many
    begin no dfx command. ``is_whole`` says that the text could be read as one script; otherwise each line was
    read by itself. ``totals`` counts the commands by the tokens they would emit, ``silent`` those that
    would emit nothing.
    """

    __slots__ = ("commands", "is_whole", "lines", "lines_without", "silent", "totals")

    def __init__(self, commands: list[ScriptCommand], lines: int, *, is_whole: bool) -> None:
        self.commands = commands
        self.lines = lines
        self.lines_without = lines - len({each.line for each in commands})
        self.is_whole = is_whole
        self.totals: Counter[str] = Counter()
        self.silent = 0


def read_file(path: str) -> str:
    """The text of the file at *path*.

    Raises:
        ConsentError: it is no regular file, is too long, or cannot be read.
    """
    try:
        # Not blocking: a named pipe that nobody writes to is refused, not waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
            if not S_ISREG(os.fstat(descriptor).st_mode):
                raise ConsentError(_("That is no file with text."), _("Choose another file."), 1)
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ConsentError(
            _("The file cannot be read: %(reason)s.") % {"reason": why(error)},
            _("Choose another file."),
            1,
        ) from None
    if len(data) > MOST_BYTES:
        raise ConsentError(
            _("The file is longer than %(count)d MiB.") % {"count": MOST_BYTES >> 20},
            _("Choose another file."),
            1,
        )
    return data.decode("utf-8", "surrogateescape")


def unprompted(text: str) -> str:
    """*text* without the prompts before its commands and without what the commands printed.

    That is done where its first line begins with a prompt (``$ ``, ``% ``, ``> ``, ``me@host:~$ ``): it was
    copied from a terminal. As many lines come back as went in.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _prompt(text.lstrip("\n")) is None:
        return text
    kept: list[str] = []
    for line in text.split("\n"):
        prompt = _prompt(line)
        goes_on = bool(kept) and kept[-1].endswith("\\")
        kept.append(line[prompt.end() :] if prompt else line if goes_on else "")
    return "\n".join(kept)


class Reader:
    """Reads *text* and counts what its commands would emit, had each left *exit_status*."""

    def __init__(self, text: str, exit_status: int, surroundings: Surroundings, expected: Outlook) -> None:
        self._text = unprompted(text)
        self._exit_status = exit_status
        self._surroundings = surroundings
        self._expected = expected

    def read(self, heard: Callable[[int], None]) -> Script:
        """Read it; *heard* is called with how many commands have been counted so far. Never raises."""
        script = self._found()
        for number, each in enumerate(script.commands):
            if number % PACE == 0:
                heard(number)
            event = self._event(each.command)
            if event is None:
                script.silent += 1
                continue
            script.totals.update(
                each for each in (event.command, event.target, *(event.options or ()), event.network) if each
            )
        return script

    def _event(self, command: ShellCommand) -> Event | None:
        if command.environment or self._expected.covered is not None:
            return preview_command(command, self._exit_status, self._surroundings, self._expected).event
        return explain(command.words, self._exit_status, self._surroundings).event

    def _found(self) -> Script:
        text = self._text
        lines = text.count("\n") + bool(text and not text.endswith("\n"))
        scanner = Scanner(text)
        try:
            scanner.run()
        except UnparsableError:
            return Script(list(_line_by_line(text)), lines, is_whole=False)
        found = []
        line, before = 1, 0
        for start, command in scanner.commands:
            line += text.count("\n", before, start)
            before = start
            found.append(ScriptCommand(command, line))
        return Script(found, lines, is_whole=True)


def _line_by_line(text: str) -> Iterator[ScriptCommand]:
    """The commands of each line by itself; a backslash at its end joins the next to it."""
    logical: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        logical.append(line)
        if line.endswith("\\"):
            continue
        first = number - len(logical) + 1
        for command in dfx_commands("\n".join(logical)):
            yield ScriptCommand(command, first)
        logical.clear()
