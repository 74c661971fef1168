"""What the app owes the terminal: an answer to signals, and a crash report without anybody's words."""

from __future__ import annotations

import os
import signal
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from consent_tui.i18n import _

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

CRASHED = 70
"""The exit status after a crash (EX_SOFTWARE)."""
DEEPEST = 30
"""The innermost lines that are reported of each error."""
ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""The signals that end programs."""


def answer_signals(loop: AbstractEventLoop, leave: Callable[[int], None]) -> None:
    """Call *leave* with 128 + the number of a signal that ends programs, so that the terminal is restored.

    One that was ignored from the start stays ignored (nohup). Outside the main thread, where a loop cannot
    answer signals, they end the program as before.
    """
    for number in ENDINGS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with suppress(RuntimeError, ValueError):
                loop.add_signal_handler(number, leave, 128 + number)


def has_terminal() -> bool:
    """Whether standard input is a terminal that is still there.

    Textual does not notice that it is gone: it would read on for ever, or wait for ever.
    """
    return os.isatty(0)


def crash_report(error: BaseException) -> str:
    """Where and by which kinds of error the app crashed: no messages, no values, no local variables.

    Messages and variables may hold what was typed; places in the code cannot.
    """
    lines = [_("dfx-consent has crashed; nothing was recorded or sent. The places in the code:")]
    cause: BaseException | None = error
    while cause is not None:
        kind = type(cause)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        lines += [_place(frame) for frame in traceback.extract_tb(cause.__traceback__, limit=-DEEPEST)]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _place(frame: traceback.FrameSummary) -> str:
    """A line of code by its place inside its package: where that is installed may name a person."""
    path = frame.filename.replace("\\", "/").rpartition("/site-packages/")[2]
    _, ours, after = path.rpartition("/consent_tui/")
    name = f"consent_tui/{after}" if ours else path if not path.startswith("/") else path.rpartition("/")[2]
    return f"  {name}:{frame.lineno} {frame.name}"
