"""The effective state and what decided it: the only place where it is computed.

The screen, the command line, the recorder (inside its write transaction) and the sender all ask here. On the
recorder's way: no imports but our own cheap ones.
"""

from __future__ import annotations

from consent_tui.consent.ceilings import environment_ceilings
from consent_tui.consent.states import OFF, ON, RANK, UNDECIDED, lowest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from consent_tui.consent.ceilings import Reason
    from consent_tui.consent.policy import Policy

DECISION = "decision"
POLICY = "policy"
CHAIN = "decisions"
STORE = "store"
SOURCES = (POLICY, "DO_NOT_TRACK", "ci", "DFX_TELEMETRY", CHAIN, STORE, DECISION)


class Effective:
    """What holds now.

    ``state`` is ``off``, ``local`` or ``on``, never ``undecided``. ``decision`` is the person's own, or
    ``off`` where it cannot be known. ``reasons`` are the rungs of the ladder, ``(source, ceiling, detail)``
    with a source of ``SOURCES``: policies, environment, what is wrong with our records, the decision.
    """

    __slots__ = ("decision", "reasons", "state")

    def __init__(self, state: str, decision: str, reasons: tuple[Reason, ...]) -> None:
        self.state = state
        self.decision = decision
        self.reasons = reasons

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The rungs that hold the state where it is; for ``on`` the decision: no other rung makes a yes."""
        if self.state == ON:
            return tuple(reason for reason in self.reasons if reason[0] == DECISION)
        return tuple(reason for reason in self.reasons if reason[1] == self.state)


def resolve(
    decision: str,
    environ: Mapping[str, str],
    policies: Iterable[Policy],
    problems: Iterable[Reason] = (),
) -> Effective:
    """The lowest of decision, environment and policy, with every reason.

    ``decision`` is the state that the records hold; one that is not known (from a newer version, say) counts
    as ``off``. ``problems`` are reasons why the records cannot be trusted (a broken chain, a store that was
    set aside): any of them makes the decision ``off``, and never ``undecided``.
    """
    reasons = [(POLICY, policy.ceiling, policy.detail) for policy in policies]
    reasons += environment_ceilings(environ)
    standing = len(reasons)
    reasons += problems
    if len(reasons) > standing:
        decision = OFF
    elif decision == UNDECIDED:
        reasons.append((DECISION, OFF, UNDECIDED))
    elif decision in RANK:
        reasons.append((DECISION, decision, decision))
    else:
        reasons.append((CHAIN, OFF, "a state that this version does not know: " + ascii(decision)[:40]))
        decision = OFF
    return Effective(lowest(reason[1] for reason in reasons), decision, tuple(reasons))
