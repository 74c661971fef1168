"""Pending events in a form to take away, and the manifest that proves what is in it.

An NDJSON line is an event's bytes as they would be sent and nothing else; JSON and CSV also tell the id and
when the event was recorded and may be sent.
"""

from __future__ import annotations

from contextlib import closing
from functools import lru_cache
from hashlib import sha256

from consent_tui.services.pending import oldest_first, sound_event
from consent_tui.services.times import rfc3339

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile

SCHEMA = "dfx-consent.event"
SCHEMA_VERSION = 1
"""Of the event in contract section 2: rises when a key is added, dropped or changes its meaning."""

_COLUMNS = ("id", "recorded_at", "sendable_at")
_EVENT_COLUMNS = ("event", "platform", "dfxVersion", "network", "command", "target", "options", "outcome")
_TOLD_EVERY = 1000

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


def _quoted(seconds: int | None) -> str:
    text = _time(seconds)
    return "null" if text is None else f'"{text}"'


def _event_cells(event: Mapping[str, object]) -> str:
    values = (event.get(column, "") for column in _EVENT_COLUMNS)
    return ",".join(" ".join(each) if isinstance(each, list) else str(each) for each in values)
