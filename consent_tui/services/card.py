"""The first-run card, laid out: lines of segments for a width, no terminal and no colours.

It hangs on a line at the left and needs no cursor movement, so that it is at home in every terminal and
survives a resize. At 72 columns and more it takes at most 14 lines, the answer included; only what a yes did
not cover yet is never cut, because a yes to it covers exactly what was shown.
"""

from __future__ import annotations

from consent_tui.capture.event import FAILURE, SUCCESS
from consent_tui.capture.explanation import Explanation
from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.states import LOCAL
from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.services import card_words as words
from consent_tui.services.card_words import APP, EVERYTHING, GOES_TO, LABELLED, Choice, Words
from consent_tui.services.cells import cells, elide, padded
from consent_tui.services.marks import BOXES, EMITTED, FACT, LABEL, SENTENCE, Glyphs, Line, Segment
from consent_tui.services.signature import LABEL_WIDTH, Layout
from consent_tui.services.times import date_utc
from consent_tui.services.voice import Voice, voice
from consent_tui.services.wrapping import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.policy import Policy
    from consent_tui.services.additions import Additions

QUESTION, KEY, BAR = "question", "key", "bar"
"""Roles beside those of ``marks``: the question, a key to press, the line at the left."""

MOST_LINES = 14
WIDEST = 100
WIDE = 72
"""Columns from which the card keeps to ``MOST_LINES``; narrower, it takes what a screen has."""

_BARS = {True: ("┌ ", "│ ", "└ "), False: ("+ ", "| ", "+ ")}


class Card:
    """One question and its answers. ``lines`` draws it; ``choice_by_key`` has what each key stands for.

    Its words are in ``language``. ``shown_text`` is what the decision's text hash is of: all of them but the
    example, which holds what the person typed, and of that no file of ours may hold even a hash.
    """

    __slots__ = ("_voice", "choice_by_key", "example", "facts", "news", "words")

    def __init__(
        self,
        heard: Voice,
        kind: Words,
        facts: list[tuple[str, str]],
        example: Explanation | None = None,
        news: Sequence[str] = (),
    ) -> None:
        self._voice = heard
        self.words = kind
        self.facts = facts
        self.example = example
        self.news = news
        self.choice_by_key = {each.key: each for each in (*kind.choices, EVERYTHING.said(heard.say))}

    def say(self, message: str) -> str:
        """A sentence of the card in its language."""
        return self._voice.say(message)

    @property
    def language(self) -> str:
        """The language of its words, one of ``i18n.LANGUAGES``."""
        return self._voice.language

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
        return _Drawing(self, width, most, glyphs).lines()


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


class _Drawing:
    """The parts of a card for one width, and what gives way where room is short: first the empty lines."""

    __slots__ = ("bars", "card", "glyphs", "label_width", "layout", "most", "width")

    def __init__(self, card: Card, width: int, most: int, glyphs: Glyphs) -> None:
        self.card = card
        self.width = width
        self.most = most
        self.glyphs = glyphs
        self.bars = _BARS[glyphs is BOXES]
        self.layout = Layout(width, cells, glyphs)
        self.label_width = LABEL_WIDTH

    def lines(self) -> list[Line]:
        """The roomiest arrangement that fits; every one holds every word."""
        if self.width >= WIDE - 2:
            labels = [label for label, _text in self.card.facts]
            self.label_width = max(LABEL_WIDTH, *[cells(each) + 2 for each in labels])
            drawn = self._arranged()
            if len(drawn) <= self.most:
                return drawn
        self.label_width = 0  # no column of labels: each runs into its text
        return self._arranged()

    def _arranged(self) -> list[Line]:
        card = self.card
        kind = card.words
        head = _paragraph(kind.question, self.width, QUESTION)
        told = [line for label, text in card.facts for line in self._fact(label, text)]
        shown = [line for text in card.news for line in _paragraph(text, self.width, EMITTED)]
        if card.example is not None:
            told = self._with_it(kind.with_it, card.example) + told
            shown = self._example(card.example, self.most - len(head) - len(told) - 2)
        row: list[Line] = [[], *self._row(card.choices)]
        gap: list[Line] = [[]]
        choices = self._grid(card.choices) or row
        arrangements: list[list[list[Line]]] = [
            [head, gap, shown, gap, told, choices],
            [head, gap, shown, gap, told, row],
            [head, shown, gap, told, row],
            [head, shown, gap, told, row[1:]],
            [head, _without_gaps(shown), gap, told, row[1:]],
        ]
        for parts in arrangements:
            if sum([len(part) for part in parts]) < self.most:
                return self._hung(parts)
        return self._hung([head, _without_gaps(shown), told, row[1:]])

    def _hung(self, parts: list[list[Line]]) -> list[Line]:
        """The lines on their bar, and the last one, on which the answer comes to stand."""
        first, other, last = self.bars
        lines = [line for part in parts for line in part]
        found: list[Line] = [[Segment(other if at else first, BAR), *line] for at, line in enumerate(lines)]
        return [*found, [Segment(last, BAR)]]

    def _fact(self, label: str, text: str, role: str = SENTENCE) -> list[Line]:
        """A label and its text, in a column each, or one after the other where there is no column."""
        if self.label_width:
            lines = wrapped(text, self.width - self.label_width)
            return [
                [Segment(padded("" if at else label, self.label_width), LABEL), Segment(line, role)]
                for at, line in enumerate(lines)
            ]
        start = self.card.say(LABELLED) % {"label": label, "text": ""}
        first, *more = wrapped(text, self.width, min(cells(start), self.width - 1)) or [""]
        found: list[Line] = [[Segment(start, LABEL), Segment(first, role)]]
        return found + [[Segment(line, role)] for line in more]

    def _with_it(self, label: str, example: Explanation) -> list[Line]:
        facts = self.layout.facts(example)
        if example.event is None:
            return facts
        texts = [line[-1].text for line in facts[:-1]]
        either = _(words.OUTCOME) % {"success": SUCCESS, "failure": FAILURE}
        return self._fact(label, self.glyphs.dot.join(texts).replace(SUCCESS, either), FACT)

    def _example(self, example: Explanation, most: int) -> list[Line]:
        """The signature of as many words as fit, and what the others give."""
        below = len(self.layout.facts(example)) + 1
        count = len(example.texts)
        drawn = self.layout.lines(example)[:-below] if count < 200 else []
        if drawn and len([line for line in drawn if line]) <= most:
            return drawn
        drawn = []
        count = 1
        while count < len(example.texts):
            longer = self.layout.lines(_first(example, count + 1))[:-below]
            if len([line for line in longer if line]) > most - 1:
                break
            drawn = longer
            count += 1
        left = len(example.texts) - count
        given = [token for each in example.said[count:] for token in each[1]]
        text = ngettext(
            "%(count)d more word, shown by: dfx-consent preview",
            "%(count)d more words, shown by: dfx-consent preview",
            left,
        ) % {"count": left}
        if given:
            text = ngettext(
                "%(count)d more word gives %(tokens)s", "%(count)d more words give %(tokens)s", left
            ) % {"count": left, "tokens": self.glyphs.dot.join(given)}
        return [*drawn, [Segment(elide(text, self.width, cells, self.glyphs.ellipsis), LABEL)]]

    def _grid(self, choices: Sequence[Choice]) -> list[Line]:
        """Each answer in a column as wide as the others, what it does below; [] where that is too narrow."""
        answers = [each for each in choices if each.act != APP]
        others = [each for each in choices if each.act == APP]
        column = (self.width - sum(_width(each) for each in others)) // len(answers)
        if any(_width(each) >= column for each in answers):
            return []
        names: Line = []
        meanings: Line = []
        for each in choices:
            indent = len(each.key) + 3
            rest = column if each is not choices[-1] else 0
            names += [*_cap(each), Segment(padded(each.name, rest - indent), SENTENCE)]
            meanings.append(Segment(padded(" " * indent + each.meaning, rest), LABEL))
        return [[], names, meanings]

    def _row(self, choices: Sequence[Choice]) -> list[Line]:
        """The choices one after the other, on as many lines as it takes."""
        found: list[Line] = [[]]
        used = 0
        for each in choices:
            length = len(each.key) + 3 + cells(each.name)
            if used and used + 3 + length > self.width:
                found.append([])
                used = 0
            if used:
                found[-1].append(Segment("   ", SENTENCE))
            found[-1] += [*_cap(each), Segment(each.name, SENTENCE)]
            used += length + (3 if used else 0)
        return found


def _without_gaps(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line]


def _first(example: Explanation, count: int) -> Explanation:
    """The same explanation of the first words alone."""
    found = Explanation(example.texts[:count])
    found.said = example.said[:count]
    found.event = example.event
    found.network_source = example.network_source
    found.silence = example.silence
    return found


def _cap(choice: Choice) -> Line:
    return [Segment(f" {choice.key} ", KEY), Segment(" ", SENTENCE)]


def _width(choice: Choice) -> int:
    return len(choice.key) + 3 + max(cells(choice.name), cells(choice.meaning))


def _paragraph(text: str, width: int, role: str) -> list[Line]:
    return [[Segment(line, role)] for line in wrapped(text, width)] if text else []
