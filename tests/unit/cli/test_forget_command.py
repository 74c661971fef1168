"""``forget`` in the installed program."""

from __future__ import annotations

from pathlib import Path

import pexpect
import pytest

from tests.program import PROGRAM, document, environment, program, tree
from tests.unit.services.person import Person


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy")
    return person


def test_it_needs_somebody_to_ask_or_a_yes(person: Person) -> None:
    before = tree(person.home)
    done = program("forget", environ=person.environ, stdin=b"y\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"dfx-consent forget --yes" in done.stderr
    assert tree(person.home) == before


def test_it_tells_what_went_and_what_stays(person: Person) -> None:
    (person.state / "mine\x1b[2J").write_text("mine")
    done = program("forget", "--yes", environ={**person.environ, "CI": "true", "CLAUDECODE": "1"})
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode()
    for name in ("consent.db", "decisions.jsonl"):
        assert f"Removed {person.state / name}\n" in text
    assert "not ours" in text
    assert "\x1b" not in text
    assert [path.name for path in person.state.iterdir()] == ["mine\x1b[2J"]
    assert document("status", "--json", environ=person.environ)["decision"] == "undecided"
    again = program("forget", "--yes", environ=person.environ)
    assert again.returncode == 0
    assert b"nothing of ours" in again.stdout


def test_what_cannot_be_removed_is_named(person: Person) -> None:
    (person.state / "config.toml").mkdir()
    done = program("forget", "--yes", environ=person.environ)
    assert done.returncode == 1
    assert str(person.state / "config.toml") in done.stderr.decode()
    assert not (person.state / "consent.db").exists()


def test_in_the_places_of_the_platform(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    (tmp_path / ".bashrc").write_text("# mine\n")
    before = tree(tmp_path)
    assert program("off", environ=environ).returncode == 0
    assert program("config", "set", "hold", "1h", environ=environ).returncode == 0
    assert program("shim", "install", environ=environ).returncode == 0
    names = {path.name for path in tmp_path.rglob("*")}
    assert names >= {"consent.db", "decisions.jsonl", "config.toml", "dfx"}
    done = program("forget", "--yes", environ=environ)
    assert done.returncode == 0, done.stderr
    assert [path for path in tmp_path.rglob("*") if "dfx-consent" in str(path)] == []
    assert {name: found for name, found in tree(tmp_path).items() if found[1]} == before


@pytest.mark.parametrize(("answer", "status"), [("n", 1), ("", 1), ("y", 0)])
def test_at_a_terminal_it_asks(person: Person, answer: str, status: int) -> None:
    child = pexpect.spawn(
        PROGRAM, ["forget"], env=person.environ, cwd=str(person.home), encoding="utf-8", timeout=30
    )
    child.expect_exact("Remove everything? [y/N]")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status
    assert person.state.exists() == bool(status)
