"""Events that a server refused: shown, never sent again."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection


class RejectedEvent:
    """One row: when (Unix seconds), the HTTP ``status``, what the server said, and the event's JSON."""

    __slots__ = ("answer", "body", "id", "rejected_at", "status")

    def __init__(self, identifier: int, rejected_at: int, status: int, answer: str, body: bytes) -> None:
        self.id = identifier
        self.rejected_at = rejected_at
        self.status = status
        self.answer = answer
        self.body = body


def add(connection: Connection, body: bytes, status: int, answer: str, now: int) -> None:
    """Note a refusal, within the transaction that takes the event out of what is pending."""
    connection.execute(
        "INSERT INTO rejected (rejected_at, status, answer, body) VALUES (?, ?, ?, ?)",
        (now, status, answer, body),
    )


def count(connection: Connection) -> int:
    """How many there are."""
    found: int = connection.execute("SELECT count(*) FROM rejected").fetchone()[0]
    return found


def listing(connection: Connection) -> list[RejectedEvent]:
    """All of them, newest first."""
    rows = connection.execute("SELECT id, rejected_at, status, answer, body FROM rejected ORDER BY id DESC")
    return [RejectedEvent(*row) for row in rows]


def remove_all(connection: Connection) -> int:
    """Take every one out, within the caller's transaction; returns how many are gone."""
    return connection.execute("DELETE FROM rejected").rowcount
