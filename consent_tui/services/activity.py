"""The cache of monthly and daily activity: what is known, in documents and as a strip of days (section 3)."""

from __future__ import annotations

from consent_tui.capture.event import DAU, MAU
from consent_tui.i18n import N_
from consent_tui.services.records import records
from consent_tui.services.times import rfc3339
from consent_tui.services.wiping import has_store
from consent_tui.store import activity as cache
from consent_tui.store.activity import DAY, SHOWN_DAYS, Activity
from consent_tui.store.session import reading, writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile

NO_IDENTIFIER = N_(
    "Your own machine counts the days and sends at most one #dau a day and one #mau in 30 days, "
    "so nobody needs an identifier to count people."
)


class ActivityView:
    """``mau`` and ``dau`` as the store's ``Activity``; ``days`` are days since 1970-01-01 UTC, oldest first.

    ``now`` is when this was looked at, in Unix seconds.
    """

    __slots__ = ("dau", "days", "mau", "now")

    def __init__(self, mau: Activity, dau: Activity, days: list[int], now: int) -> None:
        self.mau = mau
        self.dau = dau
        self.days = days
        self.now = now

    @property
    def strip(self) -> list[tuple[int, bool]]:
        """The last 30 days, oldest first, each with whether dfx ran on it."""
        today = self.now // DAY
        active = frozenset(self.days)
        return [(day, day in active) for day in range(today - SHOWN_DAYS + 1, today + 1)]


def activity(profile: Profile) -> ActivityView:
    """What is known; writes nothing, and makes no store where there is none.

    Raises:
        ConsentError: the database cannot be read.
    """
    now = int(profile.clock())
    with reading(profile.paths.state) as connection:
        if connection is None:
            return ActivityView(_nothing(MAU), _nothing(DAU), [], now)
        state = records(profile).effective.state
        return ActivityView(
            cache.look(connection, MAU, state, now),
            cache.look(connection, DAU, state, now),
            cache.active_days(connection, now),
            now,
        )


def activity_document(found: ActivityView) -> dict[str, object]:
    """The JSON document of contract section 6; a ``next_eligible`` of null is "with the next command"."""
    return {
        "mau": _document(found.mau),
        "dau": _document(found.dau),
        "active_days": [date(day) for day in found.days],
    }


def date(day: int) -> str:
    """``YYYY-MM-DD`` of this day since 1970-01-01, UTC."""
    return (rfc3339(day * DAY) or "")[:10]


def wipe_activity(profile: Profile) -> None:
    """Forget the days and the windows, but for what a pending event says by itself.

    Raises:
        ConsentError: the database cannot be written; nothing is forgotten then.
    """
    if not has_store(profile):
        return
    with writing(profile.paths.state) as connection:
        cache.wipe(connection)


def _nothing(kind: str) -> Activity:
    return Activity(kind, None, None, None, pending=False)


def _document(found: Activity) -> dict[str, object]:
    return {
        "last_recorded": rfc3339(found.last_recorded),
        "last_sent": rfc3339(found.last_sent),
        "next_eligible": rfc3339(found.next_eligible),
        "pending": found.pending,
    }
