"""An answer to the first-run card, carried out, and the one line that says what was decided."""

from __future__ import annotations

from consent_tui.consent.asking import due, next_question
from consent_tui.consent.decision import LATER, REFUSAL
from consent_tui.consent.reasons import sentence
from consent_tui.consent.states import OFF
from consent_tui.errors import ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.services import card_words as words
from consent_tui.services.deciding import decide, put_off, refuse_additions
from consent_tui.services.numbers import listed
from consent_tui.services.records import records
from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.card import Card
    from consent_tui.services.card_words import Choice
    from consent_tui.services.profile import Profile

METHOD = "first-run"


def carry_out(profile: Profile, card: Card, choice: Choice) -> str:
    """Do what this choice says, and return what to tell the person; also where it could not be done."""
    try:
        if choice.act == LATER:
            return put_off_card(profile, card)
        if choice.act == REFUSAL:
            refuse_additions(profile, METHOD, card.shown_text, card.language)
            return _(choice.done)
        decided = decide(profile, choice.act, METHOD, card.shown_text, card.language)
    except ConsentError as error:
        return printable(f"{error.message} {error.mend}")
    if decided.wiped.remains:
        return _(words.LEFT_OVER) % {"names": printable(listed(decided.wiped.remains))}
    effective = records(profile).effective
    if choice.act not in (OFF, effective.state) and effective.deciding:
        reason = printable(sentence(effective.deciding[0]))
        return _(words.HELD_DOWN) % {"state": effective.state, "reason": reason}
    return _(choice.done)


def put_off_card(profile: Profile, card: Card) -> str:
    """Record "later", and return when the question comes again, if it does."""
    try:
        put_off(profile, METHOD, card.shown_text, card.language)
    except ConsentError as error:
        return printable(f"{error.message} {error.mend}")
    is_last = next_question(records(profile).chain.decisions, NOTICE_HASH) is None
    return _(words.LAST_LATER_NOW if is_last else words.LATER_NOW)


def is_still_due(profile: Profile) -> bool:
    """Whether the question stands unanswered, after the person was elsewhere in the program."""
    return due(records(profile).chain.decisions, int(profile.clock()), NOTICE_HASH)
