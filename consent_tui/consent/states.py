"""The four states of consent and their order (contract, section 4)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

UNDECIDED = "undecided"
OFF = "off"
LOCAL = "local"
ON = "on"
DECIDED = (OFF, LOCAL, ON)
STATES = (UNDECIDED, *DECIDED)
YES = (LOCAL, ON)

RANK = {OFF: 0, LOCAL: 1, ON: 2}


def lowest(states: Iterable[str]) -> str:
    """The lowest of these: ``off`` < ``local`` < ``on``; no state at all is ``on``, no ceiling.

    What is none of the three, ``undecided`` included, counts as ``off``.
    """
    found = ON
    for state in states:
        if RANK.get(state, 0) < RANK[found]:
            found = state if state in RANK else OFF
    return found
