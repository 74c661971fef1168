"""``off``: nothing is recorded from now on, and what is pending is wiped."""

from __future__ import annotations

import sys

from consent_tui.cli.asking import told_set_aside
from consent_tui.cli.wiping import tell_remains, tell_waiting
from consent_tui.consent.states import OFF
from consent_tui.endings import EndedError
from consent_tui.errors import DONE, FAILED
from consent_tui.i18n import _, ngettext
from consent_tui.services.decided import told_interrupted
from consent_tui.services.deciding import decide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--keep-pending",
        action="store_true",
        help=_("keep what is pending, never to be sent, instead of wiping it"),
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """Decide, wipe, look again at the disk, and tell what is left; 1 when something is."""
    try:
        decided = decide(
            profile,
            OFF,
            "cli",
            "dfx-consent off",
            keep_pending=arguments.keep_pending,
            tell=tell_waiting,
        )
    except (KeyboardInterrupt, EndedError):
        for sentence in told_interrupted(profile):
            tell_waiting(sentence)
        raise
    lines = [_("Off: nothing is recorded from now on.")]
    if arguments.keep_pending:
        kept = ngettext(
            "%(count)d pending event is kept here and will never be sent.",
            "%(count)d pending events are kept here and will never be sent.",
            decided.kept,
        )
        lines.append(kept % {"count": decided.kept})
    else:
        wiped = ngettext(
            "%(count)d pending or rejected event was wiped.",
            "%(count)d pending and rejected events were wiped.",
            decided.wiped.count,
        )
        lines.append(wiped % {"count": decided.wiped.count})
    if decided.set_aside:
        lines.append(told_set_aside(decided.set_aside))
    if decided.sent:
        sent = ngettext(
            "%(count)d request was sent before; its copy stays here until: dfx-consent sent wipe",
            "%(count)d requests were sent before; their copies stay here until: dfx-consent sent wipe",
            decided.sent,
        )
        lines.append(sent % {"count": decided.sent})
    sys.stdout.write("\n".join(lines) + "\n")
    if not decided.wiped.remains:
        return DONE
    tell_remains(decided.wiped)
    sys.stderr.write(_("Close whatever reads the database, then run dfx-consent off again.") + "\n")
    return FAILED
