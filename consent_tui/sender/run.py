"""One run of the sender: whatever may go at this moment, in shuffled order, one request at a time.

Before every request consent, policy, recipient, pause and hold are looked at again, under the lock that
``off`` and every wipe take. A request is committed before its first byte leaves. Killed between any two
steps, the next run finds the request open and makes it again, unchanged, or not at all.
"""

from __future__ import annotations

from array import array
from random import SystemRandom
from time import sleep
from uuid import uuid4

from consent_tui.consent.states import ON
from consent_tui.errors import ConsentError
from consent_tui.sender import judgement, settling
from consent_tui.sender.leave import Gate, PausedError, leave_given
from consent_tui.sender.lock import RequestLock, only_run
from consent_tui.sender.soundness import is_ours
from consent_tui.sender.transport import NoAnswer, Transport
from consent_tui.services.pending import has_store
from consent_tui.services.records import records
from consent_tui.services.wire import OTLP, headers, request_bytes, wire_of
from consent_tui.store import clock, outgoing, pending, schedule, sent
from consent_tui.store.session import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from consent_tui.sender.leave import Leave
    from consent_tui.sender.settling import Settled
    from consent_tui.services.profile import Profile
    from consent_tui.store.clock import Moment
    from consent_tui.store.pending import PendingEvent

UNANSWERED_AT_MOST = 5
"""So many requests without an answer, one after the other, end a run."""
FAILED_AT_MOST = 20
"""So many requests that failed in any way, one after the other, end a run."""


class Pace:
    """Which events a run tries: those whose backoff ends by *latest_try* (Unix seconds, None for now).

    ``linger`` is how many seconds, all together, it waits for a backoff to end and then tries again.
    """

    __slots__ = ("latest_try", "linger")

    def __init__(self, latest_try: int | None, linger: float) -> None:
        self.latest_try = latest_try
        self.linger = linger


SCHEDULED = Pace(None, 30.0)
AT_ONCE = Pace((1 << 63) - 1, 0.0)
"""The pace of ``send --now``, which ignores backoff: every event is tried once."""


class Tally:
    """How many events were delivered, refused (by a server, or here), kept to be tried again, given up.

    ``resting`` are still on hold. ``problem`` is why the run ended early, or empty.
    """

    __slots__ = ("delivered", "given_up", "kept", "problem", "rejected", "resting")

    def __init__(self) -> None:
        self.delivered = self.rejected = self.kept = self.given_up = self.resting = 0
        self.problem = ""


class _EndOfRunError(Exception):
    """The run ends here, for the reason given; what is left stays pending."""


def run(profile: Profile, pace: Pace) -> Tally:
    """Send what may go now.

    Raises:
        ConsentError: nothing may leave at all, another sender is at work, or the store cannot be used.
    """
    folder = profile.paths.state
    found = records(profile)
    if found.effective.state != ON or not has_store(profile):
        leave_given(found)  # says why not; nothing is written then, not even that it was tried
        return Tally()
    with only_run(folder) as is_alone:
        if not is_alone:
            raise ConsentError("Another sender is at work.", "Wait for it to end: dfx-consent status")
        with writing(folder) as connection:
            return _Run(profile, connection, pace).go()


class _Run:
    __slots__ = (
        "_chance",
        "_connection",
        "_failed",
        "_gate",
        "_leave",
        "_lock",
        "_moment",
        "_pace",
        "_profile",
        "_tally",
        "_transport",
        "_unanswered",
    )

    _leave: Leave
    _transport: Transport

    def __init__(self, profile: Profile, connection: Connection, pace: Pace) -> None:
        self._profile = profile
        self._connection = connection
        self._pace = pace
        self._gate = Gate(profile, connection)
        self._chance = SystemRandom()
        self._lock = RequestLock(profile.paths.state)
        self._moment = clock.now()
        self._tally = Tally()
        self._failed = self._unanswered = 0

    def go(self) -> Tally:
        connection = self._connection
        schedule.begin(connection, self._now())
        problem = ""
        try:
            self._leave = self._gate.leave()
            self._gate.check_pause()
            self._drop_expired()
            with Transport(self._leave.url) as self._transport:
                self._passes()
        except _EndOfRunError as reason:
            problem = self._tally.problem = str(reason)
        except ConsentError as error:
            problem = error.message
            raise
        finally:
            self._lock.close()
            schedule.finish(connection, self._now(), problem)
        return self._tally

    def _now(self) -> int:
        return int(self._profile.clock())

    def _this_moment(self) -> Moment:
        return clock.again(self._moment, self._now())

    def _drop_expired(self) -> None:
        connection, leave, now = self._connection, self._leave, self._now()
        pending.drop_expired(connection, leave.hold, leave.max_pending, now)
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            sent.drop_expired(connection, now)

    def _passes(self) -> None:
        patience = self._pace.linger
        while True:
            self._pass()
            wait = self._wait()
            if wait is None or wait > patience:
                return
            sleep(wait)
            patience -= wait

    def _pass(self) -> None:
        """Try each event that may go once."""
        size = self._leave.batch_size
        waiting: list[int] = []
        for number in self._order():
            if number < 0:
                self._again(-number)
                continue
            waiting.append(number)
            if len(waiting) == size:
                self._first_time(waiting)
                waiting = []
        if waiting:
            self._first_time(waiting)

    def _order(self) -> array[int]:
        """What may go, shuffled: ids of events, and of open requests as negative numbers.

        Numbers alone, so that a long queue costs hardly any memory; each is looked at again when it goes.
        """
        latest = self._pace.latest_try
        until = self._now() if latest is None else latest
        found = array("q")
        requests: set[int] = set()
        self._tally.resting = 0
        for each in outgoing.candidates(self._connection, self._leave.hold, self._this_moment()):
            if each.rest:
                self._tally.resting += 1
            elif each.next_try > until:
                continue
            elif each.attempt is None:
                found.append(each.id)
            elif each.attempt not in requests:
                requests.add(each.attempt)
                found.append(-each.attempt)
        self._chance.shuffle(found)
        return found

    def _wait(self) -> float | None:
        """Seconds until the next backoff ends; None where nothing waits for one, or nobody does for it."""
        if self._pace.linger <= 0:
            return None
        soonest: int | None = None
        for each in outgoing.candidates(self._connection, self._leave.hold, self._this_moment()):
            if not each.rest and each.attempt is not None:
                soonest = each.next_try if soonest is None else min(soonest, each.next_try)
        return None if soonest is None else max(float(soonest - self._now()), 0.05)

    def _first_time(self, identifiers: Sequence[int]) -> None:
        """Make a request for those of these events that may go at this very moment."""
        connection = self._connection
        with self._lock:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                leave = self._leave_now()
                found = outgoing.rested(connection, identifiers, leave.hold, self._this_moment())
                sound = self._sound(found)
                if not sound:
                    return
                # In the order of their bytes: the order in which they were recorded stays here.
                body = request_bytes(sorted(each.body for each in sound), leave.wire)
                key = str(uuid4())
                attempt = sent.attempt(
                    connection, [each.id for each in sound], leave.url, key, body, self._now()
                )
            self._transmit(attempt, key, body)

    def _again(self, attempt: int) -> None:
        """Make an open request again, unchanged, or not at all."""
        connection = self._connection
        with self._lock:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                request, released = self._looked_at_again(attempt)
            if request is not None:
                self._transmit(attempt, request.idempotency_key, request.request)
        size = self._leave.batch_size
        for at in range(0, len(released), size):
            self._first_time(released[at : at + size])

    def _looked_at_again(self, attempt: int) -> tuple[sent.SentRequest | None, list[int]]:
        """The request, if it may be made again at this moment; and events that may go in another one."""
        connection = self._connection
        leave = self._leave_now()
        moment = self._this_moment()
        events = outgoing.carried(connection, attempt)
        if not events or any(each.state != ON or each.rest(leave.hold, moment) for each in events):
            return None, []
        request = sent.find(connection, attempt)
        if request is not None and self._is_unchanged(request, events, leave):
            return request, []
        return None, self._let_go(request, events)

    def _leave_now(self) -> Leave:
        """Leave for one request, as things stand at this moment.

        Raises:
            _EndOfRunError: it is not given any more, or it is for another recipient than the run began with.
        """
        try:
            leave = self._gate.leave()
        except ConsentError as error:
            raise _EndOfRunError(error.message) from error
        if leave.url != self._leave.url:
            raise _EndOfRunError("The endpoint was changed meanwhile.")
        self._leave = leave
        return leave

    def _sound(self, events: Sequence[PendingEvent]) -> list[PendingEvent]:
        """Those that are events of ours; the others are refused here."""
        sound = [each for each in events if is_ours(each.body)]
        if len(sound) < len(events):
            strange = [each for each in events if not is_ours(each.body)]
            settling.reject_here(self._connection, strange, self._now())
            self._tally.rejected += len(strange)
        return sound

    @staticmethod
    def _is_unchanged(request: sent.SentRequest, events: Sequence[PendingEvent], leave: Leave) -> bool:
        return (
            request.outcome == sent.OPEN
            and request.endpoint == leave.url
            and wire_of(request.request) == leave.wire
            and all(is_ours(each.body) for each in events)
            and request.request == request_bytes(sorted(each.body for each in events), leave.wire)
        )

    def _let_go(self, request: sent.SentRequest | None, events: Sequence[PendingEvent]) -> list[int]:
        """An open request that cannot be made as it was.

        Where every answer said no, its events may go in another one: their ids. Where one is unknown, they
        are given up.
        """
        connection = self._connection
        if (
            request is not None
            and request.outcome == sent.OPEN
            and request.answered_at is not None
            and not outgoing.failures(connection, request.id)
        ):
            sent.release(connection, request.id)
            return [each.id for each in events]
        settling.give_up(connection, events)
        self._tally.given_up += len(events)
        return []

    def _transmit(self, attempt: int, key: str, body: bytes) -> None:
        """Make the request, and carry out what came of it. Under the lock of a request."""
        connection, wire = self._connection, self._leave.wire
        answer = problem = None
        self._lock.name(self._leave.url, key)
        try:
            answer = self._transport.post(headers(body, wire, self._leave.url, key), body)
        except NoAnswer as none:
            problem = none
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            if answer is not None:
                settled = settling.settle(
                    connection, attempt, answer, self._now(), counts_records=wire == OTLP
                )
            else:
                assert problem is not None  # noqa: S101 - one of the two came back
                settled = settling.settle_unanswered(connection, attempt, problem, self._now())
        self._unanswered = self._unanswered + 1 if answer is None else 0
        self._count(settled)

    def _count(self, settled: Settled) -> None:
        """Keep the tally, and end the run where going on would be of no use.

        Raises:
            _EndOfRunError: the endpoint is at fault, does not answer, or asked for a pause.
        """
        tally = self._tally
        if settled.verdict == judgement.DELIVERED:
            whole = settled.refused == settled.count
            tally.rejected += settled.refused if whole else 0
            tally.delivered += 0 if whole else settled.count
            self._failed = 0
            return
        if settled.verdict == judgement.REJECTED:
            tally.rejected += settled.count
            self._failed = 0
            return
        tally.kept += settled.count
        self._failed += 1
        if settled.verdict == judgement.ENDPOINT:
            raise _EndOfRunError(f"The endpoint is at fault. {settled.reason}")
        if settled.pause:
            raise _EndOfRunError(PausedError(settled.pause).message)
        if self._unanswered >= UNANSWERED_AT_MOST or self._failed >= FAILED_AT_MOST:
            raise _EndOfRunError(f"The endpoint does not take anything. {settled.reason}")
