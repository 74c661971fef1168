"""A terminal that vanishes, stops reading, or does not know its size; and others who stop and continue us."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.terminal.opened import ENTRY, PROGRAM, Opened, person, process_state

GONE = 128 + signal.SIGHUP
TABS = ("consent", "preview", "activity", "pending", "sent")
FIRST_BYTES, FIRST_FRAME = rb"\x1b\[\?1049h", b"undecided"
SOON = 10.0


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return person(tmp_path)


def processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("seen", [FIRST_BYTES, FIRST_FRAME])
@pytest.mark.parametrize("tab", TABS)
def test_a_terminal_that_vanishes_ends_every_tab_as_a_hang_up_does(
    environ: dict[str, str], tab: str, seen: bytes
) -> None:
    app = Opened([*ENTRY, "--tab", tab], environ)
    app.wait_for(seen)
    app.vanish()
    assert app.status_within(SOON) == GONE


def test_a_terminal_that_vanishes_under_a_page(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.child.send("?")
    app.wait_for(b"What would dfx report")
    app.vanish()
    assert app.status_within(SOON) == GONE


@pytest.mark.parametrize("tab", ["preview", "pending"])
def test_a_terminal_that_vanishes_without_a_word(environ: dict[str, str], tab: str) -> None:
    """As under nohup, where the hang-up is not heard of: the status is left in a file by the shell."""
    words = " ".join(f"'{each}'" for each in [*ENTRY, "--tab", tab])
    app = Opened(["/bin/sh", "-c", f"trap '' HUP; {words}; echo $? > status"], environ)
    app.wait_for(FIRST_FRAME)
    app.settle(0.1)
    app.vanish()
    app.status_within(SOON)
    assert Path(environ["HOME"], "status").read_text() == f"{GONE}\n"


def test_a_hang_up_that_is_ignored_stays_ignored(environ: dict[str, str]) -> None:
    words = " ".join(f"'{each}'" for each in PROGRAM)
    app = Opened(["/bin/sh", "-c", f"trap '' HUP; exec {words}"], environ)
    app.wait_for(b"#dfxDeploy")
    os.kill(app.child.pid, signal.SIGHUP)
    app.settle()
    app.child.send("e")
    app.until_shown("exit 1")
    app.child.send("q")
    assert app.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_reads_nothing_holds_up_no_leaving(
    environ: dict[str, str], number: signal.Signals
) -> None:
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    for at in range(100):
        app.child.setwinsize(20 + at % 20, 100 + at)
        time.sleep(0.02)
    os.kill(app.child.pid, number)
    assert app.status_within(SOON) == 128 + number


@pytest.mark.parametrize("tab", ["consent", "pending"])
def test_a_terminal_that_does_not_know_its_size_is_drawn_once(environ: dict[str, str], tab: str) -> None:
    app = Opened([*ENTRY, "--tab", tab], environ, (0, 0))
    app.until_shown("undecided")
    app.settle()
    before = processor_seconds(app.child.pid)
    app.settle(1)
    assert processor_seconds(app.child.pid) - before < 0.3
    app.child.setwinsize(30, 100)
    app.settle()
    app.child.send("?")
    app.until_shown("esc", 30, 100)
    app.child.send("\x11")
    assert app.end() == 0


def test_stopped_and_continued_by_others_it_still_leaves_the_terminal_as_it_was(
    environ: dict[str, str],
) -> None:
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.settle()
    for _each in range(2):
        os.kill(app.child.pid, signal.SIGSTOP)
        while process_state(app.child.pid) != "T":
            time.sleep(0.02)
        os.kill(app.child.pid, signal.SIGCONT)
        app.settle()
    app.child.send("e")
    app.until_shown("exit 1")
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()


def test_control_z_where_nobody_could_wake_it_goes_on(environ: dict[str, str]) -> None:
    """As the only program of a window: a stopped one would have to be killed."""
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("\x1a")
    app.settle()
    assert process_state(app.child.pid) != "T"
    app.written = b""
    app.child.send("e")
    app.until_shown("exit 1")
    app.until_shown("#dfxDeploy")
    app.child.send("q")
    assert app.end() == 0
    assert os.waitstatus_to_exitcode(app.child.status or 0) == 0


def test_control_z_stops_the_script_that_opened_it_too(environ: dict[str, str], tmp_path: Path) -> None:
    start = tmp_path / "start"
    words = " ".join(f"'{each}'" for each in PROGRAM)
    start.write_text(f"#!/bin/sh\n{words}\necho the script goes on\n", "utf-8")
    start.chmod(0o755)
    shell = Opened(["/bin/bash", "--norc", "--noprofile", "-i"], {**environ, "PS1": "ready> "})
    shell.wait_for(b"ready> ")
    shell.child.sendline(str(start))
    shell.wait_for(b"#dfxDeploy")
    shell.settle()
    shell.child.send("\x1a")
    shell.wait_for(b"Stopped")
    shell.wait_for(b"ready> ")
    shell.child.sendline("fg")
    shell.written = b""
    shell.until_shown("#dfxDeploy")
    shell.child.send("q")
    shell.wait_for(b"the script goes on")
    shell.wait_for(b"ready> ")
    shell.child.sendline("exit")
    assert shell.end() == 0
