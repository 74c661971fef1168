"""The first-run card, laid out: lines of segments for a width, no terminal and no colours.

It hangs on a line at the left and needs no cursor movement, so that it is at home in every terminal and
survives a resize. At 72 columns and more it takes at most 14 lines, the answer included; only what a yes did
not cover yet is never cut, because a yes to it covers exactly what was shown.
"""

from __future__ import annotations

from consent_tui.capture.event import FAILURE, SUCCESS
from consent_tui.capture.explanation import Explanation
from consent_tui.services import card_words as words
from consent_tui.services.card_words import APP, Choice
from consent_tui.services.cells import cells, elide, padded
from consent_tui.services.marks import BOXES, EMITTED, FACT, LABEL, SENTENCE, WORD, Glyphs, Line, Segment
from consent_tui.services.signature import LABEL_WIDTH, Layout
from consent_tui.services.wrapping import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.services.card import Card

QUESTION, KEY, BAR = "question", "key", "bar"
"""Roles beside those of ``marks``: the question, a key to press, the line at the left."""

MOST_LINES = 14
WIDEST = 100
WIDE = 72
"""Columns from which the card keeps to ``MOST_LINES``; narrower, it takes what a screen has."""

_BARS = {True: ("┌ ", "│ ", "└ "), False: ("+ ", "| ", "+ ")}


class Drawing:
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
        """The roomiest arrangement that fits and shows the example; every one holds every word."""
        if self.width >= WIDE - 2:
            labels = [label for label, _text in self.card.facts]
            self.label_width = max(LABEL_WIDTH, *[cells(each) + 2 for each in labels])
            drawn = self._arranged(self._told())
            if drawn:
                return drawn
        self.label_width = 0  # no column of labels: each runs into its text
        told = self._told()
        return self._arranged(told) or self._arranged(self._flowing()) or self._without_example(told)

    def _told(self) -> list[Line]:
        """What the card tells below the example, each with its label."""
        return [line for label, text, role in self._facts() for line in self._fact(label, text, role)]

    def _flowing(self) -> list[Line]:
        """The same, its sentences in one paragraph, which saves the rest of every line."""
        facts = self._facts()
        tokens = [line for each in facts if each[2] == FACT for line in self._fact(*each)]
        said = [self._labelled(label, text) for label, text, role in facts if role != FACT]
        return tokens + _paragraph(self.glyphs.dot.join(said), self.width, SENTENCE)

    def _arranged(self, told: list[Line]) -> list[Line]:
        """The roomiest arrangement; none where the example cannot be drawn, or nothing fits."""
        head = _paragraph(self.card.words.question, self.width, QUESTION)
        shown = self._shown(self.most - len(head) - len(told) - 2)
        if self.card.example is not None and not any(each.role == WORD for line in shown for each in line):
            return []
        row: list[Line] = [[], *self._row(self.card.choices)]
        gap: list[Line] = [[]]
        arrangements: list[list[list[Line]]] = [
            [head, gap, shown, gap, told, self._grid(self.card.choices) or row],
            [head, gap, shown, gap, told, row],
            [head, shown, gap, told, row],
            [head, shown, gap, told, row[1:]],
            [head, _without_gaps(shown), gap, told, row[1:]],
            [head, _without_gaps(shown), told, row[1:]],
        ]
        for parts in arrangements:
            if sum([len(part) for part in parts]) < self.most:
                return self._hung(parts)
        return []

    def _without_example(self, told: list[Line]) -> list[Line]:
        """Every other word, and as much of the example as there is room for, which may be one line."""
        head = _paragraph(self.card.words.question, self.width, QUESTION)
        row = self._row(self.card.choices)
        shown = _without_gaps(self._shown(self.most - len(head) - len(told) - len(row) - 1))
        gap: list[Line] = [[]] if len(head) + len(shown) + len(told) + len(row) + 1 < self.most else []
        return self._hung([head, shown, gap, told, row])

    def _shown(self, most: int) -> list[Line]:
        """The example in at most so many lines, or all that is new."""
        if self.card.example is not None:
            return self._example(self.card.example, most)
        return [line for text in self.card.news for line in _paragraph(text, self.width, EMITTED)]

    def _hung(self, parts: list[list[Line]]) -> list[Line]:
        """The lines on their bar, and the last one, on which the answer comes to stand."""
        first, other, last = self.bars
        lines = [line for part in parts for line in part]
        found: list[Line] = [[Segment(other if at else first, BAR), *line] for at, line in enumerate(lines)]
        return [*found, [Segment(last, BAR)]]

    def _facts(self) -> list[tuple[str, str, str]]:
        """Label, text and role of everything that is told."""
        facts = [(label, text, SENTENCE) for label, text in self.card.facts]
        example = self.card.example
        if example is None:
            return facts
        lines = self.layout.facts(example)
        if example.event is None:
            return [("", line[-1].text, SENTENCE) for line in lines] + facts
        texts = [line[-1].text for line in lines[:-1]]
        either = self.card.voice.word(words.OUTCOME) % {"success": SUCCESS, "failure": FAILURE}
        with_it = self.glyphs.dot.join(texts).replace(SUCCESS, either)
        return [(self.card.words.with_it, with_it, FACT), *facts]

    def _fact(self, label: str, text: str, role: str) -> list[Line]:
        """A label and its text, in a column each, or one after the other where there is no column."""
        if not self.label_width or not label:
            return _paragraph(self._labelled(label, text), self.width, role)
        lines = wrapped(text, self.width - self.label_width)
        return [
            [Segment(padded("" if at else label, self.label_width), LABEL), Segment(line, role)]
            for at, line in enumerate(lines)
        ]

    def _labelled(self, label: str, text: str) -> str:
        return self.card.say(words.LABELLED) % {"label": label, "text": text} if label else text

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
        left = self._left(example, count)
        return [*drawn, [Segment(elide(left, self.width, cells, self.glyphs.ellipsis), LABEL)]]

    def _left(self, example: Explanation, count: int) -> str:
        """What the words after the first *count* give, in as many tokens as fit whole."""
        left = len(example.texts) - count
        given = [token for each in example.said[count:] for token in each[1]]
        voice = self.card.voice
        if not given:
            return voice.ngettext(
                "%(count)d more word, shown by: dfx-consent preview",
                "%(count)d more words, shown by: dfx-consent preview",
                left,
            ) % {"count": left}
        text = ""
        for shown in range(len(given), 0, -1):
            tokens = given if shown == len(given) else [*given[:shown], self.glyphs.ellipsis]
            said = {"count": left, "tokens": self.glyphs.dot.join(tokens)}
            text = (
                voice.ngettext(
                    "%(count)d more word gives %(tokens)s", "%(count)d more words give %(tokens)s", left
                )
                % said
            )
            if cells(text) <= self.width:
                break
        return text

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
