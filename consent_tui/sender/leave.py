"""May anything leave, and if so where to? Asked again before every single request."""

from __future__ import annotations

import os
from time import time_ns

from consent_tui.consent.policy import NAME
from consent_tui.consent.reasons import sentence
from consent_tui.consent.states import ON
from consent_tui.errors import FAILED, REFUSED, ConsentError
from consent_tui.services.configuration import config_path
from consent_tui.services.records import records
from consent_tui.services.times import rfc3339
from consent_tui.services.wire import batch_size_in_force, wire_in_force
from consent_tui.store import schedule
from consent_tui.store.folder import DATABASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sqlite3 import Connection

    from consent_tui.services.profile import Profile
    from consent_tui.services.records import Records

_SECOND = 1_000_000_000
_COARSEST_TIME = 2 * _SECOND
_USUAL_TIME = _SECOND // 20
"""How coarse the time of a change is that a file system keeps, in nanoseconds: whole seconds, or a tick."""


class Leave:
    """Leave to send to ``url``: under ``wire``, ``batch_size`` events a request, after ``hold`` seconds.

    No more than ``max_pending`` events may wait.
    """

    __slots__ = ("batch_size", "hold", "max_pending", "url", "wire")

    def __init__(self, url: str, wire: str, batch_size: int, hold: int, max_pending: int) -> None:
        self.url = url
        self.wire = wire
        self.batch_size = batch_size
        self.hold = hold
        self.max_pending = max_pending


def leave_given(found: Records) -> Leave:
    """What these records allow.

    Raises:
        ConsentError: nothing may leave, and why; exit status 3 where that was decided, 1 where it is a fault.
    """
    effective = found.effective
    if effective.state != ON:
        why = " ".join(sentence(reason) for reason in effective.deciding)
        raise ConsentError(
            f"Nothing may be sent: {why}", "See what holds, and why: dfx-consent status", REFUSED
        )
    if found.fault is not None:
        raise found.fault
    endpoint = found.endpoint
    if endpoint.url is None:
        raise ConsentError(
            f"Nothing can leave: {endpoint.problem or 'no endpoint is configured.'}",
            "Name one: dfx-consent config set endpoint URL",
            FAILED,
        )
    if not found.is_recipient_agreed:
        raise ConsentError(
            f"Nothing is sent to {endpoint.origin}: your decision does not name it.",
            "Decide again with it shown: dfx-consent on",
            REFUSED,
        )
    settings_in_force = found.configuration
    return Leave(
        endpoint.url,
        wire_in_force(found),
        batch_size_in_force(found),
        settings_in_force.hold,
        settings_in_force.max_pending,
    )


class Gate:
    """Looks again at everything that decides, whenever any of it changed; *connection* is the open store."""

    __slots__ = ("_connection", "_database", "_files", "_leave", "_profile", "_seen")

    _leave: Leave

    def __init__(self, profile: Profile, connection: Connection) -> None:
        self._profile = profile
        self._connection = connection
        folder = profile.paths.state
        self._files = (
            profile.paths.decisions,
            config_path(profile),
            f"{folder}/{NAME}",
            profile.site_policy,
        )
        self._database = _signature(f"{folder}/{DATABASE}")[:2]
        self._seen: object = None

    def leave(self) -> Leave:
        """What is allowed at this moment.

        Raises:
            ConsentError: nothing may leave.
        """
        profile = self._profile
        folder = profile.paths.state
        if _signature(f"{folder}/{DATABASE}")[:2] != self._database:
            raise ConsentError("The database was set aside or removed meanwhile.", "Run it again.")
        files = [_signature(each) for each in self._files]
        # Whatever another process commits changes this number; nothing that a run writes decides anything.
        seen = (self._connection.execute("PRAGMA data_version").fetchone(), files)
        if seen != self._seen:
            self._seen = None  # while that raises, it is looked at again
            self._leave = leave_given(records(profile))
            # What changes again at once may keep its time, for that is coarse: it is looked at again, too.
            if not any(_is_recent(each) for each in files):
                self._seen = seen
        return self._leave

    def check_pause(self) -> None:
        """Raises PausedError while the server is to be left alone. Only a run changes that, and then ends."""
        until = schedule.read(self._connection).pause_until
        if 0 < until - int(self._profile.clock()) <= schedule.LONGEST_PAUSE:
            raise PausedError(until)


class PausedError(ConsentError):
    """The server asked to be left alone until a time, in Unix seconds, that has not come."""

    __slots__ = ()

    def __init__(self, until: int) -> None:
        super().__init__(
            f"The server asked to be left alone until {rfc3339(until)}.", "It is respected; send later."
        )


def _signature(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)  # noqa: PTH116 - asked before every request
    except OSError:
        return ()
    return (
        found.st_dev,
        found.st_ino,
        found.st_size,
        found.st_mtime_ns,
        found.st_uid,
        found.st_mode,
        found.st_ctime_ns,
    )


def _is_recent(signature: tuple[int, ...]) -> bool:
    """Whether this file was changed so lately that its next change may bear the same time."""
    if not signature:
        return False
    changed = signature[-1]
    return abs(time_ns() - changed) < (_USUAL_TIME if changed % _SECOND else _COARSEST_TIME)
