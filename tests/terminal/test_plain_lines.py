"""A line typed in plain mode on a real pseudo-terminal: as long as it is, edited as in any terminal."""

from __future__ import annotations

import os
import select
import signal
import termios
import time
from pathlib import Path

import pytest

from tests.terminal.opened import ENTRY, Opened, person

PLAIN = [*ENTRY, "--plain", "--tab", "preview"]
TYPE = b"Type a dfx command, then Enter"
GONE = 128 + signal.SIGHUP
MEGABYTE = 1 << 20


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return person(tmp_path)


def asked(environ: dict[str, str], *options: str, size: tuple[int, int] = (24, 80)) -> Opened:
    """Plain mode, which has asked for a command."""
    app = Opened([*PLAIN, *options], environ, size)
    app.wait_for(b"> ")
    app.settle(0.1)
    app.child.send("1")
    app.wait_for(TYPE)
    app.wait_for(b"> ")
    app.settle(0.1)
    app.written = b""
    return app


def feed(app: Opened, typed: bytes) -> None:
    """Write all of it, reading meanwhile what comes back, as a terminal does."""
    descriptor = app.child.child_fd
    os.set_blocking(descriptor, False)
    end = time.monotonic() + 60
    while typed:
        assert time.monotonic() < end, f"{len(typed)} bytes were never read"
        readable, writable, _ = select.select([descriptor], [descriptor], [], 1)
        if readable:
            app.written += os.read(descriptor, 65536)
        if writable:
            try:
                typed = typed[os.write(descriptor, typed[:4096]) :]
            except BlockingIOError:
                continue
    os.set_blocking(descriptor, True)


def leave(app: Opened) -> None:
    app.settle(0.2)
    app.child.send("q")
    assert app.end() == 0
    assert b"Traceback" not in app.written


@pytest.mark.parametrize("length", [4000, 4095, 5000, 20_000])
def test_a_long_line_is_read_to_its_last_word(environ: dict[str, str], length: int) -> None:
    app = asked(environ)
    feed(app, b"dfx ledger transfer --memo " + b"7" * length + b" --icp 1 --network=ic\r")
    app.wait_for(b"--network=ic: reduced, gives #networkIc")
    leave(app)


def test_a_megabyte_is_read_to_its_last_word(environ: dict[str, str]) -> None:
    app = asked(environ)
    feed(app, b"dfx ledger transfer --memo " + b"7" * MEGABYTE + b" --network=ic\r")
    app.wait_for(b"--network=ic: reduced, gives #networkIc")
    leave(app)


EDITED = {
    "erase": b"dfx stopx\x7f",
    "erase a wide character": "dfx stop日\x7f".encode(),
    "erase everything": b"dfx deploy\x15dfx stop",
    "erase a word": b"dfx deploy\x17stop",
    "arrows and a paste's brackets": b"dfx \x1b[D\x1b[200~st\x1bOAop\x1b[201~",
    "a title in the paste": b"dfx \x1b]0;owned\x07stop",
    "nothing of control characters": b"dfx \x01s\x02top",
    "the end of input behind something": b"dfx stop\x04",
    "more erased than was typed": b"\x7f\x7fdfx\x17\x17\x7fdfx stop",
}


@pytest.mark.parametrize("keys", EDITED.values(), ids=EDITED)
def test_a_line_is_edited_as_in_any_terminal(environ: dict[str, str], keys: bytes) -> None:
    app = asked(environ)
    app.child.send(keys)
    app.settle(0.1)
    seen = app.display().splitlines()[0].rstrip()
    app.child.send("\r")
    app.wait_for(b"stop: captured, gives #dfxStop")
    assert seen == "dfx stop"
    assert b"\x1b" not in app.written
    assert b"\x07" not in app.written
    leave(app)


def test_what_is_pasted_behind_the_line_answers_nothing(environ: dict[str, str]) -> None:
    app = asked(environ)
    app.child.send("dfx stop\rq\rq\rq\rq\rq\rq\rq\rq\rq\rq\r")
    app.wait_for(b"#dfxStop")
    leave(app)


def test_a_key_typed_behind_the_line_is_not_lost(environ: dict[str, str]) -> None:
    app = asked(environ)
    app.child.send("dfx stop\rq")
    app.wait_for(b"#dfxStop")
    assert app.end() == 0


def test_the_end_of_input_and_control_c(environ: dict[str, str]) -> None:
    for keys, status in (("\x04", 0), ("dfx st\x03", 130)):
        app = asked(environ)
        app.child.send(keys)
        assert app.end() == status
        assert app.written.endswith(b"\r\n"), "the shell's prompt begins a line of its own"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_a_line_is_typed_restores_the_terminal(
    environ: dict[str, str], number: signal.Signals
) -> None:
    app = Opened(PLAIN, environ)
    app.wait_for(b"> ")
    app.settle(0.1)
    app.child.send("1")
    app.wait_for(TYPE)
    app.settle(0.1)
    app.child.send("dfx st")
    app.settle(0.1)
    os.kill(app.child.pid, number)
    assert app.end() == 128 + number
    assert termios.tcgetattr(app.child.child_fd) == app.before


def test_in_screen_share_mode_it_is_not_echoed(environ: dict[str, str]) -> None:
    app = asked(environ, "--screen-share")
    app.child.send("dfx canister call kanarienvogel")
    app.settle(0.2)
    assert app.written == b""
    app.child.send("\r")
    app.wait_for(b"#dfxCanisterCall")
    assert b"kanarienvogel" not in app.written
    leave(app)


def test_control_z_while_a_line_is_typed_brings_it_back(environ: dict[str, str], tmp_path: Path) -> None:
    start = tmp_path / "plain"
    start.write_text("#!/bin/sh\nexec " + " ".join(f"'{each}'" for each in PLAIN) + "\n", "utf-8")
    start.chmod(0o755)
    shell = Opened(["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"], {**environ, "PS1": "ready: "})
    shell.wait_for(b"ready: ")
    shell.child.sendline(str(start))
    shell.wait_for(b"What now")
    shell.settle()
    shell.child.send("1")
    shell.wait_for(TYPE)
    shell.settle(0.1)
    shell.child.send("dfx st")
    shell.settle(0.1)
    shell.child.send("\x1a")
    shell.wait_for(b"Stopped")
    shell.wait_for(b"ready: ")
    shell.child.sendline("fg")
    shell.wait_for(b"> dfx st")
    shell.child.send("op\r")
    shell.wait_for(b"stop: captured, gives #dfxStop")
    shell.settle(0.2)
    shell.child.send("q")
    shell.wait_for(b"ready: ")
    shell.child.sendline("exit")
    assert shell.end() == 0


def test_a_dumb_terminal_that_may_have_cut_the_line_is_not_believed(environ: dict[str, str]) -> None:
    """It edits lines itself: of this one it hands over 4,095 bytes, and the rest is nowhere."""
    app = Opened(PLAIN, {**environ, "TERM": "dumb"})
    app.wait_for(b"> ")
    app.child.send("1\r")
    app.wait_for(TYPE)
    app.wait_for(b"> ")
    feed(app, b"dfx ledger transfer --memo " + b"7" * 5000 + b" --network=ic\r")
    app.wait_for(b"the terminal may have cut it")
    assert b"#dfxLedgerTransfer" not in app.written
    app.settle(0.2)
    app.child.send("q\r")
    assert app.end() == 0


@pytest.mark.parametrize("terminal", ["xterm", "dumb"])
@pytest.mark.parametrize("keys", ["", "1\r"])
def test_a_terminal_that_vanishes(environ: dict[str, str], terminal: str, keys: str) -> None:
    app = Opened(PLAIN, {**environ, "TERM": terminal})
    app.wait_for(b"> ")
    app.settle(0.1)
    if keys:
        app.child.send(keys)
        app.wait_for(TYPE)
        app.settle(0.1)
    app.vanish()
    assert app.status_within(10) == GONE


def test_a_terminal_that_vanishes_without_a_word(environ: dict[str, str]) -> None:
    words = " ".join(f"'{each}'" for each in PLAIN)
    app = Opened(["/bin/sh", "-c", f"trap '' HUP; {words}; echo $? > status"], environ)
    app.wait_for(b"> ")
    app.settle(0.1)
    app.vanish()
    app.status_within(10)
    assert Path(environ["HOME"], "status").read_text() == f"{GONE}\n"
