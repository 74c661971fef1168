"""``doctor``: check the installation, and how to mend what is wrong."""

from __future__ import annotations

import sys

from consent_tui.cli.columns import padded, widest
from consent_tui.errors import DONE, FAILED
from consent_tui.history.printable import printable
from consent_tui.i18n import _, pgettext
from consent_tui.services.doctor import examine
from consent_tui.services.findings import FINE, NOTE, PROBLEM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from consent_tui.services.findings import Finding
    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


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
        sys.stdout.write(_told(found))
    return FAILED if any(each.state == PROBLEM for each in found) else DONE


def _told(found: Sequence[Finding]) -> str:
    marks = {
        # Translators: before a finding of the doctor: nothing is wrong with it.
        FINE: pgettext("doctor", "ok"),
        # Translators: before a finding of the doctor: this must be mended; in capitals where there are any.
        PROBLEM: pgettext("doctor", "WRONG"),
        # Translators: before a finding of the doctor: good to know, and nothing is wrong.
        NOTE: pgettext("doctor", "note"),
    }
    mark_width = widest(list(marks.values()))
    check_width = widest([each.check for each in found])
    lines = []
    for each in found:
        mark, check = padded(marks[each.state], mark_width), padded(each.check, check_width)
        lines.append(f"{mark}  {check}  {printable(each.detail)}")
        if each.mend:
            lines.append(" " * (mark_width + check_width + 4) + printable(each.mend))
    return "".join(line + "\n" for line in lines)
