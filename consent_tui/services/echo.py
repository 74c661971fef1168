"""The terminal's echo of what is typed before the app reads it: all would see it on the screen."""

from __future__ import annotations

import termios
from contextlib import suppress

_STDIN = 0
_LOCAL_MODES = 3


class _Echo:
    """How the terminal was found, as long as its echo is off."""

    __slots__ = ("before",)

    def __init__(self) -> None:
        self.before: list[int | list[bytes | int]] | None = None


_echo = _Echo()


def hide() -> None:
    """Echo nothing that is typed from now on, as far as standard input is a terminal."""
    with suppress(termios.error, OSError):
        before, ours = termios.tcgetattr(_STDIN), termios.tcgetattr(_STDIN)
        ours[_LOCAL_MODES] &= ~termios.ECHO
        termios.tcsetattr(_STDIN, termios.TCSANOW, ours)
        _echo.before = before


def give_back() -> None:
    """Leave the terminal as ``hide`` found it; does nothing where it was given back."""
    before, _echo.before = _echo.before, None
    if before is not None:
        with suppress(termios.error, OSError):
            termios.tcsetattr(_STDIN, termios.TCSANOW, before)
