"""What the interpreter does otherwise until the first frame is out."""

from __future__ import annotations

import gc
import sys

_HANDED_OVER_AFTER = 0.0003
_usual = sys.getswitchinterval()


def hurry() -> None:
    """Collect no garbage, for what start-up makes lives as long as the app; and hand frames over at once.

    A thread of Textual's writes them, and waits for the interpreter until what runs has had its turn: 5 ms
    by default, in which the frame after the first one is made.
    """
    gc.disable()
    sys.setswitchinterval(_HANDED_OVER_AFTER)


def settle() -> None:
    """Everything as usual again, after ``hurry``; no collection looks through what start-up made."""
    if gc.isenabled():
        return
    sys.setswitchinterval(_usual)
    gc.freeze()
    gc.enable()
