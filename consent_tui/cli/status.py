"""``status``: whether anything may be recorded or sent, and why."""

from __future__ import annotations

import sys

from consent_tui.errors import DONE
from consent_tui.services.status import status, status_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(arguments: Namespace, profile: Profile) -> int:
    """Print the status."""
    if not arguments.json:
        return print_status(profile)
    from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

    sys.stdout.write(dump(status_document(status(profile))) + "\n")
    return DONE


def print_status(profile: Profile) -> int:
    """The status for a person."""
    found = status(profile)
    sys.stdout.write(f"decision   {found.decision}\neffective  {found.effective}\n")
    for source, ceiling, detail in found.reasons:
        sys.stdout.write(f"  {source}: {ceiling}. {detail}\n")
    sys.stdout.write("\nNothing is recorded and nothing is sent.\n")
    sys.stdout.write("See what a command would emit: dfx-consent preview -- dfx deploy --ic\n")
    return DONE
