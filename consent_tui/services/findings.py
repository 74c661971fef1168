"""What a check of the doctor's finds."""

from __future__ import annotations

FINE = "fine"
NOTE = "note"
PROBLEM = "problem"


class Finding:
    """One check: what was looked at, ``fine``, ``note`` or ``problem``, what was found, and the mend.

    The first two are the same in every language; the others are in the one that is spoken.
    """

    __slots__ = ("check", "detail", "mend", "state")

    def __init__(self, check: str, state: str, detail: str, mend: str = "") -> None:
        self.check = check
        self.state = state
        self.detail = detail
        self.mend = mend
