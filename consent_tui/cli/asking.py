"""Asking a person at a terminal, and telling what a decision will do. Shared by the nouns that decide."""

from __future__ import annotations

import sys
from contextlib import suppress

from consent_tui.cli.columns import filled
from consent_tui.consent.asking import may_say_yes, policy_refuses
from consent_tui.consent.states import ON
from consent_tui.errors import DONE, FAILED
from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _
from consent_tui.services.additions import additions
from consent_tui.services.card_words import NEW_SINCE_YES
from consent_tui.services.deciding import brief, decide
from consent_tui.services.notice import Notice, notice_in_force
from consent_tui.services.recording import shim_folder, shim_status
from consent_tui.services.records import Records, records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile

QUESTION = {ON: N_("Record dfx runs, and send what is recorded?")}
QUESTION_LOCAL = N_("Record dfx runs for yourself alone?")
YES_OR_NO = " [y/N] "
"""The keys are the same in every language."""
WIDTH = 78


def is_yes(question: str) -> bool:
    """Put a question; Enter alone, and anything but y or yes, is a no."""
    sys.stdout.write(question + YES_OR_NO)
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _forget_typed_ahead() -> None:
    """Throw away what was typed, or pasted, before the notice stood there: it is no answer to that."""
    import termios  # noqa: PLC0415 - where there is no terminal, nothing is asked

    with suppress(termios.error):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def paragraphs(text: str) -> str:
    """Plain paragraphs, one a line, wrapped for reading."""
    return "\n".join(filled(printable(line), WIDTH) for line in text.splitlines())


def say_yes(state: str, profile: Profile) -> int:
    """Show the notice in brief, ask once, and record a ``local`` or ``on``; 1 when it is declined.

    Raises:
        ConsentError: this is no place where a person can say yes, or a policy forbids it; status 3.
    """
    refusal = may_say_yes(
        profile.environ,
        stdin_is_terminal=sys.stdin.isatty(),
        stdout_is_terminal=sys.stdout.isatty(),
        stderr_is_terminal=sys.stderr.isatty(),
    )
    found = records(profile)
    refusal = refusal or policy_refuses(state, found.policies)
    if refusal is not None:
        raise refusal
    in_force = notice_in_force(found)
    text = brief(state, in_force) + difference(found, in_force, profile.paths.state)
    sys.stdout.write(paragraphs(text) + "\n\n")
    _forget_typed_ahead()
    if not is_yes(_(QUESTION.get(state, QUESTION_LOCAL))):
        sys.stdout.write(_("Nothing has changed.") + "\n")
        return FAILED
    decided = decide(profile, state, "cli", text)
    if decided.set_aside:
        sys.stdout.write(told_set_aside(decided.set_aside) + "\n")
    return _tell(state, profile)


def difference(found: Records, in_force: Notice, folder: str) -> str:
    """What the notice in force adds to the one a standing yes agreed to, as paragraphs; empty if nothing."""
    new = additions(found, in_force, folder)
    if new is None or new.are_none:
        return ""
    return "".join(line + "\n" for line in (in_force.say(NEW_SINCE_YES), *new.lines(in_force.say)))


def told_set_aside(name: str) -> str:
    """The sentence about a broken record of decisions that was set aside under this name."""
    return _("The broken record of decisions was set aside as %(name)s.") % {"name": printable(name)}


def _tell(state: str, profile: Profile) -> int:
    effective = records(profile).effective
    lines = []
    if effective.state != state:
        from consent_tui.consent.reasons import sentence  # noqa: PLC0415 - only where something holds it down

        held = _("Your decision is %(decision)s; for now the state is %(state)s:")
        lines.append(held % {"decision": state, "state": effective.state})
        lines += ["  " + printable(sentence(reason)) for reason in effective.deciding]
    else:
        lines.append(_("Your decision is %(decision)s.") % {"decision": state})
    if not shim_status(profile).first_on_path:
        lines.append(_("No dfx run is recorded yet: the shim is not first on PATH."))
        lines.append(_("Install it with: dfx-consent shim install"))
        lines.append(_("Its folder is %(path)s.") % {"path": printable(shim_folder(profile))})
    lines.append(_("Take it back at any time with: dfx-consent off"))
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE
