"""Whether anything may be recorded or sent, and why."""

from __future__ import annotations

from consent_tui.consent.states import ON
from consent_tui.paths import record_command
from consent_tui.services.records import Records, records
from consent_tui.services.times import rfc3339
from consent_tui.store import pending, rejected, schedule
from consent_tui.store.session import reading
from consent_tui.vocabulary.closed import NOTICE_HASH, VOCABULARY_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile
    from consent_tui.store.schedule import Schedule


class Status:
    """The answer of ``status``: what holds, and how much lies here. ``records`` has everything behind it.

    ``schedule`` tells of the sender: its next run, the last one, and what was wrong with that.
    ``is_counted`` says whether the store could be read; where not, the numbers are 0 and mean nothing.
    """

    __slots__ = ("dropped", "is_counted", "pending", "record_command", "records", "rejected", "schedule")

    def __init__(
        self,
        found: Records,
        counts: tuple[int, int, int] | None,
        command: list[str],
        told: Schedule,
    ) -> None:
        self.records = found
        self.is_counted = counts is not None
        self.pending, self.rejected, self.dropped = counts or (0, 0, 0)
        self.record_command = command
        self.schedule = told

    @property
    def next_send(self) -> int | None:
        """When the sender runs next, in Unix seconds; None where nothing may be sent or nothing waits yet."""
        return self.schedule.next_send if self.records.effective.state == ON else None


def status(profile: Profile) -> Status:
    """The state of consent and of the store. Nothing is written, and no store is made where none is."""
    found = records(profile)
    counts, told = _stored(profile)
    return Status(found, counts, record_command(profile.paths.state), told)


def _stored(profile: Profile) -> tuple[tuple[int, int, int] | None, Schedule]:
    """Pending, rejected and dropped; None of a store that cannot be read, which the reasons tell."""
    from consent_tui.errors import ConsentError  # noqa: PLC0415 - the common way raises none

    try:
        with reading(profile.paths.state) as connection:
            if connection is None:
                return (0, 0, 0), schedule.NEVER
            counts = pending.count(connection), rejected.count(connection), pending.dropped(connection)
            return counts, schedule.read(connection)
    except ConsentError:
        return None, schedule.NEVER


def status_document(found: Status) -> dict[str, object]:
    """The status as a JSON document (contract, section 6)."""
    effective = found.records.effective
    return {
        "decision": effective.decision,
        "effective": effective.state,
        "reasons": [
            {"source": source, "ceiling": ceiling, "detail": detail}
            for source, ceiling, detail in effective.reasons
        ],
        "endpoint": found.records.endpoint.url,
        "pending": found.pending,
        "rejected": found.rejected,
        "dropped": found.dropped,
        "next_send": rfc3339(found.next_send),
        "vocabulary_hash": VOCABULARY_HASH,
        "notice_hash": NOTICE_HASH,
        "record_command": found.record_command,
    }
