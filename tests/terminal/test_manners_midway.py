"""A signal in the midst of a wipe, an off or an export: each is done whole or not at all, and says so."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from consent_tui.consent.states import OFF, ON
from consent_tui.sender.lock import RequestLock
from consent_tui.services.pending import count
from consent_tui.services.records import records
from tests.program import PROGRAM
from tests.terminal.opened import Opened
from tests.terminal.test_wipe_on_disk import IN_A_TRANSACTION, WORDS, reader
from tests.unit.services.person import Person

NUMBERS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
MANY = 60_000
WAITING = 7
"""The five commands, and the two that count the person once."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    found = Person(tmp_path)
    found.decides(ON)
    for _each in range(5):
        found.runs("ledger", "transfer", "--icp", "1", "--memo", "1", "--network=ic")
    return found


@pytest.fixture
def request_in_flight(person: Person) -> Iterator[None]:
    """The lock that a sender holds while it makes a request."""
    lock = RequestLock(str(person.state))
    lock.hold()
    lock.name("https://telemetry.example", "a-key")
    yield
    lock.let_go()
    lock.close()


@pytest.fixture
def many(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody with very many pending events, whose export takes a while."""
    made = Person(tmp_path)
    folder = str(tmp_path / "demo")
    words = [PROGRAM, "demo", "--home", folder, "--events", str(MANY), "--build-only"]
    subprocess.run(words, env=made.environ, check=True, capture_output=True)
    return {**made.environ, "DFX_CONSENT_HOME": folder}


def decision(person: Person) -> str:
    return records(person.profile).effective.decision


def left_of_events(person: Person) -> list[str]:
    return [name for name, content in person.files().items() for word in WORDS if word in content]


def wait_for_unfinished(folder: Path) -> None:
    """Until an export has begun to write."""
    end = time.monotonic() + 20
    while not [each for each in folder.glob(".dfx-consent-*") if each.stat().st_size]:
        assert time.monotonic() < end


@pytest.mark.usefixtures("request_in_flight")
@pytest.mark.parametrize("number", NUMBERS)
def test_an_off_that_waits_for_a_request_says_what_stands(person: Person, number: signal.Signals) -> None:
    child = subprocess.Popen([PROGRAM, "off"], env=person.environ, stderr=subprocess.PIPE)
    assert child.stderr
    assert b"telemetry.example" in child.stderr.readline()
    child.send_signal(number)
    said = child.stderr.read()
    child.stderr.close()
    assert child.wait(10) == 128 + number
    assert b"Your decision is recorded: no other request begins." in said
    assert b"Traceback" not in said
    assert decision(person) == OFF
    assert count(person.profile) == WAITING


@pytest.mark.usefixtures("request_in_flight")
@pytest.mark.parametrize("number", NUMBERS)
def test_a_wipe_that_waits_for_a_request_has_wiped_nothing(person: Person, number: signal.Signals) -> None:
    words = [PROGRAM, "pending", "wipe", "--yes"]
    child = subprocess.Popen(words, env=person.environ, stderr=subprocess.PIPE)
    assert child.stderr
    assert b"telemetry.example" in child.stderr.readline()
    child.send_signal(number)
    assert b"Traceback" not in child.stderr.read()
    child.stderr.close()
    assert child.wait(10) == 128 + number
    assert count(person.profile) == WAITING


@pytest.mark.parametrize("words", [["off"], ["pending", "wipe", "--yes"]])
@pytest.mark.parametrize("number", NUMBERS)
def test_a_wipe_that_has_begun_comes_to_its_end(
    person: Person, words: list[str], number: signal.Signals
) -> None:
    """Rows that are deleted lie in the log for as long as a reader needs it: there the signal comes."""
    with reader(person, IN_A_TRANSACTION):
        child = subprocess.Popen([PROGRAM, *words], env=person.environ, stderr=subprocess.PIPE)
        end = time.monotonic() + 10
        while count(person.profile):
            assert time.monotonic() < end
            time.sleep(0.01)
        child.send_signal(number)
        time.sleep(0.3)
        assert child.poll() is None
    assert child.stderr
    assert b"Traceback" not in child.stderr.read()
    child.stderr.close()
    assert child.wait(10) == 128 + number
    assert left_of_events(person) == []


@pytest.mark.parametrize("form", ["ndjson", "csv"])
@pytest.mark.parametrize("number", NUMBERS)
def test_an_export_is_whole_or_not_there(
    many: dict[str, str], tmp_path: Path, form: str, number: signal.Signals
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    words = [PROGRAM, "pending", "export", "--format", form, "-o", str(folder / f"events.{form}")]
    child = subprocess.Popen(words, env=many, stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    wait_for_unfinished(folder)
    child.send_signal(number)
    _out, said = child.communicate(timeout=20)
    assert child.returncode == 128 + number
    assert b"Traceback" not in said
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_an_export_of_plain_mode(many: dict[str, str], tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    app = Opened([PROGRAM, "--plain", "--tab", "pending"], many)
    for pattern, keys in ((b"export everything", "3"), (b"csv: ", "3"), (b"To which file", f"{folder}/a\r")):
        app.wait_for(pattern)
        app.wait_for(b"\n> ")
        app.settle(0.1)
        app.child.send(keys)
    wait_for_unfinished(folder)
    os.kill(app.child.pid, number)
    assert app.end() == 128 + number
    assert b"Traceback" not in app.written
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_an_export_of_the_app(many: dict[str, str], tmp_path: Path, number: signal.Signals) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    app = Opened([PROGRAM, "--tab", "pending"], many)
    app.until_shown("60,000")
    app.settle()
    app.child.send("e")
    app.settle()
    app.child.send("\x15")
    app.child.send(f"{folder}/a.csv")
    app.settle()
    app.child.send("\r")
    wait_for_unfinished(folder)
    os.kill(app.child.pid, number)
    assert app.end() == 128 + number
    app.assert_restored()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_an_off_of_the_app(person: Person, number: signal.Signals) -> None:
    app = Opened([PROGRAM], person.environ)
    app.until_shown("pending")
    app.settle()
    with reader(person, IN_A_TRANSACTION):
        app.child.send("x")
        end = time.monotonic() + 10
        while count(person.profile):
            assert time.monotonic() < end
            time.sleep(0.01)
        os.kill(app.child.pid, number)
        time.sleep(0.3)
    assert app.end() == 128 + number
    app.assert_restored()
    assert decision(person) == OFF
    assert left_of_events(person) == []


def test_the_second_signal_does_not_break_into_the_clearing_up(many: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    child = pexpect.spawn(
        PROGRAM, ["pending", "export", "-o", str(folder / "a")], env=many, timeout=20, encoding=None
    )
    wait_for_unfinished(folder)
    for _each in range(3):
        os.kill(child.pid, signal.SIGTERM)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 128 + signal.SIGTERM
    assert list(folder.iterdir()) == []
