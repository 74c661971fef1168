"""``sent``: what has been transmitted, byte for byte, with digest and answer."""

from __future__ import annotations

import sys

from consent_tui.cli.wiping import tell_waiting, tell_wiped
from consent_tui.errors import DONE
from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.retold import retold
from consent_tui.services.records import records
from consent_tui.services.sending import joined, learnt
from consent_tui.services.sent import sent_document, sent_requests, wipe_sent
from consent_tui.services.times import date_and_time
from consent_tui.services.verdicts import verdict, verdict_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile
    from consent_tui.store.sent import SentRequest


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser(
        "wipe", help=_("wipe the copies kept here, and prove it; what arrived stays where it is")
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """List or wipe."""
    if arguments.action == "wipe":
        wiped = wipe_sent(profile, tell_waiting)
        told = ngettext(
            "The copy of %(count)d request was wiped.",
            "The copies of %(count)d requests were wiped.",
            wiped.count,
        )
        return tell_wiped(wiped, told % {"count": wiped.count})
    found = sent_requests(profile)
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        sys.stdout.write(dump([sent_document(each) for each in found]) + "\n")
        return DONE
    if not found:
        sys.stdout.write(_("Nothing was ever sent from here, or its copies were wiped.") + "\n")
        return DONE
    for each in found:
        sys.stdout.write(_lines(each))
    sys.stdout.write("\n".join(learnt(joined(records(profile)))) + "\n")
    return DONE


def _lines(request: SentRequest) -> str:
    became = verdict(request.outcome, request.status, request.answered_at)
    parts = [date_and_time(request.attempted_at), verdict_word(became)]
    if request.refused:
        # Translators: beside what became of a request: so many of its events the server did not take.
        left_out = ngettext("%(count)d left out", "%(count)d left out", request.refused)
        parts.append(left_out % {"count": request.refused})
    if request.status is not None:
        parts.append(str(request.status))
    if request.answer:
        parts.append(printable(retold(request.answer)))
    body = "\n".join(printable(line) for line in request.request.decode("ascii", "replace").splitlines())
    return (
        "  ".join(parts) + "\n"
        f"POST {printable(request.endpoint)}\n"
        f"idempotency-key {request.idempotency_key}\n"
        f"sha256 {request.digest}\n"
        f"{body}\n\n"
    )
