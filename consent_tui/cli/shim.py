"""``shim``: the ``dfx`` on PATH that brings dfx runs to the recorder."""

from __future__ import annotations

import sys

from consent_tui.cli.asking import is_yes
from consent_tui.errors import DONE, ConsentError
from consent_tui.history.printable import printable
from consent_tui.services.recording import install_shim, shim_folder, shim_status, uninstall_shim
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
    actions.add_parser("install", help="put the shim in its place, and say how to put it on PATH")
    actions.add_parser("uninstall", help="remove it, and its lines from your shell's start-up file")
    status = actions.add_parser("status", help="whether it is installed and first on PATH")
    status.add_argument("--json", action="store_true", help="one JSON document")


def run(arguments: Namespace, profile: Profile) -> int:
    """Install, uninstall, or tell how things stand."""
    if arguments.action == "install":
        return _install(profile)
    if arguments.action == "uninstall":
        return _uninstall(profile)
    return _status(arguments, profile)


def _install(profile: Profile) -> int:
    found = install_shim(profile)
    sys.stdout.write(f"The shim lies at {printable(found.path or '')}.\n")
    if found.real_dfx is None:
        sys.stdout.write("There is no other dfx on PATH yet; the shim will find it when there is.\n")
    if found.first_on_path:
        sys.stdout.write("It is first on PATH: dfx runs reach it.\n")
        return DONE
    folder = shim_folder(profile)
    try:
        shell = shell_name(profile.environ)
    except ConsentError as error:
        sys.stdout.write(f"{error.message} {error.mend} It is {printable(folder)}\n")
        return DONE
    path = startup_file(shell, profile.environ)
    block = "\n".join("  " + line for line in printable_lines(path_block(shell, folder)))
    sys.stdout.write(
        f"To put it first on PATH, these lines belong at the end of {printable(path)}:\n\n{block}\n\n"
    )
    if sys.stdin.isatty() and sys.stdout.isatty() and is_yes("Write them there now? [y/N] "):
        add_to_shell_startup(shell, folder, profile.environ)
        sys.stdout.write("Done. Open a new shell. `dfx-consent shim uninstall` takes them out again.\n")
    return DONE


def printable_lines(text: str) -> list[str]:
    """The lines of *text*, each harmless to a terminal."""
    return [printable(line) for line in text.splitlines()]


def _uninstall(profile: Profile) -> int:
    removed = uninstall_shim(profile)
    for path in removed:
        sys.stdout.write(f"Removed {printable(path)}.\n")
    try:
        changed = remove_from_shell_startup(shell_name(profile.environ), profile.environ)
    except ConsentError as error:
        changed = None
        sys.stderr.write(f"dfx-consent: {error.message}\n{error.mend}\n")
    if changed:
        sys.stdout.write(f"Took our lines out of {printable(changed)}.\n")
    if not removed and not changed:
        sys.stdout.write("There was no shim.\n")
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
    first = "yes" if found.first_on_path else "no"
    lines = [
        f"installed      {printable(found.path) if found.path else 'no'}",
        f"first on PATH  {first}",
        f"real dfx       {printable(found.real_dfx) if found.real_dfx else 'none on PATH'}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE
