"""The dialogue as linear text on a real pseudo-terminal: one key an answer, and not one escape sequence."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import document
from tests.terminal.opened import ENTRY, Opened, person, process_state

PLAIN = [*ENTRY, "--plain"]
NEVER = (b"\x1b", b"\x08", b"\x07", b"\x9b")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return person(tmp_path)


class Dialogue(Opened):
    """Plain mode, opened, with what it said."""

    def hear(self, text: str) -> None:
        """Read until it has said *text* and waits for a key."""
        self.wait_for(text.encode())

    def answer(self, keys: str) -> None:
        """Press these keys once it waits for one."""
        self.wait_for(b"> ")
        self.child.send(keys)

    def leave(self) -> None:
        self.answer("q")
        assert self.end() == 0
        self.assert_clean()

    def assert_clean(self) -> None:
        for each in NEVER:
            assert each not in self.written, each
        assert b"\r" not in self.written.replace(b"\r\n", b""), "no line is written twice"
        assert termios.tcgetattr(self.child.child_fd) == self.before


@pytest.fixture
def plain(environ: dict[str, str]) -> Iterator[Dialogue]:
    dialogue = Dialogue(PLAIN, environ)
    dialogue.hear("Consent")
    yield dialogue
    dialogue.child.close(force=True)


def decision(environ: dict[str, str]) -> str:
    found: str = document("status", "--json", environ=environ)["decision"]
    return found


def test_the_first_question_comes_first_and_later_leaves_it_open(
    plain: Dialogue, environ: dict[str, str]
) -> None:
    plain.hear("May dfx tell its developers")
    plain.hear("1. yes: may be sent")
    plain.hear("4. later: in a week")
    plain.answer("4")
    plain.hear("Later: the question comes again in a week.")
    plain.leave()
    assert decision(environ) == "undecided"


def test_no_key_is_parted_from_what_it_does(environ: dict[str, str]) -> None:
    dialogue = Dialogue(PLAIN, environ, (24, 40))
    dialogue.hear("What now")
    dialogue.wait_for(b"> ")
    keys = [
        line for line in dialogue.written.decode().split("\r\n") if line[:3] in {"t: ", "b: ", "?: ", "q: "}
    ]
    assert [line.split(": ")[0] for line in keys] == ["t", "?"]
    dialogue.child.send("q")
    assert dialogue.end() == 0


def test_a_yes_takes_two_keys_and_a_no_takes_one(plain: Dialogue, environ: dict[str, str]) -> None:
    plain.answer("1")
    plain.hear("Record dfx runs, and send what is recorded")
    plain.answer("y")
    plain.hear("On: dfx runs are recorded from now on, and may be sent.")
    plain.hear("so it is: on: recorded, and may be sent")
    assert decision(environ) == "on"
    plain.answer("3")
    plain.hear("Off: nothing is recorded from now on.")
    assert decision(environ) == "off"
    plain.leave()


@pytest.mark.parametrize("key", ["\r", "n", "z", "\x1b[A"])
def test_anything_but_y_is_a_no(plain: Dialogue, environ: dict[str, str], key: str) -> None:
    plain.answer("1")
    plain.hear("Press y for yes")
    plain.answer(key)
    plain.hear("Nothing has changed.")
    plain.leave()
    assert decision(environ) == "undecided"


def test_keys_typed_ahead_say_no_yes(plain: Dialogue, environ: dict[str, str]) -> None:
    plain.answer("1y")
    plain.hear("Press y for yes")
    plain.answer("n")
    plain.hear("Nothing has changed.")
    plain.leave()
    assert decision(environ) == "undecided"


def test_a_paste_that_begins_with_y_says_no_yes(plain: Dialogue, environ: dict[str, str]) -> None:
    plain.answer("1")
    plain.hear("Press y for yes")
    plain.answer("yes please\r1y1y1y1y1y1y1y1y")
    plain.hear("Nothing has changed.")
    plain.settle()
    plain.child.send("q")
    assert plain.end() == 0
    assert decision(environ) == "undecided"


def test_a_paste_at_the_choices_chooses_nothing(plain: Dialogue, environ: dict[str, str]) -> None:
    plain.answer("3" * 1000)
    plain.hear("That is none of the choices.")
    plain.settle()
    plain.child.send("q")
    assert plain.end() == 0
    assert decision(environ) == "undecided"


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("CLAUDECODE", "1")])
def test_no_yes_in_ci_or_where_an_agent_is_at_work(environ: dict[str, str], name: str, value: str) -> None:
    dialogue = Dialogue(PLAIN, {**environ, name: value})
    dialogue.answer("2")
    dialogue.hear("Only a person can say yes")
    dialogue.leave()
    assert decision(environ) == "undecided"


def test_every_place_is_reached_and_said(plain: Dialogue) -> None:
    for number, title in enumerate(("Consent", "Preview", "Activity", "Pending", "Sent", "Rejected"), 1):
        plain.answer("b")
        plain.hear("6. Rejected")
        plain.answer(str(number))
        plain.hear(title)
        plain.hear("undecided")
    plain.leave()


def test_a_command_is_typed_and_said_word_by_word(environ: dict[str, str]) -> None:
    dialogue = Dialogue([*PLAIN, "--tab", "preview"], environ)
    dialogue.answer("1")
    dialogue.hear("Type a dfx command")
    dialogue.answer("dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic\r")
    for line in (
        "transfer: captured, gives #dfxLedgerTransfer",
        "--icp: captured, gives #optionIcp",
        "1.0: dropped, stays here",
        "abcd-1233-ffff-eeee: dropped, stays here",
        "--network=ic: reduced, gives #networkIc",
        '"options": ["#optionIcp", "#optionMemo", "#networkIc"]',
        "would ride along: #mau and #dau",
    ):
        dialogue.hear(line.replace("[", r"\[").replace("]", r"\]"))
    dialogue.leave()


def test_recent_commands_are_numbered(environ: dict[str, str]) -> None:
    dialogue = Dialogue([*PLAIN, "--tab", "preview"], environ)
    dialogue.answer("2")
    dialogue.hear("1. dfx deploy my_secret --ic")
    dialogue.hear("2. dfx start")
    dialogue.answer("2")
    dialogue.hear("start: captured, gives #dfxStart")
    dialogue.leave()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_a_question(plain: Dialogue, number: signal.Signals) -> None:
    plain.wait_for(b"> ")
    plain.settle(0.1)
    os.kill(plain.child.pid, number)
    assert plain.end() == 128 + number
    plain.assert_clean()


def test_control_c_and_the_end_of_input(environ: dict[str, str]) -> None:
    for key, status in (("\x03", 130), ("\x04", 0)):
        dialogue = Dialogue(PLAIN, environ)
        dialogue.answer(key)
        assert dialogue.end() == status
        dialogue.assert_clean()


def test_control_c_while_a_line_is_typed(environ: dict[str, str]) -> None:
    dialogue = Dialogue([*PLAIN, "--tab", "preview"], environ)
    dialogue.answer("1")
    dialogue.hear("Type a dfx command")
    dialogue.answer("dfx dep\x03")
    assert dialogue.end() == 130
    dialogue.assert_clean()


def test_control_z_stops_it_under_a_real_shell_and_fg_goes_on(
    environ: dict[str, str], tmp_path: Path
) -> None:
    start = tmp_path / "plain"
    words = " ".join(f"'{each}'" for each in PLAIN)
    start.write_text(f"#!/bin/sh\nexec {words}\n", "utf-8")
    start.chmod(0o755)
    shell = Dialogue(
        ["/bin/bash", "--norc", "--noprofile", "--noediting", "-i"], {**environ, "PS1": "ready: "}
    )
    shell.hear("ready: ")
    shell.child.sendline(f"stty -a > before; {start}")
    shell.hear("May dfx tell its developers")
    shell.wait_for(b"> ")
    shell.settle(0.1)
    shell.child.send("\x1a")
    shell.hear("Stopped")
    shell.hear("ready: ")
    shell.child.sendline("stty -a > stopped; fg")
    shell.hear("fg")
    shell.settle(0.3)
    shell.child.send("q")
    shell.hear("ready: ")
    shell.child.sendline("echo status $?; stty -a > after; exit")
    shell.hear("status 0")
    assert shell.end() == 0
    home = Path(environ["HOME"])
    before, stopped, after = (home.joinpath(name).read_text() for name in ("before", "stopped", "after"))
    assert before == stopped == after


def test_a_terminal_that_vanishes_ends_it(plain: Dialogue) -> None:
    plain.wait_for(b"> ")
    pid = plain.child.pid
    plain.vanish()
    end = time.monotonic() + 10
    while process_state(pid) != "Z":
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize(("value", "is_plain"), [("1", True), ("yes", True), ("0", False), ("no", False)])
def test_accessible_asks_for_plain(environ: dict[str, str], value: str, is_plain: bool) -> None:  # noqa: FBT001
    app = Dialogue(ENTRY, {**environ, "ACCESSIBLE": value})
    if is_plain:
        app.hear("as plain text")
        app.leave()
    else:
        app.wait_for(rb"\x1b\[\?1049h")
        app.settle()
        app.child.send("q")
        assert app.end() == 0


def test_a_dumb_terminal_takes_lines(environ: dict[str, str]) -> None:
    dialogue = Dialogue(PLAIN, {**environ, "TERM": "dumb"})
    dialogue.answer("b\r")
    dialogue.hear("6. Rejected")
    dialogue.answer("q\r")
    assert dialogue.end() == 0
    dialogue.assert_clean()


def test_in_the_c_locale_all_of_it_is_ascii(environ: dict[str, str]) -> None:
    dialogue = Dialogue([*PLAIN, "--tab", "preview"], {**environ, "LC_ALL": "C"})
    dialogue.answer("2")
    dialogue.hear("1. dfx deploy my_secret --ic")
    dialogue.answer("1")
    dialogue.hear("deploy: captured")
    dialogue.leave()
    assert max(dialogue.written) < 128


CRASHING = """
import sys
from consent_tui.plain.activity import ActivityPlace
from consent_tui.__main__ import main

def tell(self):
    secret = "s3cret-" + "local"
    raise RuntimeError("s3cret-message", secret)

ActivityPlace.tell = tell
sys.exit(main())
"""


def test_a_crash_reports_places_alone(environ: dict[str, str]) -> None:
    dialogue = Dialogue([sys.executable, "-c", CRASHING, "--plain", "--tab", "activity"], environ)
    assert dialogue.end() == 70
    dialogue.assert_clean()
    report = dialogue.written.decode()
    assert "builtins.RuntimeError" in report
    assert "plain/run.py" in report
    for secret in ("s3cret", environ["HOME"]):
        assert secret not in report


def test_in_screen_share_mode_nothing_typed_is_seen(environ: dict[str, str]) -> None:
    dialogue = Dialogue([*PLAIN, "--screen-share", "--tab", "preview"], environ)
    dialogue.hear("SCREEN-SHARE")
    dialogue.answer("2")
    dialogue.hear("dfx deploy")
    dialogue.answer("1")
    dialogue.hear("#dfxDeploy")
    dialogue.answer("1")
    dialogue.hear("Type a dfx command")
    dialogue.answer("dfx canister call kanarienvogel s3cret\r")
    dialogue.hear("#dfxCanisterCall")
    dialogue.leave()
    for secret in (b"my_secret", b"kanarienvogel", b"s3cret", environ["HOME"].encode()):
        assert secret not in dialogue.written, secret
