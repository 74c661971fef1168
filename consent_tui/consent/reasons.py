"""A reason of the resolver as a sentence for a person. The reason itself is the same in every language."""

from __future__ import annotations

from consent_tui.consent.resolver import CHAIN, DECISION, POLICY, STORE
from consent_tui.consent.states import LOCAL, OFF, ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.ceilings import Reason

_DECIDED = {
    OFF: "You decided that nothing is recorded.",
    LOCAL: "You decided that dfx runs are recorded for yourself alone, and never sent.",
    ON: "You decided that dfx runs are recorded and may be sent.",
}
_UNDECIDED = "You have not decided yet, so nothing is recorded."
_SENTENCES = {
    (POLICY, OFF): "A policy allows no recording: %(detail)s",
    (POLICY, LOCAL): "A policy allows recording for yourself, and no sending: %(detail)s",
    (POLICY, ON): "A policy sets no limit here: %(detail)s",
    ("DO_NOT_TRACK", OFF): "The environment asks not to be tracked: %(detail)s",
    ("ci", OFF): "This is a CI environment, where nothing is recorded: %(detail)s",
    ("DFX_TELEMETRY", OFF): "The environment switches telemetry off: %(detail)s",
    ("DFX_TELEMETRY", LOCAL): "The environment allows recording for yourself, and no sending: %(detail)s",
    (CHAIN, OFF): "The record of your decisions cannot be trusted, so nothing is recorded: %(detail)s",
    (STORE, OFF): "The store does not know of your decision, so nothing is recorded: %(detail)s",
}


def sentence(reason: Reason) -> str:
    """What this reason ``(source, ceiling, detail)`` means. Details may hold any characters: neutralise."""
    source, ceiling, detail = reason
    if source == DECISION:
        return _DECIDED.get(detail, _UNDECIDED)
    return _SENTENCES[source, ceiling] % {"detail": detail}
