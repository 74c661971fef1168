"""The shell completions and the man page, made from the parser: ``python -m tests.packaging.shared_files``.

They lie in ``consent_tui/share`` and the wheel puts them where shells and man look for them. shtab and
argparse-manpage do the writing; what they cannot know from a parser is said here.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

from consent_tui import i18n
from consent_tui.cli.entry import parser
from consent_tui.cli.spoken_parser import Formatter
from consent_tui.services.settings import SETTINGS

SHARE = Path(__file__).resolve().parents[2] / "consent_tui" / "share"
WIDE = 1000
"""No line of the man page is broken here: the terminal of whoever writes it is nobody else's."""
COMPLETES = {"FILE": shtab.FILE, "DIR": shtab.DIRECTORY}
SECTIONS = {
    "exit status": {
        "0": "done",
        "1": "failed, or declined",
        "2": "wrong usage",
        "3": "refused: a policy, no terminal, CI, or a coding agent",
    },
    "environment": {
        "DFX_TELEMETRY": "on, local or off: a ceiling, which can lower what you decided and never raise it",
        "DO_NOT_TRACK": "anything but 0, false, no or off: nothing is recorded",
        "DFX_CONSENT_HOME": "one folder for all state and the configuration",
        "DFX_CONSENT_ENDPOINT": "where to send, only on this machine or of the origin already configured",
        "ACCESSIBLE": "anything but 0, false, no or off: the app as linear text, like --plain",
        "NO_COLOR": "not empty: no colour",
        "LANGUAGE, LC_ALL, LC_MESSAGES, LANG": "the language, in this order",
    },
    "files": {
        "/etc/xdg/dfx-consent/policy.toml": "what an organisation allows at most, on Linux",
        "config.toml": "what you set; dfx-consent config list says where it lies",
    },
}


def parsers(root: ArgumentParser) -> Iterator[ArgumentParser]:
    """This parser and all below it."""
    yield root
    for action in root._actions:
        if isinstance(action, _SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


def whole_parser() -> ArgumentParser:
    """The parser, in English, with what completes each of its words."""
    i18n.speak(i18n.ENGLISH)
    root = parser()
    for each in parsers(root):
        for action in each._actions:
            if action.metavar in COMPLETES:
                action.complete = COMPLETES[action.metavar]  # type: ignore[attr-defined]
            if action.dest == "key":
                action.choices = tuple(SETTINGS)
    return root


def completion(shell: str) -> str:
    """The completion script for *shell*: bash, zsh or fish."""
    return shtab.complete(whole_parser(), shell)


def man_page() -> str:
    """``dfx-consent(1)`` in roff. It bears no date and no version, so that only a new word changes it."""
    root = whole_parser()
    for each in parsers(root):
        each.formatter_class = partial(Formatter, width=WIDE)  # type: ignore[assignment]
        if each is not root:
            each.description = None  # it repeats the line above it
    page = Manpage(root, {"manual_title": "dfx-consent"}, format="single-commands-section")
    page.date = ""
    page.description = "see what dfx telemetry would report, and decide"
    for heading, entries in SECTIONS.items():
        lines = [
            f".TP\n.B {name.replace('-', chr(92) + '-')}\n{meaning}" for name, meaning in entries.items()
        ]
        page.add_section(heading, ">", "\n".join(lines))
    # argparse fills lines for a terminal, and man fills them again, where roff may not see a leading dot.
    return re.sub(r"^(['.][^A-Z\\])", r"\\&\1", str(page), flags=re.MULTILINE)


def files() -> dict[str, str]:
    """Every file by its name in ``consent_tui/share``."""
    return {
        "dfx-consent.bash": completion("bash"),
        "_dfx-consent": completion("zsh"),
        "dfx-consent.fish": completion("fish"),
        "dfx-consent.1": man_page(),
    }


if __name__ == "__main__":
    SHARE.mkdir(exist_ok=True)
    for name, text in files().items():
        (SHARE / name).write_text(text, encoding="utf-8")
