"""What a run of the sender came to, and when going on would be of no use."""

from __future__ import annotations

from consent_tui.sender import judgement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.sender.settling import Settled

UNANSWERED_AT_MOST = 5
"""So many requests without an answer, one after the other, end a run."""
FAILED_AT_MOST = 20
"""So many requests made again and failed, one after the other, end a run.

No failure of others keeps an event from its first try: a server that answers is asked about every event.
"""


class EndOfRunError(Exception):
    """The run ends here, for the reason given; what is left stays pending."""


class Tally:
    """How many events were delivered, refused (by a server, or here), kept to be tried again, given up.

    ``dropped`` were too old or too many before anything was sent. ``resting`` are still on hold. ``waiting``
    are those whose request was for another endpoint or wire than the one in force: it is made again
    unchanged, once that is in force again, or not at all. ``problem`` is why the run ended early, or empty.
    """

    __slots__ = (
        "_failed",
        "_unanswered",
        "delivered",
        "dropped",
        "given_up",
        "kept",
        "problem",
        "rejected",
        "resting",
        "waiting",
    )

    def __init__(self) -> None:
        self.delivered = self.rejected = self.kept = self.given_up = self.resting = self.waiting = 0
        self.dropped = 0
        self.problem = ""
        self._failed = self._unanswered = 0

    def took(self, settled: Settled) -> None:
        """Count events that a server disposed of: it took them, or refused them for good."""
        self._failed = self._unanswered = 0
        is_whole = settled.verdict == judgement.REJECTED or settled.refused == settled.count
        if is_whole:
            self.rejected += settled.count
        else:
            self.delivered += settled.count

    def failed(self, settled: Settled, *, is_answered: bool, is_again: bool) -> None:
        """Count events that are kept; *is_again* where their request had been made before.

        Raises:
            EndOfRunError: going on would be of no use.
        """
        self.kept += settled.count
        self._failed += is_again
        self._unanswered = 0 if is_answered else self._unanswered + 1
        if settled.verdict == judgement.ENDPOINT:
            raise EndOfRunError(f"The endpoint is at fault. {settled.reason}")
        if self._unanswered >= UNANSWERED_AT_MOST or self._failed >= FAILED_AT_MOST:
            raise EndOfRunError(f"The endpoint does not take anything. {settled.reason}")
