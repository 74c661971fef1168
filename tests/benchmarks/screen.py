"""Programs on a real pseudo-terminal, for the benchmarks that look at the screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 30.0


class Terminal:
    """A program on its own terminal of 80 by 24; ``output`` is everything it has written so far."""

    def __init__(self, argv: Sequence[str], environ: dict[str, str]) -> None:
        self.output = b""
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execve(argv[0], list(argv), environ)

    def wait_for(self, needle: bytes) -> None:
        """Read until the program has written *needle*."""
        end = time.monotonic() + PATIENCE
        while needle not in self.output:
            if not self._read(end - time.monotonic()):
                raise RuntimeError(f"{needle!r} never came: {self.output[-400:]!r}")

    def settle(self, quiet: float) -> None:
        """Read until nothing has been written for *quiet* seconds."""
        while self._read(quiet):
            pass

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self._descriptor, keys)

    def cpu_seconds(self) -> float:
        """What all threads of the program have used so far, from the scheduler's own count."""
        files = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in files) / 1e9

    def end(self) -> None:
        """Kill the program; nothing of it is needed any more."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._descriptor)

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(patience, 0))
        if not ready:
            return False
        try:
            self.output += os.read(self._descriptor, 65536)
        except OSError:
            return False
        return True


def write_history(home: Path, lines: int) -> None:
    """A bash history of so many lines, every twentieth a dfx command."""
    home.mkdir(exist_ok=True)
    with (home / ".bash_history").open("w", encoding="utf-8") as file:
        for number in range(lines):
            file.write(
                f"dfx canister call backend_{number} --ic\n"
                if number % 20 == 0
                else f"make target-{number}\n"
            )
