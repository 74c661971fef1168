"""``notice``: the full text in force, and its hashes."""

from __future__ import annotations

import sys

from consent_tui.cli.asking import paragraphs
from consent_tui.cli.columns import table
from consent_tui.errors import DONE
from consent_tui.i18n import LANGUAGES, _
from consent_tui.services.notice import notice_in_force
from consent_tui.services.records import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help=_("one JSON document"))


def run(arguments: Namespace, profile: Profile) -> int:
    """Print the notice."""
    in_force = notice_in_force(records(profile))
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        sys.stdout.write(dump(in_force.document()) + "\n")
        return DONE
    hashes = table(
        [
            # Translators: three things with their hashes (the notice, the vocabulary, the text above) and
            # the language that the text is in.
            [_("notice"), in_force.notice_hash],
            [_("vocabulary"), in_force.vocabulary_hash],
            [_("text"), in_force.text_hash],
            [_("language"), LANGUAGES[in_force.language]],
        ]
    )
    remark = [paragraphs(in_force.remark), ""] if in_force.remark else []
    sys.stdout.write("\n".join([*remark, paragraphs(in_force.text), "", *hashes]) + "\n")
    return DONE
