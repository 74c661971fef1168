"""A database of the first version of the schema, as it lay on disk before there was a sender."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from consent_tui.recorder import record
from consent_tui.services.sending import send_now
from consent_tui.services.status import status
from consent_tui.store.clock import Moment
from consent_tui.store.schema import VERSION
from consent_tui.store.session import writing
from tests.server.collector import Collector, answer
from tests.server.sending import DAY, Sender, event

FIRST = """
CREATE TABLE pending (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recorded_at INTEGER NOT NULL,
  boot BLOB NOT NULL,
  uptime INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('on', 'local')),
  attempt INTEGER,
  body BLOB NOT NULL
);
CREATE INDEX pending_by_attempt ON pending (attempt) WHERE attempt IS NOT NULL;
CREATE TABLE rejected (
  id INTEGER PRIMARY KEY,
  rejected_at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  body BLOB NOT NULL
);
CREATE TABLE sent (
  id INTEGER PRIMARY KEY,
  attempted_at INTEGER NOT NULL,
  endpoint TEXT NOT NULL,
  idempotency_key TEXT NOT NULL UNIQUE,
  request BLOB NOT NULL,
  digest TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('open', 'delivered', 'partial', 'rejected', 'unknown')),
  status INTEGER,
  answer TEXT,
  answered_at INTEGER
);
CREATE INDEX sent_by_time ON sent (attempted_at);
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('#mau', '#dau')),
  state TEXT NOT NULL CHECK (state IN ('on', 'local')),
  recorded_at INTEGER NOT NULL,
  pending INTEGER UNIQUE,
  attempted INTEGER NOT NULL DEFAULT 0,
  sent_at INTEGER
);
CREATE TABLE active_days (day INTEGER PRIMARY KEY);
CREATE TABLE limits (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  hold INTEGER NOT NULL,
  max_pending INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  dropped INTEGER NOT NULL
);
INSERT INTO limits VALUES (1, 86400, 10000, 3, 4);
CREATE TABLE consent (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  state TEXT NOT NULL,
  covered BLOB NOT NULL,
  vocabulary_hash TEXT NOT NULL,
  notice_hash TEXT NOT NULL,
  recipient TEXT NOT NULL,
  decisions INTEGER NOT NULL,
  head TEXT NOT NULL,
  size INTEGER NOT NULL
);
CREATE TABLE dfx_versions (
  key BLOB PRIMARY KEY,
  version TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) WITHOUT ROWID;
PRAGMA application_id = 0x64667863;
PRAGMA user_version = 1;
"""


def made_old(sender: Sender) -> None:
    """Put a database of the first version in the place of this person's: two sendable events, one local."""
    path = sender.state / "consent.db"
    with sqlite3.connect(path) as current:
        decision = current.execute("SELECT * FROM consent").fetchone()
    current.close()
    for each in sender.state.glob("consent.db*"):
        each.unlink()
    path.touch(mode=0o600)
    old = sqlite3.connect(path, isolation_level=None)
    old.execute("PRAGMA journal_mode = WAL")
    old.executescript(FIRST)
    old.execute(f"INSERT INTO consent VALUES ({','.join('?' * len(decision))})", decision)
    for number, state in enumerate(("on", "on", "local")):
        row = (sender.now - 2 * DAY, b"before", 0, state, event(number))
        old.execute(
            "INSERT INTO pending (recorded_at, boot, uptime, state, body) VALUES (?, ?, ?, ?, ?)", row
        )
    request = (
        1,
        sender.now - DAY,
        "https://old.example/",
        "a key",
        b"{}",
        "a digest",
        "delivered",
        200,
        "",
        1,
    )
    old.execute("INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", request)
    old.close()


def test_what_it_holds_is_sent_and_kept_as_ever(tmp_path: Path) -> None:
    with Collector(answer(204)) as server:
        sender = Sender(tmp_path, server.url)
        made_old(sender)
        assert send_now(sender.profile).delivered == 2
        assert sorted(server.accepted_events()) == [event(0), event(1)]
        assert sender.pending() == [event(2)]
        assert [(each.idempotency_key, each.refused) for each in sender.sent()][-1] == ("a key", 0)
        with writing(str(sender.state)) as connection:
            assert connection.execute("SELECT dropped, pending, next_send > 0 FROM limits").fetchone() == (
                4,
                1,
                1,
            )


def version(sender: Sender) -> int:
    with sqlite3.connect(sender.state / "consent.db") as connection:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


def test_whoever_looks_sees_what_it_holds_and_changes_nothing(tmp_path: Path) -> None:
    sender = Sender(tmp_path, "http://127.0.0.1:9/")
    made_old(sender)
    before = (sender.state / "consent.db").read_bytes()
    found = status(sender.profile)
    assert (found.records.effective.state, found.pending, found.dropped) == ("on", 3, 4)
    assert sender.pending() == [event(0), event(1), event(2)]
    assert (sender.state / "consent.db").read_bytes() == before
    assert version(sender) == 1


def test_a_yes_outlives_the_upgrade(tmp_path: Path) -> None:
    sender = Sender(tmp_path, "http://127.0.0.1:9/")
    made_old(sender)
    moment = Moment(sender.now, b"before", 0)
    words = ["dfx", "deploy"]
    record(words, 0, str(tmp_path), sender.environ, str(sender.state), lambda: moment, "/nonexistent")
    assert len(sender.pending()) > 3
    assert version(sender) == VERSION
