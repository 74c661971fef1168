"""The folder that holds the state: who owns it, and what lies in it."""

from __future__ import annotations

import os

DATABASE = "consent.db"
DECISIONS = "decisions.jsonl"
RECORDING = "recording"
"""The marker without which the shim starts no recorder (contract, section 4)."""

_OURS = (DATABASE, DECISIONS)
_STICKY = 0o1000


def prepare(folder: str) -> None:
    """Make the state folder, mode 0700, if it is not there.

    A folder that was there before is closed to others only if it is evidently ours: empty, or with our
    files in it. ``DFX_CONSENT_HOME`` may name any folder at all, and some are shared for a reason.

    Raises:
        OSError: it cannot be made.
    """
    try:
        os.makedirs(folder, mode=0o700)  # noqa: PTH103 - pathlib is too slow to start here
    except FileExistsError:
        found = os.stat(folder)  # noqa: PTH116
        if found.st_mode & 0o077 and not found.st_mode & _STICKY and found.st_uid == os.geteuid():
            names = os.listdir(folder)  # noqa: PTH208
            if not names or any(each in names for each in _OURS):
                os.chmod(folder, 0o700)  # noqa: PTH101


def is_ours(folder: str) -> bool:
    """Whether the folder is there and belongs to the effective user; under ``sudo`` it may not."""
    try:
        return os.stat(folder).st_uid == os.geteuid()  # noqa: PTH116
    except OSError:
        return False


def decisions_size(folder: str) -> int:
    """The size of the decisions file in bytes, 0 where there is none, -1 where that cannot be known."""
    try:
        return os.stat(folder + "/" + DECISIONS).st_size  # noqa: PTH116
    except FileNotFoundError:
        return 0
    except OSError:
        return -1


def mark_recording(folder: str) -> None:
    """Let the shim start the recorder: a standing ``on`` or ``local``."""
    os.close(os.open(folder + "/" + RECORDING, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))


def unmark_recording(folder: str) -> None:
    """Let the shim run the real dfx and nothing else. It is no error when it did so already."""
    try:  # noqa: SIM105 - contextlib is too slow to start here
        os.unlink(folder + "/" + RECORDING)  # noqa: PTH108
    except FileNotFoundError:
        pass
