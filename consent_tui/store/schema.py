"""The tables, and how an older database becomes a current one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

APPLICATION_ID = 0x64667863
"""``dfxc``: tells our databases from anybody else's."""

VERSION = 3
"""Of the schema, kept in ``user_version``."""

# Times are Unix seconds. ``boot`` and ``uptime`` are the machine's own clock beside them (see clock.py).
# ``pending.attempt`` and ``activity.pending`` are ids of sent and pending rows, without foreign keys: a row
# of the activity outlives the event it counts.
_FIRST = """
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
INSERT INTO limits VALUES (1, 86400, 10000, 0, 0);
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
"""

# ``limits.next_send`` and ``limits.started_at`` are what the recorder looks at; the rest of the schedule is
# the sender's.
_SENDER = """
ALTER TABLE limits ADD COLUMN next_send INTEGER;
ALTER TABLE limits ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pending ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pending ADD COLUMN next_try INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
CREATE TABLE schedule (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pause_until INTEGER NOT NULL,
  last_run INTEGER,
  problem TEXT NOT NULL
);
INSERT INTO schedule VALUES (1, 0, NULL, '')"""

# The idempotency key of an event that goes alone, given before anything of it leaves (outgoing.give_keys).
# An index less: of the requests only those too old are found by their time, and each one writes to it.
_KEYS = """
ALTER TABLE pending ADD COLUMN key TEXT;
DROP INDEX sent_by_time"""

MIGRATIONS = (_FIRST, _SENDER, _KEYS)
"""The script at index n makes version n + 1 out of version n."""


def migrate(connection: Connection) -> None:
    """Bring an empty or older database of ours to ``VERSION``, in one transaction, whoever else tries."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        for script in MIGRATIONS[found:]:
            # Not executescript, which commits first. No statement of ours holds a semicolon.
            for statement in script.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {max(found, VERSION)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
