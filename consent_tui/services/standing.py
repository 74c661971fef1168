"""How sending stands: when it comes next, where it goes, how long events rest; and to put it off."""

from __future__ import annotations

from consent_tui.consent.states import ON
from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.services.configuration import write
from consent_tui.services.deciding import mirror_limits
from consent_tui.services.settings import LONGEST_HOLD
from consent_tui.services.status import status
from consent_tui.services.wire import batch_size_in_force

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile

DAY = 86400
HOLDS = (
    ("12h", DAY // 2),
    ("24h", DAY),
    ("48h", 2 * DAY),
    ("3d", 3 * DAY),
    ("7d", 7 * DAY),
    ("14d", LONGEST_HOLD),
)
"""What a hold is prolonged to, step by step: as ``config.toml`` says it, and in seconds."""


class Standing:
    """``next_send`` in Unix seconds or None; ``hold`` in seconds; ``origin`` None where nothing can leave.

    ``batch_size`` is how many events may travel in one request.

    ``is_sending`` tells whether anything may be sent at all. ``problem`` ended the last run, or is empty.
    """

    __slots__ = ("batch_size", "hold", "is_sending", "next_send", "origin", "pause_until", "problem")

    def __init__(
        self,
        next_send: int | None,
        pause_until: int,
        hold: int,
        batch_size: int,
        origin: str | None,
        problem: str,
        *,
        is_sending: bool,
    ) -> None:
        self.next_send = next_send
        self.pause_until = pause_until
        self.hold = hold
        self.batch_size = batch_size
        self.origin = origin
        self.problem = problem
        self.is_sending = is_sending


def standing(profile: Profile) -> Standing:
    """How it stands now; writes nothing.

    Raises:
        ConsentError: ``config.toml`` cannot be understood.
    """
    found = status(profile)
    endpoint = found.records.endpoint
    return Standing(
        found.next_send,
        found.schedule.pause_until,
        found.records.configuration.hold,
        batch_size_in_force(found.records),
        endpoint.origin,
        found.schedule.problem or endpoint.problem,
        is_sending=found.records.effective.state == ON and found.records.is_recipient_agreed,
    )


def prolong_hold(profile: Profile) -> int:
    """Let events rest for the next longer of ``HOLDS``, those that wait already too; returns it in seconds.

    Raises:
        ConsentError: it is as long as it can be, or ``config.toml`` cannot be read or written.
    """
    before = status(profile).records.configuration.hold
    for text, seconds in HOLDS:
        if seconds > before:
            write(profile, "hold", text)
            mirror_limits(profile)
            return seconds
    raise ConsentError(
        _("Events rest for 14 days already, which is the longest."),
        _("To have nothing sent at all, say no or local only, on the tab Consent."),
    )
