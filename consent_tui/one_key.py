"""A terminal that hands over single keys, given back as it was whatever happens."""

from __future__ import annotations

import os
import signal
import termios
from select import POLLIN, poll
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

ESCAPE = "esc"

_TERMINAL = 0
_SEQUENCE_SECONDS = 0.05
_END_OF_INPUT = b"\x04"
_BY_KEY = (signal.SIGINT, signal.SIGQUIT)
_LEAVING = (*_BY_KEY, signal.SIGTERM, signal.SIGHUP)


class LeftError(Exception):
    """The person left without a choice. ``is_ended``: by Ctrl-C or its kin, which end the command.

    ``signal`` is the number of the signal that said so; 0 where input came to its end.
    """

    def __init__(self, *, is_ended: bool, signal: int = 0) -> None:
        super().__init__()
        self.is_ended = is_ended
        self.signal = signal


def is_input_waiting(seconds: float = 0) -> bool:
    """Whether standard input has something to read, or gets it within *seconds*."""
    waiting = poll()
    waiting.register(_TERMINAL, POLLIN)
    return bool(waiting.poll(seconds * 1000))


class OneKey:
    """Standard input as single keys that are not echoed; it must be a terminal in whose foreground we are.

    ``take`` it, and ``give_back`` whatever happens. In between no signal breaks in: one that says to leave
    comes out of ``key`` as ``LeftError``. Ctrl-Z gives the terminal back and stops; coming back, *draw* is
    called again. A signal that was ignored from the start stays ignored.
    """

    __slots__ = ("_before", "_deaf_until", "_draw", "_handlers", "_left", "_suspend_key", "_wakening")

    def __init__(self, draw: Callable[[], None]) -> None:
        self._draw = draw
        self._before: list[object] = []
        self._deaf_until = 0.0
        self._handlers: dict[signal.Signals, object] = {}
        self._left: int | None = None
        self._suspend_key = b""
        self._wakening = (-1, -1)

    def take(self) -> None:
        """From now on keys come singly."""
        self._wakening = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC) if hasattr(os, "pipe2") else _pipe()
        signal.set_wakeup_fd(self._wakening[1], warn_on_full_buffer=False)
        for number in _LEAVING:
            before = signal.getsignal(number)
            if before is not signal.SIG_IGN:
                self._handlers[number] = before
                signal.signal(number, self._leave)
        self._take()

    def give_back(self) -> None:
        """The terminal and the signals as they were."""
        self._give_back()
        signal.set_wakeup_fd(-1)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        self._handlers.clear()
        for descriptor in self._wakening:
            if descriptor >= 0:
                os.close(descriptor)
        self._wakening = (-1, -1)

    def show(self, deaf_seconds: float) -> None:
        """Draw. Keys that come within *deaf_seconds* are thrown away: they were meant for something else."""
        self._draw()
        self._deaf_until = monotonic() + deaf_seconds

    @property
    def is_left(self) -> bool:
        """Whether Ctrl-C and its kin were pressed, which ``key`` may not have been asked about any more."""
        return self._left in _BY_KEY

    def key(self) -> str:
        """The next key: a character in lower case, ``esc``, or nothing for a key that means nothing here.

        Raises:
            LeftError: a signal says to leave, the end of input was typed, or the terminal is gone.
        """
        while (left := self._deaf_until - monotonic()) > 0:
            if self._wait(left):
                self._read()
        while not self._wait(None):
            pass
        character = self._read()
        if character == _END_OF_INPUT:
            raise LeftError(is_ended=False)
        if character == self._suspend_key:
            self._suspend()
            return ""
        if character != b"\x1b":
            return character.decode("ascii", "replace").lower()
        if not self._wait(_SEQUENCE_SECONDS):
            return ESCAPE
        while self._wait(_SEQUENCE_SECONDS):  # an arrow or a function key is no choice
            self._read()
        return ""

    def some(self, most: int) -> bytes:
        """What was typed and not read yet, *most* bytes of it; the key that suspends does, and is left out.

        Raises:
            LeftError: a signal says to leave, or the terminal is gone.
        """
        while not self._wait(None):
            pass
        typed = self._read(most)
        if self._suspend_key and self._suspend_key in typed:
            self._suspend()
            return typed.replace(self._suspend_key, b"")
        return typed

    def _wait(self, seconds: float | None) -> bool:
        """Whether there is something to read, waiting for it; a signal ends the wait."""
        waiting = poll()
        waiting.register(_TERMINAL, POLLIN)
        waiting.register(self._wakening[0], POLLIN)
        ready = {descriptor for descriptor, _ in waiting.poll(None if seconds is None else seconds * 1000)}
        if self._wakening[0] in ready:
            os.read(self._wakening[0], 64)
        if self._left is not None:
            raise LeftError(is_ended=self.is_left, signal=self._left)
        return _TERMINAL in ready

    def _read(self, most: int = 1) -> bytes:
        try:
            typed = os.read(_TERMINAL, most)
        except OSError:
            typed = b""
        if not typed:
            raise LeftError(is_ended=False)
        return typed

    def _take(self) -> None:
        self._before = termios.tcgetattr(_TERMINAL)
        ours = termios.tcgetattr(_TERMINAL)
        ours[3] &= ~(termios.ICANON | termios.ECHO)
        ours[6][termios.VMIN], ours[6][termios.VTIME] = 1, 0
        # Had the terminal itself stopped us, the shell might have it back before we could restore it.
        disabled = bytes([os.fpathconf(_TERMINAL, "PC_VDISABLE") & 0xFF])
        self._suspend_key = ours[6][termios.VSUSP].strip(disabled)
        ours[6][termios.VSUSP] = disabled
        termios.tcsetattr(_TERMINAL, termios.TCSADRAIN, ours)

    def _give_back(self) -> None:
        if self._before:
            try:  # noqa: SIM105 - contextlib is too slow to start here
                termios.tcsetattr(_TERMINAL, termios.TCSADRAIN, self._before)  # type: ignore[arg-type]
            except termios.error:
                pass  # the terminal is gone
            self._before = []

    def _leave(self, number: int, frame: FrameType | None) -> None:
        del frame
        self._left = number

    def _suspend(self) -> None:
        if signal.getsignal(signal.SIGTSTP) is not signal.SIG_DFL:
            return  # there is nobody who could bring us back
        self._give_back()
        os.killpg(0, signal.SIGTSTP)  # the shim and we stop here, and go on when we are in the foreground
        self._take()
        self._draw()


def _pipe() -> tuple[int, int]:
    """A pipe that never blocks, where the system has no call of its own for it (macOS)."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    return reading, writing
