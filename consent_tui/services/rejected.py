"""What a server refused: to look at and to wipe. It is never sent again."""

from __future__ import annotations

from consent_tui.services.wiping import wiped
from consent_tui.store import erasure, rejected
from consent_tui.store.session import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile
    from consent_tui.store.erasure import Wiped
    from consent_tui.store.rejected import RejectedEvent


def rejected_events(profile: Profile) -> list[RejectedEvent]:
    """All of them, newest first; none where there is no store, and none is made.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        return [] if connection is None else rejected.listing(connection)


def wipe_rejected(profile: Profile) -> Wiped:
    """Wipe all of them, and look at every file of ours whether something of them is left.

    Raises:
        ConsentError: the database cannot be written; nothing is wiped then.
    """
    return wiped(profile, erasure.wipe_rejected)
