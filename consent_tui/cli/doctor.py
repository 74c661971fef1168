"""``doctor``: check the installation, and how to mend what is wrong."""

from __future__ import annotations

import sys

from consent_tui.errors import DONE, FAILED
from consent_tui.history.printable import printable
from consent_tui.services.doctor import examine
from consent_tui.services.findings import FINE, PROBLEM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile

MARKS = {FINE: "  ok  ", PROBLEM: "WRONG "}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(arguments: Namespace, profile: Profile) -> int:
    """Print every finding; 1 when one of them is a problem."""
    found = examine(profile)
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        documents = [
            {"check": each.check, "state": each.state, "detail": each.detail, "mend": each.mend or None}
            for each in found
        ]
        sys.stdout.write(dump(documents) + "\n")
    else:
        for each in found:
            sys.stdout.write(f"{MARKS.get(each.state, ' note ')} {each.check:<9} {printable(each.detail)}\n")
            if each.mend:
                sys.stdout.write(f"{'':<17}{printable(each.mend)}\n")
    return FAILED if any(each.state == PROBLEM for each in found) else DONE
