"""When ``#mau`` and ``#dau`` were recorded and sent, and on which days dfx ran (contract, section 3)."""

from __future__ import annotations

from consent_tui.capture.event import DAU, MAU
from consent_tui.consent.states import LOCAL, ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

DAY = 86400
WINDOWS = {MAU: 30 * DAY, DAU: DAY}
"""For how many seconds each kind counts."""
SHOWN_DAYS = 30


class Activity:
    """What is known of one kind, for showing: times in Unix seconds or None.

    ``next_eligible`` is None when the next dfx run records one. ``pending`` says that one waits to be sent.
    """

    __slots__ = ("kind", "last_recorded", "last_sent", "next_eligible", "pending")

    def __init__(
        self,
        kind: str,
        last_recorded: int | None,
        last_sent: int | None,
        next_eligible: int | None,
        *,
        pending: bool,
    ) -> None:
        self.kind = kind
        self.last_recorded = last_recorded
        self.last_sent = last_sent
        self.next_eligible = next_eligible
        self.pending = pending


def due(connection: Connection, state: str, now: int) -> list[str]:
    """The kinds that must ride along with a command recorded under *state* at *now*, ``#mau`` first.

    Within the caller's write transaction: a time that lies in the future is rewritten to *now* on the way.
    """
    latest = {MAU: -WINDOWS[MAU], DAU: -WINDOWS[DAU]}
    is_ahead = False
    for kind, counted, recorded_at, sent_at in connection.execute(
        "SELECT kind, state, recorded_at, sent_at FROM activity"
    ):
        is_ahead = is_ahead or recorded_at > now or (sent_at or 0) > now
        if counted == ON or state == LOCAL:
            latest[kind] = max(latest[kind], min(recorded_at, now))
    if is_ahead:
        connection.execute(
            "UPDATE activity SET recorded_at = min(recorded_at, ?), sent_at = min(sent_at, ?)", (now, now)
        )
    return [kind for kind, window in WINDOWS.items() if now - latest[kind] >= window]


def remember(connection: Connection, kind: str, state: str, now: int, pending: int) -> None:
    """Note that this kind was recorded; within the caller's transaction. Forgets what no longer counts."""
    connection.execute(
        "DELETE FROM activity WHERE kind = ? AND recorded_at <= ? AND (pending IS NULL OR attempted)"
        " AND sent_at IS NOT (SELECT max(sent_at) FROM activity WHERE kind = ?)",
        (kind, now - WINDOWS[kind], kind),
    )
    connection.execute(
        "INSERT INTO activity (kind, state, recorded_at, pending) VALUES (?, ?, ?, ?)",
        (kind, state, now, pending),
    )


def attempted(connection: Connection, pending: int) -> None:
    """Note that the event with this id is about to leave: from now on it counts, whatever becomes of it."""
    connection.execute("UPDATE activity SET attempted = 1 WHERE pending = ?", (pending,))


def delivered(connection: Connection, pending: int, now: int) -> None:
    """Note that the event with this id was delivered."""
    connection.execute("UPDATE activity SET attempted = 1, sent_at = ? WHERE pending = ?", (now, pending))


def is_new_day(connection: Connection, now: int) -> bool:
    """Note the UTC day, within the caller's transaction; True for the first command of a day.

    Days that are no longer shown are forgotten, and so are days that are still to come.
    """
    today = now // DAY
    if connection.execute("SELECT 1 FROM active_days WHERE day = ?", (today,)).fetchone() is not None:
        return False
    connection.execute("INSERT INTO active_days VALUES (?)", (today,))
    connection.execute("DELETE FROM active_days WHERE day <= ? OR day > ?", (today - SHOWN_DAYS, today))
    return True


def active_days(connection: Connection, now: int) -> list[int]:
    """The days of the last 30 on which dfx ran, as days since 1970-01-01 UTC, oldest first."""
    today = now // DAY
    rows = connection.execute(
        "SELECT day FROM active_days WHERE day > ? AND day <= ? ORDER BY day", (today - SHOWN_DAYS, today)
    )
    return [row[0] for row in rows]


def look(connection: Connection, kind: str, state: str, now: int) -> Activity:
    """What is known of this kind under the effective *state*; writes nothing."""
    rows = connection.execute(
        "SELECT a.recorded_at, a.sent_at, p.id IS NOT NULL, a.state FROM activity a"
        " LEFT JOIN pending p ON p.id = a.pending WHERE a.kind = ?",
        (kind,),
    ).fetchall()
    recorded = max((min(row[0], now) for row in rows), default=None)
    sent = max((min(row[1], now) for row in rows if row[1] is not None), default=None)
    counting = max((min(row[0], now) for row in rows if row[3] == ON or state == LOCAL), default=None)
    eligible = None if counting is None or now - counting >= WINDOWS[kind] else counting + WINDOWS[kind]
    return Activity(kind, recorded, sent, eligible, pending=any(row[2] for row in rows))


def wipe(connection: Connection) -> None:
    """Forget everything but what is still pending and says for itself when it was recorded."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute("DELETE FROM active_days")
        connection.execute(
            "DELETE FROM activity"
            " WHERE pending IS NULL OR attempted OR pending NOT IN (SELECT id FROM pending)"
        )


def wipe_days(connection: Connection) -> None:
    """Forget the days on which dfx ran, within the caller's transaction."""
    connection.execute("DELETE FROM active_days")
