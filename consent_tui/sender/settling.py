"""What becomes of the events of a request, by what came back; each within one transaction of the caller."""

from __future__ import annotations

from random import SystemRandom

from consent_tui.sender import judgement
from consent_tui.store import activity, outgoing, pending, rejected, schedule, sent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from sqlite3 import Connection

    from consent_tui.sender.transport import Answer, NoAnswer
    from consent_tui.store.pending import PendingEvent

NOT_OURS = "Not an event of this program: it was never sent."
UNSENDABLE = 0
"""The status of an event that was refused here, by no server."""

_LONGEST_TEXT = 500


class Settled:
    """What came of one request: a verdict of ``judgement``, how many events it carried, and what was said.

    ``refused`` of them a partial success left out; ``pause`` is for how many seconds the server wants to be
    left alone, or None.
    """

    __slots__ = ("count", "pause", "reason", "refused", "verdict")

    def __init__(
        self, verdict: str, count: int, reason: str = "", refused: int = 0, pause: int | None = None
    ) -> None:
        self.verdict = verdict
        self.count = count
        self.reason = reason
        self.refused = refused
        self.pause = pause


def settle_taken(
    connection: Connection,
    attempt: int,
    events: Sequence[PendingEvent],
    answer: Answer,
    refused: int,
    now: int,
) -> Settled:
    """The server took the request that carried *events*, but for *refused* of them."""
    refused = min(refused, len(events))
    text = readable(answer.body)
    outcome = sent.PARTIAL if refused else sent.DELIVERED
    sent.close(connection, attempt, outcome, answer.status, text, now, refused)
    if refused and refused == len(events):
        _reject(connection, events, answer.status, text, now)
    else:
        for each in events:
            if b"#command" not in each.body:  # which counts for no one's activity
                activity.delivered(connection, each.id, now)
        outgoing.take_out(connection, attempt)
    return Settled(judgement.DELIVERED, len(events), refused=refused)


def settle_not_taken(connection: Connection, attempt: int, answer: Answer, now: int) -> Settled:
    """Carry out what an answer says that took nothing."""
    events = outgoing.carried(connection, attempt)
    verdict = judgement.judge(answer.status)
    text = readable(answer.body)
    reason = f"The server answered {answer.status}."
    if verdict == judgement.REJECTED:
        sent.close(connection, attempt, sent.REJECTED, answer.status, text, now)
        _reject(connection, events, answer.status, text, now)
        return Settled(verdict, len(events), reason)
    sent.close(connection, attempt, sent.OPEN, answer.status, text, now)
    pause = None
    if verdict == judgement.RETRY:
        _put_off(connection, attempt, now)
        pause = judgement.retry_after(answer.retry_after, now)
        if pause:
            schedule.pause(connection, now + pause)
    return Settled(verdict, len(events), reason, pause=pause)


def settle_unanswered(connection: Connection, attempt: int, problem: NoAnswer, now: int) -> Settled:
    """Keep the events of a request that nothing came back for."""
    sent.close(connection, attempt, sent.OPEN, None, readable(problem.reason.encode()), now)
    count = len(outgoing.carried(connection, attempt))
    if problem.is_endpoint:
        return Settled(judgement.ENDPOINT, count, readable(problem.reason.encode()))
    _put_off(connection, attempt, now)
    return Settled(judgement.RETRY, count, readable(problem.reason.encode()))


def reject_here(connection: Connection, events: Sequence[PendingEvent], now: int) -> None:
    """Take out what is no event of ours; it is shown, and never sent."""
    _reject(connection, events, UNSENDABLE, NOT_OURS, now)


def give_up(connection: Connection, events: Sequence[PendingEvent]) -> None:
    """Let go of what can be sent neither as it was nor otherwise; the answer to its request stays unknown."""
    outgoing.count_dropped(connection, pending.remove(connection, [each.id for each in events]))


def readable(text: bytes) -> str:
    """The beginning of what somebody else wrote, as one line without control characters."""
    found = text.decode("utf-8", "replace")[:_LONGEST_TEXT]
    return "".join(each if each.isprintable() else " " for each in found).strip()


def _reject(connection: Connection, events: Sequence[PendingEvent], status: int, text: str, now: int) -> None:
    for each in events:
        rejected.add(connection, each.body, status, text, now)
    pending.remove(connection, [each.id for each in events])


def _put_off(connection: Connection, attempt: int, now: int) -> None:
    failed = outgoing.failures(connection, attempt) + 1
    outgoing.put_off(connection, attempt, now + judgement.backoff(failed, SystemRandom().uniform))
