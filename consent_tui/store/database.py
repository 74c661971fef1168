"""Opening the database: for writing, for reading, and for the recorder's one transaction.

Nothing of ours opens and closes the database file otherwise while a connection is open: POSIX drops all
locks that a process holds on a file when it closes any descriptor of it.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from consent_tui.errors import ConsentError
from consent_tui.store import folder as folders
from consent_tui.store.engine import _sqlite3
from consent_tui.store.schema import APPLICATION_ID, VERSION, migrate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

PATIENCE = 15.0
"""How long another process may hold the database before we give up, in seconds."""

CORRUPT = "corrupt"
FOREIGN = "foreign"

CHECKED_AT_ONCE = 16 << 20
"""Up to which size, in bytes, every page is looked at whenever we open for writing."""

_DAMAGE = (_sqlite3.SQLITE_CORRUPT, _sqlite3.SQLITE_NOTADB, _sqlite3.SQLITE_ERROR, _sqlite3.SQLITE_FORMAT)


class UnusableStoreError(ConsentError):
    """The file is there and cannot be our database. ``kind`` is ``corrupt`` or ``foreign``."""

    __slots__ = ("kind",)

    def __init__(self, path: str, kind: str) -> None:
        message = (
            f"The database {path} is damaged."
            if kind == CORRUPT
            else f"The file {path} is not a database of dfx-consent."
        )
        mend = "The next decision (dfx-consent on, local or off) sets it aside and starts a new one."
        super().__init__(message, mend)
        self.kind = kind


class NewerStoreError(ConsentError):
    """The database was made by a later version of this program; it is left as it is."""

    __slots__ = ()

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The database {path} was made by a later version of dfx-consent.", "Install that version again."
        )


class UnreachableStoreError(ConsentError):
    """The database may be sound, but this process cannot get at it: permissions, a full disk, a lock."""

    __slots__ = ()

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The database {path} cannot be opened: {reason}.",
            "Make sure that it and its folder belong to you, and that the disk is not full.",
        )


def connect(path: str, mode: str, patience: float = PATIENCE) -> Connection:
    """A connection to an existing file, in autocommit, set as all of ours must be; *mode* ``rw`` or ``ro``.

    Deleted content is overwritten with zeros, and nothing of it goes into temporary files.

    Raises:
        UnusableStoreError: the file is damaged or no database.
        sqlite3.Error: there is no such file, or it cannot be opened.
    """
    # The three characters that a URI would not leave alone; urllib is too slow to start here.
    name = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    connection = _sqlite3.connect(
        f"file:{name}?mode={mode}", timeout=patience, isolation_level=None, uri=True
    )
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        # In WAL mode this survives a killed process; only a power cut may take the last command with it.
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException as error:
        connection.close()
        _raise_if_damage(error, path)
        raise
    return connection


def is_damage(error: _sqlite3.Error) -> bool:
    """Whether this error says that the file itself is wrong, not that it is locked, full or out of reach."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGE


def _raise_if_damage(error: BaseException, path: str) -> None:
    if isinstance(error, _sqlite3.Error) and is_damage(error):
        is_database = error.sqlite_errorcode != _sqlite3.SQLITE_NOTADB
        raise UnusableStoreError(path, CORRUPT if is_database else FOREIGN) from error


def open_for_writing(
    folder: str, patience: float = PATIENCE, checked_up_to: int = CHECKED_AT_ONCE
) -> Connection:
    """The database in this folder, made or brought up to date if need be.

    One that is damaged or not ours is set aside under a name that says so, and a new one takes its place.
    Every page of it is looked at if it has no more than *checked_up_to* bytes.

    Raises:
        NewerStoreError: a later version made it.
        UnreachableStoreError: it cannot be made, opened or written.
    """
    path = folder + "/" + folders.DATABASE
    try:
        folders.prepare(folder)
        try:
            return _open_or_make(path, patience, checked_up_to)
        except UnusableStoreError:
            from consent_tui.store.aside import replace  # noqa: PLC0415 - hardly ever needed

            return replace(folder, lambda: _open_or_make(path, patience, checked_up_to))
    except (OSError, _sqlite3.Error) as error:
        raise UnreachableStoreError(path, str(error)) from error


def open_known(folder: str) -> Connection | None:
    """The database for the recorder, brought up to date if need be; None where there is none.

    Nothing is made or set aside. An upgrade must not leave a yes without effect until somebody looks.

    Raises:
        UnusableStoreError: it is damaged or not ours, as far as its first page shows.
        NewerStoreError: a later version made it.
        sqlite3.Error: it cannot be opened.
    """
    path = folder + "/" + folders.DATABASE
    if not _is_there(path):
        return None
    connection = connect(path, "rw")
    try:
        found = _version(connection, path)
        if found:
            if found < VERSION:
                migrate(connection)
            return connection
    except BaseException:
        connection.close()
        raise
    connection.close()
    return None  # its writer has not come to its tables yet


def open_for_reading(folder: str) -> Connection | None:
    """The database, read only; None where there is none. Makes nothing but SQLite's ``-shm``, ``-wal``.

    One that an earlier version made is brought up to date in a copy in memory: looking changes no file.

    Raises:
        UnusableStoreError: it is damaged or not ours.
        NewerStoreError: a later version made it.
        UnreachableStoreError: it cannot be opened.
    """
    path = folder + "/" + folders.DATABASE
    connection = None
    try:
        if not _is_there(path):
            return None
        connection = connect(path, "ro")
        found = _version(connection, path)
        if found:
            if found < VERSION:
                from consent_tui.store import snapshot  # noqa: PLC0415 - once an upgrade

                connection = snapshot.brought_up_to_date(connection)
            if has_our_tables(connection):
                return connection
            raise UnusableStoreError(path, CORRUPT)
    except _sqlite3.Error as error:
        if connection is not None:
            connection.close()
        _raise_if_damage(error, path)
        from consent_tui.store.snapshot import open_snapshot  # noqa: PLC0415 - only in a folder that is read only

        return open_snapshot(path, error)
    except OSError as error:
        raise UnreachableStoreError(path, error.strerror or "unknown reason") from error
    except ConsentError:
        if connection is not None:
            connection.close()
        raise
    connection.close()
    return None  # its writer has not come to its tables yet


def has_our_tables(connection: Connection) -> bool:
    """Whether all tables and indexes are there, and as we make them."""
    question = "SELECT CAST(sql AS BLOB) FROM sqlite_master WHERE sql IS NOT NULL"
    pattern = _sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(pattern)
        return set(connection.execute(question)) == set(pattern.execute(question))
    finally:
        pattern.close()


def damage(connection: Connection) -> str:
    """What SQLite finds wrong with the whole file, or nothing; reads every page."""
    try:
        found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except _sqlite3.Error as error:
        if not is_damage(error):
            raise
        return str(error)
    return "" if found == "ok" else found


def _is_there(path: str) -> bool:
    """Whether a file is there. What is no file (a FIFO would block, a folder confuse) is foreign."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - pathlib is too slow to start here
    except FileNotFoundError:
        if os.path.islink(path):  # noqa: PTH114
            raise UnusableStoreError(path, FOREIGN) from None
        return False
    if not S_ISREG(mode):
        raise UnusableStoreError(path, FOREIGN)
    return True


def _version(connection: Connection, path: str) -> int:
    """The schema's version; 0 for a database that nothing was written to yet."""
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if application == APPLICATION_ID and 0 < found <= VERSION:
            return found
        if application == APPLICATION_ID and found > VERSION:
            raise NewerStoreError(path)
        is_empty = not connection.execute("PRAGMA schema_version").fetchone()[0]
    except _sqlite3.Error as error:
        _raise_if_damage(error, path)
        raise
    if application == 0 and found == 0 and is_empty:
        return 0
    raise UnusableStoreError(path, CORRUPT if application == APPLICATION_ID else FOREIGN)


def _open_or_make(path: str, patience: float, checked_up_to: int) -> Connection:
    if not _is_there(path):
        try:  # noqa: SIM105 - contextlib is too slow to start here
            # SQLite gives its other files the mode of this one, and would make it as the umask allows.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            pass
    connection = connect(path, "rw", patience)
    try:
        _make_usable(connection, path, checked_up_to)
    except BaseException:
        connection.close()
        raise
    return connection


def _keep_a_log(connection: Connection) -> None:
    """Turn the write-ahead log on. SQLite waits for nobody here, so that we have to."""
    from time import monotonic, sleep  # noqa: PLC0415 - only where a store is made

    deadline = monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except _sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != _sqlite3.SQLITE_BUSY or monotonic() >= deadline:
                raise
            sleep(0.01)
        else:
            return


def _make_usable(connection: Connection, path: str, checked_up_to: int) -> None:
    found = _version(connection, path)
    try:
        if found == 0:
            _keep_a_log(connection)
        if found < VERSION:
            migrate(connection)
        elif not has_our_tables(connection) or (
            os.stat(path).st_size <= checked_up_to and damage(connection)  # noqa: PTH116
        ):
            raise UnusableStoreError(path, CORRUPT)
    except _sqlite3.Error as error:
        _raise_if_damage(error, path)
        raise
