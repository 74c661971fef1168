"""``receipt``: the record of decisions, and whether it is whole."""

from __future__ import annotations

import sys

from consent_tui.cli.columns import table
from consent_tui.errors import DONE, FAILED
from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.retold import retold
from consent_tui.services.notice import particulars
from consent_tui.services.outline_consent import place_of
from consent_tui.services.outline_pages import act_of
from consent_tui.services.receipt import (
    FORMATS,
    ISO27560,
    KANTARA,
    RECORD,
    iso27560_document,
    kantara_document,
    record_document,
)
from consent_tui.services.records import Records, records
from consent_tui.store.decisions import set_aside_files
from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.add_argument("--format", choices=FORMATS, default=RECORD, help=_("whose fields (%(default)s)"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Print the receipts; 1 when the chain of decisions is broken."""
    found = records(profile)
    status = FAILED if found.chain.fault is not None else DONE
    if not arguments.json and arguments.format == RECORD:
        sys.stdout.write(_told(found, set_aside_files(profile.paths.decisions)))
        return status
    from consent_tui.services.documents import dump  # noqa: PLC0415 - a person's form needs none

    if arguments.format == ISO27560:
        document = iso27560_document(found.chain, particulars(found), NOTICE_HASH)
    elif arguments.format == KANTARA:
        document = kantara_document(found.chain, particulars(found))
    else:
        document = record_document(found.chain, set_aside_files(profile.paths.decisions))
    sys.stdout.write(dump(document) + "\n")
    return status


def _told(found: Records, set_aside: list[str]) -> str:
    lines = table(
        [
            [
                f"{each.sequence:>3}",
                each.time,
                printable(act_of(each)),
                printable(place_of(each)),
                each.hash[:16],
            ]
            for each in found.chain.decisions
        ]
    )
    if not lines:
        lines.append(_("No decision was recorded."))
    if found.chain.fault is not None:
        broken = _("The chain is broken: %(fault)s. Nothing is recorded until you decide again.")
        lines.append(broken % {"fault": printable(retold(found.chain.fault.sentence))})
    elif found.chain.decisions:
        lines.append(_("The chain is whole: every decision carries the hash of the one before."))
    lines += [_("Set aside: %(name)s") % {"name": printable(name)} for name in set_aside]
    return "\n".join(lines) + "\n"
