"""Wiping what the store holds: nothing is made for it, and a request in flight is waited for."""

from __future__ import annotations

import os

from consent_tui.sender.lock import without_requests
from consent_tui.store.erasure import Wiped
from consent_tui.store.session import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from consent_tui.sender.lock import Tell
    from consent_tui.services.profile import Profile

    Wipe = Callable[[Connection, str], Wiped]
    """Wipes in the open store, which lies in this folder, and looks whether something is left."""

NOTHING_WIPED = Wiped(0, ())


def has_store(profile: Profile) -> bool:
    """Whether there is a database, sound or not; what only removes must make none."""
    return os.path.lexists(profile.paths.database)


def wiped(profile: Profile, wipe: Wipe) -> Wiped:
    """What *wipe* did with the store of this profile, if there is one.

    Raises:
        ConsentError: the database cannot be written; nothing is wiped then.
    """
    if not has_store(profile):
        return NOTHING_WIPED
    with writing(profile.paths.state) as connection:
        return wipe(connection, profile.paths.state)


def wiped_between_requests(profile: Profile, wipe: Wipe, tell: Tell) -> Wiped:
    """The same while no request is in flight: one that is, is waited for, which *tell* is told.

    Raises:
        ConsentError: the database cannot be written, or a request does not end; nothing is wiped then.
    """
    if not has_store(profile):
        return NOTHING_WIPED
    with without_requests(profile.paths.state, tell):
        return wiped(profile, wipe)
