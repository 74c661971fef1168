"""Ids by their order and by the words in their rows, for lists over a table of any length.

No row is handed over for it: SQLite compares, and lets go of Python's lock while it does.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from sqlite3 import Connection

PENDING = "pending"
SENT = "sent"
_KEYS = ("event", "platform", "dfxVersion", "network", "command", "target", "options", "outcome")
_TEXTS = {
    PENDING: "CAST(body AS TEXT)",
    SENT: (
        "CAST(request AS TEXT) || ' ' || outcome || ' ' || digest || ' '"
        " || ifnull(status, '') || ' ' || ifnull(answer, '')"
    ),
}
_IN_TOKENS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#.-")
_AT_ONCE = 4096


def reach(connection: Connection, table: str) -> tuple[int, int]:
    """The newest and the oldest id of a table (``PENDING`` or ``SENT``); 0 and 0 where it has no row."""
    newest, oldest = connection.execute(
        f"SELECT (SELECT max(id) FROM {table}), (SELECT min(id) FROM {table})"  # noqa: S608 - one of two names
    ).fetchone()
    return newest or 0, oldest or 0


def every(connection: Connection, table: str) -> Iterator[list[int]]:
    """Every id of a table, newest first, some thousands at a time."""
    cursor = connection.execute(f"SELECT id FROM {table} ORDER BY id DESC")  # noqa: S608 - one of two names
    while rows := cursor.fetchmany(_AT_ONCE):
        yield [row[0] for row in rows]


def matching(connection: Connection, table: str, words: Sequence[str], oldest: int, newest: int) -> list[int]:
    """The ids from *oldest* to *newest* in whose row every one of *words* stands, newest first.

    Upper and lower case are alike. Of an event only its tokens are looked at, not the names of its keys.
    """
    if table == PENDING and not _IN_TOKENS.issuperset("".join(words)):
        return []
    conditions = "".join(f" AND {_text(table, word)} LIKE ? ESCAPE '\\'" for word in words)
    patterns = [
        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in words
    ]
    # One text and not a row for each: every row would ask for Python's lock, and those who draw wait for it.
    (text,) = connection.execute(
        f"SELECT group_concat(id) FROM {table} WHERE id BETWEEN ? AND ?{conditions}",  # noqa: S608
        (oldest, newest, *patterns),
    ).fetchone()
    return sorted(map(int, text.split(",")), reverse=True) if text else []


def _text(table: str, word: str) -> str:
    """What is compared with this word; a key that holds the word itself is taken out first."""
    found = _TEXTS[table]
    if table == PENDING:
        for key in _KEYS:
            if word.lower() in key.lower():
                found = f"replace({found}, '\"{key}\":', ':')"
    return found
