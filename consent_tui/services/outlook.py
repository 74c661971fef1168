"""What the records say of a previewed command: what a yes covers, and what would ride along."""

from __future__ import annotations

import os

from consent_tui.capture.event import DAU, MAU
from consent_tui.services.wire import NDJSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile


class Outlook:
    """``covered`` are the tokens that a standing yes covers, None where that is all or nobody said yes.

    ``riding`` are the kinds of event (``#mau``, ``#dau``) that would be recorded with the next command.
    ``wire`` and ``endpoint`` say how and where it would travel, the latter None where nothing can leave.
    """

    __slots__ = ("covered", "endpoint", "riding", "wire")

    def __init__(
        self,
        covered: frozenset[str] | None,
        riding: tuple[str, ...],
        wire: str = NDJSON,
        endpoint: str | None = None,
    ) -> None:
        self.covered = covered
        self.riding = riding
        self.wire = wire
        self.endpoint = endpoint


EVERYTHING = Outlook(None, (MAU, DAU))
"""The outlook of somebody who never recorded anything."""


def outlook(profile: Profile) -> Outlook:
    """How things stand for this profile; writes nothing. A store that cannot be read limits nothing."""
    paths = profile.paths
    places = (
        paths.database,
        paths.config + "/config.toml",
        paths.state + "/policy.toml",
        profile.site_policy,
    )
    if not any(os.path.exists(each) for each in places):  # noqa: PTH110 - pathlib is too slow to start here
        return EVERYTHING
    from consent_tui.consent.states import LOCAL, ON, YES  # noqa: PLC0415 - without a store nobody pays for them
    from consent_tui.errors import ConsentError  # noqa: PLC0415
    from consent_tui.services.records import records  # noqa: PLC0415
    from consent_tui.services.wire import wire_in_force  # noqa: PLC0415
    from consent_tui.store import activity  # noqa: PLC0415
    from consent_tui.store.session import reading  # noqa: PLC0415
    from consent_tui.vocabulary.closed import VOCABULARY_HASH  # noqa: PLC0415

    now = int(profile.clock())
    try:
        found = records(profile)
        wire, endpoint = wire_in_force(found), found.endpoint.url
        with reading(profile.paths.state) as connection:
            if connection is None:
                return Outlook(EVERYTHING.covered, EVERYTHING.riding, wire, endpoint)
            state = LOCAL if found.effective.state == LOCAL else ON
            kinds = (MAU, DAU)
            riding = [
                kind for kind in kinds if activity.look(connection, kind, state, now).next_eligible is None
            ]
    except ConsentError:
        return EVERYTHING
    standing = found.standing
    is_limited = found.effective.decision in YES and standing.vocabulary_hash != VOCABULARY_HASH
    return Outlook(standing.covered_tokens() if is_limited else None, tuple(riding), wire, endpoint)
