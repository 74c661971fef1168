"""``forget``: removes everything of ours from this machine, the decisions last."""

from __future__ import annotations

import os
import sys

from consent_tui.cli.columns import filled
from consent_tui.cli.wiping import check_can_ask, is_meant
from consent_tui.errors import DONE, FAILED
from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _
from consent_tui.services.forget import Forgotten, forget, others
from consent_tui.services.recording import OPEN_SHELLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile

QUESTION = N_(
    "This removes the shim and its lines in your shells' start-up files, every event that is pending, the"
    " copies of what was sent, your settings, and the record of your decisions. None of it can be brought"
    " back. Files that you exported stay."
)
WIDTH = 78


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--yes", action="store_true", help=_("remove without asking"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Ask, remove, and tell what is gone and what is left; 1 when something of ours is."""
    if not arguments.yes:
        check_can_ask("dfx-consent forget --yes")
        sys.stdout.write(filled(_(QUESTION), WIDTH) + "\n")
        if not is_meant(_("Remove everything?")):
            return FAILED
    steps = []
    for step in forget(profile):
        steps.append(step)
        sys.stdout.write(_told(step))
    if not steps:
        sys.stdout.write(_("There was nothing of ours.") + "\n")
    sys.stdout.flush()
    problems = [step for step in steps if step.problem]
    for step in problems:
        left_over = _("%(path)s is left: %(problem)s") % {
            "path": printable(step.path),
            "problem": printable(step.problem),
        }
        sys.stderr.write(f"dfx-consent: {left_over}\n")
    if problems:
        sys.stderr.write(_("Mend that, then run dfx-consent forget again.") + "\n")
        return FAILED
    left = others(profile)
    if left:
        sys.stdout.write(_("These are not ours and stay:") + "\n")
        sys.stdout.write("".join(f"  {printable(path)}\n" for path in left))
    if any(os.path.basename(step.path) == "dfx" for step in steps):  # noqa: PTH119 - pathlib is slow to start
        sys.stdout.write(_(OPEN_SHELLS) + "\n")
    itself = _("The program itself goes the way it came, for example: pipx uninstall dfx-consent")
    sys.stdout.write(itself + "\n")
    return DONE


def _told(step: Forgotten) -> str:
    if step.problem:
        return ""
    if step.is_changed:
        return _("Took our lines out of %(path)s") % {"path": printable(step.path)} + "\n"
    return _("Removed %(path)s") % {"path": printable(step.path)} + "\n"
