"""``record``: plumbing for whoever has no shim: records one dfx command as the shim would."""

from __future__ import annotations

from consent_tui.cli.arguments import exit_status
from consent_tui.errors import DONE, USAGE, ConsentError
from consent_tui.i18n import _
from consent_tui.recorder import record
from consent_tui.retold import retold
from consent_tui.sender.start import start_detached
from consent_tui.store.session import StoreError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments; the dfx command line itself stands after ``--``."""
    parser.usage = "dfx-consent record --exit-status N -- dfx ..."
    parser.add_argument(
        "--exit-status",
        type=exit_status,
        required=True,
        metavar="N",
        help=_("the exit status that dfx left"),
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """Record it if consent allows; silent either way."""
    words: list[str] = arguments.dfx
    if not words:
        raise ConsentError(
            _("There is no dfx command line to record."),
            _("Write it after two hyphens, as the shim does."),
            USAGE,
        )
    try:
        record(
            words,
            arguments.exit_status,
            profile.cwd,
            profile.environ,
            profile.paths.state,
            start_sender=start_detached,
        )
    except (OSError, StoreError) as error:
        raise ConsentError(
            _("The command was not recorded: %(reason)s.") % {"reason": retold(str(error))},
            _("See: dfx-consent doctor"),
        ) from error
    return DONE
