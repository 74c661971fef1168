"""After a wipe the bytes are looked for on disk, by this test and not by the code it tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from consent_tui.consent.chain import Anchor
from consent_tui.store import aside, database, erasure, pending, rejected, sent, settings
from consent_tui.vocabulary.tokens import tokens
from tests.unit.store.decided import NOON, at

SECRET = (
    b'{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","network":"#ic","command":"#dfxLedgerTransfer",'
    b'"options":["#optionIcp","#optionMemo","#networkIc"],"outcome":"#success"}'
)
OTHER = SECRET.replace(b"LedgerTransfer", b"CanisterCall")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Connection]:
    connection = database.open_for_writing(str(tmp_path))
    settings.remember(connection, "on", Anchor(1, "a" * 64, 1), tokens(), "b" * 64, "c" * 64, "none yet")
    yield connection
    connection.close()


def put(store: Connection, *events: bytes) -> list[int]:
    with store:
        store.execute("BEGIN")
        return pending.add(store, events, "on", at(NOON))


def files_with(folder: Path, *needles: bytes) -> set[str]:
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    }


def test_nothing_of_what_was_pending_is_left(tmp_path: Path, store: Connection) -> None:
    put(store, *[SECRET, OTHER] * 400)
    assert files_with(tmp_path, b"dfxLedgerTransfer")
    wiped = erasure.wipe_all_pending(store, str(tmp_path))
    assert (wiped.count, wiped.remains) == (800, ())
    assert files_with(tmp_path, b"Ledger", b"optionIcp", b"#network", b"#command", b'outcome":"') == set()
    assert (tmp_path / "consent.db-wal").stat().st_size == 0
    assert pending.count(store) == 0


def test_a_reader_that_holds_on_is_told_of_and_later_nothing_is_left(
    tmp_path: Path, store: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasure, "READER_PATIENCE", 0.2)
    put(store, SECRET)
    reader = database.open_for_reading(str(tmp_path))
    assert reader is not None
    reader.execute("BEGIN")
    assert pending.count(reader) == 1

    wiped = erasure.wipe_all_pending(store, str(tmp_path))
    assert wiped.count == 1
    assert set(wiped.remains) == files_with(tmp_path, SECRET) == {"consent.db-wal"}

    reader.execute("ROLLBACK")
    reader.close()
    again = erasure.wipe_all_pending(store, str(tmp_path))
    assert (again.count, again.remains) == (0, ())
    assert files_with(tmp_path, SECRET, b"dfxLedgerTransfer") == set()


def test_wiping_some_leaves_the_others_and_nothing_of_those(tmp_path: Path, store: Connection) -> None:
    identifiers = put(store, *[OTHER] * 50, SECRET, *[OTHER] * 50)
    wiped = erasure.wipe_pending(store, str(tmp_path), [identifiers[50]])
    assert (wiped.count, wiped.remains) == (1, ())
    assert files_with(tmp_path, b"dfxLedgerTransfer") == set()
    assert [each.body for each in pending.each(store)] == [OTHER] * 100


def test_scattered_wipes_that_merge_pages_leave_no_old_copies(tmp_path: Path, store: Connection) -> None:
    identifiers = put(store, *[OTHER, SECRET, OTHER] * 500)
    wiped = erasure.wipe_pending(store, str(tmp_path), identifiers[1::3])
    assert (wiped.count, wiped.remains) == (500, ())
    assert files_with(tmp_path, b"dfxLedgerTransfer") == set()
    assert pending.count(store) == 1000


def test_an_identical_event_that_stays_is_no_leftover(tmp_path: Path, store: Connection) -> None:
    first, _ = put(store, SECRET, SECRET)
    assert erasure.wipe_pending(store, str(tmp_path), [first]).remains == ()


def test_what_was_transmitted_stays_until_sent_is_wiped(tmp_path: Path, store: Connection) -> None:
    (identifier,) = put(store, SECRET)
    with store:
        store.execute("BEGIN")
        request = sent.attempt(store, [identifier], "https://example.org", "key", SECRET + b"\n", NOON)
        sent.close(store, request, sent.DELIVERED, 204, "", NOON)
    assert erasure.wipe_all_pending(store, str(tmp_path)).remains == ()
    assert files_with(tmp_path, SECRET)
    assert erasure.wipe_sent(store, str(tmp_path)).remains == ()
    assert files_with(tmp_path, b"dfxLedgerTransfer") == set()


def test_off_wipes_what_was_rejected_and_set_aside_too(tmp_path: Path, store: Connection) -> None:
    (tmp_path / "consent.db.corrupt-20260101T000000Z").write_bytes(b"x" * 100 + SECRET)
    (tmp_path / "consent.db.corrupt-20260101T000000Z-wal").write_bytes(SECRET)
    put(store, OTHER)
    with store:
        store.execute("BEGIN")
        rejected.add(store, SECRET, 422, "no", NOON)
        store.execute("INSERT INTO active_days VALUES (20000)")
    wiped = erasure.wipe_for_off(store, str(tmp_path))
    assert (wiped.count, wiped.remains) == (2, ())
    assert aside.found(str(tmp_path)) == []
    assert files_with(tmp_path, b"#dfx", b"#option", b"#command") == set()
    assert store.execute("SELECT count(*) FROM active_days").fetchone() == (0,)


def test_a_file_that_holds_an_event_is_named_whatever_it_is(tmp_path: Path, store: Connection) -> None:
    put(store, SECRET)
    (tmp_path / "café.bak").write_bytes(b"x" * (1 << 20) + SECRET)
    assert erasure.wipe_all_pending(store, str(tmp_path)).remains == ("café.bak",)


def test_a_match_across_two_blocks_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * ((1 << 20) - 3) + b"needle" + b"x" * 10)
    assert erasure.remains(str(tmp_path), [b"absent", b"needle"]) == ["file"]
    assert erasure.remains(str(tmp_path), [b"absent"]) == []
    assert erasure.remains(str(tmp_path), []) == []


def test_an_emptied_database_becomes_small(tmp_path: Path, store: Connection) -> None:
    put(store, *[SECRET] * 20_000)
    erasure.wipe_all_pending(store, str(tmp_path))
    assert (tmp_path / "consent.db").stat().st_size < 200_000
