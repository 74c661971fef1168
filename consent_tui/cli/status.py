"""``status``: whether anything may be recorded or sent, and why."""

from __future__ import annotations

import sys

from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.errors import DONE
from consent_tui.services.status import status, status_document
from consent_tui.services.times import rfc3339

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile

MEANING = {
    OFF: "Nothing is recorded and nothing is sent.",
    LOCAL: "dfx runs are recorded for you alone; nothing is sent.",
    ON: "dfx runs are recorded and may be sent.",
}


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
    from consent_tui.consent.reasons import sentence  # noqa: PLC0415 - --json needs neither
    from consent_tui.history.printable import printable  # noqa: PLC0415

    found = status(profile)
    effective = found.records.effective
    lines = [
        MEANING[effective.state],
        "",
        f"decision   {effective.decision}",
        f"effective  {effective.state}",
    ]
    for reason in effective.reasons:
        mark = "*" if reason in effective.deciding else " "
        lines.append(f"         {mark} {printable(sentence(reason))}")
    lines.append(
        f"endpoint   {printable(found.records.endpoint.url or 'none: nothing can leave this machine')}"
    )
    lines.append(f"pending    {found.pending}   rejected {found.rejected}   dropped {found.dropped}")
    if found.next_send is not None:
        lines.append(f"next send  {rfc3339(found.next_send)}")
    if found.schedule.problem:
        lines.append(f"last send  {printable(found.schedule.problem)}")
    lines += ["", "See what a command would emit: dfx-consent preview -- dfx deploy --ic"]
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE
