"""A program opened on a real pseudo-terminal: what it writes, and how it leaves the terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
import termios
import time
from pathlib import Path

import pexpect
import pyte
import pytest

ENTRY = [sys.executable, "-c", "import sys; from consent_tui.__main__ import main; sys.exit(main())"]
PROGRAM = [*ENTRY, "--tab", "preview"]
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?2004l")


def person(folder: Path) -> dict[str, str]:
    """A person's environment: a home with a short history, and a stub that stands in for dfx on PATH."""
    home, programs = folder / "home", folder / "bin"
    home.mkdir()
    programs.mkdir()
    (home / ".bash_history").write_text("dfx start\ndfx deploy my_secret --ic\n", "utf-8")
    stub = programs / "dfx"
    stub.write_text("#!/bin/sh\necho 'dfx 0.24.3'\n", "utf-8")
    stub.chmod(0o755)
    return {
        "HOME": str(home),
        "SHELL": "/bin/bash",
        "PATH": f"{programs}:/usr/bin:/bin",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "DFX_CONSENT_HOME": str(folder / "state"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


class Opened:
    """The app, opened, with all that it wrote and the state of its terminal before."""

    def __init__(self, argv: list[str], environ: dict[str, str], size: tuple[int, int] = (24, 80)) -> None:
        self.written = b""
        self.home = environ["HOME"]
        self.child = pexpect.spawn(argv[0], argv[1:], env=environ, dimensions=size, timeout=20, cwd=self.home)  # type: ignore[arg-type]
        self.before = termios.tcgetattr(self.child.child_fd)

    def wait_for(self, pattern: bytes) -> None:
        self.child.expect(pattern)
        self.written += self.child.before + self.child.after

    def settle(self, quiet: float = 0.4) -> None:
        while True:
            try:
                self.written += self.child.read_nonblocking(65536, timeout=quiet)
            except (pexpect.TIMEOUT, pexpect.EOF):
                return

    def until_shown(self, text: str, rows: int = 24, columns: int = 80) -> None:
        """Read until a terminal would show *text*; fails after twenty seconds."""
        end = time.monotonic() + 20
        while text not in self.display(rows, columns):
            assert time.monotonic() < end, self.display(rows, columns)
            self.settle(0.1)

    def end(self) -> int:
        """Read to the end; the exit status, or minus a signal."""
        self.child.expect(pexpect.EOF)
        self.written += self.child.before
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus

    def vanish(self) -> None:
        """Take the terminal away, as when its window is closed; pexpect must not close it once more."""
        self.child.ptyproc.fileobj.close()
        self.child.ptyproc.closed = self.child.closed = True
        self.child.child_fd = self.child.ptyproc.fd = -1

    def status_within(self, seconds: float) -> int:
        """The exit status, or minus a signal, of one whose terminal nobody reads any more."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found, status = os.waitpid(self.child.pid, os.WNOHANG)
            if found:
                self.child.ptyproc.terminated = self.child.terminated = True
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.child.pid, signal.SIGKILL)
        os.waitpid(self.child.pid, 0)
        pytest.fail(f"was not over after {seconds} seconds")

    def assert_restored(self) -> None:
        last = self.written.rpartition(b"\x1b[?1049h")[2]
        for sequence in RESTORED:
            assert sequence in last, sequence
        assert termios.tcgetattr(self.child.child_fd) == self.before

    def display(self, rows: int = 24, columns: int = 80) -> str:
        """What a terminal would show; the private queries that pyte does not know are left out."""
        screen = pyte.Screen(columns, rows)
        known = re.sub(rb"\x1b\[[<>?=][0-9;]*(?:u|\$p)|\x1b\[<u", b"", self.written)
        pyte.ByteStream(screen).feed(known)
        return "\n".join(screen.display)


def process_state(pid: int) -> str:
    if sys.platform != "linux":
        pytest.skip("reads /proc")
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def tree(root: Path) -> dict[str, tuple[int, int]]:
    return {
        str(each): (each.stat().st_size, each.stat().st_mtime_ns)
        for each in root.rglob("*")
        if each.is_file()
    }
