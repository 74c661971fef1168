"""``vocabulary``: every token that can ever be emitted, by command."""

from __future__ import annotations

import sys

from consent_tui.cli.columns import filled
from consent_tui.errors import DONE
from consent_tui.i18n import _, ngettext
from consent_tui.services.vocabulary import COMMON, everywhere, own_tokens, vocabulary_document
from consent_tui.vocabulary.catalog import VERSIONS
from consent_tui.vocabulary.commands import EXTENSION, commands
from consent_tui.vocabulary.tokens import TARGETS, tokens

WIDTH = 78

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: Namespace, profile: Profile) -> int:  # noqa: ARG001 - every command takes a profile
    """Print the vocabulary."""
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415

        sys.stdout.write(dump(vocabulary_document()) + "\n")
        return DONE
    first, last = VERSIONS
    count = len(tokens())
    all_of_it = ngettext(
        "%(count)d token, for dfx %(first)s to %(last)s. Nothing else is ever emitted, but for dfx's own"
        " version, as a SemVer number.",
        "%(count)d tokens, for dfx %(first)s to %(last)s. Nothing else is ever emitted, but for dfx's own"
        " version, as a SemVer number.",
        count,
    )
    sys.stdout.write(filled(all_of_it % {"count": count, "first": first, "last": last}, WIDTH) + "\n")
    # Translators: the three headings of the vocabulary: what stands in it for every event, every command, ...
    _heading(_("Every event"))
    for key, values in COMMON.items():
        _line(key, values)
    _heading(_("Every command"))
    shared = everywhere()
    _line("options", shared)
    for command in commands():
        sys.stdout.write(f"\ndfx {command.path}\n")
        _line("command", [command.token])
        _line("target", TARGETS if command.canister >= 0 else ())
        _line("options", own_tokens(command, shared))
    _heading(_("An extension"))
    _line("command", [EXTENSION])
    return DONE


def _heading(text: str) -> None:
    sys.stdout.write(f"\n{text}\n")


def _line(key: str, values: Iterable[str]) -> None:
    text = " ".join(values)
    if text:
        sys.stdout.write(filled(text, 100, f"  {key:<10} ", " " * 13) + "\n")
