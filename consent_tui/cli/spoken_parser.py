"""argparse in the person's language.

Its own words go through gettext, under the names ``_`` and ``ngettext`` in its module: those are set to ours
where the first parser is made, and the words are listed here so that they come into our catalogue. Its
help is measured in cells, not in characters. A test holds the list to what this Python's argparse can say.
"""

from __future__ import annotations

import argparse

from consent_tui import i18n
from consent_tui.i18n import N_

WORDS = (
    # Translators: keep the space at the end.
    N_("usage: "),
    # Translators: what stands above a list of arguments, with your language's colon.
    N_("%(heading)s:"),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    # Translators: keep the line break at the end.
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("unrecognized arguments: %s"),
    N_("not allowed with argument %s"),
    N_("ignored explicit argument %r"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("unexpected option string: %s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
)
"""What argparse says to somebody who types; what it says to programmers stays in English."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that keeps the lines of descriptions and breaks them, and all else, by cells."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        from consent_tui.services.wrapping import wrapped  # noqa: PLC0415 - hardly ever is help asked for

        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from consent_tui.services.wrapping import wrapped  # noqa: PLC0415 - likewise

        return "\n".join(
            indent + line for part in text.splitlines() for line in wrapped(part, width - len(indent)) or [""]
        )


def spoken_parser(description: str, epilog: str) -> argparse.ArgumentParser:
    """The parser of ``dfx-consent``, still without arguments, speaking the language that is spoken."""
    vars(argparse).update(_=i18n._, ngettext=i18n.ngettext)
    return argparse.ArgumentParser(
        prog="dfx-consent", description=description, epilog=epilog, formatter_class=Formatter
    )
