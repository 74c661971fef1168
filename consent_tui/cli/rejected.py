"""``rejected``: what a server refused, to read and to wipe."""

from __future__ import annotations

import sys

from consent_tui.cli.columns import row, terminal_width
from consent_tui.cli.pending import STRANGE
from consent_tui.cli.wiping import tell_wiped
from consent_tui.errors import DONE
from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.retold import retold
from consent_tui.services.pending import event_of, tokens_line
from consent_tui.services.rejected import rejected_events, wipe_rejected
from consent_tui.services.times import rfc3339, short_local, short_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list", help=_("every refused event, newest first, and what the server said")
    )
    listing.add_argument("--json", action="store_true", help=_("one JSON document"))
    actions.add_parser("wipe", help=_("wipe all of them, and prove it; none of them is ever sent again"))


def run(arguments: Namespace, profile: Profile) -> int:
    """List or wipe."""
    if arguments.action == "wipe":
        wiped = wipe_rejected(profile)
        told = ngettext(
            "%(count)d rejected event was wiped.", "%(count)d rejected events were wiped.", wiped.count
        )
        return tell_wiped(wiped, told % {"count": wiped.count})
    found = rejected_events(profile)
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        documents = [
            {
                "id": each.id,
                "rejected_at": rfc3339(each.rejected_at),
                "status": each.status,
                "answer": each.answer,
                "event": event_of(each.body),
            }
            for each in found
        ]
        sys.stdout.write(dump(documents) + "\n")
        return DONE
    if not found:
        sys.stdout.write(_("No server has refused an event.") + "\n")
    width = terminal_width()
    for each in found:
        head = f"{short_local(each.rejected_at)}  {each.status}  "
        sys.stdout.write(row(head, tokens_line(each.body) or _(STRANGE), width) + "\n")
        if each.answer:
            indent = " " * (short_width() + 2)
            sys.stdout.write(row(indent, printable(retold(each.answer)), width) + "\n")
    return DONE
