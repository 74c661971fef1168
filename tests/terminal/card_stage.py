"""A person at a shell on a pty, with the installed shim before a stub that stands in for the real dfx.

Everything but dfx is real: shell, job control, shim, card, recorder, store.
"""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import Any

import pexpect
import pyte

from consent_tui.consent.chain import Chain
from consent_tui.services.profile import Profile
from consent_tui.services.recording import install_shim
from consent_tui.store import settings
from consent_tui.store.decisions import read_decisions
from tests.program import PROGRAM, document, environment, program, stub_dfx
from tests.unit.store.decided import bodies

ARGV = {
    "bash": ["bash", "--norc", "--noprofile", "--noediting", "-i"],
    "zsh": ["zsh", "-f", "-i", "+Z"],
}
PROMPT = b"ready> "
WAITING = "└".encode()
QUESTION = b"May dfx tell its developers"
DEAF = 0.6
"""Longer than the card ignores keys."""

STUB = """[ "$*" = --version ] && { echo "dfx 0.24.3"; exit; }
[ "$1" = read ] && { read -r line; echo "dfx got <$line>"; exit; }
stty -g >"$STAGE/modes" 2>/dev/null
echo "the dfx ran: $*"
exit 7
"""


class Person:
    """A home with the shim installed, and the shells that the person opens in it."""

    def __init__(self, folder: Path, recipient: str = "") -> None:
        self.folder = folder
        self.state = folder / "state"
        stub_dfx(folder / "real", STUB)
        self.environ = environment(
            folder,
            DFX_CONSENT_HOME=str(self.state),
            PATH=f"{self.state / 'bin'}:{folder / 'real'}:/usr/bin:/bin",
            STAGE=str(folder),
            PS1=PROMPT.decode(),
        )
        self.opened: list[Shell] = []
        self.profile = Profile(self.environ, str(folder))
        if recipient:
            self.state.mkdir(mode=0o700)
            (self.state / "config.toml").write_text(f'endpoint = "{recipient}"\n')
        install_shim(self.profile)

    def at(self, moment: float) -> Profile:
        """The same profile at another time, in Unix seconds."""
        return Profile(self.environ, str(self.folder), lambda: moment)

    def shell(self, name: str = "bash", size: tuple[int, int] = (24, 80), **more: str) -> Shell:
        shell = Shell(ARGV[name], {**self.environ, **more}, self.folder, size)
        self.opened.append(shell)
        shell.child.expect_exact(PROMPT)
        return shell

    def program(self, *words: str) -> Shell:
        """``dfx-consent`` with these words at a terminal of its own."""
        shell = Shell([PROGRAM, *words], self.environ, self.folder, (24, 80))
        self.opened.append(shell)
        return shell

    def close(self) -> None:
        for each in self.opened:
            each.child.close(force=True)

    def chain(self) -> Chain:
        return read_decisions(str(self.state / "decisions.jsonl"), settings.look(str(self.state)).anchor)

    def acts(self) -> list[tuple[str, str, str]]:
        """What was decided: act, state, method."""
        return [(each.act, each.state, each.method) for each in self.chain().decisions]

    def document(self, *words: str) -> Any:
        return document(*words, environ=self.environ, cwd=self.folder)

    def run(self, *words: str) -> Any:
        return program(*words, environ=self.environ, cwd=self.folder)

    def bodies(self, count: int) -> list[dict[str, object]]:
        """The pending events, once there are *count* of them; the recorder runs after dfx."""
        deadline = time.monotonic() + 10
        found: list[str] = []
        while len(found) < count:
            assert time.monotonic() < deadline, f"{len(found)} events where {count} were awaited"
            time.sleep(0.02)
            if (self.state / "consent.db").exists():
                found = bodies(self.state)
        return [json.loads(each) for each in found]

    def nothing_is_recorded(self) -> bool:
        """Whether no event comes within a time in which one always came."""
        time.sleep(0.4)
        return not (self.state / "consent.db").exists() or bodies(self.state) == []


class Shell:
    """One terminal and everything that was written to it."""

    def __init__(self, argv: list[str], environ: dict[str, str], folder: Path, size: tuple[int, int]) -> None:
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            argv[0], argv[1:], env=environ, cwd=str(folder), timeout=15, dimensions=size
        )  # type: ignore[arg-type]
        self.size = size
        self.written = b""
        self.child.logfile_read = self

    def write(self, data: bytes) -> None:
        self.written += data

    def flush(self) -> None:
        """As a log file has it."""

    def asks(self, line: str, *, waiting: bytes = WAITING, deaf: float = DEAF) -> None:
        """Type a dfx command, wait for the whole card, and until it listens."""
        self.child.sendline(line)
        self.child.expect_exact(waiting)
        time.sleep(deaf)

    def press(self, key: str, then: bytes = b"the dfx ran") -> bytes:
        """Press a key and wait; what was written until then."""
        self.child.send(key)
        self.child.expect_exact(then)
        before: bytes = self.child.before
        return before

    def says(self, line: str, answer: bytes) -> None:
        self.child.sendline(line)
        self.child.expect_exact(answer)
        self.child.expect_exact(PROMPT)

    def prompt(self) -> None:
        self.child.expect_exact(PROMPT)

    def plain(self, line: str) -> bytes:
        """Run a line that must not ask; what it wrote."""
        self.child.sendline(line)
        self.child.expect_exact(PROMPT)
        before: bytes = self.child.before
        assert QUESTION not in before
        return before

    def display(self) -> list[str]:
        screen = pyte.Screen(self.size[1], self.size[0])
        known = re.sub(rb"\x1b\[[<>?=][0-9;]*(?:u|\$p)|\x1b\[<u", b"", self.written)
        pyte.ByteStream(screen).feed(known)
        return [line.rstrip() for line in screen.display]


def card_process() -> int:
    """The process that shows a card started by this test's own children."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _is_our_card(entry):
                return int(entry.name)
        time.sleep(0.02)
    raise AssertionError("no card is running")


def _is_our_card(entry: Path) -> bool:
    try:
        if b"start_first_run.py" not in (entry / "cmdline").read_bytes():
            return False
        number = int(entry.name)
        while number > 1:
            number = int(Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[1])
            if number == os.getpid():
                return True
    except (OSError, ValueError):
        return False
    return False
