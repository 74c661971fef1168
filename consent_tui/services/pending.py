"""What waits to be sent: to look at, newest or oldest first, and to wipe with proof (contract, section 4).

Looking writes nothing and makes no store; a million rows cost no more memory than one page of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.sender.lock import silence
from consent_tui.services.configuration import configuration
from consent_tui.services.wiping import wiped_between_requests
from consent_tui.store import clock, erasure, pending, settings
from consent_tui.store.clock import Moment
from consent_tui.store.session import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
    from sqlite3 import Connection

    from consent_tui.sender.lock import Tell
    from consent_tui.services.profile import Profile
    from consent_tui.store.erasure import Wiped
    from consent_tui.store.pending import PendingEvent

NEWEST = pending.NEWEST
"""Above every id: where a walk from the newest event begins."""
_AT_ONCE = 500

_KEYS = ("event", "platform", "dfxVersion", "network", "command", "target", "options", "outcome")
_SHOWN_FIRST = ("command", "target", "options", "outcome", "network", "platform", "dfxVersion")
_is_word = re.compile("#[A-Za-z0-9]+|[0-9][0-9A-Za-z.-]*").fullmatch


class PendingRow:
    """One pending event: ``recorded_at`` and ``sendable_at`` in Unix seconds, the latter None for never.

    ``body`` is the event's JSON as it would be sent, without the newline.
    """

    __slots__ = ("body", "id", "recorded_at", "sendable_at")

    def __init__(self, identifier: int, recorded_at: int, sendable_at: int | None, body: bytes) -> None:
        self.id = identifier
        self.recorded_at = recorded_at
        self.sendable_at = sendable_at
        self.body = body


def newest_first(profile: Profile, before: int = NEWEST) -> Iterator[PendingRow]:
    """Every pending event with an id below *before*, newest first, read a page at a time as it is asked for.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        if connection is None:
            return
        hold, moment = hold_of(profile, connection), moment_of(profile)
        while page := pending.page_before(connection, before):
            for each in page:
                yield _row(each, hold, moment)
            before = page[-1].id


def oldest_first(profile: Profile) -> Generator[PendingRow]:
    """The same from the other end: the order in which they were recorded.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        if connection is None:
            return
        hold, moment = hold_of(profile, connection), moment_of(profile)
        for each in pending.each(connection):
            yield _row(each, hold, moment)


def picked(profile: Profile, identifiers: Iterable[int]) -> Generator[PendingRow]:
    """Those of these events that are pending, in the order given, a page at a time.

    Raises:
        ConsentError: the database cannot be read.
    """
    wanted = iter(identifiers)
    with reading(profile.paths.state) as connection:
        if connection is None:
            return
        hold, moment = hold_of(profile, connection), moment_of(profile)
        while some := list(islice(wanted, _AT_ONCE)):
            found = {each.id: each for each in pending.picked(connection, some)}
            for identifier in some:
                if identifier in found:
                    yield _row(found[identifier], hold, moment)


def count(profile: Profile) -> int:
    """How many are pending; costs the same however many there are.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        return 0 if connection is None else pending.count(connection)


def still_pending(profile: Profile, identifiers: Sequence[int]) -> list[int]:
    """Those of these ids that are pending, in the order given, each once.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        if connection is None:
            return []
        return [each for each in dict.fromkeys(identifiers) if _is_there(connection, each)]


def wipe(profile: Profile, identifiers: Iterable[int], tell: Tell = silence) -> Wiped:
    """Wipe these events, and look at every file of ours whether something of them is left.

    None of them is sent once this has returned: a request in flight is waited for, which *tell* is told.

    Raises:
        ConsentError: the database cannot be written, or a request does not end; nothing is wiped then.
    """
    return wiped_between_requests(
        profile, lambda connection, folder: erasure.wipe_pending(connection, folder, identifiers), tell
    )


def wipe_all(profile: Profile, tell: Tell = silence) -> Wiped:
    """Wipe everything that is pending, and look at every file of ours whether something of it is left.

    None of it is sent once this has returned: a request in flight is waited for, which *tell* is told.

    Raises:
        ConsentError: the database cannot be written, or a request does not end; nothing is wiped then.
    """
    return wiped_between_requests(profile, erasure.wipe_all_pending, tell)


def moment_of(profile: Profile) -> Moment:
    """This moment by the profile's clock, and by the machine's own beside it."""
    now = clock.now()
    return Moment(int(profile.clock()), now.boot, now.uptime)


def hold_of(profile: Profile, connection: Connection) -> int:
    """For how many seconds an event rests: what the person set, or what the recorder goes by."""
    try:
        return configuration(profile).hold
    except ConsentError:
        # A slip in config.toml blinds nobody: the recorder goes by this one, too.
        return settings.read(connection, profile.paths.state).hold


@lru_cache(4096)  # what is emitted repeats: a million events hold a few hundred different ones
def event_of(body: bytes) -> Mapping[str, object] | None:
    """The event in these bytes, its keys as in the contract; None where they are none that we ever wrote."""
    import json  # noqa: PLC0415 - 10 ms that a bare wipe does not pay

    try:
        text = body.decode("ascii")
        found = json.loads(text)
    except (AttributeError, ValueError, RecursionError):  # SQLite hands over text where somebody put text
        return None
    if not text.isprintable() or not isinstance(found, dict) or "event" not in found:
        return None
    return found if all(key in _KEYS and _is_token(key, value) for key, value in found.items()) else None


def sound_event(row: PendingRow) -> Mapping[str, object]:
    """The event of this row.

    Raises:
        ConsentError: somebody else wrote into the database; the row can be wiped by its id.
    """
    found = event_of(row.body)
    if found is None:
        raise ConsentError(
            _("The pending event %(id)d is not one that this program wrote.") % {"id": row.id},
            _("Wipe it with: dfx-consent pending wipe --id %(id)d") % {"id": row.id},
        )
    return found


@lru_cache(4096)
def tokens_line(body: bytes) -> str:
    """The event's tokens for a person, what was run first; empty where the bytes are no event of ours."""
    event = event_of(body)
    if event is None:
        return ""
    words: list[str] = [] if "command" in event else [str(event["event"])]
    for key in _SHOWN_FIRST:
        value = event.get(key)
        if isinstance(value, list):
            words += value
        elif value is not None:
            words.append(str(value))
    return " ".join(words)


def _is_token(key: str, value: object) -> bool:
    if key == "options":
        return isinstance(value, list) and all(isinstance(each, str) and _is_word(each) for each in value)
    return isinstance(value, str) and _is_word(value) is not None


def _row(event: PendingEvent, hold: int, moment: Moment) -> PendingRow:
    return PendingRow(event.id, event.recorded_at, event.sendable_at(hold, moment), event.body)


def _is_there(connection: Connection, identifier: int) -> bool:
    page = pending.page_after(connection, identifier - 1, 1)
    return bool(page) and page[0].id == identifier
