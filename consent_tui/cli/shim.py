"""``shim``: the ``dfx`` on PATH that brings dfx runs to the recorder."""

from __future__ import annotations

import sys

from consent_tui.cli.asking import is_yes
from consent_tui.cli.columns import table
from consent_tui.errors import DONE, ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _, pgettext
from consent_tui.services.recording import (
    OPEN_SHELLS,
    install_shim,
    shim_folder,
    shim_status,
    uninstall_shim,
)
from consent_tui.shim.startup import (
    add_to_shell_startup,
    path_block,
    remove_from_shell_startup,
    shell_name,
    startup_file,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("install", help=_("put the shim in its place, and say how to put it on PATH"))
    actions.add_parser("uninstall", help=_("remove it, and its lines from your shell's start-up file"))
    status = actions.add_parser("status", help=_("whether it is installed and first on PATH"))
    status.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Install, uninstall, or tell how things stand."""
    if arguments.action == "install":
        return _install(profile)
    if arguments.action == "uninstall":
        return _uninstall(profile)
    return _status(arguments, profile)


def _install(profile: Profile) -> int:
    found = install_shim(profile)
    _say(_("The shim lies at %(path)s.") % {"path": printable(found.path or "")})
    if found.real_dfx is None:
        _say(_("There is no other dfx on PATH yet; the shim will find it when there is."))
    if found.first_on_path:
        _say(_("It is first on PATH: dfx runs reach it."))
        return DONE
    folder = shim_folder(profile)
    try:
        shell = shell_name(profile.environ)
    except ConsentError as error:
        _say(error.message)
        _say(error.mend)
        _say(_("Its folder is %(path)s.") % {"path": printable(folder)})
        return DONE
    path = startup_file(shell, profile.environ)
    block = "\n".join("  " + line for line in printable_lines(path_block(shell, folder)))
    belong = _("To put it first on PATH, these lines belong at the end of %(path)s:")
    _say(belong % {"path": printable(path)} + f"\n\n{block}\n")
    if sys.stdin.isatty() and sys.stdout.isatty() and is_yes(_("Write them there now?")):
        add_to_shell_startup(shell, folder, profile.environ)
        _say(_("Done. Open a new shell. `dfx-consent shim uninstall` takes them out again."))
    return DONE


def printable_lines(text: str) -> list[str]:
    """The lines of *text*, each harmless to a terminal."""
    return [printable(line) for line in text.splitlines()]


def _uninstall(profile: Profile) -> int:
    removed = uninstall_shim(profile)
    for path in removed:
        _say(_("Removed %(path)s") % {"path": printable(path)})
    try:
        changed = remove_from_shell_startup(shell_name(profile.environ), profile.environ)
    except ConsentError as error:
        changed = None
        sys.stderr.write(f"dfx-consent: {printable(error.message)}\n{printable(error.mend)}\n")
    if changed:
        _say(_("Took our lines out of %(path)s") % {"path": printable(changed)})
    if removed:
        _say(_(OPEN_SHELLS))
    elif not changed:
        _say(_("There was no shim."))
    return DONE


def _status(arguments: Namespace, profile: Profile) -> int:
    found = shim_status(profile)
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        document = {
            "installed": found.installed,
            "path": found.path,
            "first_on_path": found.first_on_path,
            "real_dfx": found.real_dfx,
        }
        sys.stdout.write(dump(document) + "\n")
        return DONE
    # Translators: the answers to "installed" and "first on PATH", which stand before them.
    yes, no = pgettext("answer", "yes"), pgettext("answer", "no")
    rows = [
        # Translators: the shim: where it is installed, or "no".
        [_("installed"), printable(found.path) if found.path else no],
        [_("first on PATH"), yes if found.first_on_path else no],
        # Translators: the dfx that the shim runs.
        [_("real dfx"), printable(found.real_dfx) if found.real_dfx else _("none on PATH")],
    ]
    _say("\n".join(table(rows)))
    return DONE


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
