"""Where answers come from: single keys of a terminal, or lines of whatever standard input is."""

from __future__ import annotations

import os
import sys
import termios
from array import array
from contextlib import contextmanager
from fcntl import ioctl

from consent_tui.endings import GONE
from consent_tui.errors import ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.one_key import LeftError, OneKey, is_input_waiting
from consent_tui.plain.typed import TypedLine
from consent_tui.services import veil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PROMPT = "> "

_STDIN = 0
_AT_ONCE = 65536
_TYPED_AHEAD = 16
"""More bytes than this waiting after a key are a paste, which answers nothing."""
_PASTE_SECONDS = 0.05
_LONGEST = {"linux": 4095}.get(sys.platform, 1023)
"""Bytes of a line that a terminal hands over where it edits lines itself; what is typed beyond is lost."""


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
            text = self._first()
            if text:
                return text[0]

    def lone_key(self, again: Callable[[], None]) -> str:
        """The same, but of a line that holds nothing else; for questions about consent."""
        del again
        text = self._first()
        return text[:1] if text in {text[:1], "yes", "no"} else ""

    def line(self) -> str:
        """The next line without its end.

        Raises:
            LeaveError: input has come to its end.
            ConsentError: a terminal may have cut it.
        """
        line = self._next()
        if len(line) >= _LONGEST and os.isatty(self._descriptor):
            raise ConsentError(
                _("The line is so long that the terminal may have cut it; nothing was done with it."),
                _("Type a shorter one."),
            )
        return line.decode("utf-8", "replace")

    def _first(self) -> str:
        return self._next().decode("utf-8", "replace").strip().lower()

    def _next(self) -> bytes:
        while b"\n" not in self._waiting and not self._is_at_end:
            try:
                with _unseen():
                    read = os.read(self._descriptor, _AT_ONCE)
            except OSError:
                raise LeaveError(GONE) from None
            self._is_at_end = not read
            self._waiting += read
        if not self._waiting:
            raise LeaveError
        line, _end, self._waiting = self._waiting.partition(b"\n")
        return line


class Keys:
    """Answers a key at a time, which the terminal does not echo; lines where a text is asked for."""

    def __init__(self) -> None:
        self._ahead = b""
        """What was typed behind a line, and read with it."""

    def key(self, again: Callable[[], None]) -> str:
        """The next key in lower case, ``esc`` included; *again* is called after a suspension.

        Empty where it was the beginning of a paste, which is thrown away.

        Raises:
            LeaveError: a signal says to leave, the end of input was typed, or the terminal is gone.
        """
        while True:
            found = self._key_ahead() or _press(again)
            if _is_paste():
                _throw_away()
                return ""
            if len(found) > 1 or (found.isprintable() and found not in ("", "\ufffd")):
                return found

    def _key_ahead(self) -> str:
        key, self._ahead = self._ahead[:1], self._ahead[1:]
        return key.decode("ascii", "replace").lower()

    def lone_key(self, again: Callable[[], None]) -> str:
        """The same, but any key at all, pressed after the question, that nothing follows; else nothing."""
        self._ahead = b""
        try:
            termios.tcflush(_STDIN, termios.TCIFLUSH)
        except termios.error:
            raise _left() from None
        found = _press(again)
        if is_input_waiting(_PASTE_SECONDS):
            _throw_away()
            return ""
        return found if found.isprintable() else ""

    def line(self) -> str:
        """The next line, however long, edited with the terminal's own keys and echoed as it is typed.

        In screen-share mode it is not echoed.

        Raises:
            LeaveError: a signal says to leave, the end of input was typed, or the terminal is gone.
        """
        show = _show_nothing if veil.is_on() else _show
        with _taken(lambda: show(PROMPT + printable(line.text))) as keys:
            line = TypedLine(termios.tcgetattr(_STDIN)[6])
            typed, self._ahead = self._ahead, b""
            while True:
                shown, after = line.take(typed)
                show(shown)
                if line.is_done or line.is_left:
                    break
                typed = keys.some(_AT_ONCE)
        if line.is_left:
            raise LeaveError
        if veil.is_on():
            _show("\n")
        if len(after) > _TYPED_AHEAD:
            _throw_away()
        else:
            self._ahead = after
        return line.text


Answers = Lines | Keys


def answers(environ: Mapping[str, str]) -> Answers:
    """Single keys where standard input is a terminal that hands them over, else lines."""
    is_dumb = environ.get("TERM", "") in ("", "dumb")
    stream = sys.__stdin__
    return Lines() if is_dumb or stream is None or not stream.isatty() else Keys()


def _press(again: Callable[[], None]) -> str:
    """One key."""
    with _taken(again) as keys:
        return keys.key()


@contextmanager
def _taken(again: Callable[[], None]) -> Iterator[OneKey]:
    """Keys as they come; only meanwhile is the terminal any different from how it was found."""
    keys = OneKey(again)
    try:
        keys.take()
        try:
            yield keys
        finally:
            keys.give_back()
    except LeftError as left:
        raise LeaveError(128 + left.signal) if left.signal else _left() from None
    except termios.error:
        raise _left() from None


def _left() -> LeaveError:
    """The end of input was typed, or the terminal is gone."""
    return LeaveError(0 if os.isatty(_STDIN) else GONE)


def _show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _show_nothing(text: str) -> None:
    del text


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
        try:
            if not os.read(_STDIN, _AT_ONCE):
                return
        except OSError:
            return  # the terminal is gone
