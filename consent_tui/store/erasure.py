"""Wiping, with proof: what was pending is in no file of ours any more, or we say where it still is.

Deleting rows leaves their bytes in SQLite's write-ahead log, for as long as some reader needs it. So the log
is emptied, the result of that is looked at, and every file of the folder is read again from disk.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from signal import SIG_BLOCK, SIG_SETMASK, SIGHUP, SIGINT, SIGTERM, pthread_sigmask

from consent_tui.store import activity, aside, folder, pending, rejected, sent
from consent_tui.store.engine import _sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from sqlite3 import Connection

READER_PATIENCE = 5.0
"""How long we wait for readers of the database to finish, in seconds."""

FRAGMENTS = (b'":"#', b'"#option', b'"#dfx')
"""What pieces of any event hold, and nothing else in the database does."""

_WORTH_SHRINKING = 1000


class Wiped:
    """How many events are gone, and in which files of ours (names) something of them was still found."""

    __slots__ = ("count", "remains")

    def __init__(self, count: int, remains: Sequence[str]) -> None:
        self.count = count
        self.remains = tuple(remains)


def wipe_pending(connection: Connection, state: str, identifiers: Iterable[int]) -> Wiped:
    """Wipe these events out of the state folder *state*."""
    chosen = tuple(identifiers)
    return _wipe(connection, state, lambda: pending.remove(connection, chosen))


def wipe_all_pending(connection: Connection, state: str) -> Wiped:
    """Wipe everything that is pending."""
    return _wipe(connection, state, lambda: pending.remove_all(connection))


def wipe_rejected(connection: Connection, state: str) -> Wiped:
    """Wipe what a server refused."""
    return _wipe(connection, state, lambda: rejected.remove_all(connection))


def wipe_sent(connection: Connection, state: str) -> Wiped:
    """Wipe the requests that were made, but for those that are still open."""
    return _wipe(connection, state, lambda: sent.remove_all(connection))


def wipe_for_off(connection: Connection, state: str) -> Wiped:
    """What ``off`` wipes: pending, rejected, active days, and files set aside. The count is of events."""

    def remove() -> int:
        gone = pending.remove_all(connection) + rejected.remove_all(connection)
        activity.wipe_days(connection)
        return gone

    left = aside.wipe(state)
    wiped = _wipe(connection, state, remove)
    return Wiped(wiped.count, [*wiped.remains, *(name for name in left if name not in wiped.remains)])


def remains(state: str, needles: Sequence[bytes]) -> list[str]:
    """The names of the files in the folder *state* that hold any of *needles* on disk.

    ``?`` among them means that not every file could be read.

    Another process reads them: had this one the database open, reading would cost it SQLite's locks.
    """
    import subprocess  # noqa: PLC0415 - the recorder never comes here
    import sys  # noqa: PLC0415

    from consent_tui.store import searching  # noqa: PLC0415 - for where it lies

    request = b"\n".join(needle.hex().encode("ascii") for needle in needles)
    answer = subprocess.run(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-I", "-S", searching.__file__, state],
        input=request,
        capture_output=True,
        check=False,
    )
    found = [os.fsdecode(bytes.fromhex(line)) for line in answer.stdout.decode("ascii").split()]
    return found if answer.returncode == 0 else [*found, "?"]


@contextmanager
def _to_its_end() -> Iterator[None]:
    """Let a signal that ends the program wait: rows that are gone may still lie in the log."""
    before = pthread_sigmask(SIG_BLOCK, {SIGINT, SIGTERM, SIGHUP})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


@_to_its_end()
def _wipe(connection: Connection, state: str, remove: Callable[[], int]) -> Wiped:
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        before = _bodies(connection)
        gone = remove()
        after = _bodies(connection)
    needles = _needles(before, after)
    is_emptied = _empty_log(connection)
    found = remains(state, needles)
    if is_emptied and (_is_shrinkable(connection) or folder.DATABASE in found):
        # A page that was split may keep an old copy of a row in the space between its cells.
        _rebuild(connection)
        found = remains(state, needles)
    return Wiped(gone, found)


def _needles(before: set[bytes], after: set[bytes]) -> tuple[bytes, ...]:
    """What must be nowhere any more: pieces of any event at all, unless some are there for a reason."""
    if not after:
        return FRAGMENTS
    kept = b"\n".join(after)
    return tuple(body for body in before if body not in kept)


def _bodies(connection: Connection) -> set[bytes]:
    """Every body that lies in the database for a reason, each once."""
    rows = connection.execute(
        "SELECT CAST(body AS BLOB) FROM pending UNION SELECT CAST(body AS BLOB) FROM rejected"
        " UNION SELECT CAST(request AS BLOB) FROM sent"
    )
    return {row[0] for row in rows}


def _empty_log(connection: Connection) -> bool:
    """Move the log into the database and cut it to nothing; False while a reader needs it."""
    before = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout = {int(READER_PATIENCE * 1000)}")
    is_busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {before}")
    return not is_busy


def _is_shrinkable(connection: Connection) -> bool:
    free: int = connection.execute("PRAGMA freelist_count").fetchone()[0]
    return free > _WORTH_SHRINKING


def _rebuild(connection: Connection) -> None:
    try:
        connection.execute("VACUUM")
    except _sqlite3.OperationalError:
        return  # a reader, or no room: what is left is looked for all the same
    _empty_log(connection)
