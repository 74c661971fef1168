"""``pending``: what waits to be sent, to read, to export and to wipe."""

from __future__ import annotations

import sys

from consent_tui.cli.wiping import check_can_ask, is_meant, tell_waiting, tell_wiped
from consent_tui.errors import DONE, FAILED, ConsentError
from consent_tui.history.printable import printable
from consent_tui.services.pending import (
    count,
    newest_first,
    still_pending,
    tokens_line,
    wipe,
    wipe_all,
)
from consent_tui.services.times import short_local

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile

STDOUT = "-"
_UNITS = ((86400, "d"), (3600, "h"), (60, "m"), (1, "s"))
STRANGE = "not an event of ours; wipe it by its id"


def _identifier(text: str) -> int:
    identifier = int(text)
    if not 0 < identifier < 1 << 63:
        raise ValueError(text)
    return identifier


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="every pending event, newest first")
    listing.add_argument("--json", action="store_true", help="one JSON document")
    export = actions.add_parser("export", help="write them to a file of yours, with a manifest beside it")
    export.add_argument(
        "--format", choices=["ndjson", "json", "csv"], default="ndjson", help="of the file (ndjson)"
    )
    export.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="where to; FILE.manifest.json is its manifest; - is standard output, without one",
    )
    export.add_argument("--force", action="store_true", help="replace a file that is there already")
    erase = actions.add_parser("wipe", help="wipe all of them, or some, and prove it")
    erase.add_argument(
        "--id",
        type=_identifier,
        nargs="+",
        action="extend",
        metavar="N",
        help="wipe these alone; the ids are those of pending list",
    )
    erase.add_argument("--yes", action="store_true", help="wipe without asking")


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
    is_empty = True
    for row in newest_first(profile):
        if is_empty:
            sys.stdout.write(f"{'id':>8}  {'age':>4}  {'may go':<12}  tokens\n")
            is_empty = False
        sys.stdout.write(_line(row, now))
    if is_empty:
        sys.stdout.write(
            "Nothing is pending. dfx runs are recorded once you say yes: dfx-consent on or local\n"
        )
    return DONE


def _line(row: PendingRow, now: int) -> str:
    if row.sendable_at is None:
        when = "never"
    elif row.sendable_at <= now:
        when = "now"
    else:
        when = short_local(row.sendable_at)
    tokens = tokens_line(row.body) or STRANGE
    return f"{row.id:>8}  {age(now - row.recorded_at):>4}  {when:<12}  {tokens}\n"


def age(seconds: int) -> str:
    """How long ago, in the largest unit that fits: ``3d``, ``5h``, ``12m``, ``0s``."""
    for size, unit in _UNITS:
        if seconds >= size:
            return f"{seconds // size}{unit}"
    return "0s"


def _export(arguments: Namespace, profile: Profile) -> int:
    from consent_tui.cli.progress import Progress  # noqa: PLC0415 - the other ways need none of it
    from consent_tui.services import export  # noqa: PLC0415

    progress = Progress(count(profile))
    try:
        if arguments.output == STDOUT:
            export.export(profile, arguments.format, sys.stdout.buffer.write, progress)
            return DONE
        if not arguments.force:
            export.check_place(arguments.output)
        place = export.place_over if arguments.force else export.place_new
        exported = export.export_to_file(profile, arguments.format, arguments.output, place, progress)
    finally:
        progress.close()
    sys.stdout.write(
        f"Exported events: {exported.count}\n"
        f"to       {printable(arguments.output)}\n"
        f"sha256   {exported.digest}\n"
        f"manifest {printable(arguments.output)}{export.MANIFEST}\n"
    )
    return DONE


def _wipe_all(arguments: Namespace, profile: Profile) -> int:
    if not arguments.yes:
        check_can_ask("dfx-consent pending wipe --yes")
        found = count(profile)
        if found and not is_meant(f"Wipe all that is pending ({found})?"):
            return FAILED
    wiped = wipe_all(profile, tell_waiting)
    return tell_wiped(wiped, f"Pending events wiped: {wiped.count}.")


def _wipe_some(arguments: Namespace, profile: Profile) -> int:
    chosen = still_pending(profile, arguments.id)
    missing = [each for each in arguments.id if each not in chosen]
    if not chosen:
        raise ConsentError(
            f"No pending event has the id {', '.join(map(str, missing))}.",
            "The ids are those of: dfx-consent pending list",
        )
    if not arguments.yes:
        check_can_ask("dfx-consent pending wipe --yes --id " + " ".join(map(str, arguments.id)))
        if not is_meant(f"Wipe {len(chosen)} of the {count(profile)} pending events?"):
            return FAILED
    wiped = wipe(profile, chosen, tell_waiting)
    if missing:
        sys.stdout.write(f"These are not pending: {', '.join(map(str, missing))}.\n")
    return tell_wiped(wiped, f"Pending events wiped: {wiped.count}.")
