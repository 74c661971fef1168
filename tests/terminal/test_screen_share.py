"""Screen-share mode on a real pseudo-terminal: every byte that is written, searched for canaries."""

from __future__ import annotations

import base64
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consent_tui.services.configuration import write
from consent_tui.services.profile import Profile
from tests.program import environment
from tests.screens.onlooker import CANARIES, EXOTIC, EXOTIC_CHUNKS, chunks, leaks, make_private
from tests.terminal.opened import ENTRY, Opened

ROWS, COLUMNS = 30, 100


def environ_of(profile: Profile, **more: str) -> dict[str, str]:
    """The environment to start the program in."""
    return {
        **environment(Path(profile.environ["HOME"])),
        **profile.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
        **more,
    }


def open_app(profile: Profile, *words: str, **more: str) -> Opened:
    """The program on its own terminal."""
    return Opened([*ENTRY, *words], environ_of(profile, **more), (ROWS, COLUMNS))


def assert_silent(app: Opened) -> None:
    """No chunk of a canary in what was written."""
    raw = app.written.decode("utf-8", "replace").lower()
    assert not [(name, each) for name, canary in CANARIES.items() for each in chunks(canary) if each in raw]


def assert_blind(app: Opened) -> None:
    """Nor on the screen that this made."""
    assert_silent(app)
    app.until_shown("SCREEN-SHARE", ROWS, COLUMNS)
    shown = app.display(ROWS, COLUMNS)
    assert not leaks(shown), shown
    assert_silent(app)


@pytest.mark.parametrize("terminal", [{}, {"LANG": "C", "LC_ALL": "C"}], ids=["boxes", "ascii"])
def test_no_canary_is_ever_written_to_the_terminal(tmp_path: Path, terminal: dict[str, str]) -> None:
    app = open_app(make_private(tmp_path), "--screen-share", "--tab", "preview", **terminal)
    app.until_shown("SCREEN-SHARE", ROWS, COLUMNS)
    app.settle()
    assert_blind(app)
    for number in "12345":
        app.child.send(number)
        app.settle(0.2)
        assert_blind(app)
        app.child.send("?")
        app.settle(0.2)
        assert_blind(app)
        app.child.send("\x1b")
        app.settle(0.2)
    app.child.send("\x10")  # ctrl+p
    for key in CANARIES["typed"]:
        app.child.send(key)
        app.settle(0.03)
    app.settle()
    assert_blind(app)
    app.child.send("\x1b")
    app.settle(0.2)
    app.child.send("2/")
    for key in f"dfx canister call {CANARIES['typed']}":
        app.child.send(key)
        app.settle(0.02)
        assert_silent(app)
    app.child.send("\x1b")
    app.settle()
    app.until_shown("#dfxCanisterCall", ROWS, COLUMNS)
    assert_blind(app)
    app.child.send("\x1b[21~")  # f10
    app.until_shown(".svg", ROWS, COLUMNS)
    assert_blind(app)
    app.child.send("q")
    assert app.end() == 0
    assert_silent(app)


@pytest.mark.parametrize("words", [["--screen-share"], []], ids=["option", "setting"])
def test_what_is_typed_while_the_app_starts_is_not_echoed(tmp_path: Path, words: list[str]) -> None:
    profile = make_private(tmp_path)
    if not words:
        write(profile, "screen_share", True)  # noqa: FBT003 - the value
    app = open_app(profile, "--tab", "preview", *words)
    end = time.monotonic() + 20
    while app.child.getecho():
        assert time.monotonic() < end
    app.child.send("zxvhwkj")  # letters that open nothing or something, but do not leave
    app.until_shown("SCREEN-SHARE", ROWS, COLUMNS)
    app.settle()
    assert_blind(app)
    app.child.send("\x1b")
    app.settle(0.2)
    app.child.send("qw")
    assert app.end() == 0
    app.assert_restored()
    assert_silent(app)


def test_after_f9_nothing_private_is_written_any_more(tmp_path: Path) -> None:
    app = open_app(make_private(tmp_path), "--tab", "preview")
    app.until_shown(CANARIES["history"], ROWS, COLUMNS)
    app.settle()
    app.child.send("\x1b[20~")  # f9
    app.until_shown("SCREEN-SHARE", ROWS, COLUMNS)
    app.settle()
    before = app.written
    assert not leaks(app.display(ROWS, COLUMNS))
    for key in ("1", "2", "3", "4", "5", "2", "\x1b[B", "?", "\x1b", "i", "x", "\x1b"):
        app.child.send(key)
        app.settle(0.2)
    after = app.written[len(before) :].decode("utf-8", "replace")
    assert not leaks(after)
    assert not leaks(app.display(ROWS, COLUMNS))
    app.child.send("\x1b[20~")
    app.until_shown(CANARIES["history"], ROWS, COLUMNS)
    app.child.send("q")
    assert app.end() == 0


def test_no_spelling_of_a_secret_gets_through(tmp_path: Path) -> None:
    profile = make_private(tmp_path, words=EXOTIC)
    app = open_app(profile, "--tab", "preview")
    app.until_shown("#dfxDeploy", ROWS, COLUMNS)
    for key in "1352":
        app.child.send(key)
        app.settle(0.2)
    assert any(each in app.written.decode("utf-8") for each in EXOTIC_CHUNKS)
    app.child.send("\x1b[20~")  # f9: what other tabs have drawn before must not come back
    app.until_shown("SCREEN-SHARE", ROWS, COLUMNS)
    at = app.written.rindex(b"SCREEN-SHARE")
    for key in ("1", "n", "\x1b", "r", "\x1b", "5", "\r", "\x1b", "c", "2", "o", "\x1b", "\x1a", ""):
        app.child.send(key)
        app.settle(0.2)
    app.child.kill(signal.SIGCONT)
    app.settle()
    app.child.send("q")
    assert app.end() == 0
    after = app.written[at:]
    copied = [base64.b64decode(each) for each in re.findall(rb"\x1b\]52;c;([^\a]*)\a", after)]
    assert copied
    seen = "".join(each.decode("utf-8", "replace") for each in (after, *copied)).lower()
    assert not [each for each in EXOTIC_CHUNKS if each in seen]
    assert set(re.findall(rb"\x1b\]([0-9]+)", after)) <= {b"52", b"22"}, "a copy, a pointer; no title"


@pytest.mark.parametrize("key", ["c"])
@pytest.mark.parametrize("tab", ["preview", "pending", "sent"])
def test_what_is_copied_holds_tokens_and_no_canary(tmp_path: Path, tab: str, key: str) -> None:
    profile = make_private(tmp_path)
    write(profile, "screen_share", True)  # noqa: FBT003 - the value
    app = open_app(profile, "--tab", tab)
    app.until_shown("SCREEN-SHARE", ROWS, COLUMNS)
    app.settle(1)
    app.child.send(key)
    app.settle()
    copied = [
        base64.b64decode(each).decode("utf-8") for each in re.findall(rb"\x1b\]52;c;([^\a]*)\a", app.written)
    ]
    assert len(copied) == 1
    assert "#" in copied[0]
    assert not leaks(copied[0])
    assert_blind(app)
    app.child.send("q")
    assert app.end() == 0


@pytest.mark.parametrize("asks", ["option", "setting", "broken"])
def test_without_a_terminal_the_status_is_veiled_as_well(tmp_path: Path, asks: str) -> None:
    profile = make_private(tmp_path)
    if asks == "setting":
        write(profile, "screen_share", True)  # noqa: FBT003 - the value
    elif asks == "broken":
        Path(profile.paths.config, "config.toml").write_text(f"screen_share = true\n[{CANARIES['value']}\n")
    done = subprocess.run(
        [sys.executable, "-m", "consent_tui", *(["--screen-share"] if asks == "option" else [])],
        env=environ_of(profile),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == (1 if asks == "broken" else 0)
    assert "effective" in done.stdout
    assert "SCREEN-SHARE" in done.stdout
    assert not leaks(done.stdout + done.stderr)


@pytest.mark.parametrize("words", [["--screen-share"], []], ids=["option", "setting"])
def test_linear_text_is_veiled_as_well(tmp_path: Path, words: list[str]) -> None:
    profile = make_private(tmp_path)
    if not words:
        write(profile, "screen_share", True)  # noqa: FBT003 - the value
    done = subprocess.run(
        [sys.executable, "-m", "consent_tui", "--plain", "--tab", "preview", *words],
        env=environ_of(profile),
        input=f"2\n1\ndfx deploy {CANARIES['typed']}\n\n\nq\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "#dfxDeploy" in done.stdout
    assert not leaks(done.stdout + done.stderr)


def test_linear_text_leaves_the_mode_by_the_key_that_entered_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "consent_tui", "--plain", "--tab", "sent"],
        env=environ_of(make_private(tmp_path)),
        input="s\nt\ns\nq\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    before, shared, after = re.split(r"\n> [s]\n", done.stdout)
    assert leaks(before) and leaks(after)
    assert not leaks(shared)
    assert "screen-share mode (now)" in shared and "(now)" not in after
