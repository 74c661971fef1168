"""``local``: dfx runs are recorded for the person alone, and never sent."""

from __future__ import annotations

from consent_tui.cli.asking import say_yes
from consent_tui.consent.states import LOCAL
from consent_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments: there are none, because only a person says yes."""
    parser.epilog = _("It shows the notice in brief and asks once; the default is no.")


def run(arguments: Namespace, profile: Profile) -> int:  # noqa: ARG001 - every command takes both
    """Ask, and record the answer."""
    return say_yes(LOCAL, profile)
