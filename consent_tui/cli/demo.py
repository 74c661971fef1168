"""``demo``: the app on a throw-away profile with sample data; nothing of yours is read or written."""

from __future__ import annotations

import sys
from tempfile import TemporaryDirectory, mkdtemp
from time import time

from consent_tui.cli.arguments import whole_number
from consent_tui.cli.opening import open_app
from consent_tui.cli.progress import Progress
from consent_tui.errors import DONE
from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.services.demo import build, demo_profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile

EVENTS = 200


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--home", metavar="DIR", help=_("make the demo in this empty or new folder and keep it")
    )
    parser.add_argument(
        "--events",
        type=whole_number,
        default=EVENTS,
        metavar="N",
        help=_("how many are pending (%(default)s)"),
    )
    parser.add_argument("--build-only", action="store_true", help=_("make it, keep it, and open nothing"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Make the demo and open the app on it; without a terminal, print its status."""
    now = int(profile.clock())
    if arguments.home is not None or arguments.build_only:
        folder = arguments.home or mkdtemp(prefix="dfx-consent-demo-")
        _build(folder, arguments.events, now, profile)
        _tell(folder, arguments.events)
        return DONE if arguments.build_only else open_app(demo_profile(folder, profile.environ, time))
    with TemporaryDirectory(prefix="dfx-consent-demo-", ignore_cleanup_errors=True) as folder:
        _build(folder, arguments.events, now, profile)
        return open_app(demo_profile(folder, profile.environ, time))


def _build(folder: str, events: int, now: int, profile: Profile) -> None:
    progress = Progress(events)
    try:
        build(folder, events, now, profile.environ, progress)
    finally:
        progress.close()


def _tell(folder: str, events: int) -> None:
    made = ngettext(
        "A demo with %(count)d pending event lies in %(path)s.",
        "A demo with %(count)d pending events lies in %(path)s.",
        events,
    )
    sys.stdout.write(made % {"count": events, "path": printable(folder)} + "\n")
    sys.stdout.write(_("Any command works on it, with DFX_CONSENT_HOME set to that folder.") + "\n")
