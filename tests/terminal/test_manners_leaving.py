"""However the app is left, the terminal is as it was: a real shell, a vanished terminal, the end of input."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pexpect
import pytest

from tests.terminal.opened import ENTRY, PROGRAM, RESTORED, Opened, person, process_state


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return person(tmp_path)


@pytest.mark.parametrize("tab", ["consent", "activity", "pending"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_restores_the_terminal_on_every_tab(
    environ: dict[str, str], tab: str, number: signal.Signals
) -> None:
    app = Opened([*ENTRY, "--tab", tab], environ)
    app.wait_for(b"undecided")
    app.settle(0.1)
    os.kill(app.child.pid, number)
    assert app.end() == 128 + number
    app.assert_restored()
    assert b"Traceback" not in app.written


def test_a_signal_under_a_question_restores_the_terminal(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.child.send("?")
    app.wait_for(b"What would dfx report")
    os.kill(app.child.pid, signal.SIGTERM)
    assert app.end() == 128 + signal.SIGTERM
    app.assert_restored()


def test_suspended_and_resumed_under_a_real_shell(environ: dict[str, str], tmp_path: Path) -> None:
    start = tmp_path / "app"
    words = " ".join(f"'{each}'" for each in PROGRAM)
    start.write_text(f"#!/bin/sh\nexec {words}\n", "utf-8")
    start.chmod(0o755)
    shell = Opened(["/bin/bash", "--norc", "--noprofile", "-i"], {**environ, "PS1": "ready> "})
    shell.wait_for(b"ready> ")
    shell.child.sendline(f"stty -a > before; {start}")
    shell.wait_for(b"#dfxDeploy")
    shell.settle()
    shell.child.send("\x1a")
    shell.wait_for(b"Stopped")
    shell.wait_for(b"ready> ")
    suspended = shell.written.rpartition(b"\x1b[?1049h")[2]
    for sequence in RESTORED[:2]:
        assert sequence in suspended, sequence
    shell.child.sendline("stty -a > stopped; fg")
    shell.written = b""
    shell.until_shown("#dfxDeploy")
    shell.child.send("e")
    shell.until_shown("exit 1")
    shell.child.send("q")
    shell.wait_for(b"ready> ")
    shell.child.sendline("echo status $?; stty -a > after; exit")
    shell.wait_for(b"status 0")
    assert shell.end() == 0
    home = Path(environ["HOME"])
    before, stopped, after = (home.joinpath(name).read_text() for name in ("before", "stopped", "after"))
    assert before == stopped == after


def test_a_terminal_that_vanishes_ends_the_app(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.settle(0.1)
    app.vanish()
    assert ended(app.child.pid)


def test_a_terminal_that_vanishes_without_a_signal_leaves_nothing_spinning(environ: dict[str, str]) -> None:
    """As in a session of its own, which hears of no hang-up."""
    app = Opened(["/usr/bin/setsid", "--wait", *PROGRAM], environ)
    app.wait_for(b"#dfxDeploy")
    app.settle(0.1)
    children = Path(f"/proc/{app.child.pid}/task/{app.child.pid}/children").read_text().split()
    assert len(children) == 1
    app.vanish()
    assert ended(int(children[0]))


def ended(pid: int) -> bool:
    """Whether the process is over within ten seconds; where it is not, it is ended here."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            if process_state(pid) == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    return False


LEAVING_BY_KEY = {"q": 0, "\x11": 0, "\x03": 0}


@pytest.mark.parametrize("key", LEAVING_BY_KEY)
@pytest.mark.parametrize("tab", ["consent", "activity", "pending"])
def test_the_keys_that_leave_do_so_on_every_tab(environ: dict[str, str], tab: str, key: str) -> None:
    app = Opened([*ENTRY, "--tab", tab], environ)
    app.wait_for(b"undecided")
    app.settle(0.1)
    app.child.send(key)
    assert app.end() == LEAVING_BY_KEY[key]
    app.assert_restored()


AT_START = """
import sys
from consent_tui.services import truth
from consent_tui.__main__ import main

def broken(profile):
    secret = "s3cret-" + "local"
    raise RuntimeError("s3cret-message", secret)

truth.truth = broken
sys.exit(main())
"""


def test_a_crash_before_the_first_frame_prints_no_locals_and_leaves_the_terminal(
    environ: dict[str, str],
) -> None:
    app = Opened([sys.executable, "-c", AT_START], environ)
    assert app.end() == 70
    assert termios.tcgetattr(app.child.child_fd) == app.before
    report = app.written.decode()
    assert "builtins.RuntimeError" in report
    for secret in ("s3cret", "locals", environ["HOME"]):
        assert secret not in report


def test_the_end_of_input_before_the_start_is_no_terminal(environ: dict[str, str]) -> None:
    done = subprocess.run(
        PROGRAM, env=environ, cwd=environ["HOME"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30
    )
    assert done.returncode == 0
    assert b"decision   undecided" in done.stdout
    assert b"\x1b" not in done.stdout + done.stderr


def test_control_d_leaves_nothing_half_done(environ: dict[str, str]) -> None:
    """It is a key like any other to an app that reads keys: nothing happens, and the app goes on."""
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.child.send("\x04")
    app.settle(0.2)
    app.child.send("e")
    app.until_shown("exit 1")
    app.child.send("q")
    assert app.end() == 0
    with pytest.raises(pexpect.EOF):
        app.child.read_nonblocking(1, timeout=0.1)
