"""Whether anything may be recorded or sent, and why."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.profile import Profile


class Status:
    """The answer of ``status``: ``reasons`` are (source, ceiling, detail), the deciding one first."""

    __slots__ = ("decision", "effective", "reasons")

    def __init__(self, decision: str, effective: str, reasons: list[tuple[str, str, str]]) -> None:
        self.decision = decision
        self.effective = effective
        self.reasons = reasons


def status(profile: Profile) -> Status:  # noqa: ARG001 - where a decision will lie
    """The state of consent. There is nothing yet that could record a decision, so it is undecided."""
    return Status("undecided", "off", [("decision", "off", "Nothing was decided yet, and undecided means off.")])


def status_document(found: Status) -> dict[str, object]:
    """The status as a JSON document (contract, section 6)."""
    return {
        "decision": found.decision,
        "effective": found.effective,
        "reasons": [
            {"source": source, "ceiling": ceiling, "detail": detail} for source, ceiling, detail in found.reasons
        ],
        "endpoint": None,
        "pending": 0,
        "rejected": 0,
        "dropped": 0,
        "next_send": None,
    }
