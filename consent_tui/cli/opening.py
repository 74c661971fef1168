"""Opening the app where there is a terminal for it, and printing the status where there is none."""

from __future__ import annotations

import sys

from consent_tui.errors import ConsentError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from consent_tui.services.profile import Profile

TABS = ("consent", "preview", "activity", "pending", "sent")


def wants_plain(environ: Mapping[str, str]) -> bool:
    """Whether ``ACCESSIBLE`` is set to anything but empty, 0, false or no."""
    return environ.get("ACCESSIBLE", "").strip().lower() not in {"", "0", "false", "no"}


def open_plain(profile: Profile, tab: str = TABS[0]) -> int:
    """The app as linear text, at this tab; the exit status: 70 after a crash. It needs no terminal."""
    from consent_tui.plain.run import run  # noqa: PLC0415 - only here is it wanted

    try:
        return run(profile, tab)
    except (ConsentError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - a crash is reported by its places alone, as in the app
        from consent_tui.tui.manners import CRASHED, crash_report  # noqa: PLC0415 - only after a crash

        sys.stderr.write(crash_report(error) + "\n")
        return CRASHED


def open_app(profile: Profile, tab: str = TABS[0]) -> int:
    """The app at this tab; the exit status. Without a terminal that draws, the status instead.

    One whose ``TERM`` is ``dumb`` or not set does not. As linear text where ``ACCESSIBLE`` asks for that.
    In screen-share mode each of the three is, if the configuration asks for that: a pipe may end on a screen.
    """
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    is_terminal = all(stream and stream.isatty() for stream in streams)
    if is_terminal and wants_plain(profile.environ):
        return open_plain(profile, tab)
    if is_terminal and profile.environ.get("TERM", "") not in {"", "dumb"}:
        from consent_tui.tui.run import run  # noqa: PLC0415 - only here is there a screen

        return run(profile, tab)
    from consent_tui.cli.status import print_status  # noqa: PLC0415 - only where there is none
    from consent_tui.services.sifting import share_if_configured  # noqa: PLC0415

    share_if_configured(profile)
    return print_status(profile)
