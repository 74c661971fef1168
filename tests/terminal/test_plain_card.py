"""From the first-run card into plain mode, where ``ACCESSIBLE`` asks for it. `dfx` is a stub."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.card_stage import DEAF, Person


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    person.close()


def test_the_card_opens_plain_mode_and_takes_what_was_decided_there(person: Person) -> None:
    shell = person.shell()
    shell.plain("export ACCESSIBLE=1")
    shell.asks("dfx deploy")
    shell.child.send("?")
    shell.child.expect_exact(b"as plain text")
    shell.child.expect_exact(b"3. no: never ask")
    shell.child.expect_exact(b"> ")
    time.sleep(DEAF)
    shell.child.send("3")
    shell.child.expect_exact(b"Off: nothing is recorded from now on.")
    shell.child.expect_exact(b"> ")
    time.sleep(0.2)
    shell.child.send("q")
    shell.prompt()
    assert person.acts() == [("decision", "off", "tui")]
