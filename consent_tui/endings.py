"""How a command ends that is told to end, or that nobody reads any more: cleared up, with a true status."""

from __future__ import annotations

import os
import sys
from errno import EIO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import TextIO

INTERRUPTED = 130
"""The exit status after Ctrl-C: 128 + SIGINT."""
GONE = 129
"""The exit status where the terminal is gone, whether a signal said so or not."""
UNREAD = 141
"""The exit status where whoever read the output has gone away, as of any program in a pipe."""


class EndedError(BaseException):
    """A signal says to end. ``status`` is the exit status: 128 + its number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


def take_endings() -> None:
    """Raise ``EndedError`` where a signal would end the process: what is half done is cleared up on its way.

    One that was ignored from the start stays ignored (nohup). Ctrl-C is a ``KeyboardInterrupt`` already.
    """
    import signal  # noqa: PLC0415 - what is answered without a parser has no need of it

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # a second one must not break into the clearing up
        raise EndedError(number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, end)


def complete_streams() -> None:
    """Open what was closed before we began: else our own files would take the place of the streams."""
    for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY if descriptor else os.O_RDONLY)
            if nowhere != descriptor:
                os.dup2(nowhere, descriptor)
                os.close(nowhere)
            setattr(sys, name, os.fdopen(descriptor, "w" if descriptor else "r", encoding="utf-8"))


def let_go() -> None:
    """Write out what is left to write; nothing to whoever is gone, for Python would fail at it at the end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _to_nowhere(stream)


def is_gone(error: OSError) -> bool:
    """Whether this says that the terminal is gone."""
    return error.errno == EIO and error.filename is None


def _to_nowhere(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
