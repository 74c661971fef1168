"""The shared sender, as a person meets it: send, look before it sends, postpone, see when it comes next."""

from __future__ import annotations

from consent_tui.consent.states import ON
from consent_tui.errors import USAGE, ConsentError
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.pending import moment_of
from consent_tui.services.records import records
from consent_tui.services.wiping import has_store
from consent_tui.services.wire import batch_size_in_force, request_bytes, request_text, wire_of
from consent_tui.store import outgoing, schedule, sent
from consent_tui.store.session import reading, writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from sqlite3 import Connection

    from consent_tui.sender.leave import Leave
    from consent_tui.sender.tally import Tally
    from consent_tui.services.profile import Profile
    from consent_tui.services.records import Records
    from consent_tui.store.clock import Moment
    from consent_tui.store.schedule import Schedule

NOT_SET = N_("No sending time is set: the next dfx run that is recorded sets one.")
FARTHEST = N_("That is in 30 days, which is the most.")
_AT_ONCE = 100


def joined(found: Records) -> int:
    """How many events may travel in one request; 1 joins none to another."""
    return 1 if found.fault is not None else batch_size_in_force(found)


def learnt(batch_size: int) -> list[str]:
    """What a server can still learn, in sentences: wherever somebody may send, or looks at what was sent."""
    sentences = [
        _(
            "What a server can still learn: the address that a request comes from, the moment at which it"
            " arrives, and that somebody uses a rare combination of options."
        )
    ]
    if batch_size > 1:
        sentences.append(belong_together(batch_size))
    return sentences


def belong_together(batch_size: int) -> str:
    """What a request of so many events tells, and one with a single event does not."""
    text = ngettext(
        "As it is set now, one request holds %(count)d event.",
        "As it is set now, one request holds up to %(count)d events, and a server learns that those of one"
        " request belong together.",
        batch_size,
    )
    return text % {"count": batch_size}


def send_now(profile: Profile) -> Tally:
    """Send whatever may go, without regard to schedule and backoff; never to hold, consent or a pause.

    Raises:
        ConsentError: nothing may leave, or another sender is at work.
    """
    from consent_tui.sender.run import AT_ONCE, run  # noqa: PLC0415 - looking needs no sender

    return run(profile, AT_ONCE)


def send_if_due(profile: Profile) -> Tally | None:
    """Send whatever may go if the next sending time has come; None where it has not.

    Raises:
        ConsentError: nothing may leave, or another sender is at work.
    """
    from consent_tui.sender.run import SCHEDULED, run  # noqa: PLC0415 - looking needs no sender

    if records(profile).effective.state == ON:
        due = schedule_of(profile).next_send
        if due is None or due > int(profile.clock()):
            return None
    return run(profile, SCHEDULED)


def schedule_of(profile: Profile) -> Schedule:
    """When the sender runs next and what came of its last run; writes nothing.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        return schedule.NEVER if connection is None else schedule.read(connection)


def postpone(profile: Profile, seconds: int) -> tuple[int, bool]:
    """Move the next sending time by so many seconds; returns it, in Unix seconds.

    The second value says whether it is as far away as it may be, whatever was asked for: see ``FARTHEST``.

    Raises:
        ConsentError: there is nothing to postpone, or the database cannot be written.
    """
    if not has_store(profile):
        raise ConsentError(
            _("Nothing was ever recorded, so nothing is about to be sent."),
            _("There is nothing to do."),
            USAGE,
        )
    with writing(profile.paths.state) as connection:
        now = int(profile.clock())
        due = schedule.postpone(connection, seconds, now)
        return due, due == now + schedule.LONGEST_POSTPONED


def dry_run(profile: Profile) -> Iterator[str]:
    """Every request that ``send --now`` would make at this moment, as text; opens no socket, writes nothing.

    Events that go for the first time are shown in the order in which they were recorded; they leave in a
    random one, with a random key each.

    Raises:
        ConsentError: nothing may leave.
    """
    from consent_tui.sender.leave import leave_given  # noqa: PLC0415 - looking at the schedule needs none

    leave = leave_given(records(profile))
    with reading(profile.paths.state) as connection:
        if connection is None:
            return
        moment = moment_of(profile)
        requests: dict[int, None] = {}
        fresh: list[int] = []
        for each in outgoing.candidates(connection, leave.hold, moment):
            if each.rest:
                continue
            if each.attempt is not None:
                requests[each.attempt] = None
                continue
            fresh.append(each.id)
            if len(fresh) == leave.batch_size:
                yield from _first_request(connection, fresh, leave, moment)
                fresh = []
        yield from _first_request(connection, fresh, leave, moment)
        for attempt in requests:
            yield from _repeated_request(connection, attempt, leave)


def _first_request(
    connection: Connection, identifiers: list[int], leave: Leave, moment: Moment
) -> Iterator[str]:
    """The request that would be made for those of these events that may go, if any may."""
    from consent_tui.sender.soundness import is_ours  # noqa: PLC0415 - looking at the schedule needs none

    found = outgoing.rested(connection, identifiers, leave.hold, moment)
    bodies = sorted(event.body for event in found if is_ours(event.body))
    if bodies:
        yield request_text(request_bytes(bodies, leave.wire), leave.wire, leave.url)


def _repeated_request(connection: Connection, attempt: int, leave: Leave) -> Iterator[str]:
    """The request that was made before, if it would be made again, unchanged."""
    request = sent.find(connection, attempt)
    if request is None or request.outcome != sent.OPEN:
        return
    wire = wire_of(request.request)
    if (request.endpoint, wire) == (leave.url, leave.wire):
        yield request_text(request.request, wire, request.endpoint, request.idempotency_key)
