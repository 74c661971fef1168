"""What the first-run card looks like in terminals of several kinds. `dfx` is a stub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui.services.records import records
from consent_tui.shim.question import ask_from
from consent_tui.store.decisions import keep_vocabulary
from consent_tui.store.folder import mark_recording
from consent_tui.vocabulary.tokens import tokens
from tests.terminal.card_stage import PROMPT, Person
from tests.unit.store import decided

SEED = "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"
LONG = "dfx canister install x --mode=reinstall -y --argument '(1, 2, 3)' " + " ".join(
    f"--wasm=/home/ada/secret/{number}.wasm" for number in range(40)
)
RECIPIENT = "https://telemetry.example.org/v1"


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    person.close()


def card(lines: list[str]) -> list[str]:
    first = next(at for at, line in enumerate(lines) if line.startswith(("┌", "+ May")))
    last = next(at for at, line in enumerate(lines) if line.startswith(("└", "+")) and at > first)
    return lines[first : last + 1]


@pytest.mark.parametrize("line", ["dfx deploy", SEED, LONG, "dfx --version", "dfx my-ext --token s3cret"])
@pytest.mark.parametrize("recipient", ["", RECIPIENT])
def test_the_card_takes_at_most_fourteen_lines(tmp_path: Path, line: str, recipient: str) -> None:
    person = Person(tmp_path, recipient)
    shell = person.shell(size=(60, 80))
    shell.asks(line)
    shell.press("n", PROMPT)
    found = card(shell.display())
    assert len(found) <= 14
    assert found[-1].startswith("└ No.")
    if recipient:
        assert "https://telemetry.example.org" in "\n".join(found)
    person.close()


def test_the_example_is_this_very_command(person: Person) -> None:
    shell = person.shell(size=(40, 100))
    shell.asks(SEED)
    found = card(shell.display())
    assert [line.split() for line in found[2:5]] == [
        ["│", *SEED.split()],
        ["│", "───────┬───────", "──┬──", "╌╌╌", "╌" * 19, "──┬───", "╌╌╌", "═════╤══════"],
        ["│", "#dfxLedgerTransfer", "#optionIcp", "✕", "✕", "#optionMemo", "✕", "#networkIc"],
    ]
    assert "#linux · 0.24.3 · #ic · #success or #failure" in "\n".join(found)


def test_what_was_typed_reaches_the_terminal_harmless(person: Person) -> None:
    shell = person.shell(size=(40, 100))
    shell.asks("dfx deploy $'\\x1b]0;gone\\a\\x1b[2J\\xff\\u202eabc'")
    drawn = shell.written.split("┌".encode(), 1)[1]
    assert b"\x1b]" not in drawn
    assert b"\x1b[2J" not in drawn
    assert b"\xff" not in drawn
    assert "\u202e".encode() not in drawn
    assert "␛]0;gone␇␛[2J" in "\n".join(shell.display())


@pytest.mark.parametrize(("columns", "rows"), [(40, 24), (24, 24), (80, 10), (200, 50)])
def test_no_line_is_broken_by_the_terminal(person: Person, columns: int, rows: int) -> None:
    shell = person.shell(size=(rows, columns))
    shell.asks(SEED)
    drawn = re.sub(rb"\x1b\[[0-9;]*m", b"", shell.written).decode()
    drawn = drawn[drawn.index("┌") :]
    assert max(map(len, drawn.splitlines())) <= columns
    assert drawn.replace("\r\n", "\n").count("\n") < max(rows, 40)
    shell.press("n")


def test_a_terminal_that_becomes_narrow_while_asking(person: Person) -> None:
    shell = person.shell()
    shell.asks("dfx deploy my_secret_backend")
    shell.child.setwinsize(24, 40)
    before = shell.written
    shell.press("n")
    assert shell.written.startswith(before)  # drawn once, and never again
    said = shell.written[len(before) :].decode()
    assert max(len(line) for line in said.splitlines()) <= 40


def test_nothing_but_looks_is_written(person: Person) -> None:
    shell = person.shell()
    shell.asks(SEED)
    shell.press("n")
    drawn = shell.written[shell.written.index(b"\x1b[2m") :]
    assert all(re.fullmatch(rb"\x1b\[[0-9;]*m", each) for each in re.findall(rb"\x1b\[?[0-9;?]*.", drawn))


def test_no_color_leaves_weight_and_takes_colour(person: Person) -> None:
    shell = person.shell(NO_COLOR="1")
    shell.asks(SEED)
    looks = set(re.findall(rb"\x1b\[([0-9;]*)m", shell.written[shell.written.index(b"\x1b[2m") :]))
    assert looks == {b"", b"1", b"2", b"7"}


def test_a_dumb_terminal_gets_plain_lines_and_still_one_key(person: Person) -> None:
    shell = person.shell(TERM="dumb")
    shell.asks("dfx deploy")
    assert "[y] yes" in "\n".join(shell.display())
    assert "see all" not in "\n".join(shell.display())
    shell.child.send("?")
    shell.press("y")
    assert b"\x1b[2m" not in shell.written
    assert b"\x1b[1m" not in shell.written
    assert b"\x1b[?1049h" not in shell.written
    assert person.acts() == [("decision", "on", "first-run")]


def test_a_locale_without_utf_8_gets_ascii(person: Person) -> None:
    shell = person.shell(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    shell.asks(SEED, waiting=b"+ \x1b[m")
    shell.child.expect_exact(b"\x1b[2m+ \x1b[m")
    drawn = shell.written
    assert drawn.isascii()
    shell.press("n")
    assert shell.written.isascii()


def test_a_policy_that_allows_local_offers_no_yes_and_says_why(person: Person) -> None:
    (person.state / "policy.toml").write_text('max = "local"\n')
    shell = person.shell()
    shell.asks("dfx deploy")
    text = " ".join(" ".join(card(shell.display())).replace("│", " ").split())
    assert "a policy allows no sending:" in text
    assert "policy.toml" in text.replace(" ", "")
    assert " y " not in text
    assert len(card(shell.display())) <= 14
    shell.child.send("y")
    shell.press("l")
    assert person.acts() == [("decision", "local", "first-run")]


NEW = ["#dfxDeploy", "#modeReinstall", "#optionMode"]


@pytest.fixture
def outgrown(person: Person) -> Person:
    """A yes to a notice of an earlier version, whose vocabulary was smaller by ``NEW``."""
    earlier = [each for each in tokens() if each not in NEW]
    keep_vocabulary(str(person.state), earlier)
    decided.decide(person.state, "on", earlier)
    mark_recording(str(person.state))
    assert records(person.profile).chain.state == "on"
    ask_from(str(person.state), 0)
    return person


def test_an_upgrade_asks_about_what_is_new_and_nothing_else(outgrown: Person) -> None:
    shell = outgrown.shell()
    shell.asks("dfx canister install x --mode reinstall", waiting=b"never sent")
    shell.child.expect_exact("└".encode())
    found = "\n".join(shell.display())
    assert [each for each in tokens() if re.search(re.escape(each) + r"\b", found)] == NEW
    assert "my_secret" not in found
    shell.press("y")
    assert outgrown.acts()[1:] == [("decision", "on", "first-run")]
    events = outgrown.bodies(3)
    assert events[-1]["options"] == ["#optionMode", "#modeReinstall"]


@pytest.mark.parametrize(
    ("key", "act"),
    [
        ("n", ("refusal", "on", "first-run")),
        ("o", ("decision", "off", "first-run")),
        ("\x1b", ("later", "on", "first-run")),
    ],
)
def test_what_is_new_can_be_declined_or_everything_stopped(
    outgrown: Person, key: str, act: tuple[str, str, str]
) -> None:
    shell = outgrown.shell()
    shell.asks("dfx canister install x --mode reinstall")
    shell.press(key)
    shell.prompt()
    assert outgrown.acts()[1:] == [act]
    if act[1] == "on":
        assert outgrown.bodies(3)[-1]["options"] == []
    else:
        assert outgrown.nothing_is_recorded()
    shell.plain("dfx canister install x --mode reinstall")


def test_the_recorder_notices_an_upgrade_and_the_next_dfx_asks(outgrown: Person) -> None:
    (outgrown.state / "ask").unlink()
    shell = outgrown.shell()
    assert b"the dfx ran" in shell.plain("dfx canister install x --mode reinstall")
    outgrown.bodies(3)
    shell.asks("dfx deploy")
    shell.press("n")
    shell.prompt()
    shell.plain("dfx canister status x")
    outgrown.bodies(4)
    shell.plain("dfx canister status x")
    assert not (outgrown.state / "ask").exists()
