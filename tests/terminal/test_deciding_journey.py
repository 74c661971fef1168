"""From the first yes to the last no: what was previewed is what is pending, and off leaves no byte of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.card_stage import Person

COMMANDS = (
    ["dfx", "deploy", "my_secret_backend", "--ic"],
    ["dfx", "ledger", "transfer", "--icp", "1.0", "abcd-1233-ffff-eeee", "--memo", "123", "--network=ic"],
    ["dfx", "canister", "install", "x", "--mode", "reinstall", "-y"],
)
SECRETS = (b"my_secret_backend", b"abcd-1233-ffff-eeee", b"1.0 abcd", b"/home/")
FRAGMENTS = (b'":"#', b"#dfxDeploy", b"#optionIcp", b"#modeReinstall", b'"#command"')


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    person.close()


def says_yes(person: Person) -> None:
    child = person.program("on").child
    child.expect_exact(b"[y/N] ")
    child.sendline("y")
    child.expect_exact(b"Your decision is on.")
    child.wait()


def contents(person: Person) -> bytes:
    """Every byte in every file of the state folder, names and the shim included."""
    found = []
    for path in sorted(person.state.rglob("*")):
        found.append(str(path.relative_to(person.state)).encode())
        if path.is_file():
            found.append(path.read_bytes())
    return b"\n".join(found)


def run_all(person: Person) -> None:
    shell = person.shell()
    for number, words in enumerate(COMMANDS, 1):
        shell.plain(" ".join(words))
        person.bodies(2 + number)


def test_the_whole_journey(person: Person) -> None:
    previews = [
        person.document("preview", "--json", "--exit-status", "7", "--", *words) for words in COMMANDS
    ]
    assert person.document("pending", "list", "--json") == []
    says_yes(person)
    run_all(person)

    listed = sorted(person.document("pending", "list", "--json"), key=lambda each: int(each["id"]))
    expected = [*previews[0]["also"], *(each["event"] for each in previews)]
    assert [each["event"] for each in listed] == expected
    assert all(each["sendable_at"] for each in listed)
    everything = contents(person)
    assert not any(secret in everything for secret in SECRETS)
    assert any(fragment in everything for fragment in FRAGMENTS)

    done = person.run("off")
    assert done.returncode == 0
    assert b"5 pending and rejected events were wiped." in done.stdout
    everything = contents(person)
    assert [fragment for fragment in FRAGMENTS if fragment in everything] == []
    assert person.document("pending", "list", "--json") == []
    assert not (person.state / "recording").exists()

    shell = person.shell()
    shell.plain("dfx deploy")
    assert person.nothing_is_recorded()
    says_yes(person)
    shell.plain("dfx deploy --ic")
    events = person.bodies(3)  # what was wiped before any attempt counts as never recorded
    assert [each["event"] for each in events] == ["#mau", "#dau", "#command"]
    assert [each[1] for each in person.acts()] == ["on", "off", "on"]
    assert person.run("receipt").returncode == 0


def test_a_state_folder_deleted_in_between_ends_the_recording(person: Person) -> None:
    says_yes(person)
    run_all(person)
    kept = person.folder / "kept"
    shutil.move(person.state / "bin", kept)
    shutil.rmtree(person.state)
    shell = person.shell(PATH=f"{kept}:{person.environ['PATH']}")
    assert b"the dfx ran: deploy" in shell.plain("dfx deploy")
    assert not person.state.exists()
    status = person.document("status", "--json")
    assert (status["decision"], status["effective"]) == ("undecided", "off")
    shutil.copytree(kept, person.state / "bin")
    says_yes(person)
    shell.plain("dfx deploy")
    assert person.bodies(3)[-1]["command"] == "#dfxDeploy"


def test_off_with_a_reader_names_what_is_left(person: Person) -> None:
    says_yes(person)
    run_all(person)
    reader = sqlite3.connect(f"file:{person.state / 'consent.db'}?mode=ro", uri=True)
    try:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM pending").fetchone() == (5,)
        done = person.run("off")
        assert done.returncode == 1
        assert b"consent.db" in done.stderr
        assert person.acts()[-1] == ("decision", "off", "cli")
        shell = person.shell()
        shell.plain("dfx deploy")
        assert person.document("pending", "list", "--json") == []
    finally:
        reader.close()
    assert person.run("off").returncode == 0
    everything = contents(person)
    assert [fragment for fragment in FRAGMENTS if fragment in everything] == []


def test_kept_pending_is_never_to_be_sent(person: Person) -> None:
    says_yes(person)
    run_all(person)
    done = person.run("off", "--keep-pending")
    assert done.returncode == 0
    assert b"5 pending events are kept here and will never be sent." in done.stdout
    assert {each["sendable_at"] for each in person.document("pending", "list", "--json")} == {None}
    says_yes(person)
    assert {each["sendable_at"] for each in person.document("pending", "list", "--json")} == {None}
