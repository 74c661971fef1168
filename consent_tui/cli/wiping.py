"""What the nouns that remove something have in common: the question before, and the proof after."""

from __future__ import annotations

import sys

from consent_tui.errors import DONE, FAILED, USAGE, ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.store.erasure import Wiped


UNREADABLE = "?"
"""What ``Wiped.remains`` holds where not every file could be read."""


def check_can_ask(command: str) -> None:
    """See that somebody is there to ask.

    Raises:
        ConsentError: nobody is; *command* is what to run instead; status 2.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ConsentError(
            _("Nobody is here to be asked whether that is meant."),
            _("If it is: %(command)s") % {"command": command},
            USAGE,
        )


def is_meant(question: str) -> bool:
    """Put the question; a no is told that nothing has changed."""
    from consent_tui.cli.asking import is_yes  # noqa: PLC0415 - with --yes nobody is asked

    if is_yes(question):
        return True
    sys.stdout.write(_("Nothing has changed.") + "\n")
    return False


def tell_waiting(sentence: str) -> None:
    """Say at once that something is waited for."""
    sys.stderr.write(printable(sentence) + "\n")
    sys.stderr.flush()


def tell_wiped(wiped: Wiped, sentence: str) -> int:
    """Say what is gone, and where something of it is left; 1 if something is."""
    sys.stdout.write(sentence + "\n")
    if not wiped.remains:
        sys.stdout.write(_("No byte of what was wiped is left in our files.") + "\n")
        return DONE
    sys.stdout.flush()
    tell_remains(wiped)
    again = _("Close whatever reads the database, and wipe again.")
    aside = _("Databases that were set aside go with: dfx-consent off")
    sys.stderr.write(f"{again}\n{aside}\n")
    return FAILED


def tell_remains(wiped: Wiped) -> None:
    """Say where something of what was wiped is left."""
    names = ", ".join(printable(name) for name in wiped.remains if name != UNREADABLE)
    if names:
        left = _("Something of what was wiped is still on disk, in: %(names)s") % {"names": names}
        sys.stderr.write(f"dfx-consent: {left}\n")
    if UNREADABLE in wiped.remains:
        unread = _("Not every file in the state folder could be read to look for it.")
        sys.stderr.write(f"dfx-consent: {unread}\n")
