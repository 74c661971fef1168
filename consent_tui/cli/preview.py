"""``preview``: what this command would emit, token by token."""

from __future__ import annotations

import io
import sys

from consent_tui.cli.arguments import exit_status
from consent_tui.errors import DONE, USAGE, ConsentError
from consent_tui.i18n import _
from consent_tui.services.outlook import outlook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.preview import Preview
    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments; the dfx command line itself stands after ``--`` and is never parsed here."""
    parser.usage = "dfx-consent preview [--json | --wire] [--exit-status N] -- dfx ...\n"
    parser.usage += "       dfx-consent preview --batch [--json] [--exit-status N] < LINES"
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("one JSON document"))
    form.add_argument("--wire", action="store_true", help=_("the exact request that would carry the event"))
    parser.add_argument(
        "--exit-status",
        type=exit_status,
        default=0,
        metavar="N",
        help=_("as if dfx had left this exit status (%(default)s)"),
    )
    parser.add_argument("--batch", action="store_true", help=_("preview every line of standard input"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Answer for the words after ``--``, or for standard input."""
    if arguments.batch:
        return _batch(arguments, profile)
    words: list[str] = arguments.dfx
    if not words or words[0].rpartition("/")[2] != "dfx":
        raise ConsentError(
            _("There is no dfx command line to preview."),
            _("Write it after two hyphens, as in: dfx-consent preview -- dfx deploy --ic"),
            USAGE,
        )
    from consent_tui.services.preview import preview  # noqa: PLC0415 - not needed for --help

    found = preview(words, arguments.exit_status, profile.surroundings(), outlook(profile))
    if arguments.json:
        from consent_tui.services.documents import dump, preview_document  # noqa: PLC0415

        sys.stdout.write(dump(preview_document(found)) + "\n")
    elif arguments.wire:
        from consent_tui.services.wire import wire_text  # noqa: PLC0415

        sys.stdout.write(wire_text(found))
    else:
        sys.stdout.write(_drawn(found, profile))
    return DONE


def _drawn(found: Preview, profile: Profile) -> str:
    from shutil import get_terminal_size  # noqa: PLC0415 - not needed for --json

    from consent_tui.services.marks import BOXES, glyphs_for  # noqa: PLC0415
    from consent_tui.services.signature import render_plain  # noqa: PLC0415

    is_boxes = glyphs_for(sys.stdout.encoding, profile.environ) is BOXES
    width = min(get_terminal_size().columns, 120) if sys.stdout.isatty() else 80
    return render_plain(found.explanation, width, unicode=is_boxes)


def _batch(arguments: Namespace, profile: Profile) -> int:
    if arguments.dfx or arguments.wire:
        raise ConsentError(
            _("With --batch the command lines come from standard input."),
            _("Give them there, one on each line, and leave out --wire and what follows the two hyphens."),
            USAGE,
        )
    if arguments.json:
        from consent_tui.services.batch import Batch  # noqa: PLC0415

        lines = io.TextIOWrapper(sys.stdin.buffer, "utf-8", "replace", newline="\n")
        for chunk in Batch(arguments.exit_status, profile.surroundings(), outlook(profile)).chunks(lines):
            sys.stdout.write(chunk)
        return DONE
    from consent_tui.history.printable import printable  # noqa: PLC0415
    from consent_tui.history.shell import first_dfx_command  # noqa: PLC0415
    from consent_tui.services.preview import preview_command  # noqa: PLC0415

    surroundings, expected = profile.surroundings(), outlook(profile)
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        command = first_dfx_command(text)
        if command is None:
            sys.stdout.write(printable(text) + "\n  " + _("(no dfx command)") + "\n\n")
        else:
            found = preview_command(command, arguments.exit_status, surroundings, expected)
            sys.stdout.write(_drawn(found, profile) + "\n")
    return DONE
