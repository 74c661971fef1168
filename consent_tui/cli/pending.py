"""``pending``: what waits to be sent, to read, to export and to wipe."""

from __future__ import annotations

import sys

from consent_tui.cli.arguments import identifier
from consent_tui.cli.columns import padded, padded_left, row, table, terminal_width, widest
from consent_tui.cli.wiping import check_can_ask, is_meant, tell_waiting, tell_wiped
from consent_tui.errors import DONE, FAILED, ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _, ngettext, pgettext
from consent_tui.services.ages import age, age_width
from consent_tui.services.cells import cells
from consent_tui.services.pending import (
    count,
    newest_first,
    still_pending,
    tokens_line,
    wipe,
    wipe_all,
)
from consent_tui.services.times import short_local, short_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile

STDOUT = "-"
STRANGE = N_("not an event of ours; wipe it by its id")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help=_("every pending event, newest first"))
    listing.add_argument("--json", action="store_true", help=_("one JSON document"))
    export = actions.add_parser("export", help=_("write them to a file of yours, with a manifest beside it"))
    export.add_argument(
        "--format",
        choices=["ndjson", "json", "csv"],
        default="ndjson",
        help=_("the format of the file (%(default)s)"),
    )
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help=_("where to; FILE.manifest.json is its manifest; - is standard output, without one"),
    )
    export.add_argument("--force", action="store_true", help=_("replace a file that is there already"))
    erase = actions.add_parser("wipe", help=_("wipe all of them, or some, and prove it"))
    erase.add_argument(
        "--id",
        type=identifier,
        nargs="+",
        action="extend",
        metavar="N",
        help=_("wipe these alone; the ids are those of pending list"),
    )
    erase.add_argument("--yes", action="store_true", help=_("wipe without asking"))


def run(arguments: Namespace, profile: Profile) -> int:
    """List, export or wipe."""
    if arguments.action == "export":
        return _export(arguments, profile)
    if arguments.action == "wipe":
        return _wipe_some(arguments, profile) if arguments.id else _wipe_all(arguments, profile)
    if arguments.json:
        from consent_tui.services.export import json_pieces  # noqa: PLC0415 - the other ways need none of it

        for piece in json_pieces(newest_first(profile)):
            sys.stdout.write(piece.decode("ascii"))
        return DONE
    return _list(profile)


def _list(profile: Profile) -> int:
    now = int(profile.clock())
    # Translators: heads of columns: the number of an event, how old it is, from when on it may be sent.
    heads = pgettext("column", "id"), pgettext("column", "age"), pgettext("column", "may go")
    when_width = max(widest([heads[2], _never(), _now()]), short_width())
    widths = max(cells(heads[0]), 8), max(cells(heads[1]), age_width()), when_width
    is_empty, width = True, terminal_width()
    for each in newest_first(profile):
        if is_empty:
            sys.stdout.write(row(_head(heads, widths), _("tokens"), width) + "\n")
            is_empty = False
        head = _head((str(each.id), age(now - each.recorded_at), _when(each, now)), widths)
        sys.stdout.write(row(head, tokens_line(each.body) or _(STRANGE), width) + "\n")
    if is_empty:
        nothing = _("Nothing is pending. dfx runs are recorded once you say yes: dfx-consent on or local")
        sys.stdout.write(nothing + "\n")
    return DONE


def _head(told: tuple[str, str, str], widths: tuple[int, int, int]) -> str:
    number, how_old = padded_left(told[0], widths[0]), padded_left(told[1], widths[1])
    return f"{number}  {how_old}  {padded(told[2], widths[2])}  "


def _never() -> str:
    # Translators: when an event may be sent: at no time.
    return pgettext("may go", "never")


def _now() -> str:
    # Translators: when an event may be sent: already.
    return pgettext("may go", "now")


def _when(row: PendingRow, now: int) -> str:
    if row.sendable_at is None:
        return _never()
    return _now() if row.sendable_at <= now else short_local(row.sendable_at)


def _export(arguments: Namespace, profile: Profile) -> int:
    from consent_tui.cli.progress import Progress  # noqa: PLC0415 - the other ways need none of it
    from consent_tui.services import export, export_file  # noqa: PLC0415

    progress = Progress(count(profile))
    try:
        if arguments.output == STDOUT:
            export.export(profile, arguments.format, sys.stdout.buffer.write, progress)
            return DONE
        if not arguments.force:
            export_file.check_place(arguments.output)
        place = export_file.place_over if arguments.force else export_file.place_new
        exported = export_file.export_to_file(profile, arguments.format, arguments.output, place, progress)
    except export_file.InTheWayError as error:
        mend = _("Name another file, or replace it with --force.")
        raise ConsentError(error.message, mend, error.status) from error
    finally:
        progress.close()
    done = ngettext("%(count)d event was exported.", "%(count)d events were exported.", exported.count)
    path = printable(arguments.output)
    rows = [
        # Translators: beside the path of the file that was written.
        [_("file"), path],
        ["sha256", exported.digest],
        # Translators: beside the path of the file that says what the other one holds.
        [_("manifest"), f"{path}{export_file.MANIFEST}"],
    ]
    sys.stdout.write("\n".join([done % {"count": exported.count}, *table(rows)]) + "\n")
    return DONE


def _wipe_all(arguments: Namespace, profile: Profile) -> int:
    if not arguments.yes:
        check_can_ask("dfx-consent pending wipe --yes")
        found = count(profile)
        if found and not is_meant(_("Wipe all that is pending (%(count)d)?") % {"count": found}):
            return FAILED
    wiped = wipe_all(profile, tell_waiting)
    return tell_wiped(wiped, _told_wiped(wiped.count))


def _wipe_some(arguments: Namespace, profile: Profile) -> int:
    chosen = still_pending(profile, arguments.id)
    missing = [each for each in arguments.id if each not in chosen]
    if not chosen:
        raise ConsentError(
            _("No pending event has the id %(ids)s.") % {"ids": ", ".join(map(str, missing))},
            _("The ids are those of: dfx-consent pending list"),
        )
    if not arguments.yes:
        check_can_ask("dfx-consent pending wipe --yes --id " + " ".join(map(str, arguments.id)))
        question = ngettext(
            "Wipe %(count)d of the %(all)d pending events?",
            "Wipe %(count)d of the %(all)d pending events?",
            len(chosen),
        )
        if not is_meant(question % {"count": len(chosen), "all": count(profile)}):
            return FAILED
    wiped = wipe(profile, chosen, tell_waiting)
    if missing:
        sys.stdout.write(_("These are not pending: %(ids)s.") % {"ids": ", ".join(map(str, missing))} + "\n")
    return tell_wiped(wiped, _told_wiped(wiped.count))


def _told_wiped(wiped: int) -> str:
    told = ngettext("%(count)d pending event was wiped.", "%(count)d pending events were wiped.", wiped)
    return told % {"count": wiped}
