"""Where the app may be opened, and what it is like there: streams, terminals, colours, encodings, tmux."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.opened import PROGRAM, Opened, person


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return person(tmp_path)


STREAMS = {"stdin": "< /dev/null", "stdout": "> out", "stderr": "2> out"}


@pytest.mark.parametrize("stream", STREAMS)
def test_without_a_terminal_on_one_stream_it_prints_the_status(
    environ: dict[str, str], tmp_path: Path, stream: str
) -> None:
    words = " ".join(f"'{each}'" for each in PROGRAM)
    app = Opened(["/bin/sh", "-c", f"{words} {STREAMS[stream]}"], environ)
    assert app.end() == 0
    out = Path(environ["HOME"]) / "out"
    said = app.written + (out.read_bytes() if out.exists() else b"")
    assert b"Nothing is recorded and nothing is sent." in said
    assert b"\x1b" not in said


def test_a_dumb_terminal_gets_the_status(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, {**environ, "TERM": "dumb"})
    assert app.end() == 0
    assert b"Nothing is recorded and nothing is sent." in app.written
    assert b"\x1b" not in app.written


def test_a_terminal_of_no_name_gets_the_status(environ: dict[str, str]) -> None:
    """Nobody knows what a terminal can do that does not say what it is."""
    unset = {key: value for key, value in environ.items() if key != "TERM"}
    for each in (unset, {**environ, "TERM": ""}):
        app = Opened(PROGRAM, each)
        assert app.end() == 0
        assert b"Nothing is recorded and nothing is sent." in app.written
        assert b"\x1b" not in app.written


def test_the_c_locale_is_drawn_in_ascii(environ: dict[str, str]) -> None:
    app = Opened(PROGRAM, {**environ, "LC_ALL": "C"})
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()
    assert max(app.written) < 128
    assert "~~" in app.display() or "==" in app.display()


@pytest.mark.parametrize("value", ["", "1"])
def test_no_color_counts_where_it_is_not_empty(environ: dict[str, str], value: str) -> None:
    app = Opened(PROGRAM, {**environ, "NO_COLOR": value, "TERM": "xterm-256color"})
    app.wait_for(b"#dfxDeploy")
    app.settle()
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()
    has_colours = re.search(rb"\x1b\[[0-9;]*[34][0-8][;m]", app.written) is not None
    assert has_colours == (value == "")


GARBAGE = [("COLUMNS", "wide"), ("COLUMNS", "-5"), ("COLUMNS", "0"), ("COLUMNS", "9" * 40), ("LINES", "tall")]


@pytest.mark.parametrize(("name", "value"), GARBAGE)
def test_a_size_that_makes_no_sense_is_not_believed(environ: dict[str, str], name: str, value: str) -> None:
    app = Opened(PROGRAM, {**environ, name: value})
    app.until_shown("#dfxDeploy")
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()


@pytest.fixture
def tmux(environ: dict[str, str], tmp_path: Path) -> Iterator[list[str]]:
    """A tmux server of the test's own, with one window of 100 columns and 30 lines in which a shell waits."""
    command = ["/usr/bin/tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux.sock")]
    clean = {**environ, "TERM": "screen-256color"}
    started = subprocess.run(
        [*command, "new-session", "-d", "-x", "100", "-y", "30", "/bin/sh"], env=clean, cwd=environ["HOME"]
    )
    assert started.returncode == 0
    yield command
    subprocess.run([*command, "kill-server"], capture_output=True)


def test_inside_tmux(tmux: list[str], environ: dict[str, str]) -> None:
    words = " ".join(f"'{each}'" for each in PROGRAM)
    send = [*tmux, "send-keys"]
    subprocess.run([*send, f"stty -a > before; {words}; echo left $?; stty -a > after", "Enter"])
    until_seen(tmux, "#dfxDeploy")
    subprocess.run([*send, "e"])
    until_seen(tmux, "exit 1")
    subprocess.run([*tmux, "resize-window", "-x", "60", "-y", "16"])
    until_seen(tmux, "#dfxDeploy")
    subprocess.run([*send, "q"])
    seen = until_seen(tmux, "left 0")
    assert "#dfxDeploy" not in seen, "what was on the screen before is back"
    home = Path(environ["HOME"])
    end = time.monotonic() + 10
    while not home.joinpath("after").exists() and time.monotonic() < end:
        time.sleep(0.05)
    flags = [re.sub(r"(?m)^speed.*$", "", home.joinpath(name).read_text()) for name in ("before", "after")]
    assert flags[0] == flags[1]


def until_seen(tmux: list[str], text: str) -> str:
    """What stands in the window, once *text* does; fails after twenty seconds."""
    end = time.monotonic() + 20
    while True:
        seen = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True).stdout
        if text in seen:
            return seen
        assert time.monotonic() < end, seen
        time.sleep(0.1)
