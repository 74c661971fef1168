"""After a wipe by the real program no byte of what was pending is on disk, whoever reads it meanwhile."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from consent_tui.paths import record_command
from consent_tui.services.pending import count
from tests.program import program
from tests.unit.services.person import Person

WORDS = (
    b"dfxLedgerTransfer",
    b"optionIcp",
    b"optionMemo",
    b'"#networkIc"',
    b'"#mau"',
    b'"#dau"',
    b'"event":',
)

READER = """
import sqlite3, sys
connection = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True, isolation_level=None)
connection.execute(sys.argv[2])
connection.execute("SELECT count(*) FROM pending").fetchone()
print("reading", flush=True)
sys.stdin.read()
"""
OPEN, IN_A_TRANSACTION = "SELECT 1", "BEGIN"


@contextmanager
def reader(person: Person, begin: str) -> Iterator[None]:
    """Another process that has looked at what is pending and holds the database open."""
    path = str(person.state / "consent.db")
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", READER, path, begin], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdin
    assert child.stdout
    assert child.stdout.readline() == b"reading\n"
    try:
        yield
    finally:
        child.stdin.close()
        child.stdout.close()
        assert child.wait() == 0


def runs(person: Person, *words: str) -> None:
    """A dfx ledger command, recorded by the process that the shim starts."""
    subprocess.run(
        [*record_command(str(person.state)), "--exit-status", "0", "--", "dfx", "ledger", *words],
        env=person.environ,
        cwd=person.home,
        check=True,
    )


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody whose dfx commands were recorded by recorders of their own processes."""
    person = Person(tmp_path)
    person.decides("on")
    for number in range(6):
        runs(person, "transfer", "--icp", "1", "--memo", str(number), "--network=ic", "x")
    assert count(person.profile) == 8
    assert left(person)
    return person


def left(person: Person) -> set[str]:
    """The names of the files that hold anything of an event, by a look at every byte of every file."""
    return {
        path.name
        for path in person.home.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in WORDS)
    }


@pytest.mark.parametrize("words", [["pending", "wipe", "--yes"], ["off"], ["forget", "--yes"]], ids=" ".join)
def test_with_nobody_else_there(person: Person, words: list[str]) -> None:
    assert program(*words, environ=person.environ).returncode == 0
    assert left(person) == set()


@pytest.mark.parametrize("words", [["pending", "wipe", "--yes"], ["off"], ["forget", "--yes"]], ids=" ".join)
def test_with_a_reader_that_has_it_open(person: Person, words: list[str]) -> None:
    with reader(person, OPEN):
        runs(person, "transfer", "--icp", "2", "x")  # which goes to the log, and stays there
        assert "consent.db-wal" in left(person)
        assert program(*words, environ=person.environ).returncode == 0
        assert left(person) == set()
    assert left(person) == set()


def test_with_a_reader_in_the_middle_of_reading(person: Person) -> None:
    with reader(person, IN_A_TRANSACTION):
        runs(person, "transfer", "--icp", "2", "x")  # which can go no further than the log now
        done = program("pending", "wipe", "--yes", environ=person.environ)
        assert done.returncode == 1
        named = done.stderr.decode().splitlines()[0].rpartition(": ")[2].split(", ")
        assert left(person) == set(named)
        assert "consent.db-wal" in named
        assert count(person.profile) == 0
    done = program("pending", "wipe", "--yes", environ=person.environ)
    assert done.returncode == 0
    assert left(person) == set()


def test_some_of_them(person: Person) -> None:
    runs(person, "balance", "--of-principal", "x")
    assert program("pending", "wipe", "--yes", "--id", "9", environ=person.environ).returncode == 0
    assert count(person.profile) == 8
    everything = b"".join(path.read_bytes() for path in person.state.iterdir() if path.is_file())
    assert b"dfxLedgerBalance" not in everything
    assert b"optionOfPrincipal" not in everything
    assert b"dfxLedgerTransfer" in everything


def test_a_copy_that_lies_beside_it_is_named(person: Person) -> None:
    (person.state / "copy").write_bytes((person.state / "consent.db").read_bytes())
    done = program("pending", "wipe", "--yes", environ=person.environ)
    assert done.returncode == 1
    assert b"in: copy\n" in done.stderr
    assert left(person) == {"copy"}


def test_what_a_damaged_database_holds_is_named_and_goes_with_off(person: Person) -> None:
    content = (person.state / "consent.db").read_bytes()
    (person.state / "consent.db").write_bytes(b"damaged!" * 64 + content[512:])
    done = program("pending", "wipe", "--yes", environ=person.environ)
    assert done.returncode == 1
    (name,) = left(person)
    assert name.startswith("consent.db.")
    assert name in done.stderr.decode()
    assert program("off", environ=person.environ).returncode == 0
    assert left(person) == set()
