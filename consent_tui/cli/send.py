"""``send``: the shared sender, once."""

from __future__ import annotations

import sys

from consent_tui.errors import DONE, FAILED, USAGE, ConsentError
from consent_tui.history.printable import printable
from consent_tui.services.configuration import duration
from consent_tui.services.sending import LEARNT, dry_run, postpone, schedule_of, send_if_due, send_now
from consent_tui.services.times import rfc3339

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.sender.run import Tally
    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--now", action="store_true", help="before its time; never before the hold, and never without consent"
    )
    ways.add_argument(
        "--dry-run",
        action="store_true",
        help="print the exact requests that --now would make; open no socket",
    )
    ways.add_argument(
        "--postpone",
        metavar="DURATION",
        help="move the next sending time by 12h, 3d, ... (30d from now at most)",
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """Send, show what would be sent, or postpone."""
    if arguments.postpone is not None:
        return _postpone(arguments.postpone, profile)
    if arguments.dry_run:
        return _show(profile)
    tally = send_now(profile) if arguments.now else send_if_due(profile)
    if tally is None:
        due = rfc3339(schedule_of(profile).next_send)
        when = (
            f"The next sending time is {due}." if due else "No sending time is set: nothing was recorded yet."
        )
        sys.stdout.write(f"Not yet. {when}\nTo send before: dfx-consent send --now\n")
        return DONE
    return _tell(tally)


def _postpone(text: str, profile: Profile) -> int:
    try:
        seconds = duration(text)
    except ValueError:
        raise ConsentError(
            f"{ascii(text)[:40]} is no duration.", "Write it as 90m, 12h or 3d.", USAGE
        ) from None
    sys.stdout.write(f"The next sending time is {rfc3339(postpone(profile, seconds))}.\n")
    return DONE


def _show(profile: Profile) -> int:
    count = 0
    for text in dry_run(profile):
        sys.stdout.write(("\n" if count else "") + text)
        count += 1
    if count:
        sys.stderr.write(f"Requests: {count}. None of them was made.\n{LEARNT}\n")
    else:
        sys.stderr.write("Nothing may go at this moment.\n")
    return DONE


def _tell(tally: Tally) -> int:
    sys.stdout.write(
        f"delivered {tally.delivered}   rejected {tally.rejected}   kept {tally.kept}"
        f"   on hold {tally.resting}\n"
    )
    if tally.given_up:
        sys.stdout.write(
            f"Given up, because the answer to their request is unknown and it cannot be repeated:"
            f" {tally.given_up}\n"
        )
    if not tally.problem:
        return DONE
    sys.stderr.write(f"dfx-consent: {printable(tally.problem)}\n")
    sys.stderr.write("What was not taken stays pending. See: dfx-consent doctor\n")
    return FAILED
