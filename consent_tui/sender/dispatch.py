"""Requests, one at a time: chosen and committed, transmitted, and what came back noted.

Everything happens under the lock that ``off`` and every wipe take. It is held from one request to the next
for as long as nobody else wants it, so that one transaction can note what became of a request and commit
the next one. Killed between any two steps, the next run finds a request open and makes it again, unchanged.
"""

from __future__ import annotations

from uuid import uuid4

from consent_tui.consent.states import ON
from consent_tui.errors import ConsentError
from consent_tui.sender import judgement, settling
from consent_tui.sender.leave import PausedError
from consent_tui.sender.lock import RequestLock
from consent_tui.sender.soundness import is_ours
from consent_tui.sender.tally import EndOfRunError
from consent_tui.sender.transport import NoAnswer
from consent_tui.services.wire import OTLP, headers, request_bytes, wire_of
from consent_tui.store import clock, outgoing, sent
from consent_tui.store.session import durable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from sqlite3 import Connection

    from consent_tui.sender.leave import Gate, Leave
    from consent_tui.sender.tally import Tally
    from consent_tui.sender.transport import Answer, Transport
    from consent_tui.services.profile import Profile
    from consent_tui.store.outgoing import Rested
    from consent_tui.store.pending import PendingEvent


class _Request:
    """One that is committed: its id in ``sent``, its idempotency key and its bytes, for these events."""

    __slots__ = ("attempt", "body", "events", "is_again", "key", "wire")

    def __init__(
        self,
        attempt: int,
        key: str,
        body: bytes,
        wire: str,
        events: Sequence[PendingEvent],
        *,
        is_again: bool,
    ) -> None:
        self.attempt = attempt
        self.key = key
        self.body = body
        self.wire = wire
        self.events = events
        self.is_again = is_again


class Dispatch:
    """Makes requests over *transport*, for as long as *gate* gives leave to send where the run began to.

    ``leave`` is what was allowed last. ``elsewhere`` are open requests, by their ids, that are for another
    endpoint or wire: made again unchanged once that is in force again, or not at all.
    """

    __slots__ = (
        "_boot",
        "_connection",
        "_gate",
        "_lock",
        "_profile",
        "_taken",
        "_tally",
        "_transport",
        "elsewhere",
        "leave",
    )

    def __init__(
        self,
        profile: Profile,
        connection: Connection,
        gate: Gate,
        leave: Leave,
        transport: Transport,
        tally: Tally,
    ) -> None:
        self._profile = profile
        self._connection = connection
        self._gate = gate
        self.leave = leave
        self.elsewhere: set[int] = set()
        self._transport = transport
        self._tally = tally
        self._boot = clock.now()
        self._lock = RequestLock(profile.paths.state)
        # A request that was taken and whose answer is not noted yet: it is, with the next one.
        self._taken: tuple[_Request, Answer] | None = None

    def now(self) -> int:
        """This moment by the wall's clock, in Unix seconds."""
        return int(self._profile.clock())

    def moment(self) -> clock.Moment:
        """This moment by both clocks."""
        return clock.again(self._boot, self.now())

    def first_time(self, identifiers: Sequence[int]) -> None:
        """Make a request for those of these events that may go at this very moment.

        Raises:
            EndOfRunError: nothing more may leave, or going on would be of no use.
        """
        if len(identifiers) == 1:
            self._step(lambda: self._chosen(identifiers, lambda event: event.key))
            return
        # A power cut may take the last commits with it. The key of a single event survives that, for it was
        # given before; the key of a batch must be as safe before its first byte leaves.
        with durable(self._connection):
            self._step(lambda: self._chosen(identifiers, lambda _: str(uuid4())))

    def again(self, attempt: int) -> None:
        """Make an open request again, unchanged, or not at all.

        Raises:
            EndOfRunError: nothing more may leave, or going on would be of no use.
        """
        released: list[int] = []
        self._step(lambda: self._looked_at_again(attempt, released))
        if released:
            outgoing.give_keys(self._connection)
            size = self.leave.batch_size
            for at in range(0, len(released), size):
                self.first_time(released[at : at + size])

    def rest(self) -> None:
        """Note what became of the last request, and let whoever waits for the lock have it."""
        try:
            if self._taken is not None:
                self._connection.execute("BEGIN IMMEDIATE")
                with self._connection:
                    self._note_taken()
        finally:
            self._lock.let_go()

    def close(self) -> None:
        """Rest, and let go of the files of the locks."""
        try:
            self.rest()
        finally:
            self._lock.close()

    def _step(self, choose: Callable[[], _Request | None]) -> None:
        """Commit what became of the last request together with the next one, and transmit that."""
        if self._lock.is_wanted():
            self.rest()
        self._lock.hold()
        request = ended = None
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            self._note_taken()
            try:
                request = choose()
            except EndOfRunError as reason:
                ended = reason  # what became of the last request is to be committed all the same
        if ended is not None:
            raise ended
        if request is not None:
            self._transmit(request)

    def _note_taken(self) -> None:
        """Note what became of the last request, in the caller's transaction."""
        if self._taken is not None:
            request, answer = self._taken
            self._taken = None
            refused = judgement.refused_records(answer.body) if request.wire == OTLP else 0
            self._tally.took(
                settling.settle_taken(
                    self._connection, request.attempt, request.events, answer, refused, self.now()
                )
            )

    def _chosen(self, identifiers: Sequence[int], key_of: Callable[[Rested], str | None]) -> _Request | None:
        connection, leave = self._connection, self._leave_now()
        sound = self._sound(outgoing.rested(connection, identifiers, leave.hold, self.moment()))
        key = key_of(sound[0]) if sound else None
        if key is None:
            return None
        # In the order of their bytes: the order in which they were recorded stays here.
        body = request_bytes(sorted(each.body for each in sound), leave.wire)
        attempt = sent.attempt(connection, [each.id for each in sound], leave.url, key, body, self.now())
        return _Request(attempt, key, body, leave.wire, sound, is_again=False)

    def _looked_at_again(self, attempt: int, released: list[int]) -> _Request | None:
        """The request, if it may be made again at this moment; into *released* go events for another one."""
        connection = self._connection
        leave = self._leave_now()
        moment = self.moment()
        events = outgoing.carried(connection, attempt)
        if not events or any(each.state != ON or each.rest(leave.hold, moment) for each in events):
            return None
        request = sent.find(connection, attempt)
        if request is None or not self._is_sound(request, events):
            self._give_up(events)
            return None
        if request.endpoint == leave.url and wire_of(request.request) == leave.wire:
            return _Request(
                attempt, request.idempotency_key, request.request, leave.wire, events, is_again=True
            )
        if request.answered_at is not None and not outgoing.failures(connection, attempt):
            # Every answer to it said no, so that another request cannot be a second one.
            sent.release(connection, attempt)
            released.extend(each.id for each in events)
        else:
            self.elsewhere.add(attempt)
            self._tally.waiting += len(events)
        return None

    def _leave_now(self) -> Leave:
        """Leave for one request, as things stand at this moment.

        Raises:
            EndOfRunError: it is not given any more, or it is for another recipient than the run began with.
        """
        try:
            leave = self._gate.leave()
        except ConsentError as error:
            raise EndOfRunError(str(error)) from error
        if leave.url != self.leave.url:
            raise EndOfRunError("The endpoint was changed meanwhile.")
        self.leave = leave
        return leave

    def _sound(self, events: list[Rested]) -> list[Rested]:
        """Those that are events of ours; the others are refused here."""
        strange = [each for each in events if not is_ours(each.body)]
        if not strange:
            return events
        settling.reject_here(self._connection, strange, self.now())
        self._tally.rejected += len(strange)
        return [each for each in events if each not in strange]

    @staticmethod
    def _is_sound(request: sent.SentRequest, events: Sequence[PendingEvent]) -> bool:
        """Whether this is the request that was made for these events, whoever wrote there since."""
        return (
            request.outcome == sent.OPEN
            and all(is_ours(each.body) for each in events)
            and request.request
            == request_bytes(sorted(each.body for each in events), wire_of(request.request))
        )

    def _give_up(self, events: Sequence[PendingEvent]) -> None:
        """What can be sent neither as it was nor otherwise."""
        settling.give_up(self._connection, events)
        self._tally.given_up += len(events)

    def _transmit(self, request: _Request) -> None:
        """Make the request; what was taken is noted with the next one, anything else at once."""
        url = self.leave.url
        self._lock.name(url, request.key)
        try:
            answer = self._transport.post(headers(request.body, request.wire, url, request.key), request.body)
        except NoAnswer as problem:
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                settled = settling.settle_unanswered(self._connection, request.attempt, problem, self.now())
            self._tally.failed(settled, is_answered=False, is_again=request.is_again)
            return
        if judgement.judge(answer.status) == judgement.DELIVERED:
            self._taken = request, answer
            return
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            settled = settling.settle_not_taken(self._connection, request.attempt, answer, self.now())
        if settled.verdict == judgement.REJECTED:
            self._tally.took(settled)
            return
        self._tally.failed(settled, is_answered=True, is_again=request.is_again)
        if settled.pause:
            raise EndOfRunError(str(PausedError(self.now() + settled.pause)))
