"""The truth at a glance: what is recorded and sent at this moment, and a cheap way to see that it changed."""

from __future__ import annotations

import os

from consent_tui.consent.states import UNDECIDED
from consent_tui.services.outlook import outlook
from consent_tui.services.status import status
from consent_tui.shim.install import status as shim_status

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.outlook import Outlook
    from consent_tui.services.profile import Profile
    from consent_tui.services.status import Status
    from consent_tui.shim.install import ShimStatus

    Signature = tuple[tuple[int, int, int] | None, ...]


class Truth:
    """``status`` is None where the configuration cannot be understood; ``fault`` then says why.

    What is recorded and what waits does not depend on that, and is told all the same.

    ``shim`` tells whether dfx runs reach the recorder, ``expected`` what a previewed command would meet.
    """

    __slots__ = ("_found", "expected", "fault", "shim", "status")

    def __init__(self, found: Status, shim: ShimStatus, expected: Outlook) -> None:
        self._found = found
        self.fault = found.records.fault
        self.status = found if self.fault is None else None
        self.shim = shim
        self.expected = expected

    @property
    def state(self) -> str:
        """One of the four states: ``undecided`` only where nothing but a missing decision keeps it off."""
        effective = self._found.records.effective
        is_asking = effective.decision == UNDECIDED and len(effective.deciding) == 1
        return UNDECIDED if is_asking else effective.state

    @property
    def is_counted(self) -> bool:
        """Whether the store could be read; where not, ``pending`` and ``rejected`` mean nothing."""
        return self._found.is_counted

    @property
    def pending(self) -> int:
        """How many events wait."""
        return self._found.pending

    @property
    def rejected(self) -> int:
        """How many events a server refused."""
        return self._found.rejected


def truth(profile: Profile) -> Truth:
    """What holds now. Writes nothing, and raises nothing: what cannot be read is said instead."""
    return Truth(status(profile), shim_status(profile.environ), outlook(profile))


def signature(profile: Profile) -> Signature:
    """Something that differs whenever the truth may: a few stat calls, and no file is opened.

    An empty write-ahead log counts as none: reading the database may make one.
    """
    paths = profile.paths
    shims = (os.path.join(each, "dfx") for each in profile.environ.get("PATH", "").split(os.pathsep)[:64])  # noqa: PTH118
    return tuple(
        _look(path)
        for path in (
            paths.database,
            paths.database + "-wal",
            paths.decisions,
            os.path.join(paths.config, "config.toml"),  # noqa: PTH118
            os.path.join(paths.state, "policy.toml"),  # noqa: PTH118
            profile.site_policy,
            *shims,
        )
    )


def _look(path: str) -> tuple[int, int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found.st_size else None
