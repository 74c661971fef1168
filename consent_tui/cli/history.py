"""``history``: recent dfx commands in the shell's history, each with what it would emit here and now."""

from __future__ import annotations

import sys
from itertools import islice

from consent_tui.cli.arguments import whole_number
from consent_tui.cli.columns import row, terminal_width
from consent_tui.errors import DONE
from consent_tui.history.printable import printable
from consent_tui.history.recent import recent_commands
from consent_tui.i18n import _
from consent_tui.services.outlook import outlook
from consent_tui.services.preview import preview_command
from consent_tui.services.times import rfc3339, short_local, short_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))
    parser.add_argument(
        "--shell",
        choices=["auto", "bash", "zsh", "fish"],
        default="auto",
        help=_("whose history (%(default)s)"),
    )
    parser.add_argument(
        "--limit",
        type=whole_number,
        default=20,
        metavar="N",
        help=_("at most so many commands (%(default)s)"),
    )


def run(arguments: Namespace, profile: Profile) -> int:
    """Print the newest commands first; nothing is copied to disk."""
    surroundings, expected = profile.surroundings(), outlook(profile)
    recent = list(islice(recent_commands(profile.environ, arguments.shell), arguments.limit))
    found = [(each, preview_command(each.command, 0, surroundings, expected)) for each in recent]
    if arguments.json:
        from consent_tui.services.documents import dump, preview_document  # noqa: PLC0415

        documents = [
            {"command_line": _valid(each.command.text), "when": rfc3339(each.when), **preview_document(shown)}
            for each, shown in found
        ]
        sys.stdout.write(dump(documents) + "\n")
        return DONE
    if not found:
        none = _("No dfx command was found in the shell's history. Try: dfx-consent preview -- dfx deploy")
        sys.stdout.write(none + "\n")
    width = terminal_width()
    for each, shown in found:
        event = shown.event
        emitted = _("emits nothing")
        if event is not None and event.command is not None:
            emitted = " ".join(
                filter(None, [event.command, event.target, *(event.options or ()), event.network])
            )
        below = row(" " * (short_width() + 2), emitted, width)
        sys.stdout.write(f"{short_local(each.when)}  {printable(each.command.text)}\n{below}\n")
    return DONE


def _valid(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
