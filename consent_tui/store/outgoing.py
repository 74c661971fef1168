"""What the sender asks of the pending events: which may go, which a request carries, which must wait."""

from __future__ import annotations

from consent_tui.consent.states import ON
from consent_tui.store.pending import PendingEvent
from consent_tui.store.session import durable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from sqlite3 import Connection

    from consent_tui.store.clock import Moment

_AT_ONCE = 500


class Candidate:
    """An event that may ever go, without its body: ``rest`` in seconds, ``next_try`` in Unix seconds.

    ``attempt`` is the id of the open request that carries it, or None.
    """

    __slots__ = ("attempt", "id", "next_try", "rest")

    def __init__(self, identifier: int, rest: int, attempt: int | None, next_try: int) -> None:
        self.id = identifier
        self.rest = rest
        self.attempt = attempt
        self.next_try = next_try


def candidates(connection: Connection, hold: int, moment: Moment) -> Iterator[Candidate]:
    """Every event that may ever be sent, a page at a time, whether it has rested or not."""
    after = 0
    while True:
        rows = connection.execute(
            "SELECT id, recorded_at, boot, uptime, attempt, next_try FROM pending"
            " WHERE state = ? AND id > ? ORDER BY id LIMIT ?",
            (ON, after, _AT_ONCE),
        ).fetchall()
        if not rows:
            return
        for identifier, recorded_at, boot, uptime, attempt, next_try in rows:
            event = PendingEvent(identifier, recorded_at, boot, uptime, ON, attempt, b"")
            yield Candidate(identifier, event.rest(hold, moment), attempt, next_try)
        after = rows[-1][0]


class Rested(PendingEvent):
    """An event that may go; where it goes alone, under its own idempotency ``key`` (None: not yet)."""

    __slots__ = ("key",)

    def __init__(
        self, identifier: int, recorded_at: int, boot: bytes, uptime: int, key: str | None, body: bytes
    ) -> None:
        super().__init__(identifier, recorded_at, boot, uptime, ON, None, body)
        self.key = key


def rested(connection: Connection, identifiers: Sequence[int], hold: int, moment: Moment) -> list[Rested]:
    """Those of these events that may go in a new request at this moment."""
    places = ",".join("?" * len(identifiers))
    rows = connection.execute(
        "SELECT id, recorded_at, boot, uptime, key, body FROM pending"  # noqa: S608 - question marks
        f" WHERE state = ? AND attempt IS NULL AND id IN ({places})",
        (ON, *identifiers),
    )
    return [event for event in (Rested(*row) for row in rows) if not event.rest(hold, moment)]


def give_keys(connection: Connection) -> None:
    """Give every event that was in no request an idempotency key of its own, before it can be in one.

    This once the disk is waited for. A power cut may take later commits with it, and an event that went by
    then goes again, under the same key; to wait for the disk with every event would double what it costs.
    """
    from uuid import uuid4  # noqa: PLC0415 - the recorder never comes here

    after = 0
    with durable(connection):
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            # Row by row: one statement for all would keep every page that it changes in memory.
            while rows := connection.execute(
                "SELECT id FROM pending WHERE key IS NULL AND attempt IS NULL AND state = ? AND id > ?"
                " ORDER BY id LIMIT ?",
                (ON, after, _AT_ONCE),
            ).fetchall():
                connection.executemany(
                    "UPDATE pending SET key = ? WHERE id = ?", [(str(uuid4()), each) for (each,) in rows]
                )
                after = rows[-1][0]


def carried(connection: Connection, attempt: int) -> list[PendingEvent]:
    """The events that this request carries and that are still pending."""
    rows = connection.execute(
        "SELECT id, recorded_at, boot, uptime, state, attempt, body FROM pending WHERE attempt = ?",
        (attempt,),
    )
    return [PendingEvent(*row) for row in rows]


def failures(connection: Connection, attempt: int) -> int:
    """How often this request was made without a definite answer."""
    found: int | None = connection.execute(
        "SELECT max(attempts) FROM pending WHERE attempt = ?", (attempt,)
    ).fetchone()[0]
    return found or 0


def put_off(connection: Connection, attempt: int, until: int) -> None:
    """Count a failure; the events of this request wait until *until*. In the caller's transaction."""
    connection.execute(
        "UPDATE pending SET attempts = attempts + 1, next_try = ? WHERE attempt = ?", (until, attempt)
    )


def take_out(connection: Connection, attempt: int) -> None:
    """Take out what was delivered, whose request is closed already; in the caller's transaction."""
    gone = connection.execute("DELETE FROM pending WHERE attempt = ?", (attempt,)).rowcount
    connection.execute("UPDATE limits SET pending = pending - ?", (gone,))


def count_dropped(connection: Connection, events: int) -> None:
    """Count events that were given up, where the user can see it; in the caller's transaction."""
    connection.execute("UPDATE limits SET dropped = dropped + ?", (events,))
