"""Whether dfx runs reach the recorder, and the shim that brings them there."""

from __future__ import annotations

import sys
from pathlib import Path

import consent_tui
from consent_tui.consent.asking import next_question
from consent_tui.i18n import N_
from consent_tui.paths import record_command
from consent_tui.services.deciding import tell_shim
from consent_tui.services.records import records
from consent_tui.shim.install import ShimStatus, install, status, uninstall, usual_folder
from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile

OPEN_SHELLS = N_(
    "A shell that is open may still look for dfx where the shim was: type hash -r in it, or open a new one."
)
"""To say once a shim is gone: a POSIX shell remembers where it found a command."""


def first_run_command(folder: str) -> list[str]:
    """The argv that puts the first-run question for the state folder *folder*, up to ``-- dfx …``."""
    entry = Path(consent_tui.__file__).with_name("start_first_run.py")
    return [sys.executable, "-P", str(entry), folder]


def shim_folder(profile: Profile) -> str:
    """The folder that must stand first on PATH."""
    return usual_folder(profile.environ)


def install_shim(profile: Profile) -> ShimStatus:
    """Install the shim for this profile's state folder.

    Raises:
        ConsentError: it could not be installed.
    """
    folder = profile.paths.state
    found = install(
        shim_folder(profile), folder, record_command(folder), first_run_command(folder), profile.environ
    )
    tell_shim(folder, next_question(records(profile).chain.decisions, NOTICE_HASH))
    return found


def uninstall_shim(profile: Profile) -> list[str]:
    """Remove the shim; the paths that were removed.

    Raises:
        ConsentError: one could not be removed.
    """
    return uninstall(profile.environ)


def shim_status(profile: Profile) -> ShimStatus:
    """How the shim stands. Writes nothing."""
    return status(profile.environ)
