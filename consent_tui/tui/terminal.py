"""The terminal that the app draws on, which may vanish, be stopped by others, or read no more."""

from __future__ import annotations

import os
import signal
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

from textual.drivers.linux_driver import LinuxDriver

from consent_tui.endings import GONE
from consent_tui.tui.manners import ENDINGS

if TYPE_CHECKING:
    from io import TextIOWrapper

    from textual.app import App

LOOKS_EVERY = 0.5
"""Seconds between two looks, once a signal has said to leave, whether the terminal reads."""
PATIENCE = 2.0
"""Seconds that a terminal may take for what is being written before nothing more is waited for."""
STOPS_WITHIN = 0.05
"""Seconds after which a process that has asked to be stopped would be, had anybody been there to wake it."""

UNKNOWN_SIZE = (80, 24)
"""What is drawn for where a terminal does not know its size: a serial line, some containers."""


class Outlet:
    """What is written goes to *file*, as long as somebody reads there."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._since: float | None = None
        self._is_gone = False

    def write(self, text: str) -> None:
        """Write this; nothing is written any more to a terminal that is gone."""
        if self._is_gone:
            return
        self._since = time.monotonic()
        try:
            self._file.write(text)
        except OSError:
            self._is_gone = True  # raised here, it would end the thread that writes, and block the app
        self._since = None

    def flush(self) -> None:
        """Write what is not written yet."""
        if self._is_gone:
            return
        self._since = time.monotonic()
        try:
            self._file.flush()
        except OSError:
            self._is_gone = True
        self._since = None

    def fileno(self) -> int:
        """The descriptor of the file."""
        return self._file.fileno()

    @property
    def is_stuck(self) -> bool:
        """Whether the terminal has read nothing for as long as one may wait for it."""
        since = self._since
        return since is not None and time.monotonic() - since > PATIENCE


class Terminal(LinuxDriver):
    """Textual's driver, which takes for granted that the terminal is there, and reads; this one does not."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Rich would guess another than we do, and the app would never have done with drawing itself anew.
        self._size = size or self._get_terminal_size()
        self._outlet = Outlet(cast("TextIO", self._file))
        self._file = cast("TextIOWrapper", self._outlet)
        self._status = 0

    def start_application_mode(self) -> None:
        """Take the terminal over, and look from now on whether it holds up one who was told to leave."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        for number in ENDINGS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                # The loop hears of signals by its own pipe, and answers them if it is not held up itself.
                signal.signal(number, self._look_again)

    def close(self) -> None:
        """Write the last of it."""
        super().close()
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            columns, lines = os.get_terminal_size(self.fileno)
        except OSError:
            return UNKNOWN_SIZE
        return columns or UNKNOWN_SIZE[0], lines or UNKNOWN_SIZE[1]

    def _look_again(self, number: int, _frame: object) -> None:
        self._status = 128 + number
        signal.signal(signal.SIGALRM, self._leave_if_stuck)
        signal.setitimer(signal.ITIMER_REAL, LOOKS_EVERY, LOOKS_EVERY)

    def _leave_if_stuck(self, _number: int, _frame: object) -> None:
        """Leave with what can be restored without a word to the terminal, where that does not read."""
        if self._outlet.is_stuck:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before or [])
            os._exit(self._status)

    def _sigtstp_application(self, *_signal: object) -> None:
        """Give the terminal back and stop, as the whole job does; go on where nobody could wake us."""
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.killpg(0, signal.SIGTSTP)
        time.sleep(STOPS_WITHIN)  # the system stops no job without a shell that could continue it
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        if self._must_signal_resume:
            self.resume_application_mode()

    def _sigcont_application(self, *_signal: object) -> None:
        """Take the terminal over again, also where it was not we who stopped."""
        if not self._auto_restart or not os.isatty(self.fileno):
            return  # who hangs up continues what is stopped, too
        if self._key_thread is not None and self._key_thread.is_alive():
            # Started twice, the app would take its own modes for those to restore.
            self.suspend_application_mode()
            self._must_signal_resume = True
        self.resume_application_mode()

    def _run_input_thread(self) -> None:
        """Read keys until the terminal is gone, or the app leaves."""
        try:
            self.run_input_thread()
        except OSError:
            self._app.call_later(self._app.exit, return_code=GONE)
