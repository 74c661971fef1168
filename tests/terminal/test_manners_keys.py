"""Keys, pastes and sizes as people expect them, in fields and over pages, on a real terminal."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import PROGRAM
from tests.terminal.opened import ENTRY, Opened, person
from tests.terminal.test_manners_input import MEGABYTE, paste

HOSTILE = "\x1b[201~\x1b]0;owned\x07\x1b[31mred\x1b[2J\x9b5n"
"""What a page of the web might put on the clipboard: it ends the paste early, and goes on as if typed."""


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A person with a demo profile: pending events, requests, decisions."""
    found = person(tmp_path)
    folder = str(tmp_path / "demo")
    words = [PROGRAM, "demo", "--home", folder, "--events", "40", "--build-only"]
    subprocess.run(words, env=found, check=True, capture_output=True)
    return {**found, "DFX_CONSENT_HOME": folder}


def opened(environ: dict[str, str], tab: str) -> Opened:
    app = Opened([*ENTRY, "--tab", tab], environ)
    app.until_shown("pending")
    app.settle()
    return app


@pytest.fixture
def pending(environ: dict[str, str]) -> Iterator[Opened]:
    app = opened(environ, "pending")
    yield app
    app.child.close(force=True)


def leave(app: Opened) -> None:
    app.child.send("\x11")
    assert app.end() == 0
    app.assert_restored()
    assert b"Traceback" not in app.written


def test_q_in_the_filter_is_a_letter(pending: Opened) -> None:
    pending.child.send("/")
    pending.settle(0.2)
    pending.child.send("qxq")
    pending.until_shown("qxq")
    leave(pending)


def test_letters_that_arrive_with_the_key_that_opens_a_field_go_into_it(pending: Opened) -> None:
    """A slow line hands over many keys at once: none of them may wipe, leave or mark anything."""
    pending.child.send("/qwx\x15wq2")
    pending.until_shown("wq2")
    pending.settle(0.2)
    assert "qwx" not in pending.display()
    leave(pending)


def test_what_arrives_with_the_key_that_opens_a_page_is_for_the_page(pending: Opened) -> None:
    pending.child.send("?q1\x1b[B2")
    pending.until_shown("[2 Preview]")
    assert pending.child.isalive()
    leave(pending)


def test_q_in_the_path_of_an_export_is_a_letter(pending: Opened) -> None:
    pending.child.send("e")
    pending.settle()
    pending.child.send("\x15")
    pending.settle(0.2)
    pending.child.send("qxq.csv")
    pending.until_shown("qxq.csv")
    leave(pending)


@pytest.mark.parametrize("key", ["?", "e"])
def test_q_leaves_a_page_and_not_the_app(pending: Opened, key: str) -> None:
    before = pending.display()
    pending.child.send(key)
    pending.settle()
    assert pending.display() != before
    pending.child.send("q")
    pending.settle()
    assert pending.child.isalive()
    leave(pending)


@pytest.mark.parametrize("field", ["/", "e"])
def test_a_megabyte_pasted_into_a_field(pending: Opened, field: str) -> None:
    pending.child.send(field)
    pending.settle(0.3)
    begun = time.monotonic()
    paste(pending, "x" * MEGABYTE)
    pending.settle(1)
    assert time.monotonic() - begun < 30
    pending.child.send("\x1b")
    pending.settle()
    leave(pending)


@pytest.mark.parametrize(("tab", "field"), [("preview", "/"), ("pending", "/"), ("pending", "e")])
def test_escape_sequences_in_a_paste_reach_the_terminal_from_no_field(
    environ: dict[str, str], tab: str, field: str
) -> None:
    app = opened(environ, tab)
    app.child.send(field)
    app.settle(0.3)
    before = len(app.written)
    paste(app, "dfx new a" + HOSTILE)
    app.settle()
    leave(app)
    written = re.sub(rb"\x1b\]22;[a-z]*\x07", b"", app.written[before:])  # Textual's pointer shapes
    for raw in (b"\x1b]0;", b"\x1b[31mred", b"\x1b[2J", b"\xc2\x9b", b"\x07"):
        assert raw not in written, raw


@pytest.mark.parametrize("key", ["?", "w", "e"])
def test_a_storm_of_resizes_while_a_page_is_open(pending: Opened, key: str) -> None:
    pending.child.send(key)
    pending.settle()
    for columns, rows in ((200, 60), (60, 16), (20, 5), (1, 1), (300, 100)) * 6:
        pending.child.setwinsize(rows, columns)
        pending.settle(0.01)
    pending.child.setwinsize(24, 80)
    pending.settle()
    pending.child.send("\x1b")
    pending.settle()
    pending.written = b""
    pending.child.setwinsize(30, 100)
    pending.until_shown("40", 30, 100)
    leave(pending)


@pytest.mark.parametrize("terminal", ["no-such-terminal", "vt100", "linux", "xterm-ghostty"])
def test_a_terminal_of_any_name_is_drawn_on(environ: dict[str, str], terminal: str) -> None:
    app = opened({**environ, "TERM": terminal}, "pending")
    leave(app)


@pytest.mark.parametrize(
    "encoding", ["ascii", "latin-1", "utf-8:surrogateescape", "cp1252:strict", "shift_jis"]
)
@pytest.mark.parametrize("plain", [False, True])
def test_an_odd_encoding_is_no_crash(environ: dict[str, str], encoding: str, plain: bool) -> None:  # noqa: FBT001
    odd = {**environ, "PYTHONIOENCODING": encoding}
    if plain:
        app = Opened([*ENTRY, "--plain", "--tab", "pending"], odd)
        app.wait_for(b"\n> ")
        app.child.send("q")
        assert app.end() == 0
        assert b"Traceback" not in app.written
        assert b"pending" in app.written
    else:
        leave(opened(odd, "pending"))


@pytest.mark.parametrize("size", [(5, 20), (1, 1), (2, 400)])
@pytest.mark.parametrize("tab", ["consent", "preview", "activity", "pending", "sent"])
def test_every_tab_and_its_help_on_a_tiny_terminal(
    environ: dict[str, str], tab: str, size: tuple[int, int]
) -> None:
    app = Opened([*ENTRY, "--tab", tab], environ, size)
    app.wait_for(rb"\x1b\[\?1049h")
    app.settle(0.6)
    app.child.send("?")
    app.settle(0.2)
    app.child.send("\x1b")
    app.settle(0.2)
    leave(app)


@pytest.mark.parametrize("stdin", [b"", b"q\n", b"2\n\n\n"])
def test_plain_reads_what_standard_input_has_to_its_end(environ: dict[str, str], stdin: bytes) -> None:
    words = [*ENTRY, "--plain", "--tab", "sent"]
    done = subprocess.run(
        words, env=environ, cwd=environ["HOME"], input=stdin, capture_output=True, timeout=30
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert done.stdout.endswith(b"\n")


def test_detached_from_tmux_and_attached_again(environ: dict[str, str], tmp_path: Path) -> None:
    command = ["/usr/bin/tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux.sock")]
    clean = {**environ, "TERM": "xterm-256color"}
    words = " ".join(f"'{each}'" for each in [*ENTRY, "--tab", "pending"])
    client = Opened([*command, "new-session", "-x", "100", "-y", "30", words], clean, (30, 100))
    try:
        client.until_shown("pending", 30, 100)
        client.child.send("\x02d")
        assert client.end() == 0
        again = Opened([*command, "attach"], clean, (20, 90))
        again.until_shown("pending", 20, 90)
        again.child.send("?")
        again.until_shown("esc", 20, 90)
        again.child.send("\x11")
        assert again.end() == 0
    finally:
        subprocess.run([*command, "kill-server"], capture_output=True)
