"""What comes in masses: a megabyte pasted, a storm of resizes."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path

import pytest

from tests.terminal.opened import PROGRAM, Opened, person

MEGABYTE = 1 << 20


@pytest.fixture
def app(tmp_path: Path) -> Opened:
    opened = Opened(PROGRAM, person(tmp_path))
    opened.wait_for(b"#dfxDeploy")
    opened.settle()
    return opened


def paste(app: Opened, text: str) -> None:
    """Paste as a terminal does, reading meanwhile what the app writes, as a terminal does, too."""
    waiting = ("\x1b[200~" + text + "\x1b[201~").encode()
    descriptor = app.child.child_fd
    os.set_blocking(descriptor, False)
    end = time.monotonic() + 60
    while waiting:
        assert time.monotonic() < end, f"{len(waiting)} bytes were never read"
        readable, writable, _ = select.select([descriptor], [descriptor], [], 1)
        if readable:
            app.written += os.read(descriptor, 65536)
        if writable:
            try:
                waiting = waiting[os.write(descriptor, waiting[:4096]) :]
            except BlockingIOError:
                continue
    os.set_blocking(descriptor, True)


def test_a_megabyte_pasted_into_the_field(app: Opened) -> None:
    app.child.send("/")
    app.settle(0.2)
    paste(app, "dfx deploy " + "x" * MEGABYTE)
    app.settle(1)
    app.child.send("\x1b")
    app.settle()
    app.child.send("\x11")
    assert app.end() == 0
    app.assert_restored()
    assert b"Traceback" not in app.written


def test_a_megabyte_pasted_outside_a_field_does_nothing(app: Opened) -> None:
    """Every letter of it is the key of something."""
    before = app.display()
    paste(app, "qy1234lxweK\n" * (MEGABYTE // 12))
    app.settle(1)
    assert app.display() == before
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()
    assert not (Path(app.home) / ".." / "state").exists(), "nothing was decided"


def test_a_storm_of_resizes_from_wide_to_tiny_and_back(app: Opened) -> None:
    for columns, rows in ((200, 60), (60, 16), (20, 5)) * 10:
        app.child.setwinsize(rows, columns)
        app.settle(0.01)
    app.settle()
    app.child.setwinsize(24, 80)
    app.settle()
    app.child.setwinsize(30, 100)
    app.written = b""
    app.until_shown("#dfxDeploy", 30, 100)
    app.child.send("q")
    assert app.end() == 0


def test_a_screen_of_twenty_by_five_can_be_left(tmp_path: Path) -> None:
    app = Opened(PROGRAM, person(tmp_path), (5, 20))
    app.settle(1)
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()
