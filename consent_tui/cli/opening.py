"""Opening the app where there is a terminal for it, and printing the status where there is none."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile

TABS = ("consent", "preview", "activity", "pending")


def open_app(profile: Profile, tab: str = TABS[0]) -> int:
    """The app at this tab; the exit status. Without a terminal, or with ``TERM=dumb``, the status instead."""
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    if profile.environ.get("TERM") != "dumb" and all(stream and stream.isatty() for stream in streams):
        from consent_tui.tui.run import run  # noqa: PLC0415 - only here is there a screen

        return run(profile, tab)
    from consent_tui.cli.status import print_status  # noqa: PLC0415 - only where there is none

    return print_status(profile)
