"""Setting aside a database that cannot be used, under a name that says so.

The names in the folder are the memory of it: nothing that could be lost with the next database.
"""

from __future__ import annotations

import fcntl
import os
import time

from consent_tui.store import folder as folders
from consent_tui.store.database import UnusableStoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

LOCK = "store.lock"
_BESIDE = ("-wal", "-shm", "-journal", "")
"""The write-ahead log goes first: left beside a new database, it would be played into it."""


def found(folder: str) -> list[str]:
    """The names of the files that were set aside, oldest first; SQLite's own files beside them included."""
    prefixes = (folders.DATABASE + ".corrupt-", folders.DATABASE + ".foreign-")
    try:
        return sorted(name for name in os.listdir(folder) if name.startswith(prefixes))  # noqa: PTH208
    except OSError:
        return []


def replace(folder: str, open_or_make: Callable[[], Connection]) -> Connection:
    """Set aside what *open_or_make* finds unusable, and open a new database in its place.

    One process at a time does so, and looks again first: another may have been quicker.

    Raises:
        OSError: the folder cannot be written.
        UnusableStoreError: what took its place is unusable too.
    """
    descriptor = os.open(folder + "/" + LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        try:
            return open_or_make()
        except UnusableStoreError as problem:
            set_aside(folder, problem.kind)
        return open_or_make()
    finally:
        os.close(descriptor)


def set_aside(folder: str, kind: str) -> str:
    """Rename the database and what SQLite keeps beside it; returns the new name.

    The shim's marker goes as well: without a database there is nothing to record for.
    """
    folders.unmark_recording(folder)
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    base = f"{folders.DATABASE}.{kind}-{stamp}"
    name, number = base, 1
    while os.path.lexists(f"{folder}/{name}"):
        number += 1
        name = f"{base}-{number}"
    for suffix in _BESIDE:
        try:
            os.rename(f"{folder}/{folders.DATABASE}{suffix}", f"{folder}/{name}{suffix}")  # noqa: PTH104
        except FileNotFoundError:
            continue
    return name


def wipe(folder: str) -> list[str]:
    """Remove every file that was set aside; returns the names of those that could not be removed."""
    left = []
    for name in found(folder):
        try:
            os.unlink(f"{folder}/{name}")  # noqa: PTH108
        except IsADirectoryError:
            left.append(name)  # whatever it holds, it was never ours
        except OSError:
            left.append(name)
    return left
