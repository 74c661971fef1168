"""Events that were recorded and not sent: put in, looked at, dropped, wiped."""

from __future__ import annotations

from consent_tui.consent.states import LOCAL, ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from sqlite3 import Connection

    from consent_tui.store.clock import Moment

DAY = 86400
SENDABLE_FOR = 14 * DAY
"""How long an event stays after it became sendable, in seconds."""
LOCAL_FOR = 90 * DAY
"""How long an event stays that is never sent, after it was recorded, in seconds."""
NEWEST = (1 << 63) - 1

_COLUMNS = "id, recorded_at, boot, uptime, state, attempt, body"
_AT_ONCE = 500


class PendingEvent:
    """One row. ``state`` is the effective state it was recorded under: only ``on`` may ever be sent.

    ``recorded_at`` in Unix seconds, ``uptime`` in seconds since the boot ``boot``. ``attempt`` is the id of
    the request that carried it last, or None. ``body`` is the event's JSON, without a newline.
    """

    __slots__ = ("attempt", "body", "boot", "id", "recorded_at", "state", "uptime")

    def __init__(
        self,
        identifier: int,
        recorded_at: int,
        boot: bytes,
        uptime: int,
        state: str,
        attempt: int | None,
        body: bytes,
    ) -> None:
        self.id = identifier
        self.recorded_at = recorded_at
        self.boot = boot
        self.uptime = uptime
        self.state = state
        self.attempt = attempt
        self.body = body

    def rest(self, hold: int, moment: Moment) -> int:
        """How many seconds of the hold are left; 0 when it has rested enough.

        Within one boot the machine's clock counts too, so that a wall clock set forward shortens nothing.
        """
        left = self.recorded_at + hold - moment.wall
        if self.boot == moment.boot:
            left = max(left, self.uptime + hold - moment.uptime)
        return max(left, 0)

    def sendable_at(self, hold: int, moment: Moment) -> int | None:
        """When it may be sent, in Unix seconds; None for what is never sent."""
        if self.state != ON:
            return None
        told = self.recorded_at + hold
        left = self.rest(hold, moment)
        # The two clocks are read in whole seconds: what they differ by for that alone is no second more.
        return moment.wall + left if left and moment.wall + left > told + 1 else told


def add(connection: Connection, bodies: Sequence[bytes], state: str, moment: Moment) -> list[int]:
    """Store these events, within the caller's transaction; returns their ids."""
    found = []
    for body in bodies:
        cursor = connection.execute(
            "INSERT INTO pending (recorded_at, boot, uptime, state, body) VALUES (?, ?, ?, ?, ?)",
            (moment.wall, moment.boot, moment.uptime, state, body),
        )
        found.append(cursor.lastrowid or 0)
    connection.execute("UPDATE limits SET pending = pending + ?", (len(bodies),))
    return found


def count(connection: Connection) -> int:
    """How many are pending; costs the same however many there are."""
    found: int = connection.execute("SELECT pending FROM limits").fetchone()[0]
    return found


def dropped(connection: Connection) -> int:
    """How many were dropped because they were too old or too many, since the last wipe of all."""
    found: int = connection.execute("SELECT dropped FROM limits").fetchone()[0]
    return found


def page_before(connection: Connection, before: int = NEWEST, limit: int = _AT_ONCE) -> list[PendingEvent]:
    """The *limit* newest events with an id below *before*, newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM pending WHERE id < ? ORDER BY id DESC LIMIT ?",  # noqa: S608 - a constant
        (before, limit),
    )
    return [PendingEvent(*row) for row in rows]


def page_after(connection: Connection, after: int = 0, limit: int = _AT_ONCE) -> list[PendingEvent]:
    """The *limit* oldest events with an id above *after*, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM pending WHERE id > ? ORDER BY id LIMIT ?",  # noqa: S608 - a constant
        (after, limit),
    )
    return [PendingEvent(*row) for row in rows]


def picked(connection: Connection, identifiers: Sequence[int]) -> list[PendingEvent]:
    """Those of these events that are pending, newest first; at most a few hundred at once."""
    places = ",".join("?" * len(identifiers))
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM pending WHERE id IN ({places}) ORDER BY id DESC",  # noqa: S608 - question marks
        tuple(identifiers),
    )
    return [PendingEvent(*row) for row in rows]


def each(connection: Connection) -> Iterator[PendingEvent]:
    """Every event, oldest first, a page at a time: no reader stands in a writer's way for long."""
    after = 0
    while page := page_after(connection, after):
        yield from page
        after = page[-1].id


def keep(connection: Connection) -> int:
    """Mark everything pending as never to be sent (``off --keep-pending``); returns how many that are."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute("UPDATE pending SET state = ? WHERE state = ?", (LOCAL, ON))
        connection.execute("UPDATE activity SET state = ? WHERE attempted = 0", (LOCAL,))
        return count(connection)


def trim(connection: Connection, hold: int, max_pending: int, now: int) -> None:
    """Drop the oldest of what is too many, and sweep where that is due; within the caller's transaction.

    Costs the same however much is pending, because times rise with ids (see ``set_right``): the oldest row
    tells whether anything is too old. Only where it is never sent may younger ones behind it be so too.
    """
    surplus, oldest, state = connection.execute(
        "SELECT pending - ?, recorded_at, state FROM limits"
        " LEFT JOIN (SELECT recorded_at, state FROM pending ORDER BY id LIMIT 1)",
        (max_pending,),
    ).fetchone()
    if oldest is not None and oldest < now - (hold + SENDABLE_FOR if state == ON else LOCAL_FOR):
        surplus -= sweep(connection, hold, now)
    if surplus > 0:
        (last,) = connection.execute(
            "SELECT id FROM pending ORDER BY id LIMIT 1 OFFSET ?", (surplus - 1,)
        ).fetchone()
        _drop(connection, "id <= ?", (last,))


def sweep(connection: Connection, hold: int, now: int) -> int:
    """Drop everything that is too old, in the caller's transaction; reads all rows. Returns how many."""
    return _drop(
        connection,
        "state = 'on' AND recorded_at < ? OR state = 'local' AND recorded_at < ?",
        (now - hold - SENDABLE_FOR, now - LOCAL_FOR),
    )


def set_right(connection: Connection, now: int) -> None:
    """Rewrite times that lie in the future to *now*: the clock was set back. In the caller's transaction.

    Done before anything is added, so that times never fall from one id to the next.
    """
    newest = connection.execute("SELECT recorded_at FROM pending ORDER BY id DESC LIMIT 1").fetchone()
    if newest is not None and newest[0] > now:
        connection.execute("UPDATE pending SET recorded_at = ? WHERE recorded_at > ?", (now, now))


def drop_expired(connection: Connection, hold: int, max_pending: int, now: int) -> None:
    """Drop what is too old or too many, in a transaction of its own, for who is not recording."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        sweep(connection, hold, now)
        trim(connection, hold, max_pending, now)


def remove(connection: Connection, identifiers: Iterable[int]) -> int:
    """Take these events out, within the caller's transaction; returns how many are gone.

    What was never attempted then counts as never recorded. The rest of an attempted batch goes too, and its
    request is closed as one whose answer is unknown: it can be sent neither as it was nor otherwise.
    """
    # A table of ids, because a million of them may be chosen; it lies apart from the database.
    connection.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", ((each,) for each in identifiers))
    batches = connection.execute(
        "SELECT DISTINCT attempt FROM pending"
        " WHERE attempt IS NOT NULL AND id IN (SELECT id FROM temp.chosen)"
    ).fetchall()
    gone = sum(_remove(connection, "attempt = ?", batch) for batch in batches)
    gone += _remove(connection, "id IN (SELECT id FROM temp.chosen)", ())
    connection.execute("DROP TABLE temp.chosen")
    return gone


def remove_all(connection: Connection) -> int:
    """Take every event out, within the caller's transaction; returns how many are gone."""
    gone = _remove(connection, "1", ())
    connection.execute("UPDATE limits SET pending = 0, dropped = 0")
    return gone


def _drop(connection: Connection, condition: str, values: Sequence[object]) -> int:
    gone = _remove(connection, condition, values)
    connection.execute("UPDATE limits SET dropped = dropped + ?", (gone,))
    return gone


def _remove(connection: Connection, condition: str, values: Sequence[object]) -> int:
    # The condition is a constant of this module with a ? for every value.
    chosen = f"FROM pending WHERE {condition}"
    connection.execute(
        f"DELETE FROM activity WHERE attempted = 0 AND pending IN (SELECT id {chosen})",  # noqa: S608 - a constant
        values,
    )
    connection.execute(
        f"UPDATE sent SET outcome = 'unknown' WHERE outcome = 'open' AND id IN (SELECT attempt {chosen})",  # noqa: S608 - a constant
        values,
    )
    gone = connection.execute(f"DELETE {chosen}", values).rowcount
    connection.execute("UPDATE limits SET pending = pending - ?", (gone,))
    return gone
