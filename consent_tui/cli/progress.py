"""A progress bar on standard error, for work that takes longer than a person likes to wait in silence."""

from __future__ import annotations

import sys
from time import monotonic

PATIENCE = 0.2
"""Seconds of silence before the bar appears."""

_EVERY = 0.1
_WIDTH = 30


class Progress:
    """Called with how much is done of *total*; draws at a terminal only, and leaves no trace when closed."""

    __slots__ = ("_drawn", "_next", "_total")

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._drawn = 0
        self._next = monotonic() + PATIENCE if sys.stderr.isatty() else float("inf")

    def __call__(self, done: int) -> None:
        """Draw the bar anew if that is due."""
        now = monotonic()
        if now < self._next:
            return
        self._next = now + _EVERY
        part = min(done / self._total, 1.0)
        filled = int(part * _WIDTH)
        line = f"[{'=' * filled}{' ' * (_WIDTH - filled)}] {part:4.0%}  {done}/{max(self._total, done)}"
        self._write(line.ljust(self._drawn))
        self._drawn = len(line)

    def close(self) -> None:
        """Wipe the bar away, if there was one."""
        if self._drawn:
            self._write(" " * self._drawn)
            self._write("")

    @staticmethod
    def _write(text: str) -> None:
        # A carriage return alone is understood by every terminal there is.
        sys.stderr.write("\r" + text)
        sys.stderr.flush()
