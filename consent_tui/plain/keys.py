"""Where answers come from: single keys of a terminal, or lines of whatever standard input is."""

from __future__ import annotations

import os
import sys
import termios
from array import array
from contextlib import contextmanager
from fcntl import ioctl

from consent_tui.one_key import LeftError, OneKey, is_input_waiting
from consent_tui.services import veil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_STDIN = 0
_AT_ONCE = 65536
_TYPED_AHEAD = 16
"""More bytes than this waiting after a key are a paste, which answers nothing."""
_PASTE_SECONDS = 0.05


class LeaveError(Exception):
    """The dialogue is over; ``status`` is the exit status."""

    def __init__(self, status: int = 0) -> None:
        super().__init__()
        self.status = status


class Lines:
    """Answers a line at a time, where no single key can be had: a pipe, a file, a dumb terminal.

    They are read from *descriptor*.
    """

    def __init__(self, descriptor: int = _STDIN) -> None:
        self._descriptor = descriptor
        self._waiting = b""
        self._is_at_end = False

    def key(self, again: Callable[[], None]) -> str:
        """The first character of the next line that is not empty, in lower case."""
        del again
        while True:
            text = self.line().strip()
            if text:
                return text[0].lower()

    def lone_key(self, again: Callable[[], None]) -> str:
        """The same, but of a line that holds nothing else; for questions about consent."""
        del again
        text = self.line().strip().lower()
        return text[:1] if text in {text[:1], "yes", "no"} else ""

    def line(self) -> str:
        """The next line without its end.

        Raises:
            LeaveError: input has come to its end.
        """
        while b"\n" not in self._waiting and not self._is_at_end:
            with _unseen():
                read = _read(self._descriptor)
            self._is_at_end = not read
            self._waiting += read
        if not self._waiting:
            raise LeaveError
        line, _, self._waiting = self._waiting.partition(b"\n")
        return line.decode("utf-8", "replace")


class Keys:
    """Answers a key at a time, which the terminal does not echo; lines where a text is asked for."""

    def key(self, again: Callable[[], None]) -> str:
        """The next key in lower case, ``esc`` included; *again* is called after a suspension.

        Empty where it was the beginning of a paste, which is thrown away.

        Raises:
            LeaveError: a signal says to leave, the end of input was typed, or the terminal is gone.
        """
        while True:
            found = _press(again)
            if _is_paste():
                _throw_away()
                return ""
            if len(found) > 1 or (found.isprintable() and found not in ("", "\ufffd")):
                return found

    def lone_key(self, again: Callable[[], None]) -> str:
        """The same, but any key at all, pressed after the question, that nothing follows; else nothing."""
        try:
            termios.tcflush(_STDIN, termios.TCIFLUSH)
        except termios.error:
            raise LeaveError from None
        found = _press(again)
        if is_input_waiting(_PASTE_SECONDS):
            _throw_away()
            return ""
        return found if found.isprintable() else ""

    def line(self) -> str:
        """The next line, edited and echoed by the terminal.

        Raises:
            LeaveError: the end of input was typed.
        """
        with _unseen():
            line = _read()
        if not line:
            raise LeaveError
        return line.decode("utf-8", "replace").rstrip("\r\n")


Answers = Lines | Keys


def answers(environ: Mapping[str, str]) -> Answers:
    """Single keys where standard input is a terminal that hands them over, else lines."""
    is_dumb = environ.get("TERM", "") in ("", "dumb")
    stream = sys.__stdin__
    return Lines() if is_dumb or stream is None or not stream.isatty() else Keys()


def _press(again: Callable[[], None]) -> str:
    """One key; only meanwhile is the terminal any different from how it was found."""
    keys = OneKey(again)
    try:
        keys.take()
        try:
            return keys.key()
        finally:
            keys.give_back()
    except LeftError as left:
        raise LeaveError(128 + left.signal if left.signal else 0) from None
    except termios.error:
        raise LeaveError from None  # the terminal is gone


def _read(descriptor: int = _STDIN) -> bytes:
    try:
        return os.read(descriptor, _AT_ONCE)
    except OSError:
        return b""  # the terminal is gone


@contextmanager
def _unseen() -> Iterator[None]:
    """In screen-share mode the terminal does not echo what is typed; else everything is as it was."""
    if not veil.is_on() or not os.isatty(_STDIN):
        yield
        return
    before = termios.tcgetattr(_STDIN)
    ours = termios.tcgetattr(_STDIN)
    ours[3] &= ~termios.ECHO
    termios.tcsetattr(_STDIN, termios.TCSADRAIN, ours)
    try:
        yield
    finally:
        termios.tcsetattr(_STDIN, termios.TCSADRAIN, before)


def _is_paste() -> bool:
    waiting = array("i", [0])
    try:
        ioctl(_STDIN, termios.FIONREAD, waiting)
    except OSError:
        return False
    return waiting[0] > _TYPED_AHEAD


def _throw_away() -> None:
    while is_input_waiting(_PASTE_SECONDS):
        if not _read():
            return
