"""Requests that were made, byte for byte, with their digest and what came back."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

KEPT_FOR = 90 * 86400
"""How long a request is kept, in seconds."""

OPEN = "open"
DELIVERED = "delivered"
PARTIAL = "partial"
REJECTED = "rejected"
UNKNOWN = "unknown"
OUTCOMES = (OPEN, DELIVERED, PARTIAL, REJECTED, UNKNOWN)


class SentRequest:
    """One request: ``outcome`` is one of ``OUTCOMES``; ``open`` may be made again, unchanged.

    Times in Unix seconds; ``request`` the bytes of the body, ``digest`` their SHA-256 in hexadecimal;
    ``status``, ``answer`` and ``answered_at`` are None until something came back; ``refused`` is how many of
    its events a partial success left out.
    """

    __slots__ = (
        "answer",
        "answered_at",
        "attempted_at",
        "digest",
        "endpoint",
        "id",
        "idempotency_key",
        "outcome",
        "refused",
        "request",
        "status",
    )

    def __init__(  # noqa: PLR0913, PLR0917 - one for each column
        self,
        identifier: int,
        attempted_at: int,
        endpoint: str,
        idempotency_key: str,
        request: bytes,
        digest: str,
        outcome: str,
        status: int | None,
        answer: str | None,
        answered_at: int | None,
        refused: int = 0,
    ) -> None:
        self.id = identifier
        self.attempted_at = attempted_at
        self.endpoint = endpoint
        self.idempotency_key = idempotency_key
        self.request = request
        self.digest = digest
        self.outcome = outcome
        self.status = status
        self.answer = answer
        self.answered_at = answered_at
        self.refused = refused


class SentLine:
    """What a list shows of a request: everything but its bytes, of which ``size`` says how many there are."""

    __slots__ = ("answered_at", "attempted_at", "digest", "id", "outcome", "size", "status")

    def __init__(
        self,
        identifier: int,
        attempted_at: int,
        outcome: str,
        status: int | None,
        answered_at: int | None,
        size: int,
        digest: str,
    ) -> None:
        self.id = identifier
        self.attempted_at = attempted_at
        self.outcome = outcome
        self.status = status
        self.answered_at = answered_at
        self.size = size
        self.digest = digest


_LINE = "id, attempted_at, outcome, status, answered_at, length(request), digest"


def attempt(
    connection: Connection,
    pending: Iterable[int],
    endpoint: str,
    idempotency_key: str,
    request: bytes,
    now: int,
) -> int:
    """Commit an attempt before its first byte leaves; returns its id. In the caller's transaction.

    The events in it count as attempted from now on.
    """
    from hashlib import sha256  # noqa: PLC0415 - the recorder never comes here

    cursor = connection.execute(
        "INSERT INTO sent (attempted_at, endpoint, idempotency_key, request, digest, outcome)"
        " VALUES (?, ?, ?, ?, ?, 'open')",
        (now, endpoint, idempotency_key, request, sha256(request).hexdigest()),
    )
    identifier = cursor.lastrowid or 0
    for each in pending:
        connection.execute("UPDATE pending SET attempt = ? WHERE id = ?", (identifier, each))
        connection.execute("UPDATE activity SET attempted = 1 WHERE pending = ?", (each,))
    return identifier


def close(
    connection: Connection,
    identifier: int,
    outcome: str,
    status: int | None,
    answer: str,
    now: int,
    refused: int = 0,
) -> None:
    """Note what came back, in the caller's transaction; the outcome ``open`` keeps it to be made again.

    *status* is None where no answer came; *refused* is what a partial success left out.
    """
    connection.execute(
        "UPDATE sent SET outcome = ?, status = ?, answer = ?, answered_at = ?, refused = ? WHERE id = ?",
        (outcome, status, answer, now, refused, identifier),
    )


def release(connection: Connection, identifier: int) -> None:
    """Let the events of a request that was refused whole go in another one; in the caller's transaction.

    They need another key for it (``outgoing.give_keys``).
    """
    connection.execute("UPDATE pending SET attempt = NULL, key = NULL WHERE attempt = ?", (identifier,))
    connection.execute(
        "UPDATE sent SET outcome = 'rejected' WHERE id = ? AND outcome = 'open'", (identifier,)
    )


def count(connection: Connection) -> int:
    """How many requests are kept."""
    found: int = connection.execute("SELECT count(*) FROM sent").fetchone()[0]
    return found


def listing(connection: Connection) -> list[SentRequest]:
    """All of them, newest first."""
    rows = connection.execute(
        "SELECT id, attempted_at, endpoint, idempotency_key, request, digest,"
        " outcome, status, answer, answered_at, refused FROM sent ORDER BY id DESC"
    )
    return [SentRequest(*row) for row in rows]


def page_before(connection: Connection, before: int, limit: int) -> list[SentLine]:
    """The *limit* newest requests with an id below *before*, newest first."""
    rows = connection.execute(
        f"SELECT {_LINE} FROM sent WHERE id < ? ORDER BY id DESC LIMIT ?",  # noqa: S608 - a constant
        (before, limit),
    )
    return [SentLine(*row) for row in rows]


def picked(connection: Connection, identifiers: Sequence[int]) -> list[SentLine]:
    """Those of these requests that are kept, newest first; at most a few hundred at once."""
    places = ",".join("?" * len(identifiers))
    rows = connection.execute(
        f"SELECT {_LINE} FROM sent WHERE id IN ({places}) ORDER BY id DESC",  # noqa: S608 - question marks
        tuple(identifiers),
    )
    return [SentLine(*row) for row in rows]


def find(connection: Connection, identifier: int) -> SentRequest | None:
    """The one with this id."""
    row = connection.execute(
        "SELECT id, attempted_at, endpoint, idempotency_key, request, digest,"
        " outcome, status, answer, answered_at, refused FROM sent WHERE id = ?",
        (identifier,),
    ).fetchone()
    return None if row is None else SentRequest(*row)


def drop_expired(connection: Connection, now: int) -> int:
    """Drop what is older than 90 days, but for requests that are still open; in the caller's transaction."""
    return connection.execute(
        "DELETE FROM sent WHERE attempted_at < ? AND outcome != 'open'", (now - KEPT_FOR,)
    ).rowcount


def remove_all(connection: Connection) -> int:
    """Take every closed request out, within the caller's transaction; returns how many are gone."""
    return connection.execute("DELETE FROM sent WHERE outcome != 'open'").rowcount
