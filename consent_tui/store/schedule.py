"""When the sender runs next, and what its last run came to (contract, section 5).

The recorder looks at ``limits.next_send`` and ``limits.started_at``, which it reads with everything else; all
times in Unix seconds.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

    from consent_tui.store.settings import Standing

DAY = 86400
SHORTEST = 2 * DAY
LONGEST = 4 * DAY
"""Between these, in seconds, lies the time from one run to the next."""
LONGEST_POSTPONED = 30 * DAY
"""How far in the future the next run may ever lie."""
LONGEST_PAUSE = DAY
"""For how long a server may ask to be left alone."""
MANY = 1000
"""So many sendable events start the sender before its time."""
BETWEEN_STARTS = 3600
"""A sender that was started is given so long before the recorder starts another."""


class Schedule:
    """``next_send`` and ``last_run`` may be None; ``problem`` ended the last run early, or is empty.

    Until ``pause_until`` nothing is sent, because the server asked for that.
    """

    __slots__ = ("last_run", "next_send", "pause_until", "problem")

    def __init__(self, next_send: int | None, pause_until: int, last_run: int | None, problem: str) -> None:
        self.next_send = next_send
        self.pause_until = pause_until
        self.last_run = last_run
        self.problem = problem


NEVER = Schedule(None, 0, None, "")
"""The schedule where there is no store."""


def read(connection: Connection) -> Schedule:
    """The schedule as it stands."""
    row = connection.execute(
        "SELECT next_send, pause_until, last_run, problem FROM limits, schedule"
    ).fetchone()
    return Schedule(*row)


def interval() -> int:
    """Seconds from one run to the next: random, from 2 to 4 days."""
    # Not the random module: the recorder comes here.
    return SHORTEST + int.from_bytes(os.urandom(8), "big") % (LONGEST - SHORTEST + 1)


def is_due(connection: Connection, standing: Standing, now: int) -> bool:
    """Whether the recorder is to start the sender; within its transaction, under an effective ``on``.

    Chooses the first time to send, and a new one where the clock was set back too far behind it. A sender
    that is due is noted as started, so that one that fails is not started with every command.
    """
    if standing.next_send is None or standing.next_send > now + LONGEST_POSTPONED:
        connection.execute("UPDATE limits SET next_send = ?", (now + interval(),))
    elif standing.next_send <= now or _are_many(connection, standing.hold, now):
        if 0 <= now - standing.started_at < BETWEEN_STARTS:
            return False
        connection.execute("UPDATE limits SET started_at = ?, next_send = min(next_send, ?)", (now, now))
        return True
    return False


def _are_many(connection: Connection, hold: int, now: int) -> bool:
    """Whether the thousand oldest events have rested; costs the same however many are pending."""
    found = connection.execute(
        "SELECT recorded_at FROM limits, (SELECT recorded_at FROM pending ORDER BY id LIMIT 1 OFFSET ?)"
        " WHERE pending >= ?",
        (MANY - 1, MANY),
    ).fetchone()
    return found is not None and found[0] + hold <= now


def postpone(connection: Connection, seconds: int, now: int) -> int:
    """Move the next run by so many seconds, as far as ``LONGEST_POSTPONED`` from *now*; returns the time."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        (before,) = connection.execute("SELECT next_send FROM limits").fetchone()
        found = min(max(before or now, now) + seconds, now + LONGEST_POSTPONED)
        connection.execute("UPDATE limits SET next_send = ?", (found,))
    return found


def begin(connection: Connection, now: int) -> None:
    """Note that a run begins. A pause that the clock was set back behind is a day at most."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute(
            "UPDATE schedule SET pause_until = ? WHERE pause_until > ?",
            (now + LONGEST_PAUSE, now + LONGEST_PAUSE),
        )
        connection.execute("UPDATE limits SET started_at = ?", (now,))


def finish(connection: Connection, now: int, problem: str) -> None:
    """Note how a run ended, and choose the time of the next."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute("UPDATE schedule SET last_run = ?, problem = ?", (now, problem))
        connection.execute("UPDATE limits SET next_send = ?", (now + interval(),))


def clear(connection: Connection) -> None:
    """Forget when and how it was sent, as ``off`` does; a server's wish for a pause stays respected."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute("UPDATE schedule SET last_run = NULL, problem = ''")
        connection.execute("UPDATE limits SET next_send = NULL, started_at = 0")


def forget_problem(connection: Connection) -> None:
    """Forget why the last run ended early: what it met holds no longer."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        connection.execute("UPDATE schedule SET problem = ''")


def pause(connection: Connection, until: int) -> None:
    """Leave the endpoint alone until then; within the caller's transaction."""
    connection.execute("UPDATE schedule SET pause_until = max(pause_until, ?)", (until,))
