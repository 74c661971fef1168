"""One run of the sender: whatever may go at this moment, in shuffled order, one request at a time.

Before every request consent, policy, recipient, pause and hold are looked at again (``dispatch``).
"""

from __future__ import annotations

from array import array
from random import SystemRandom
from time import sleep

from consent_tui.consent.states import ON
from consent_tui.errors import ConsentError
from consent_tui.sender.dispatch import Dispatch
from consent_tui.sender.leave import Gate, leave_given
from consent_tui.sender.lock import only_run
from consent_tui.sender.tally import EndOfRunError, Tally
from consent_tui.sender.transport import Transport
from consent_tui.services.records import records
from consent_tui.services.wiping import has_store
from consent_tui.store import outgoing, pending, schedule, sent
from consent_tui.store.session import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

    from consent_tui.services.profile import Profile


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


def run(profile: Profile, pace: Pace) -> Tally:
    """Send what may go now.

    Raises:
        ConsentError: nothing may leave at all, another sender is at work, or the store cannot be used.
    """
    folder = profile.paths.state
    found = records(profile)
    if found.effective.state != ON or found.fault is not None or not has_store(profile):
        leave_given(found)  # says why not; nothing is written then, not even that it was tried
        return Tally()
    with only_run(folder) as is_alone:
        if not is_alone:
            raise ConsentError("Another sender is at work.", "Wait for it to end: dfx-consent status")
        with writing(folder) as connection:
            return _Run(profile, connection, pace).go()


class _Run:
    __slots__ = ("_chance", "_connection", "_dispatch", "_pace", "_profile", "_tally")

    _dispatch: Dispatch

    def __init__(self, profile: Profile, connection: Connection, pace: Pace) -> None:
        self._profile = profile
        self._connection = connection
        self._pace = pace
        self._chance = SystemRandom()
        self._tally = Tally()

    def go(self) -> Tally:
        connection = self._connection
        schedule.begin(connection, self._now())
        problem = ""
        try:
            gate = Gate(self._profile, connection)
            leave = gate.leave()
            gate.check_pause()
            self._drop_expired(leave.hold, leave.max_pending)
            with Transport(leave.url) as transport:
                self._dispatch = Dispatch(self._profile, connection, gate, leave, transport, self._tally)
                try:
                    self._passes()
                finally:
                    self._dispatch.close()
        except EndOfRunError as reason:
            problem = self._tally.problem = str(reason)
        except ConsentError as error:
            problem = str(error)
            raise
        finally:
            schedule.finish(connection, self._now(), problem)
        return self._tally

    def _now(self) -> int:
        return int(self._profile.clock())

    def _drop_expired(self, hold: int, max_pending: int) -> None:
        connection, now = self._connection, self._now()
        before = pending.dropped(connection)
        pending.drop_expired(connection, hold, max_pending, now)
        self._tally.dropped = pending.dropped(connection) - before
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
        outgoing.give_keys(self._connection)
        dispatch = self._dispatch
        fresh, requests = self._order()
        done = 0
        while done < len(fresh):
            some = fresh[done : done + dispatch.leave.batch_size]
            dispatch.first_time(some)
            done += len(some)
        for attempt in requests:
            dispatch.again(attempt)
        dispatch.rest()

    def _order(self) -> tuple[array[int], array[int]]:
        """What may go, shuffled: ids of events, and of open requests, which go after them.

        So no event waits because another one failed before. Numbers alone, so that a long queue costs hardly
        any memory; each is looked at again when it goes.
        """
        latest = self._pace.latest_try
        until = self._now() if latest is None else latest
        fresh = array("q")
        requests: set[int] = set()
        self._tally.resting = 0
        for each in outgoing.candidates(self._connection, self._dispatch.leave.hold, self._dispatch.moment()):
            if each.rest:
                self._tally.resting += 1
            elif each.next_try > until:
                continue
            elif each.attempt is None:
                fresh.append(each.id)
            elif each.attempt not in self._dispatch.elsewhere:
                requests.add(each.attempt)
        again = array("q", requests)
        self._chance.shuffle(fresh)
        self._chance.shuffle(again)
        return fresh, again

    def _wait(self) -> float | None:
        """Seconds until the next backoff ends; None where nothing waits for one, or nobody does for it."""
        if self._pace.linger <= 0:
            return None
        soonest: int | None = None
        for each in outgoing.candidates(self._connection, self._dispatch.leave.hold, self._dispatch.moment()):
            if not each.rest and each.attempt is not None and each.attempt not in self._dispatch.elsewhere:
                soonest = each.next_try if soonest is None else min(soonest, each.next_try)
        return None if soonest is None else max(float(soonest - self._now()), 0.05)
