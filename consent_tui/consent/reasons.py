"""A reason of the resolver as a sentence for a person. The reason itself is the same in every language."""

from __future__ import annotations

from consent_tui.consent.resolver import CHAIN, DECISION, POLICY, STORE
from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.ceilings import Reason

_DECIDED = {
    OFF: N_("You decided that nothing is recorded."),
    LOCAL: N_("You decided that dfx runs are recorded for yourself alone, and never sent."),
    ON: N_("You decided that dfx runs are recorded and may be sent."),
}
_UNDECIDED = N_("You have not decided yet, so nothing is recorded.")
_SENTENCES = {
    (POLICY, OFF): N_("A policy allows no recording: %(detail)s"),
    (POLICY, LOCAL): N_("A policy allows recording for yourself, and no sending: %(detail)s"),
    (POLICY, ON): N_("A policy sets no limit here: %(detail)s"),
    ("DO_NOT_TRACK", OFF): N_("The environment asks not to be tracked: %(detail)s"),
    ("ci", OFF): N_("This is a CI environment, where nothing is recorded: %(detail)s"),
    ("DFX_TELEMETRY", OFF): N_("The environment switches telemetry off: %(detail)s"),
    ("DFX_TELEMETRY", LOCAL): N_("The environment allows recording for yourself, and no sending: %(detail)s"),
    (CHAIN, OFF): N_("The record of your decisions cannot be trusted, so nothing is recorded: %(detail)s"),
    (STORE, OFF): N_("The store does not know of your decision, so nothing is recorded: %(detail)s"),
}
_TOLD_IN_ENGLISH = (POLICY, CHAIN, STORE)
"""Whose detail is a sentence; the others name a variable."""


def sentence(reason: Reason) -> str:
    """What this reason ``(source, ceiling, detail)`` means. Details may hold any characters: neutralise."""
    source, ceiling, detail = reason
    if source == DECISION:
        return _(_DECIDED.get(detail, _UNDECIDED))
    if source in _TOLD_IN_ENGLISH:
        from consent_tui.retold import retold  # noqa: PLC0415 - most have nothing but a decision

        detail = retold(detail)
    return _(_SENTENCES[source, ceiling]) % {"detail": detail}
