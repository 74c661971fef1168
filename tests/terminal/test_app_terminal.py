"""The app on a real pseudo-terminal: what it draws, and that it leaves the terminal as it was."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.opened import PROGRAM, Opened, person, tree

CRASHING = """
import sys
from consent_tui.tui.screens.preview import PreviewScreen
from consent_tui.__main__ import main

def action_toggle_outcome(self):
    secret = "s3cret-" + "local"
    raise RuntimeError("s3cret-message", secret)

PreviewScreen.action_toggle_outcome = action_toggle_outcome
sys.exit(main())
"""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return person(tmp_path)


@pytest.fixture
def opened(environ: dict[str, str]) -> Iterator[Opened]:
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.settle()
    yield app
    app.child.close(force=True)


def test_first_paint(opened: Opened) -> None:
    text = opened.display()
    for expected in (
        "undecided: nothing is recorded",
        "0.24.3",
        "Recent commands",
        "q Quit",
    ):
        assert expected in text
    assert "────" in text
    opened.child.send("q")
    assert opened.end() == 0
    opened.assert_restored()


@pytest.mark.parametrize("keys", ["\x11", "\x03", "/dfx\x03", "?q\x11"])
def test_the_control_keys_quit_anywhere(opened: Opened, keys: str) -> None:
    for key in keys:
        opened.child.send(key)
        opened.settle(0.15)
    assert opened.end() == 0
    opened.assert_restored()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_restores_the_terminal(opened: Opened, number: signal.Signals) -> None:
    os.kill(opened.child.pid, number)
    assert opened.end() == 128 + number
    opened.assert_restored()
    assert b"Traceback" not in opened.written


def test_a_signal_at_the_very_start_restores_the_terminal(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, environ)
    app.wait_for(rb"\x1b\[\?1049h")
    os.kill(app.child.pid, signal.SIGTERM)
    assert app.end() == 128 + signal.SIGTERM
    app.assert_restored()


def test_a_crash_restores_the_terminal_and_reports_places_alone(environ: dict[str, str]) -> None:
    app = Opened([sys.executable, "-c", CRASHING, "--tab", "preview"], environ)
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("e")
    assert app.end() == 70
    app.assert_restored()
    report = app.written.rpartition(b"\x1b[?1049l")[2].decode()
    assert "builtins.RuntimeError" in report
    assert "action_toggle_outcome" in report
    for secret in ("s3cret", "my_secret", "locals", environ["HOME"]):
        assert secret not in report


def test_a_storm_of_resizes_ends_in_a_whole_screen(opened: Opened) -> None:
    for columns in range(200, 60, -7):
        opened.child.setwinsize(16 + columns % 40, columns)
    opened.child.setwinsize(24, 80)
    opened.settle()
    opened.written = b""
    opened.child.send("e")
    opened.settle()
    opened.child.setwinsize(30, 100)
    opened.until_shown("#dfxDeploy", 30, 100)
    opened.until_shown("exit 1 · failure", 30, 100)
    opened.child.send("q")
    assert opened.end() == 0


HOSTILE = (
    "dfx new '\x1b]0;owned\x07\x1b[31m\x9b31m\u202egnp\u2066x\x00\x7f'\n"
    "dfx deploy \x1b]52;c;aGk=\x07 \x90q\x9c '\u061c\u200f'\n"
)
NEVER_RAW = ("\x1b]0;", "\x1b]52", "\x9b31m", "\x90q", "\u202e", "\u2066", "\u061c", "\u200f", "\x07", "\x7f")


def test_a_hostile_history_never_reaches_the_terminal_raw(environ: dict[str, str]) -> None:
    (Path(environ["HOME"]) / ".bash_history").write_text(HOSTILE, "utf-8")
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("jikw")
    app.settle()
    paste = "\x1b[200~" + "dfx new \x9b31m\u202e\x07" + "\x1b[201~"
    app.child.send("/" + paste)
    app.settle()
    app.child.send("\x11")
    assert app.end() == 0
    written = re.sub("\x1b]22;[a-z]*\x07", "", app.written.decode("utf-8"))  # Textual's pointer shapes
    assert "owned" in written
    for raw in NEVER_RAW:
        assert raw not in written, repr(raw)


def test_nothing_is_written_anywhere(environ: dict[str, str]) -> None:
    root = Path(environ["HOME"]).parent
    before = tree(root)
    app = Opened(PROGRAM, environ)
    app.wait_for(b"#dfxDeploy")
    app.child.send("jkw/dfx ledger \t")
    app.settle()
    app.child.send("\x11")
    assert app.end() == 0
    assert tree(root) == before


AUDITED = """
import sys
opened = []
def look(name, arguments):
    if name == "open":
        writes = isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if writes and not str(arguments[0]).startswith("/dev/"):
            opened.append((name, arguments[0]))
    elif name == "socket.__new__":
        if arguments[1] != 1:  # asyncio wakes itself through a pair of unix sockets
            opened.append((name, arguments[1]))
    elif name.startswith("socket."):
        opened.append((name, arguments))
sys.addaudithook(look)
from consent_tui.__main__ import main
status = main()
print("OPENED", opened)
sys.exit(status)
"""


def test_no_socket_is_opened_and_no_file_for_writing(environ: dict[str, str]) -> None:
    app = Opened([sys.executable, "-c", AUDITED, "--tab", "preview"], environ)
    app.wait_for(b"#dfxDeploy")
    app.child.send("jkw/dfx ledger \t")
    app.settle()
    app.child.send("\x11")
    assert app.end() == 0
    assert b"OPENED []" in app.written


def test_sixteen_colors_are_the_terminals_own(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, {**environ, "TERM": "xterm"})
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("q")
    assert app.end() == 0
    assert not re.search(rb"\x1b\[[0-9;]*[34]8;[25];", app.written)
    assert 36 in {code for codes in styles(app.written) for code in codes}, "captured words are cyan"


def test_no_color_is_no_color(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, {**environ, "NO_COLOR": "1"})
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("/")
    app.settle()
    app.child.send("\x11")
    assert app.end() == 0
    for codes in styles(app.written):
        assert not [each for each in codes if 30 <= each <= 38 or 40 <= each <= 48 or each >= 90], codes


def styles(written: bytes) -> list[list[int]]:
    """The numbers of every SGR sequence."""
    found = re.findall(rb"\x1b\[([0-9;]*)m", written)
    return [[int(each or 0) for each in codes.split(b";")] for codes in found]
