"""What was agreed to, what would be new, and the question that is open: for the app's Consent tab."""

from __future__ import annotations

from consent_tui.consent.asking import policy_refuses
from consent_tui.consent.decision import NONE_YET, standing
from consent_tui.consent.notice_text import BRIEF_LOCAL, brief_local_text, brief_text
from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED
from consent_tui.errors import REFUSED, ConsentError
from consent_tui.i18n import _
from consent_tui.services import card_words, veil
from consent_tui.services.notice import particulars
from consent_tui.services.times import date_utc
from consent_tui.services.voice import voice
from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.decision import Decision
    from consent_tui.services.additions import Additions
    from consent_tui.services.card_words import Choice
    from consent_tui.services.records import Records

METHOD = "tui"


class Agreement:
    """``decision`` is the one that stands, or None; ``additions`` what it does not cover yet, or None.

    ``choices`` are those of the question that is open (``card_words``): the first one, or the one about what
    is new. Empty where nothing is asked. All words are in the language of ``voice``.
    """

    __slots__ = ("additions", "choices", "decision", "found", "question", "voice")

    def __init__(
        self,
        found: Records,
        decision: Decision | None,
        additions: Additions | None,
        question: str,
        choices: tuple[Choice, ...],
    ) -> None:
        self.found = found
        self.decision = decision
        self.additions = additions
        self.question = question
        self.voice = voice()
        self.choices = choices

    @property
    def state(self) -> str:
        """The decision that counts, ``undecided`` included."""
        return self.found.effective.decision

    def is_said(self, state: str) -> bool:
        """Whether saying this again would add nothing: no token, and no recipient to send to."""
        is_new = self.additions is not None or (state == ON and self.found.is_recipient_open)
        return self.state == state and not is_new

    def facts(self) -> list[tuple[str, str]]:
        """What to know before the question is answered, a label and a paragraph each: both kinds of yes."""
        if self.additions is not None:
            return [(self.voice.say(card_words.NEW), line) for line in self.news().splitlines()]
        say = self.voice.say
        paragraphs = [*brief_text(particulars(self.found), say).splitlines(), say(BRIEF_LOCAL)]
        return list(zip(map(say, card_words.LABELS), paragraphs, strict=True))

    def asked(self) -> str:
        """The question with its facts, as they stand before the person; a decision keeps the hash of it."""
        return "".join(f"{line}\n" for line in (self.question, *map(" ".join, self.facts())) if line)

    def before_yes(self, state: str) -> str:
        """What stands before a person about to say ``on`` or ``local``, a paragraph a line."""
        say = self.voice.say
        text = brief_local_text(say) if state == LOCAL else brief_text(particulars(self.found), say)
        return text + self.news()

    def news(self) -> str:
        """What is new since the standing yes, a paragraph a line; empty where nothing is."""
        if self.additions is None:
            return ""
        return "".join(line + "\n" for line in self.additions.lines(self.voice.say))

    def refusal(self, state: str) -> ConsentError | None:
        """Why this cannot be said here, or None: a policy, or a recipient that is behind the veil."""
        if state == OFF:
            return None
        refused = policy_refuses(state, self.found.policies)
        if refused is None and state == ON and veil.is_on() and particulars(self.found).recipient != NONE_YET:
            return ConsentError(
                _("Where events would go is hidden in screen-share mode, and a yes covers what is shown."),
                _("Leave screen-share mode, then say yes."),
                REFUSED,
            )
        return refused


def withdrawn() -> str:
    """What stood before a person who takes a yes back by one key; a decision keeps the hash of it."""
    return voice().say(card_words.WITHDRAWN)


def agreement(found: Records, folder: str) -> Agreement:
    """What was agreed to in the state folder *folder*, by the records *found* there."""
    now = standing(found.chain.decisions)
    new = _additions(found, folder) if now.is_yes else None
    if found.effective.decision == UNDECIDED:
        kind = card_words.MAY_RECORD if policy_refuses(ON, found.policies) else card_words.MAY_REPORT
        words = kind.said(voice().say)
        return Agreement(found, None, None, words.question, words.choices)
    if new is not None:
        words = card_words.may_add(new.decision.state, date_utc(new.decision.seconds), voice().say)
        return Agreement(found, now.decision, new, words.question, words.choices)
    return Agreement(found, now.decision, None, "", ())


def _additions(found: Records, folder: str) -> Additions | None:
    decision = standing(found.chain.decisions).decision
    if decision is None or decision.notice_hash == NOTICE_HASH:
        return None
    from consent_tui.services.additions import additions  # noqa: PLC0415 - needs the whole vocabulary
    from consent_tui.services.notice import notice_in_force  # noqa: PLC0415

    new = additions(found, notice_in_force(found), folder)
    return None if new is None or new.are_none else new
