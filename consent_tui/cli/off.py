"""``off``: nothing is recorded from now on, and what is pending is wiped."""

from __future__ import annotations

import sys

from consent_tui.cli.wiping import tell_waiting
from consent_tui.consent.states import OFF
from consent_tui.errors import DONE, FAILED
from consent_tui.services.deciding import decide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--keep-pending",
        action="store_true",
        help="keep what is pending, never to be sent, instead of wiping it",
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """Decide, wipe, look again at the disk, and tell what is left; 1 when something is."""
    decided = decide(
        profile,
        OFF,
        "cli",
        "dfx-consent off",
        keep_pending=arguments.keep_pending,
        tell=tell_waiting,
    )
    lines = ["Off: nothing is recorded from now on."]
    if arguments.keep_pending:
        lines.append(f"{decided.kept} pending events are kept here and will never be sent.")
    else:
        lines.append(f"{decided.wiped.count} pending and rejected events were wiped.")
    if decided.set_aside:
        lines.append(f"The broken record of decisions was set aside as {decided.set_aside}.")
    if decided.sent:
        lines.append(
            f"{decided.sent} requests were sent before; their copies stay here until: dfx-consent sent wipe"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    if not decided.wiped.remains:
        return DONE
    names = ", ".join(decided.wiped.remains)
    sys.stderr.write(f"dfx-consent: something of what was wiped is still on disk, in: {names}\n")
    sys.stderr.write("Close whatever reads the database, then run dfx-consent off again.\n")
    return FAILED
