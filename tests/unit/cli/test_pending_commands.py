"""``pending`` and ``rejected`` in the installed program, at a terminal and without one."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pexpect
import pytest

from consent_tui.services.pending import count, newest_first
from consent_tui.store import rejected
from consent_tui.store.session import writing
from tests.program import PROGRAM, document, program, tree
from tests.unit.services.person import NOON, Person

NOWHERE_ELSE = {
    "CI": "true",
    "GITHUB_ACTIONS": "true",
    "CLAUDECODE": "1",
    "DO_NOT_TRACK": "1",
    "DFX_TELEMETRY": "off",
}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy", "--ic")
    return person


def at_a_terminal(person: Person, *words: str) -> pexpect.spawn:
    return pexpect.spawn(
        PROGRAM, [*words], env=person.environ, cwd=str(person.home), encoding="utf-8", timeout=30
    )


def test_the_list_as_json(person: Person) -> None:
    found = document("pending", "list", "--json", environ=person.environ)
    assert [list(each) for each in found] == [["id", "recorded_at", "sendable_at", "event"]] * 3
    assert [each["id"] for each in found] == [3, 2, 1]
    assert found[0]["recorded_at"] == "2026-09-21T14:13:20Z"
    assert found[0]["sendable_at"] == "2026-09-22T14:13:20Z"
    assert found[0]["event"] == json.loads(next(newest_first(person.profile)).body)


def test_the_list_of_nothing(tmp_path: Path) -> None:
    person = Person(tmp_path)
    assert document("pending", "list", "--json", environ=person.environ) == []
    assert document("rejected", "list", "--json", environ=person.environ) == []
    assert b"Nothing is pending" in program("pending", "list", environ=person.environ).stdout
    for words in (["pending", "wipe", "--yes"], ["rejected", "wipe"], ["activity", "wipe"]):
        assert program(*words, environ=person.environ).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_list_for_a_person(person: Person) -> None:
    person.decides("local")
    person.runs("my-extension")
    lines = program("pending", "list", environ=person.environ).stdout.decode().splitlines()
    assert lines[1].split()[0] == "4"
    assert "never" in lines[1]
    assert lines[1].endswith("  #dfxExtension #success #localShared #linux #unknown")
    assert "#dfxDeploy #all #networkIc #success #ic" in lines[2]


def test_what_somebody_else_wrote_reaches_no_terminal(person: Person) -> None:
    with writing(str(person.state)) as connection:
        connection.execute("UPDATE pending SET body = x'1b5b324a' WHERE id = 2")
        rejected.add(connection, b"\x1b[2J", 422, "\x1b]0;owned\x07\u202e", NOON)
    for words in (["pending", "list"], ["rejected", "list"], ["rejected", "list", "--json"]):
        done = program(*words, environ=person.environ)
        assert done.returncode == 0
        assert done.stdout
        assert not any(bad in done.stdout.decode() for bad in "\x1b\x07\u202e")
    done = program("pending", "list", "--json", environ=person.environ)
    assert done.returncode == 1
    assert b"pending wipe --id 2" in done.stderr
    assert program("pending", "wipe", "--yes", "--id", "2", environ=person.environ).returncode == 0
    assert len(document("pending", "list", "--json", environ=person.environ)) == 2


def test_a_wipe_needs_somebody_to_ask_or_a_yes(person: Person) -> None:
    before = tree(person.home)
    for words in ([], ["--id", "1"]):
        done = program("pending", "wipe", *words, environ=person.environ, stdin=b"y\n")
        assert done.returncode == 2
        assert b"dfx-consent pending wipe --yes" in done.stderr
    assert count(person.profile) == 3
    assert {name for name in tree(person.home) if not name.endswith(("-shm", "-wal"))} == set(before)
    done = program("pending", "wipe", "--id", "1", "3", "99", "--yes", environ=person.environ)
    assert done.returncode == 0
    assert b"2 pending events were wiped." in done.stdout
    assert b"not pending: 99" in done.stdout
    assert [row.id for row in newest_first(person.profile)] == [2]
    done = program("pending", "wipe", "--id", "1", "--id", "3", "--yes", environ=person.environ)
    assert (done.returncode, done.stdout) == (1, b"")
    for words in (["--id", "0"], ["--id", "x"], ["--id", "99999999999999999999"]):
        assert program("pending", "wipe", *words, environ=person.environ).returncode == 2


def test_a_wipe_works_where_no_yes_could_be_said(person: Person) -> None:
    (person.state / "policy.toml").write_text('max = "off"\n')
    environ = {**person.environ, **NOWHERE_ELSE}
    assert len(document("pending", "list", "--json", environ=environ)) == 3
    done = program("pending", "export", "-o", "-", environ=environ)
    assert done.stdout.count(b"\n") == 3
    done = program("pending", "wipe", "--yes", environ=environ)
    assert (done.returncode, count(person.profile)) == (0, 0)
    assert not any(b'"#' in content for content in person.files().values())


@pytest.mark.parametrize(("answer", "left", "status"), [("n", 3, 1), ("", 3, 1), ("y", 0, 0), ("yes", 0, 0)])
def test_at_a_terminal_it_asks_with_the_count(person: Person, answer: str, left: int, status: int) -> None:
    with at_a_terminal(person, "pending", "wipe") as child:
        child.expect_exact("Wipe all that is pending (3)? [y/N]")
        child.sendline(answer)
        child.expect(pexpect.EOF)
    assert (count(person.profile), child.wait() if child.isalive() else child.exitstatus) == (left, status)


def test_rejected_events_are_listed_and_wiped(person: Person) -> None:
    body = next(newest_first(person.profile)).body.replace(b"Deploy", b"Build")
    with writing(str(person.state)) as connection:
        rejected.add(connection, body, 422, "unknown token", NOON)
    assert document("rejected", "list", "--json", environ=person.environ) == [
        {
            "id": 1,
            "rejected_at": "2026-09-21T14:13:20Z",
            "status": 422,
            "answer": "unknown token",
            "event": json.loads(body),
        }
    ]
    assert b"#dfxBuild" in program("rejected", "list", environ=person.environ).stdout
    assert program("rejected", "wipe", environ=person.environ).returncode == 0
    assert count(person.profile) == 3
    assert not any(b"dfxBuild" in content for content in person.files().values())


def test_an_export_makes_two_files_and_changes_none(person: Person) -> None:
    before = tree(person.home)
    done = program("pending", "export", "--format", "csv", "-o", "out.csv", environ=person.environ)
    assert done.returncode == 0
    content = (person.home / "out.csv").read_bytes()
    assert sha256(content).hexdigest().encode() in done.stdout
    made = {"out.csv", "out.csv.manifest.json"}
    after = {name: found for name, found in tree(person.home).items() if Path(name).name not in made}
    assert {name: found for name, found in after.items() if not name.endswith(("-shm", "-wal"))} == before
    again = program("pending", "export", "--format", "csv", "-o", "out.csv", environ=person.environ)
    assert again.returncode == 1
    assert b"--force" in again.stderr
    assert (person.home / "out.csv").read_bytes() == content
    forced = ["pending", "export", "--format", "json", "--force", "-o", "out.csv"]
    assert program(*forced, environ=person.environ).returncode == 0
    assert len(json.loads((person.home / "out.csv").read_bytes())) == 3
    assert program("pending", "export", "--format", "xml", "-o", "x", environ=person.environ).returncode == 2


def test_standard_output_gets_the_bytes_alone(person: Person) -> None:
    done = program("pending", "export", "--format", "ndjson", "-o", "-", environ=person.environ)
    rows = reversed(list(newest_first(person.profile)))
    assert done.stdout == b"".join(row.body + b"\n" for row in rows)
    assert done.stderr == b""
    assert {path.name for path in person.home.iterdir()} == {"state"}


PROGRESS = """
import time
from consent_tui.cli.progress import Progress
progress = Progress(200)
progress(1)
time.sleep(0.25)
progress(100)
progress(101)
progress.close()
print("done")
"""


def test_a_long_wait_shows_progress_at_a_terminal(person: Person) -> None:
    child = pexpect.spawn(sys.executable, ["-c", PROGRESS], env=person.environ, encoding="utf-8", timeout=30)
    child.expect("done")
    drawn = child.before
    child.close()
    assert drawn.count("\r") == 3
    assert "[===============               ]  50%  100/200" in drawn
    assert drawn.endswith("\r")
    done = subprocess.run([sys.executable, "-c", PROGRESS], env=person.environ, capture_output=True)
    assert (done.stdout, done.stderr) == (b"done\n", b"")
