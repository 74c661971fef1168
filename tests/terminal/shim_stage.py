"""A folder with an installed shim, a stub executable named dfx, a stub recorder and a stub first-run card.

The stubs are small sh scripts that stand in for the real dfx and for the recorder; shim, shells, processes
and terminals are real.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from consent_tui.shim.install import ShimStatus, install

INTERPRETERS = {
    "dash": ["dash"],
    "bash": ["bash", "--posix"],
    "zsh": ["zsh", "--emulate", "sh"],
    "busybox": ["busybox", "sh"],
}
PRESENT = [name for name, argv in INTERPRETERS.items() if shutil.which(argv[0])]

RECORDER = r"""#!/bin/sh
printf '%s\0' "$@" >"$STAGE/recorded.$$"
mv "$STAGE/recorded.$$" "$STAGE/recorded"
"""
CARD = r"""#!/bin/sh
printf 'the card:'
printf ' <%s>' "$@"
echo
exit "${CARD_STATUS-0}"
"""


class Stage:
    """Paths and runs; ``environ`` is what the shim is started with: no CI, no agent."""

    def __init__(self, folder: Path) -> None:
        # Under nohup, or in the background of a script, the tests are deaf, and so would be what they start.
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
            if signal.getsignal(number) is signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        self.folder = folder
        self.home = folder / "state home"
        self.home.mkdir(mode=0o700)
        self.shim = folder / "shim folder" / "dfx"
        self.environ = {
            "PATH": f"{self.shim.parent}:{folder / 'real'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder),
            "DFX_CONSENT_HOME": str(self.home),
            "STAGE": str(folder),
            "TERM": "xterm",
        }
        self.recorder = self.script(folder / "recorder", RECORDER)
        self.card = self.script(folder / "card", CARD)
        self.dfx('printf "%s\\0" "$@" >"$STAGE/arguments"')

    def script(self, path: Path, text: str) -> Path:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def dfx(self, body: str, interpreter: str = "/bin/sh") -> Path:
        """The stub that stands in for the real dfx."""
        return self.script(self.folder / "real" / "dfx", f"#!{interpreter}\n{body}\n")

    def install(self) -> ShimStatus:
        return install(
            str(self.shim.parent),
            str(self.home),
            [str(self.recorder), "--home", str(self.home)],
            [str(self.card), "--card"],
            self.environ,
        )

    def start(self, argv: list[str | bytes], **options: object) -> subprocess.Popen[bytes]:
        settings: dict[str, object] = {
            "env": self.environ,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "cwd": self.folder,
        }
        return subprocess.Popen(argv, **{**settings, **options})  # type: ignore[call-overload,no-any-return]

    def run(
        self, argv: list[str | bytes], sent: bytes | None = None, **options: object
    ) -> tuple[int, bytes, bytes]:
        """Exit status as subprocess gives it (negative: killed by), standard output, standard error."""
        if sent is not None:
            options["stdin"] = subprocess.PIPE
        process = self.start(argv, **options)
        out, err = process.communicate(sent, timeout=30)
        return process.returncode, out or b"", err or b""

    def recorded(self) -> list[bytes]:
        """What the recorder was started with, waiting for it at most five seconds; then forgotten."""
        path = self.folder / "recorded"
        until(path.exists)
        words = path.read_bytes().split(b"\0")[:-1]
        path.unlink()
        return words

    def silent(self) -> bool:
        """Whether no recorder comes within a time in which one always came."""
        time.sleep(0.15)
        return not list(self.folder.glob("recorded*"))


def until(holds: object, seconds: float = 5.0) -> None:
    """Wait until *holds* () is true; fails after *seconds*."""
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.005)


def alive(pid: int) -> bool:
    """Whether the process runs; a zombie that nobody has reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        if Path("/proc/self").exists():
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def end(pid: int) -> None:
    """Kill what a failed test left."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
