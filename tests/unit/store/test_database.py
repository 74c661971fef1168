from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from consent_tui.errors import ConsentError
from consent_tui.store import aside, database, pending, schema, settings
from tests.unit.store.decided import at, decide, kinds

SOMEBODY = 65534
"""A user who is not root, who may write everywhere."""


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_files_are_for_their_owner_alone_even_under_an_open_umask(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    before = os.umask(0)
    try:
        connection = database.open_for_writing(str(folder))
        connection.execute("UPDATE limits SET dropped = 0")
        assert mode(folder) == 0o700
        assert {path.name: mode(path) for path in folder.iterdir()} == {
            "consent.db": 0o600,
            "consent.db-wal": 0o600,
            "consent.db-shm": 0o600,
        }
        connection.close()
    finally:
        os.umask(before)


def test_a_folder_that_holds_other_things_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "theirs").touch()
    tmp_path.chmod(0o755)
    database.open_for_writing(str(tmp_path)).close()
    assert mode(tmp_path) == 0o755
    assert mode(tmp_path / "consent.db") == 0o600


def test_a_folder_of_ours_is_closed_to_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    database.open_for_writing(str(tmp_path)).close()
    assert mode(tmp_path) == 0o700


def test_the_database_says_whose_it_is_and_how_it_is_kept(tmp_path: Path) -> None:
    connection = database.open_for_writing(str(tmp_path))
    answers = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode", "secure_delete", "temp_store")
    }
    connection.close()
    assert answers == {
        "application_id": schema.APPLICATION_ID,
        "user_version": schema.VERSION,
        "journal_mode": "wal",
        "secure_delete": 1,
        "temp_store": 2,
    }


def test_reading_makes_no_store(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    assert database.open_for_reading(str(folder)) is None
    assert settings.look(str(folder)).decision == "undecided"
    assert settings.look(str(folder)).problems == ()
    assert list(tmp_path.iterdir()) == []


def test_reading_changes_no_file(tmp_path: Path) -> None:
    decide(tmp_path)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    connection = database.open_for_reading(str(tmp_path))
    assert connection is not None
    assert pending.count(connection) == 0
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("UPDATE limits SET dropped = 1")
    connection.close()
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    after.pop("consent.db-shm", None)
    assert after.pop("consent.db-wal", (b"", 0))[0] == b""
    assert after == before


def test_names_that_a_uri_would_misread(tmp_path: Path) -> None:
    folder = tmp_path / "100% mine? #1 é"
    decide(folder)
    assert settings.look(str(folder)).decision == "on"
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize("content", [b"my notes\n" * 2000, b"SQLite format 3\0" + b"\1" * 5000])
def test_a_foreign_file_is_set_aside_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "consent.db").write_bytes(content)
    with pytest.raises(database.UnusableStoreError):
        database.open_for_reading(str(tmp_path))
    standing = settings.look(str(tmp_path))
    assert [(source, ceiling) for source, ceiling, _ in standing.problems] == [("store", "off")]

    database.open_for_writing(str(tmp_path)).close()
    (name,) = aside.found(str(tmp_path))
    assert (tmp_path / name).read_bytes() == content
    assert [reason[:2] for reason in settings.look(str(tmp_path)).problems] == [("store", "off")]


def test_a_foreign_database_is_set_aside_whole(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "consent.db") as theirs:
        theirs.execute("CREATE TABLE t (x)")
    theirs.close()
    content = (tmp_path / "consent.db").read_bytes()
    database.open_for_writing(str(tmp_path)).close()
    (name,) = aside.found(str(tmp_path))
    assert name.startswith("consent.db.foreign-")
    assert (tmp_path / name).read_bytes() == content


@pytest.mark.parametrize("kind", ["folder", "fifo", "link to nothing"])
def test_what_is_no_file_is_set_aside(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "consent.db"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.symlink_to(tmp_path / "nowhere")
    assert settings.look(str(tmp_path)).problems
    database.open_for_writing(str(tmp_path)).close()
    assert path.is_file()
    assert len(aside.found(str(tmp_path))) == 1


def test_a_later_version_is_left_as_it_is_and_means_off(tmp_path: Path) -> None:
    decide(tmp_path)
    theirs = sqlite3.connect(tmp_path / "consent.db")
    theirs.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    theirs.close()
    before = (tmp_path / "consent.db").read_bytes()
    for opening in (database.open_for_reading, database.open_for_writing, database.open_known):
        with pytest.raises(database.NewerStoreError):
            opening(str(tmp_path))
    assert (tmp_path / "consent.db").read_bytes() == before
    assert aside.found(str(tmp_path)) == []
    assert [reason[:2] for reason in settings.look(str(tmp_path)).problems] == [("store", "off")]


def test_an_empty_file_left_by_a_crash_is_taken_up(tmp_path: Path) -> None:
    (tmp_path / "consent.db").touch(0o600)
    assert database.open_known(str(tmp_path)) is None
    assert database.open_for_reading(str(tmp_path)) is None
    database.open_for_writing(str(tmp_path)).close()
    assert aside.found(str(tmp_path)) == []


def test_damage_anywhere_is_set_aside_or_harmless(tmp_path: Path) -> None:
    good = tmp_path / "good"
    decide(good)
    connection = database.open_for_writing(str(good))
    connection.execute("BEGIN")
    pending.add(connection, [b'{"event":"#command"}'] * 40, "on", at(1_790_000_000))
    connection.execute("COMMIT")
    connection.close()
    content = (good / "consent.db").read_bytes()
    decisions = (good / "decisions.jsonl").read_bytes()

    damaged = tmp_path / "damaged"
    outcomes = set()
    offsets = [*range(0, 100, 3), *range(100, len(content), len(content) // 60)]
    for offset in offsets:
        damaged.mkdir(exist_ok=True)
        for path in damaged.iterdir():
            path.unlink()
        (damaged / "decisions.jsonl").write_bytes(decisions)
        changed = bytearray(content)
        changed[offset : offset + 8] = bytes(255 - byte for byte in changed[offset : offset + 8])
        (damaged / "consent.db").write_bytes(changed)
        outcomes.add(after_damage(damaged, bytes(changed)))
    assert outcomes == {"as it was", "set aside"}


def after_damage(folder: Path, content: bytes) -> str:
    database.open_for_writing(str(folder)).close()
    names = aside.found(str(folder))
    standing = settings.look(str(folder))
    if not names:
        assert standing.decision == "on" or standing.problems
        assert kinds(folder) == ["#command"] * 40
        return "as it was"
    assert (folder / names[0]).stat().st_size == len(content)
    assert standing.decision == "undecided"
    assert [reason[:2] for reason in standing.problems] == [("store", "off")]
    return "set aside"


@pytest.mark.parametrize("share", [0, 1, 50, 70])
def test_a_database_cut_short_never_counts_as_a_yes(tmp_path: Path, share: int) -> None:
    decide(tmp_path)
    path = tmp_path / "consent.db"
    os.truncate(path, path.stat().st_size * share // 100)
    assert settings.look(str(tmp_path)).problems
    database.open_for_writing(str(tmp_path)).close()
    assert [reason[:2] for reason in settings.look(str(tmp_path)).problems] == [("store", "off")]


def test_a_log_is_set_aside_with_its_database(tmp_path: Path) -> None:
    decide(tmp_path)
    reader = database.open_for_reading(str(tmp_path))  # so that nobody who closes empties the log
    assert reader is not None
    connection = database.open_for_writing(str(tmp_path))
    connection.execute("BEGIN")
    pending.add(connection, [b'{"event":"#command"}'], "on", at(1_790_000_000))
    connection.execute("COMMIT")
    connection.close()
    assert (tmp_path / "consent.db-wal").stat().st_size > 0
    name = aside.set_aside(str(tmp_path), database.CORRUPT)
    reader.close()
    assert (tmp_path / f"{name}-wal").exists()
    database.open_for_writing(str(tmp_path)).close()
    assert kinds(tmp_path) == []


def test_two_that_are_set_aside_in_one_second_both_stay(tmp_path: Path) -> None:
    for text in ("first", "second"):
        (tmp_path / "consent.db").write_text(text * 300)
        aside.set_aside(str(tmp_path), database.FOREIGN)
    assert len(aside.found(str(tmp_path))) == 2
    assert aside.wipe(str(tmp_path)) == []
    assert aside.found(str(tmp_path)) == []


def test_a_full_disk_is_told_apart_from_damage(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k,mode=700", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        with pytest.raises(database.UnreachableStoreError) as caught:
            database.open_for_writing(str(disk))
        assert aside.found(str(disk)) == []
        assert isinstance(caught.value, ConsentError)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    decide(tmp_path)
    mounted = subprocess.run(["mount", "--bind", tmp_path, tmp_path], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip("may not mount anything here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", tmp_path], check=True)
        standing = settings.look(str(tmp_path))
        assert (standing.decision, standing.problems) == ("on", ())
        with pytest.raises(database.UnreachableStoreError):
            database.open_for_writing(str(tmp_path))
    finally:
        subprocess.run(["umount", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["consent.db", "decisions.jsonl"]


def test_another_process_holding_the_database_is_waited_for_and_named(tmp_path: Path) -> None:
    decide(tmp_path)
    holder = database.open_for_writing(str(tmp_path))
    holder.execute("BEGIN IMMEDIATE")
    connection = database.open_for_writing(str(tmp_path), patience=0.05)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        connection.execute("BEGIN IMMEDIATE")
    connection.close()
    holder.execute("ROLLBACK")
    holder.close()
    assert aside.found(str(tmp_path)) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("beside", [(), ("consent.db-wal",)])
def test_a_folder_in_which_nothing_may_be_made_can_be_read(beside: tuple[str, ...]) -> None:
    # Not in tmp_path, whose parents nobody else may enter.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        decide(folder)
        for each in beside:
            (folder / each).touch(mode=0o600)
        for path in (folder, *folder.iterdir()):
            os.chown(path, SOMEBODY, SOMEBODY)
        folder.chmod(0o500)
        code = f"import os; from consent_tui.store import settings, snapshot; os.setuid({SOMEBODY})\n"
        code += f"found = settings.look({name!r}); print(found.decision, found.problems)"
        ran = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path.cwd()
        )
        assert ran.stdout == "on ()\n"
