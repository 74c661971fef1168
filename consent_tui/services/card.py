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
from consent_tui.services import card_words as words
from consent_tui.services.card_words import EVERYTHING, Choice, Words
from consent_tui.services.cells import cells, elide
from consent_tui.services.marks import BOXES, EMITTED, FACT, LABEL, SENTENCE, Glyphs, Line, Segment
from consent_tui.services.signature import LABEL_WIDTH, Layout

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

_CAP = 4
_BARS = {True: ("┌ ", "│ ", "└ "), False: ("+ ", "| ", "+ ")}


class Card:
    """One question and its answers. ``lines`` draws it; ``choice_by_key`` has what each key stands for.

    ``shown_text`` is what the decision's text hash is of: all its words but the example, which holds what
    the person typed, and of that no file of ours may hold even a hash.
    """

    __slots__ = ("choice_by_key", "example", "facts", "news", "words")

    def __init__(
        self,
        kind: Words,
        facts: list[tuple[str, str]],
        example: Explanation | None = None,
        news: Sequence[str] = (),
    ) -> None:
        self.words = kind
        self.facts = facts
        self.example = example
        self.news = news
        self.choice_by_key = {each.key: each for each in (*kind.choices, EVERYTHING)}

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
        return _Drawing(width, most, glyphs).card(self)


def first_card(explanation: Explanation, recipient: str) -> Card:
    """The question of the first run, with this command as its example; ``recipient`` as a notice names it."""
    kind = words.MAY_REPORT
    return Card(kind, [*kind.facts, _goes_to(recipient)], explanation)


def local_card(explanation: Explanation, policy: Policy) -> Card:
    """The question of the first run where a policy allows no sending: yes is not offered, and it says why."""
    kind = words.MAY_RECORD
    why = words.POLICY % {"policy": printable(policy.detail)}
    facts = [(label, text % {"policy": why}) for label, text in kind.facts]
    return Card(kind, [*facts, ("goes to", words.NOWHERE)], explanation)


def additions_card(new: Additions, recipient: str) -> Card:
    """The question after an upgrade: all that is new since the standing yes, and nothing else."""
    kind = words.may_add(new.decision.state, new.decision.time[:10])
    goes_to = ("goes to", words.NOWHERE) if new.decision.state == LOCAL else _goes_to(recipient)
    news = [f"{each.title}: {each.text}" for each in new.purposes]
    if new.tokens:
        news.append(" ".join(new.tokens))
    return Card(kind, [*kind.facts, goes_to], None, news)


def _goes_to(recipient: str) -> tuple[str, str]:
    if recipient == NONE_YET:
        return "goes to", words.NO_RECIPIENT
    return "goes to", words.RECIPIENT % {"recipient": printable(recipient)}


class _Drawing:
    """The parts of the card for one width, and what gives way where room is short: first the empty lines."""

    __slots__ = ("bars", "glyphs", "layout", "most", "width")

    def __init__(self, width: int, most: int, glyphs: Glyphs) -> None:
        self.width = width
        self.most = most
        self.glyphs = glyphs
        self.bars = _BARS[glyphs is BOXES]
        self.layout = Layout(width, cells, glyphs)

    def card(self, card: Card) -> list[Line]:
        """The roomiest arrangement that fits; every one holds every word."""
        kind = card.words
        head = _paragraph(kind.question, self.width, QUESTION)
        told = [line for label, text in card.facts for line in self._fact(label, text)]
        shown = self._news(card.news)
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
        if self.width < WIDE - 2:
            return _paragraph(f"{label}: {text}", self.width, role)
        lines = wrapped(text, self.width - LABEL_WIDTH)
        return [
            [Segment(("" if at else label).ljust(LABEL_WIDTH), LABEL), Segment(line, role)]
            for at, line in enumerate(lines)
        ]

    def _with_it(self, label: str, example: Explanation) -> list[Line]:
        facts = self.layout.facts(example)
        if example.event is None:
            return facts
        texts = [line[1].text for line in facts[:-1]]
        either = words.OUTCOME % {"success": SUCCESS, "failure": FAILURE}
        return self._fact(label, self.glyphs.dot.join(texts).replace(SUCCESS, either), FACT)

    def _news(self, news: Sequence[str]) -> list[Line]:
        return [line for text in news for line in _paragraph(text, self.width, EMITTED)]

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
        text = words.MORE % {"count": left}
        if given:
            text = words.MORE_TOKENS % {"count": left, "tokens": self.glyphs.dot.join(given)}
        return [*drawn, [Segment(elide(text, self.width, cells, self.glyphs.ellipsis), LABEL)]]

    def _grid(self, choices: Sequence[Choice]) -> list[Line]:
        """Each answer in a column as wide as the others, what it does below; [] where that is too narrow."""
        answers = [each for each in choices if each is not EVERYTHING]
        others = [each for each in choices if each is EVERYTHING]
        column = (self.width - sum(_width(each) for each in others)) // len(answers)
        if any(_width(each) >= column for each in answers):
            return []
        names: Line = []
        meanings: Line = []
        for each in choices:
            indent = len(each.key) + 3
            rest = column if each is not choices[-1] else 0
            names += [*_cap(each), Segment(each.name.ljust(rest - indent), SENTENCE)]
            meanings.append(Segment((" " * indent + each.meaning).ljust(rest), LABEL))
        return [[], names, meanings]

    def _row(self, choices: Sequence[Choice]) -> list[Line]:
        """The choices one after the other, on as many lines as it takes."""
        found: list[Line] = [[]]
        used = 0
        for each in choices:
            length = len(each.key) + 3 + len(each.name)
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
    return len(choice.key) + 3 + max(len(choice.name), len(choice.meaning))


def _paragraph(text: str, width: int, role: str) -> list[Line]:
    return [[Segment(line, role)] for line in wrapped(text, width)] if text else []


def wrapped(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* cells, broken at spaces; a word too long for a line is cut up."""
    lines: list[str] = []
    for word in text.split():
        rest = word
        if lines and cells(lines[-1]) + 1 + cells(rest) <= width:
            lines[-1] += " " + rest
            continue
        while cells(rest) > width:
            lines.append(rest[:width])
            rest = rest[width:]
        lines.append(rest)
    return lines
