from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from consent_tui import recorder
from consent_tui.store import aside, database, pending, settings
from consent_tui.store.clock import Moment
from tests.unit.store.decided import NO_SITE_POLICY, NOON, at, decide, environment, kinds
from tests.unit.store.recording import DEPLOY, run, snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_without_a_store_none_is_made(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    assert run(folder) == recorder.NO_STORE
    assert snapshot(folder) == {}


@pytest.mark.parametrize("change", ["longer", "shorter", "gone"])
def test_another_file_of_decisions_than_the_store_knows_means_off(folder: Path, change: str) -> None:
    decide(folder)
    path = folder / "decisions.jsonl"
    content = path.read_bytes()
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(content + b"\n" if change == "longer" else content[:-1])
    assert run(folder) == recorder.OFF_NOW
    assert kinds(folder) == []


def test_a_no_that_the_store_has_not_heard_of_yet_means_off(folder: Path) -> None:
    decide(folder)
    with sqlite3.connect(folder / "consent.db") as connection:
        row = connection.execute("SELECT * FROM consent").fetchone()
    connection.close()
    decide(folder, "off")
    with sqlite3.connect(folder / "consent.db") as connection:
        connection.execute("INSERT OR REPLACE INTO consent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.close()
    assert settings.look(str(folder)).decision == "on"
    assert run(folder) == recorder.OFF_NOW


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_left_alone(folder: Path) -> None:
    decide(folder)
    os.chown(folder, 12345, -1)
    before = snapshot(folder)
    assert run(folder) == recorder.NOT_OURS
    assert snapshot(folder) == before


def test_a_damaged_database_is_set_aside_and_the_decision_is_off(folder: Path) -> None:
    decide(folder)
    (folder / "recording").touch()
    with (folder / "consent.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    assert run(folder) == recorder.OFF_NOW
    assert len(aside.found(str(folder))) == 1
    assert [reason[:2] for reason in settings.look(str(folder)).problems] == [("store", "off")]
    assert not (folder / "recording").exists()
    assert run(folder) == recorder.OFF_NOW
    decide(folder)
    assert run(folder) == recorder.RECORDED


def test_a_later_schema_is_left_alone_and_means_off(folder: Path) -> None:
    decide(folder)
    theirs = sqlite3.connect(folder / "consent.db")
    theirs.execute("PRAGMA user_version = 9")
    theirs.close()
    before = snapshot(folder)
    assert run(folder) == recorder.OFF_NOW
    assert snapshot(folder) == before


def test_no_more_than_max_pending_are_kept(folder: Path) -> None:
    decide(folder)
    connection = database.open_for_writing(str(folder))
    settings.set_limits(connection, 0, 3)
    connection.close()
    stored = 0
    for number in range(8):
        before = kinds(folder)
        run(folder, moment=at(NOON + number))
        after = kinds(folder)
        stored += 1 + ("#mau" not in before) + ("#dau" not in before)
        assert len(after) == 3
        assert after[-1] == "#command"
    connection = database.open_for_reading(str(folder))
    assert connection is not None
    assert pending.dropped(connection) == stored - 3
    connection.close()


def test_what_looks_like_damage_in_a_sound_database_is_a_loss(folder: Path) -> None:
    decide(folder)
    (folder.parent / "garbage").write_bytes(b"no database" * 100)

    def now() -> Moment:
        garbage = sqlite3.connect(folder.parent / "garbage")
        try:
            garbage.execute("PRAGMA user_version")
        finally:
            garbage.close()
        raise AssertionError

    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        recorder.record(DEPLOY, 0, "", environment(folder.parent), str(folder), now, NO_SITE_POLICY)
    assert aside.found(str(folder)) == []
    assert run(folder) == recorder.RECORDED


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return


def test_a_full_disk_loses_the_command_and_nothing_else(folder: Path) -> None:
    folder.mkdir()
    disk = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    if disk.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        decide(folder)
        assert run(folder) == recorder.RECORDED
        fill(folder / "filler")
        with pytest.raises(sqlite3.Error):
            run(folder, moment=at(NOON + 60))
        (folder / "filler").unlink()
        assert run(folder, moment=at(NOON + 120)) == recorder.RECORDED
        assert kinds(folder) == ["#mau", "#dau", "#command", "#command"]
        assert aside.found(str(folder)) == []
    finally:
        subprocess.run(["umount", folder], check=True)
