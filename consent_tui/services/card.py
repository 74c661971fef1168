"""The first-run card: one question and its answers, in the language of ``voice``."""

from __future__ import annotations

from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.states import LOCAL
from consent_tui.history.printable import printable
from consent_tui.services import card_words as words
from consent_tui.services.card_drawing import MOST_LINES, WIDE, WIDEST, Drawing
from consent_tui.services.card_words import EVERYTHING, GOES_TO, Choice, Words
from consent_tui.services.times import date_utc
from consent_tui.services.voice import Voice, voice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.capture.explanation import Explanation
    from consent_tui.consent.policy import Policy
    from consent_tui.services.additions import Additions
    from consent_tui.services.marks import Glyphs, Line


class Card:
    """One question and its answers. ``lines`` draws it; ``choice_by_key`` has what each key stands for.

    Its words are in ``language``. ``shown_text`` is what the decision's text hash is of: all of them but the
    example, which holds what the person typed, and of that no file of ours may hold even a hash.
    """

    __slots__ = ("choice_by_key", "example", "facts", "news", "voice", "words")

    def __init__(
        self,
        heard: Voice,
        kind: Words,
        facts: list[tuple[str, str]],
        example: Explanation | None = None,
        news: Sequence[str] = (),
    ) -> None:
        self.voice = heard
        self.words = kind
        self.facts = facts
        self.example = example
        self.news = news
        self.choice_by_key = {each.key: each for each in (*kind.choices, EVERYTHING.said(heard.say))}

    def say(self, message: str) -> str:
        """A sentence of the card in its language."""
        return self.voice.say(message)

    @property
    def language(self) -> str:
        """The language of its words, one of ``i18n.LANGUAGES``."""
        return self.voice.language

    @property
    def choices(self) -> list[Choice]:
        """The choices in their order, the way into the app last."""
        return list(self.choice_by_key.values())

    def forget_app(self) -> None:
        """Offer no way into the app, where the terminal cannot show it."""
        self.choice_by_key.pop(EVERYTHING.key, None)

    @property
    def shown_text(self) -> str:
        """The words of the card, one sentence a line."""
        kind = self.words
        lines = [kind.question, *self.news]
        lines += [f"{label}: {text}" for label, text in self.facts]
        lines += [f"{each.key}: {each.name} ({each.meaning})" for each in kind.choices]
        return "".join(line + "\n" for line in lines if line)

    def lines(self, columns: int, rows: int, glyphs: Glyphs) -> list[Line]:
        """The card for a terminal of this size, top to bottom; the last line waits for the answer."""
        width = max(min(columns, WIDEST) - 2, 20)
        most = MOST_LINES if columns >= WIDE else max(MOST_LINES, rows - 1)
        return Drawing(self, width, most, glyphs).lines()


def first_card(explanation: Explanation, recipient: str) -> Card:
    """The question of the first run, with this command as its example; ``recipient`` as a notice names it."""
    heard = voice()
    kind = words.MAY_REPORT.said(heard.say)
    return Card(heard, kind, [*kind.facts, _goes_to(heard, recipient)], explanation)


def local_card(explanation: Explanation, policy: Policy) -> Card:
    """The question of the first run where a policy allows no sending: yes is not offered, and it says why."""
    from consent_tui.retold import retold  # noqa: PLC0415 - there is hardly ever a policy

    heard = voice()
    kind = words.MAY_RECORD.said(heard.say)
    why = heard.say(words.WHY_NO_YES), heard.say(words.POLICY) % {"policy": printable(retold(policy.detail))}
    return Card(heard, kind, [*kind.facts, why, _goes_nowhere(heard)], explanation)


def additions_card(new: Additions, recipient: str) -> Card:
    """The question after an upgrade: all that is new since the standing yes, and nothing else."""
    heard = voice()
    decision = new.decision
    kind = words.may_add(decision.state, date_utc(decision.seconds), heard.say)
    goes_to = _goes_nowhere(heard) if decision.state == LOCAL else _goes_to(heard, recipient)
    return Card(heard, kind, [*kind.facts, goes_to], None, new.lines(heard.say))


def _goes_to(heard: Voice, recipient: str) -> tuple[str, str]:
    if recipient == NONE_YET:
        return heard.say(GOES_TO), heard.say(words.NO_RECIPIENT)
    return heard.say(GOES_TO), heard.say(words.RECIPIENT) % {"recipient": printable(recipient)}


def _goes_nowhere(heard: Voice) -> tuple[str, str]:
    return heard.say(GOES_TO), heard.say(words.NOWHERE)
