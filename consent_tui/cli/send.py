"""``send``: the shared sender, once."""

from __future__ import annotations

import sys

from consent_tui.errors import DONE, FAILED, USAGE, ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.retold import retold
from consent_tui.services.pending import count
from consent_tui.services.records import records
from consent_tui.services.sending import (
    FARTHEST,
    NOT_SET,
    dry_run,
    joined,
    learnt,
    postpone,
    schedule_of,
    send_if_due,
    send_now,
)
from consent_tui.services.settings import duration
from consent_tui.services.times import date_and_time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.sender.tally import Tally
    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument(
        "--now",
        action="store_true",
        help=_("before its time; never before the hold, and never without consent"),
    )
    ways.add_argument(
        "--dry-run",
        action="store_true",
        help=_("print the exact requests that --now would make; open no socket"),
    )
    ways.add_argument(
        "--postpone",
        metavar="DURATION",
        help=_("move the next sending time by 12h, 3d, ... (30d from now at most)"),
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """Send, show what would be sent, or postpone."""
    if arguments.postpone is not None:
        return _postpone(arguments.postpone, profile)
    if arguments.dry_run:
        return _show(profile)
    tally = send_now(profile) if arguments.now else send_if_due(profile)
    if tally is None:
        due = schedule_of(profile).next_send
        if due is None:
            why = _(NOT_SET)
        else:
            why = _("Not yet: the next sending time is %(time)s.") % {"time": date_and_time(due)}
        sys.stdout.write(why + "\n" + _("To send before: dfx-consent send --now") + "\n")
        return DONE
    return _tell(tally, profile)


def _postpone(text: str, profile: Profile) -> int:
    try:
        seconds = duration(text)
    except ValueError:
        raise ConsentError(
            _("%(text)s is no duration.") % {"text": ascii(text)[:40]},
            _("Write it as 90m, 12h or 3d."),
            USAGE,
        ) from None
    due, is_farthest = postpone(profile, seconds)
    lines = [_("The next sending time is %(time)s.") % {"time": date_and_time(due)}]
    if is_farthest:
        lines.append(_(FARTHEST))
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def _show(profile: Profile) -> int:
    requests = 0
    for text in dry_run(profile):
        sys.stdout.write(("\n" if requests else "") + text)
        requests += 1
    if requests:
        shown = ngettext(
            "%(count)d request. It was not made.", "%(count)d requests. None of them was made.", requests
        )
        lines = [shown % {"count": requests}, *learnt(joined(records(profile)))]
        sys.stderr.write("\n".join(lines) + "\n")
    else:
        sys.stderr.write(_("Nothing may go at this moment.") + "\n")
    return DONE


def _tell(tally: Tally, profile: Profile) -> int:
    # Translators: numbers of events after a run of the sender.
    counts = _("delivered %(delivered)d   rejected %(rejected)d   kept %(kept)d   on hold %(resting)d")
    told = {
        "delivered": tally.delivered,
        "rejected": tally.rejected,
        "kept": tally.kept,
        "resting": tally.resting,
    }
    sys.stdout.write(counts % told + "\n")
    if tally.dropped:
        dropped = ngettext(
            "%(count)d event was dropped before: too old, or one too many.",
            "%(count)d events were dropped before: too old, or too many.",
            tally.dropped,
        )
        sys.stdout.write(dropped % {"count": tally.dropped} + "\n")
    if tally.given_up:
        given_up = ngettext(
            "%(count)d event was given up: what became of its request is unknown, and it cannot be repeated.",
            "%(count)d events were given up: what became of their request is unknown, and it cannot be"
            " repeated.",
            tally.given_up,
        )
        sys.stdout.write(given_up % {"count": tally.given_up} + "\n")
    if tally.waiting:
        waiting = ngettext(
            "%(count)d event waits for the endpoint and the wire under which it was tried before: it may have"
            " arrived there.",
            "%(count)d events wait for the endpoint and the wire under which they were tried before: they may"
            " have arrived there.",
            tally.waiting,
        )
        sys.stdout.write(waiting % {"count": tally.waiting} + "\n")
    if not tally.problem:
        return DONE
    sys.stderr.write(f"dfx-consent: {printable(retold(tally.problem))}\n")
    if count(profile):
        left = _("What was not taken stays pending. See: dfx-consent doctor")
    else:
        # An ``off`` or a wipe came in between, or everything had been taken by then.
        left = _("Nothing is pending any more. See: dfx-consent status")
    sys.stderr.write(left + "\n")
    return FAILED
