"""``activity``: when you were counted as active, and on which days dfx ran."""

from __future__ import annotations

import sys
from textwrap import fill

from consent_tui.errors import DONE
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
    parser.add_argument("--json", action="store_true", help="one JSON document")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("wipe", help="forget the days and the windows")


def run(arguments: Namespace, profile: Profile) -> int:
    """Show it, or forget it."""
    if arguments.action == "wipe":
        wipe_activity(profile)
        sys.stdout.write("Forgotten. What is pending stays; wipe that with: dfx-consent pending wipe\n")
        sys.stdout.write("The windows of a day and a month begin anew with the next recorded command.\n")
        return DONE
    found = activity(profile)
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        sys.stdout.write(dump(activity_document(found)) + "\n")
        return DONE
    lines = [
        f"{'':<8}{'recorded':<14}{'sent':<14}next counted",
        _line("monthly", found.mau),
        _line("daily", found.dau),
        "",
        *_strip(found, glyphs_for(sys.stdout.encoding, profile.environ) is BOXES),
        "",
        fill(NO_IDENTIFIER, WIDTH),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def _line(name: str, found: Activity) -> str:
    recorded = short_local(found.last_recorded) if found.last_recorded is not None else "never"
    sent = short_local(found.last_sent) if found.last_sent is not None else "never"
    eligible = (
        short_local(found.next_eligible) if found.next_eligible is not None else "with the next command"
    )
    waiting = ", one is pending" if found.pending else ""
    return f"{name:<8}{recorded:<14}{sent:<14}{eligible}{waiting}"


def _strip(found: ActivityView, is_boxes: bool) -> list[str]:  # noqa: FBT001 - what the terminal can draw
    """A cell a day, the dates of the first and the last below."""
    active, idle = ("■", "·") if is_boxes else ("#", ".")
    strip = found.strip
    cells = " ".join(active if is_active else idle for _, is_active in strip)
    first, last = date(strip[0][0]), date(strip[-1][0])
    return [
        f"days on which dfx ran (UTC): {len(found.days)} of the last {len(strip)}",
        cells,
        first + last.rjust(len(cells) - len(first)),
    ]
