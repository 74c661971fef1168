"""What the notice in force adds to the one that a standing yes agreed to: exactly what to ask about."""

from __future__ import annotations

from consent_tui.consent.decision import standing
from consent_tui.consent.notice import added, added_purposes
from consent_tui.services.card_words import LABELLED
from consent_tui.store.decisions import kept_vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.decision import Decision
    from consent_tui.consent.notice import Purpose
    from consent_tui.services.card_words import Say
    from consent_tui.services.notice import Notice
    from consent_tui.services.records import Records


class Additions:
    """What is new since the yes ``decision``: ``purposes`` and sorted ``tokens``; either may be empty.

    ``is_comparable`` is False where the vocabulary of that yes was lost: every token is then new.
    """

    __slots__ = ("decision", "is_comparable", "purposes", "tokens")

    def __init__(
        self,
        decision: Decision,
        purposes: tuple[Purpose, ...],
        tokens: tuple[str, ...],
        *,
        is_comparable: bool,
    ) -> None:
        self.decision = decision
        self.purposes = purposes
        self.tokens = tokens
        self.is_comparable = is_comparable

    def lines(self, say: Say) -> list[str]:
        """What is new for a person: each purpose, then the tokens, a line each, in the words of *say*."""
        found = [say(LABELLED) % {"label": say(each.title), "text": say(each.text)} for each in self.purposes]
        return [*found, " ".join(self.tokens)] if self.tokens else found

    @property
    def are_none(self) -> bool:
        """Whether there is nothing to ask: the notice only became smaller."""
        return not self.purposes and not self.tokens


def additions(found: Records, in_force: Notice, folder: str) -> Additions | None:
    """What is new since the standing yes in the state folder *folder*.

    None where no yes stands, where the records cannot be trusted, or where the yes was to this very notice.
    """
    decision = standing(found.chain.decisions).decision
    if decision is None or not standing(found.chain.decisions).is_yes or found.chain.problems():
        return None
    if decision.notice_hash == in_force.notice_hash:
        return None
    covered = kept_vocabulary(folder, decision.vocabulary_hash)
    return Additions(
        decision,
        added_purposes(decision.purposes),
        added(covered or (), in_force.tokens),
        is_comparable=covered is not None,
    )
