"""The first-run card, answered: what each key does, and every way of leaving. `dfx` is a stub."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui.consent.notice import text_hash
from consent_tui.services.deciding import put_off
from tests.terminal.card_stage import DEAF, PROMPT, QUESTION, Person, card_process

DAY = 86400


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    person.close()


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_yes_is_recorded_and_so_is_the_command_that_runs_after_it(person: Person, name: str) -> None:
    shell = person.shell(name)
    shell.asks("dfx deploy my_secret_backend --ic")
    assert person.acts() == []
    said = shell.press("y")
    assert b"Yes. dfx runs are recorded from now on." in said
    shell.prompt()
    shell.says("echo status=$?", b"status=7")
    assert person.acts() == [("decision", "on", "first-run")]
    events = person.bodies(3)
    assert [each["event"] for each in events] == ["#mau", "#dau", "#command"]
    assert events[2]["command"] == "#dfxDeploy"
    assert events[2]["outcome"] == "#failure"
    assert b"the dfx ran: deploy again" in shell.plain("dfx deploy again")


def test_the_decision_covers_the_text_that_was_shown(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy my_secret_backend")
    shell.press("Y")
    (decision,) = person.chain().decisions
    text = "\n".join(line[2:].rstrip() for line in shell.display())
    assert decision.text_hash == text_hash(SHOWN)
    for line in SHOWN.splitlines():
        for part in line.split(": ", 1)[-1].split(" (")[0].split("Undo"):
            assert part.strip() in text, part


SHOWN = """\
May dfx tell its developers which commands you use, how, and which ones fail?
sent also: that dfx was used, at most once a day and once in thirty days
never sent: anything else: no names, principals, amounts, paths, identifiers
goes to: nobody, as no recipient is set. Undo a yes with: dfx-consent off
y: yes (may be sent)
l: local only (stays here)
n: no (never ask)
esc: later (in a week)
"""


def test_local_only_is_recorded_and_never_to_be_sent(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx start --background")
    assert b"Local only: recorded for you alone, never sent." in shell.press("l")
    assert person.acts() == [("decision", "local", "first-run")]
    person.bodies(3)
    assert {each["sendable_at"] for each in person.document("pending", "list", "--json")} == {None}


def test_a_no_is_never_asked_again(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    assert b"No. Nothing is recorded, and nobody asks again." in shell.press("n")
    shell.prompt()
    assert person.acts() == [("decision", "off", "first-run")]
    assert person.nothing_is_recorded()
    assert not (person.state / "ask").exists()
    os.close(os.open(person.state / "ask", os.O_CREAT))  # even where the shim is led to think otherwise
    os.utime(person.state / "ask", (0, 0))
    assert b"the dfx ran" in shell.plain("dfx deploy")
    assert not (person.state / "ask").exists()


def test_later_asks_again_after_seven_days_and_not_before(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    assert b"Later: you are asked again in a week." in shell.press("\x1b")
    shell.prompt()
    assert person.acts() == [("later", "undecided", "first-run")]
    asked = int((person.state / "ask").stat().st_mtime)
    assert asked == person.chain().decisions[0].seconds + 7 * DAY
    shell.plain("dfx deploy")
    os.utime(person.state / "ask", (0, 0))  # the card looks at the decision itself, and sets the shim right
    shell.plain("dfx deploy")
    assert int((person.state / "ask").stat().st_mtime) == asked


def test_later_asks_three_times_more_and_then_never(person: Person) -> None:
    now = time.time()
    for days in (40, 30, 8):
        put_off(person.at(now - days * DAY), "first-run", "shown then")
    shell = person.shell()
    shell.asks("dfx deploy")
    assert b"Later: you are not asked again." in shell.press("\x1b")
    shell.prompt()
    assert not (person.state / "ask").exists()
    os.close(os.open(person.state / "ask", os.O_CREAT))
    os.utime(person.state / "ask", (0, 0))
    shell.plain("dfx deploy")


def test_nothing_is_preselected_and_other_keys_mean_nothing(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    before = shell.written
    for key in ("\r", "\n", " ", "\t", "q", "1", "\x1b[A", "\x1bOP", "\x1b[200~", "\u00e9"):
        shell.child.send(key)
        time.sleep(0.12)
    with pytest.raises(Exception, match=r"Timeout|TIMEOUT"):
        shell.child.expect_exact(b"the dfx ran", timeout=0.2)
    assert shell.written == before
    assert person.acts() == []
    shell.press("n")
    assert person.acts() == [("decision", "off", "first-run")]


def test_keys_of_the_first_half_second_are_ignored(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy", deaf=0.1)
    shell.child.send("yyy\r")
    time.sleep(DEAF)
    assert person.acts() == []
    shell.press("\x1b")
    assert [each[0] for each in person.acts()] == ["later"]


@pytest.mark.parametrize("name", ["bash", "zsh"])
@pytest.mark.parametrize("key", ["\x03", "\x1c"])
def test_ctrl_c_is_later_and_ends_the_command(person: Person, name: str, key: str) -> None:
    shell = person.shell(name)
    shell.asks("dfx deploy")
    shell.child.send(key)
    shell.child.expect_exact(b"Later: dfx was not run.")
    shell.prompt()
    shell.says("echo status=$?", b"status=130")
    assert b"the dfx ran" not in shell.written
    assert person.acts() == [("later", "undecided", "first-run")]
    assert (person.state / "ask").stat().st_mtime > time.time() + 6 * DAY


def test_ctrl_c_in_the_first_half_second_ends_the_command_too(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy", deaf=0.05)
    shell.child.send("\x03")
    shell.prompt()
    shell.says("echo status=$?", b"status=130")
    assert b"the dfx ran" not in shell.written


def test_the_end_of_input_is_later_and_dfx_runs(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    assert b"Later: you are asked again in a week." in shell.press("\x04")
    shell.prompt()
    assert person.acts() == [("later", "undecided", "first-run")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_card_is_later_and_dfx_runs(person: Person, number: signal.Signals) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    os.kill(card_process(), number)
    shell.child.expect_exact(b"the dfx ran")
    shell.prompt()
    assert person.acts() == [("later", "undecided", "first-run")]
    assert (person.state / "ask").exists()


def test_a_hang_up_is_later(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    card = card_process()
    shell.child.close(force=True)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{card}").exists():
        assert time.monotonic() < deadline, "the card outlives its terminal"
        time.sleep(0.02)
    assert person.acts() == [("later", "undecided", "first-run")]


@pytest.mark.parametrize("key", ["y", "n", "\x1b", "\x03", "\x04"])
def test_the_terminal_is_as_it_was(person: Person, key: str) -> None:
    shell = person.shell()
    shell.plain('stty -g >"$STAGE/before"')
    shell.asks("dfx deploy")
    shell.child.send(key)
    shell.prompt()
    shell.plain('stty -g >"$STAGE/after"')
    before = (person.folder / "before").read_text()
    assert (person.folder / "after").read_text() == before
    if key != "\x03":
        assert (person.folder / "modes").read_text() == before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_the_terminal_is_as_it_was_after_a_signal(person: Person, number: signal.Signals) -> None:
    shell = person.shell()
    shell.plain('stty -g >"$STAGE/before"')
    shell.asks("dfx deploy", deaf=0.1)
    os.kill(card_process(), number)
    shell.prompt()
    shell.plain('stty -g >"$STAGE/after"')
    assert (person.folder / "after").read_text() == (person.folder / "before").read_text()


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_ctrl_z_gives_the_terminal_back_and_fg_asks_again(person: Person, name: str) -> None:
    shell = person.shell(name)
    shell.plain('stty -g >"$STAGE/before"')
    shell.asks("dfx deploy")
    shell.child.send("\x1a")
    shell.prompt()
    shell.plain('stty -g >"$STAGE/after"')
    assert (person.folder / "after").read_text() == (person.folder / "before").read_text()
    assert person.acts() == []
    shell.child.sendline("fg")
    shell.child.expect_exact(QUESTION)
    time.sleep(DEAF)
    shell.press("n")
    shell.prompt()
    assert person.acts() == [("decision", "off", "first-run")]


def test_the_app_is_one_key_away_and_the_question_stands_afterwards(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    shell.child.send("?")
    shell.child.expect_exact(b"\x1b[?1049h")
    shell.child.expect_exact(b"dfx")
    time.sleep(1.5)
    shell.child.send("q")
    shell.child.expect_exact(b"\x1b[?1049l")
    time.sleep(DEAF)
    assert person.acts() == []
    assert b"the dfx ran" not in shell.written
    shell.press("n")
    shell.prompt()
    assert person.acts() == [("decision", "off", "first-run")]


def test_a_yes_that_cannot_be_written_is_none_and_dfx_runs(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    (person.state / "decisions.jsonl").mkdir()
    said = shell.press("y")
    assert b"Yes." not in said
    assert b"decisions.jsonl" in said
    assert person.nothing_is_recorded()
    assert not (person.state / "recording").exists()


def test_a_ceiling_that_holds_a_yes_down_is_named(person: Person) -> None:
    shell = person.shell(DFX_TELEMETRY="local")
    shell.asks("dfx deploy")
    said = b" ".join(shell.press("y").split())
    assert b"for now the state is local" in said
    assert b"DFX_TELEMETRY=local" in said
    assert person.acts() == [("decision", "on", "first-run")]


def test_what_is_typed_after_the_answer_is_dfxs(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx read")
    shell.child.send("nmy password\n")
    shell.child.expect_exact(b"dfx got <my password>")


def test_the_prompt_is_clean_afterwards(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy")
    shell.press("n")
    shell.prompt()
    lines = [line for line in shell.display() if line]
    assert lines[-2:] == ["the dfx ran: deploy", PROMPT.decode().strip()]
    assert lines[-3].startswith("└ No.")
