"""What the system says when something goes wrong with a file, in the person's language."""

from __future__ import annotations

from consent_tui.i18n import N_, _

UNKNOWN = N_("unknown reason")
WORDS = (
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Directory not empty"),
    N_("Device or resource busy"),
    N_("Input/output error"),
    N_("Too many open files"),
    N_("Too many levels of symbolic links"),
)
"""The system's words for what a person is likely to meet; whatever else it says stays in English."""


def why(error: OSError) -> str:
    """Why it went wrong."""
    return _(error.strerror or UNKNOWN)
