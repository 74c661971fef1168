"""The database for as long as one thing is done with it, its errors told in words a person can mend."""

from __future__ import annotations

import _sqlite3
from contextlib import contextmanager

from consent_tui.store.database import (
    CHECKED_AT_ONCE,
    UnreachableStoreError,
    open_for_reading,
    open_for_writing,
)
from consent_tui.store.folder import DATABASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

StoreError = _sqlite3.Error
"""What SQLite raises, by a name that other rooms may use."""


@contextmanager
def writing(folder: str, checked_up_to: int = CHECKED_AT_ONCE) -> Iterator[Connection]:
    """The database in this state folder, made if need be.

    One of at most *checked_up_to* bytes is looked through for damage first, and set aside if there is any.

    Raises:
        ConsentError: it cannot be opened, or what was done with it failed (no room, a lock held too long).
    """
    connection = open_for_writing(folder, checked_up_to=checked_up_to)
    try:
        yield connection
    except _sqlite3.Error as error:
        raise UnreachableStoreError(f"{folder}/{DATABASE}", str(error)) from error
    finally:
        connection.close()


@contextmanager
def reading(folder: str) -> Iterator[Connection | None]:
    """The database in this state folder, read only; None where there is none, and none is made.

    Raises:
        ConsentError: it cannot be opened or read.
    """
    connection = open_for_reading(folder)
    try:
        yield connection
    except _sqlite3.Error as error:
        raise UnreachableStoreError(f"{folder}/{DATABASE}", str(error)) from error
    finally:
        if connection is not None:
            connection.close()


@contextmanager
def durable(connection: Connection) -> Iterator[None]:
    """What is committed within outlasts a power cut, and all before it does too; not in a transaction."""
    connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")
