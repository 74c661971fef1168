"""``activity``: when you were counted as active, and on which days dfx ran."""

from __future__ import annotations

import sys

from consent_tui.cli.columns import filled, table
from consent_tui.errors import DONE
from consent_tui.i18n import _, ngettext, pgettext
from consent_tui.services.activity import (
    NO_IDENTIFIER,
    activity,
    activity_document,
    date,
    wipe_activity,
)
from consent_tui.services.marks import BOXES, glyphs_for
from consent_tui.services.times import short_local

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.activity import ActivityView
    from consent_tui.services.profile import Profile
    from consent_tui.store.activity import Activity

WIDTH = 78


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("wipe", help=_("wipe the days and the windows"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Show it, or wipe it."""
    if arguments.action == "wipe":
        wipe_activity(profile)
        forgotten = _("Forgotten. What is pending stays; wipe that with: dfx-consent pending wipe")
        anew = _("The windows of a day and a month begin anew with the next recorded command.")
        sys.stdout.write(f"{forgotten}\n{anew}\n")
        return DONE
    found = activity(profile)
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        sys.stdout.write(dump(activity_document(found)) + "\n")
        return DONE
    rows = [
        # Translators: heads of columns: when something was last recorded, last sent, and counts again.
        ["", pgettext("column", "recorded"), pgettext("column", "sent"), pgettext("column", "next counted")],
        _row(_("monthly"), found.mau),
        _row(_("daily"), found.dau),
    ]
    lines = [
        *table(rows),
        "",
        *_strip(found, glyphs_for(sys.stdout.encoding, profile.environ) is BOXES),
        "",
        filled(_(NO_IDENTIFIER), WIDTH),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def _row(name: str, found: Activity) -> list[str]:
    # Translators: a time that has never come.
    never = pgettext("when", "never")
    recorded = short_local(found.last_recorded) if found.last_recorded is not None else never
    sent = short_local(found.last_sent) if found.last_sent is not None else never
    if found.next_eligible is None:
        eligible = _("with the next command, one is pending") if found.pending else _("with the next command")
    else:
        eligible = short_local(found.next_eligible)
        if found.pending:
            eligible = _("%(time)s, one is pending") % {"time": eligible.strip()}
    return [name, recorded, sent, eligible]


def _strip(found: ActivityView, is_boxes: bool) -> list[str]:  # noqa: FBT001 - what the terminal can draw
    """A cell a day, the dates of the first and the last below."""
    active, idle = ("■", "·") if is_boxes else ("#", ".")
    strip = found.strip
    cells = " ".join(active if is_active else idle for _, is_active in strip)
    first, last = date(strip[0][0]), date(strip[-1][0])
    ran = ngettext(
        "dfx ran on %(count)d of the last %(days)d days (UTC)",
        "dfx ran on %(count)d of the last %(days)d days (UTC)",
        len(found.days),
    )
    return [
        ran % {"count": len(found.days), "days": len(strip)},
        cells,
        first + last.rjust(len(cells) - len(first)),
    ]
