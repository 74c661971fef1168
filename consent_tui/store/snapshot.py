"""Reading a database that cannot be read where it lies.

Its folder may be read only, where SQLite cannot make the files that a reader needs beside it; or an earlier
version made it, and looking must not change it.
"""

from __future__ import annotations

import os
from pathlib import Path

from consent_tui.store.database import UnreachableStoreError
from consent_tui.store.engine import _sqlite3
from consent_tui.store.schema import migrate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

_OUT_OF_REACH = (_sqlite3.SQLITE_CANTOPEN, _sqlite3.SQLITE_READONLY)
"""What SQLite says where it may not make its files: the one of a read-only disk, the other of a folder."""
_WRITE_VERSION, _READ_VERSION = 18, 19
"""Where the header says that there is a write-ahead log; SQLite's file format, section 1.3."""


def open_snapshot(path: str, error: _sqlite3.Error) -> Connection:
    """The database as it lies on disk, copied into memory; *error* is why it could not be opened.

    Only where nothing stands in a write-ahead log beside it, so that nothing is missing, and nobody writes.

    Raises:
        UnreachableStoreError: that cannot be had, for the reason that *error* gives.
    """
    log = Path(path + "-wal")
    try:
        before = os.stat(path)  # noqa: PTH116 - the same call as below
        if error.sqlite_errorcode & 0xFF not in _OUT_OF_REACH or _has_content(log):
            raise UnreachableStoreError(path, str(error)) from error
        content = bytearray(Path(path).read_bytes())
        after = os.stat(path)  # noqa: PTH116
    except OSError:
        raise UnreachableStoreError(path, str(error)) from error
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or _has_content(log):
        raise UnreachableStoreError(path, str(error)) from error
    content[_WRITE_VERSION] = content[_READ_VERSION] = 1
    connection = _sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(bytes(content))
    connection.execute("PRAGMA query_only = ON")
    return connection


def _has_content(log: Path) -> bool:
    """Whether something stands in the write-ahead log, which the database alone would lack."""
    return log.exists() and log.stat().st_size > 0


def brought_up_to_date(older: Connection) -> Connection:
    """A copy in memory of the database *older*, with the tables of this version; *older* is closed."""
    copy = _sqlite3.connect(":memory:", isolation_level=None)
    try:
        older.backup(copy)
        migrate(copy)
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    older.close()
    return copy
