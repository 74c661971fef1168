"""Pending events as a file of the user's own, with a manifest beside it that proves what is in it.

An NDJSON line is an event's bytes as they would be sent and nothing else; JSON and CSV also tell the id and
when the event was recorded and may be sent. Nothing but the two files is written, and no socket is opened.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import closing, contextmanager
from errno import ENOTSUP, EOPNOTSUPP, EPERM
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.retold import why
from consent_tui.services.documents import dump
from consent_tui.services.pending import oldest_first, sound_event
from consent_tui.services.times import rfc3339

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
    from typing import BinaryIO

    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile

SCHEMA = "dfx-consent.event"
SCHEMA_VERSION = 1
"""Of the event in contract section 2: rises when a key is added, dropped or changes its meaning."""

MANIFEST = ".manifest.json"
_COLUMNS = ("id", "recorded_at", "sendable_at")
_EVENT_COLUMNS = ("event", "platform", "dfxVersion", "network", "command", "target", "options", "outcome")
_TOLD_EVERY = 1000
_NO_LINKS = (EPERM, ENOTSUP, EOPNOTSUPP)

_time = lru_cache(4096)(rfc3339)


class Exported:
    """What an export holds: its ``form``, how many events, the SHA-256 of its bytes, when (Unix seconds)."""

    __slots__ = ("count", "digest", "exported_at", "form")

    def __init__(self, form: str, count: int, digest: str, exported_at: int) -> None:
        self.form = form
        self.count = count
        self.digest = digest
        self.exported_at = exported_at


def manifest_document(exported: Exported) -> dict[str, object]:
    """The manifest as a JSON document."""
    return {
        "format": exported.form,
        "count": exported.count,
        "schema": {"name": SCHEMA, "version": SCHEMA_VERSION},
        "sha256": exported.digest,
        "exported_at": rfc3339(exported.exported_at),
    }


def json_pieces(rows: Iterable[PendingRow]) -> Iterator[bytes]:
    """One JSON array, an event a line: the document of ``pending list --json`` and of the export.

    Raises:
        ConsentError: a row is no event of ours.
    """
    before = b"[\n"
    for row in rows:
        sound_event(row)
        head = (
            f'{{"id": {row.id}, "recorded_at": {_quoted(row.recorded_at)},'
            f' "sendable_at": {_quoted(row.sendable_at)}, "event": '
        )
        yield b"%b%b%b}" % (before, head.encode("ascii"), row.body)
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def ndjson_pieces(rows: Iterable[PendingRow]) -> Iterator[bytes]:
    """An event a line, byte for byte as it would be sent.

    Raises:
        ConsentError: a row is no event of ours.
    """
    for row in rows:
        sound_event(row)
        yield row.body + b"\n"


def csv_pieces(rows: Iterable[PendingRow]) -> Iterator[bytes]:
    """RFC 4180 with a header line; the options of an event are in one cell, a space between them.

    Nothing needs quoting, and no spreadsheet takes a cell for a formula: every one is a token, which begins
    with ``#``, a number, a time or a version, which begin with a digit, or empty (``sound_event`` looks).

    Raises:
        ConsentError: a row is no event of ours.
    """
    yield (",".join(_COLUMNS + _EVENT_COLUMNS) + "\r\n").encode("ascii")
    for row in rows:
        cells = _event_cells(sound_event(row))
        times = f"{_time(row.recorded_at) or ''},{_time(row.sendable_at) or ''}"
        yield f"{row.id},{times},{cells}\r\n".encode("ascii")


FORMATS: Mapping[str, Callable[[Iterable[PendingRow]], Iterator[bytes]]] = {
    "ndjson": ndjson_pieces,
    "json": json_pieces,
    "csv": csv_pieces,
}


class StoppedError(Exception):
    """Raised by a *tell* that wants no more: the export ends, and leaves no file."""


def export(
    profile: Profile,
    form: str,
    write: Callable[[bytes], object],
    tell: Callable[[int], None],
    events: Generator[PendingRow] | None = None,
) -> Exported:
    """Write these events in a form of ``FORMATS``, or everything pending, oldest first.

    *tell* hears how many so far.

    Raises:
        ConsentError: the database cannot be read, or a row is no event of ours.
    """
    digest = sha256()
    # Closed here, in the thread that reads: one that is left half read would be closed in any other.
    with closing(oldest_first(profile) if events is None else events) as found:
        rows = _Counted(found, tell)
        for piece in FORMATS[form](rows):
            digest.update(piece)
            write(piece)
    return Exported(form, rows.count, digest.hexdigest(), int(profile.clock()))


def export_to_file(
    profile: Profile,
    form: str,
    path: str,
    place: Callable[[str, str], None],
    tell: Callable[[int], None],
    events: Generator[PendingRow] | None = None,
) -> Exported:
    """Export into the file *path*, 0600, with its manifest beside it; neither is ever seen half written.

    *place* is ``place_new`` or ``place_over``. A file without a manifest is an export that was interrupted.

    Raises:
        ConsentError: a file is in the way or cannot be written, or the database cannot be read.
    """
    target = os.path.realpath(path)  # a symbolic link stays one, its target is written
    try:
        with _unfinished(target) as (name, file):
            exported = export(profile, form, file.write, tell, events)
            file.flush()
            os.fsync(file.fileno())
            place(name, target)
        _put(target + MANIFEST, dump(manifest_document(exported)).encode("ascii") + b"\n", place)
        _sync_folder(target)
    except OSError as error:
        raise _unwritable(path, error) from error
    return exported


def write_file(path: str, content: bytes, place: Callable[[str, str], None]) -> None:
    """Write this into the file *path*, 0600, which is never seen half written; *place* as above.

    Raises:
        ConsentError: a file is in the way or cannot be written.
    """
    try:
        _put(target := os.path.realpath(path), content, place)
        _sync_folder(target)
    except OSError as error:
        raise _unwritable(path, error) from error


def check_place(path: str) -> None:
    """See before a long export whether something is in its way.

    Raises:
        ConsentError: there is a file with this name, or with its manifest's.
    """
    target = os.path.realpath(path)
    for each in (target, target + MANIFEST):
        if os.path.lexists(each):
            raise _in_the_way(each)


def place_new(unfinished: str, target: str) -> None:
    """Give the finished file its name, unless something has that name.

    Raises:
        ConsentError: something has.
        OSError: it cannot be done.
    """
    try:
        os.link(unfinished, target)  # unlike a rename, it replaces nothing
    except FileExistsError:
        raise _in_the_way(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A file system without hard links, such as a USB stick's.
        if os.path.lexists(target):
            raise _in_the_way(target) from None
        Path(unfinished).rename(target)


def place_over(unfinished: str, target: str) -> None:
    """Give the finished file its name, in place of an ordinary file that has it.

    Raises:
        ConsentError: what has it is no ordinary file.
        OSError: it cannot be done.
    """
    if os.path.lexists(target) and not Path(target).is_file():
        raise ConsentError(
            _("%(path)s is no ordinary file.") % {"path": target},
            _("Name another file with -o, or - for the screen."),
        )
    Path(unfinished).replace(target)


class _Counted:
    """Rows on their way, counted; ``tell`` hears of it every thousand."""

    __slots__ = ("_rows", "_tell", "count")

    def __init__(self, rows: Iterable[PendingRow], tell: Callable[[int], None]) -> None:
        self._rows = rows
        self._tell = tell
        self.count = 0

    def __iter__(self) -> Iterator[PendingRow]:
        for row in self._rows:
            self.count += 1
            if self.count % _TOLD_EVERY == 0:
                self._tell(self.count)
            yield row


def _put(target: str, content: bytes, place: Callable[[str, str], None]) -> None:
    with _unfinished(target) as (name, file):
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        place(name, target)


@contextmanager
def _unfinished(target: str) -> Iterator[tuple[str, BinaryIO]]:
    """A file beside *target*, 0600, gone at the end unless it was given another name."""
    descriptor, name = tempfile.mkstemp(prefix=".dfx-consent-", dir=os.path.dirname(target))  # noqa: PTH120
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield name, file
    finally:
        Path(name).unlink(missing_ok=True)


def _sync_folder(target: str) -> None:
    descriptor = os.open(os.path.dirname(target), os.O_RDONLY | os.O_CLOEXEC)  # noqa: PTH120
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: str, error: OSError) -> ConsentError:
    return ConsentError(
        _("The export could not be written to %(path)s: %(reason)s.") % {"path": path, "reason": why(error)},
        _("Make room or mend the permissions, or name another file with -o."),
    )


def _in_the_way(path: str) -> ConsentError:
    message = _("%(path)s is there already.") % {"path": path}
    return ConsentError(message, _("Name another file, or replace it with --force."))


def _quoted(seconds: int | None) -> str:
    text = _time(seconds)
    return "null" if text is None else f'"{text}"'


def _event_cells(event: Mapping[str, object]) -> str:
    values = (event.get(column, "") for column in _EVENT_COLUMNS)
    return ",".join(" ".join(each) if isinstance(each, list) else str(each) for each in values)
