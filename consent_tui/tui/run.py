"""Opening the app from the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from consent_tui.endings import GONE, let_go
from consent_tui.services import echo
from consent_tui.services.marks import glyphs_for
from consent_tui.tui.first_frame import hurry

if TYPE_CHECKING:
    from consent_tui.services.profile import Profile


def run(profile: Profile, tab: str = "consent") -> int:
    """Open the app in this terminal and return the exit status: 0, 128 + a signal, or 70 (a crash).

    *tab* is the one to open with, of ``tab_line.TABS``. The caller has made sure
    that standard input and standard error are terminals.
    """
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # Textual would believe them, whatever they say; the terminal knows better
    echo.hide()
    hurry()
    from consent_tui.tui.app import ConsentApp  # noqa: PLC0415 - in a hurry
    from consent_tui.tui.manners import (  # noqa: PLC0415 - the app has imported it
        CRASHED,
        crash_report,
        has_terminal,
    )
    from consent_tui.tui.terminal import Terminal  # noqa: PLC0415

    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    first, second, third = (stream is not None and stream.isatty() for stream in streams)
    try:
        app = ConsentApp(
            profile, glyphs_for(sys.stdout.encoding, profile.environ), tab, (first, second, third)
        )
        app.driver_class = Terminal
        app.run()
    except Exception as error:  # noqa: BLE001 - a crash is reported by its places, here as in the app itself
        if not has_terminal():
            return GONE
        sys.stderr.write(crash_report(error) + "\n")
        return CRASHED
    finally:
        echo.give_back()
        let_go()
    return app.return_code or 0
