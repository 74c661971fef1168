"""``status``: whether anything may be recorded or sent, and why."""

from __future__ import annotations

import sys

from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.errors import DONE
from consent_tui.i18n import N_, _
from consent_tui.services import veil
from consent_tui.services.numbers import number
from consent_tui.services.status import status, status_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile
    from consent_tui.services.status import Status

MEANING = {
    OFF: N_("Nothing is recorded and nothing is sent."),
    LOCAL: N_("dfx runs are recorded for you alone; nothing is sent."),
    ON: N_("dfx runs are recorded and may be sent."),
}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Print the status."""
    if not arguments.json:
        return print_status(profile)
    from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

    found = status(profile)
    sys.stdout.write(dump(status_document(found)) + "\n")
    return _told(found)


def print_status(profile: Profile) -> int:
    """The status for a person."""
    from consent_tui.cli.columns import GAP, padded, widest  # noqa: PLC0415 - --json needs none of them
    from consent_tui.consent.reasons import sentence  # noqa: PLC0415
    from consent_tui.history.printable import printable  # noqa: PLC0415

    found = status(profile)
    rows = _rows(found)
    width = widest([label for label, _value in rows]) + GAP
    lines = [_(MEANING[found.records.effective.state]), ""]
    if veil.is_on():
        lines = [_("SCREEN-SHARE: what you typed and named is not shown."), "", *lines]
    for label, value in rows:
        lines.append(padded(label, width) + printable(value))
        if label == _effective():
            for reason in found.records.effective.reasons:
                mark = "* " if reason in found.records.effective.deciding else "  "
                lines.append(" " * (width - GAP) + mark + printable(sentence(veil.veiled_reason(reason))))
    lines += ["", _("See what a command would emit: dfx-consent preview -- dfx deploy --ic")]
    sys.stdout.write("\n".join(lines) + "\n")
    return _told(found)


def _told(found: Status) -> int:
    """The exit status; raises what is wrong with ``config.toml``, which the state does not depend on."""
    if found.records.fault is not None:
        raise found.records.fault
    return DONE


def _effective() -> str:
    # Translators: the state that holds, which a ceiling may have lowered. The reasons stand below.
    return _("effective")


def _counted(found: Status, count: int) -> str:
    return number(count) if found.is_counted else _("not known, as the database cannot be read")


def _rows(found: Status) -> list[tuple[str, str]]:
    """What is known, each thing beside its label."""
    from consent_tui.services.times import date_and_time  # noqa: PLC0415 - --json needs none

    effective, endpoint = found.records.effective, found.records.endpoint
    rows = [
        # Translators: the labels of the status; keep them short, their values stand beside them.
        (_("decision"), effective.decision),
        (_effective(), effective.state),
        (_("endpoint"), veil.veiled(endpoint.url or "") or _("none: nothing can leave this machine")),
        (_("pending"), _counted(found, found.pending)),
        (_("rejected"), _counted(found, found.rejected)),
        (_("dropped"), _counted(found, found.dropped)),
    ]
    if found.records.is_recipient_open:
        not_named = _("Nothing is sent to %(origin)s: your decision does not name it.")
        rows.insert(3, ("", not_named % {"origin": endpoint.origin}))
    if found.next_send is not None:
        # Translators: a label of the status: when the sender runs next.
        rows.append((_("next send"), date_and_time(found.next_send)))
    if found.schedule.problem:
        from consent_tui.retold import retold  # noqa: PLC0415 - mostly nothing is wrong

        # Translators: a label of the status: why the last run of the sender ended early.
        rows.append((_("last send"), veil.veiled(retold(found.schedule.problem))))
    return rows
