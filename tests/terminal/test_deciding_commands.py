"""``on``, ``local`` and ``off`` at a real terminal: the question, its answers and exit statuses."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from tests.program import PROGRAM, environment, program
from tests.terminal.card_stage import Person

ASKED = b"[y/N] "


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    person.close()


def ended(child: pexpect.spawn[bytes]) -> tuple[int, str]:
    """The exit status, and everything that was written since the last wait, as one line."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.exitstatus, b" ".join((child.before or b"").split()).decode()


@pytest.mark.parametrize("answer", ["y", "Y", "yes"])
@pytest.mark.parametrize("state", ["on", "local"])
def test_a_yes(person: Person, state: str, answer: str) -> None:
    child = person.program(state).child
    child.expect_exact(ASKED)
    shown = b" ".join(child.before.split())
    assert b"dfx would report which commands and options you use" in shown
    assert b"Never what you typed" in shown
    assert person.acts() == []
    child.sendline(answer)
    status, said = ended(child)
    assert status == 0
    assert f"Your decision is {state}." in said
    assert "dfx-consent off" in said
    assert "No dfx run is recorded yet" not in said
    assert person.acts() == [("decision", state, "cli")]
    assert (person.state / "recording").exists()


@pytest.mark.parametrize("state", ["on", "local"])
def test_a_yes_that_was_pasted_with_the_command_is_none(person: Person, state: str) -> None:
    child = person.program(state).child
    child.delaybeforesend = None
    child.send("y\ry\r")  # waits in the terminal before the program has started
    child.expect_exact(ASKED)
    assert person.acts() == []
    child.sendline("")
    status, said = ended(child)
    assert status == 1
    assert "Nothing has changed." in said
    assert person.acts() == []


@pytest.mark.parametrize("attempt", range(4))
def test_an_answer_right_behind_the_question_is_heard(person: Person, attempt: int) -> None:
    """As a script of expect gives it: not a moment after the question is there, which nothing follows."""
    del attempt
    child = person.program("local").child
    child.delaybeforesend = None
    child.expect_exact(ASKED)
    child.send("y\r")
    assert ended(child)[0] == 0
    assert person.acts() == [("decision", "local", "cli")]


def test_an_answer_at_a_terminal_that_is_slow_to_read_is_heard(person: Person) -> None:
    child = person.program("local").child
    child.delaybeforesend = None
    seen = b""
    while not seen.endswith(ASKED):
        seen += child.read_nonblocking(8, timeout=20)
        time.sleep(0.002)
    child.send("y\r")
    assert ended(child)[0] == 0
    assert person.acts() == [("decision", "local", "cli")]


@pytest.mark.parametrize("answer", ["\r", "n\r", "no\r", "yup\r", "yy\r", "\x04"])
@pytest.mark.parametrize("state", ["on", "local"])
def test_enter_and_everything_but_yes_is_a_no_and_changes_nothing(
    person: Person, state: str, answer: str
) -> None:
    child = person.program(state).child
    child.expect_exact(ASKED)
    child.send(answer)
    status, said = ended(child)
    assert status == 1
    assert "Nothing has changed." in said
    assert person.acts() == []
    assert not (person.state / "recording").exists()


def test_ctrl_c_at_the_question_changes_nothing(person: Person) -> None:
    child = person.program("on").child
    child.expect_exact(ASKED)
    child.sendintr()
    status, said = ended(child)
    assert status == 130
    assert "Traceback" not in said
    assert person.acts() == []


@pytest.mark.parametrize(
    "variable", [("CI", "true"), ("GITLAB_CI", "1"), ("CLAUDECODE", "1"), ("AI_AGENT", "x")]
)
@pytest.mark.parametrize("state", ["on", "local"])
def test_a_yes_is_refused_in_ci_and_to_agents_and_a_no_is_not(
    person: Person, state: str, variable: tuple[str, str]
) -> None:
    person.environ[variable[0]] = variable[1]
    status, said = ended(person.program(state).child)
    assert status == 3
    assert f"{variable[0]} is set" in said
    assert person.acts() == []
    assert ended(person.program("off").child)[0] == 0
    assert person.acts() == [("decision", "off", "cli")]


@pytest.mark.parametrize("redirected", ["</dev/null", "| cat", "2>/dev/null", "< <(echo y)"])
@pytest.mark.parametrize("state", ["on", "local"])
def test_a_yes_is_refused_without_three_terminals(person: Person, state: str, redirected: str) -> None:
    shell = person.shell()
    shell.plain("set -o pipefail")
    written = shell.plain(f"{PROGRAM} {state} {redirected}; echo status=$?")
    assert b"status=3" in written
    assert person.acts() == []


@pytest.mark.parametrize("state", ["on", "local"])
def test_yes_says_no_yes(person: Person, state: str) -> None:
    shell = person.shell()
    written = shell.plain(f"yes | {PROGRAM} {state}; echo status=$?")
    assert b"status=3" in written
    assert person.acts() == []


def test_off_needs_no_terminal(tmp_path: Path) -> None:
    environ = environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "state"), CI="true", CLAUDECODE="1")
    done = program("off", environ=environ)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Off: nothing is recorded from now on." in done.stdout


def test_a_yes_without_a_shim_says_that_nothing_is_recorded(person: Person) -> None:
    person.environ["PATH"] = f"{person.folder / 'real'}:/usr/bin:/bin"
    child = person.program("on").child
    child.expect_exact(ASKED)
    child.sendline("y")
    status, said = ended(child)
    assert status == 0
    assert "No dfx run is recorded yet: the shim is not first on PATH." in said
    assert "dfx-consent shim install" in said


def test_a_policy_refuses_what_lies_above_it(person: Person) -> None:
    (person.state / "policy.toml").write_text('max = "local"\n')
    status, said = ended(person.program("on").child)
    assert status == 3
    assert "policy.toml" in said
    child = person.program("local").child
    child.expect_exact(ASKED)
    child.sendline("y")
    assert ended(child)[0] == 0
    assert person.acts() == [("decision", "local", "cli")]
