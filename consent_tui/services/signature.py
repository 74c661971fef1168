"""The signature: a command line, and under each of its words what becomes of it.

One layout for every place that shows it (the app, ``dfx-consent preview``, the first-run card). It knows
cells and verdicts, no colours: a renderer gives each segment its look by role and verdict.
"""

from __future__ import annotations

from consent_tui.capture.explanation import (
    BARE,
    CAPTURED,
    DROPPED,
    ENVIRONMENT,
    HELP,
    INTERNAL,
    NOT_COVERED,
    OUR_OWN,
    REDUCED,
    UNREACHED,
    Explanation,
    Token,
)
from consent_tui.history.printable import printable
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.cells import Measure, cells, elide
from consent_tui.services.marks import (
    ASCII,
    BOXES,
    EMITTED,
    FACT,
    LABEL,
    MARK,
    SENTENCE,
    WORD,
    Glyphs,
    Line,
    Segment,
)
from consent_tui.services.veil import NETWORKS, TYPED_NETWORK, veiled_explanation

MOST_COLUMNS = 300
NARROWEST = 20
LABEL_WIDTH = 14
"""The least room for what stands before a fact; a longer translation takes more."""
ASSIGNMENT = "DFX_NETWORK="

SILENCE_SENTENCES = {
    BARE: N_("dfx alone emits nothing."),
    HELP: N_("Asking for help or for the version is never recorded."),
    INTERNAL: N_("Commands that begin with _ are for dfx itself; they are never recorded."),
    OUR_OWN: N_("dfx consent is this program; it never records itself."),
    UNREACHED: N_("No command of dfx is reached on this line, so nothing is emitted."),
    NOT_COVERED: N_("Your yes does not cover this command, so it is not recorded."),
}


def staying(explanation: Explanation) -> list[str]:
    """What of the line never leaves: dropped words, counted names, values, and a person's own networks."""
    found = []
    explanation = veiled_explanation(explanation)
    program = dfx_at(explanation)
    for at, token in enumerate(explanation.tokens):
        if at == program:
            continue
        rest = token.text[token.kept :]
        if rest and token.verdict != CAPTURED and rest != "--":
            found.append(rest[1:] if token.kept and rest[0] == "=" else rest)
        elif token.verdict == REDUCED and any(each.startswith(TYPED_NETWORK) for each in token.emits):
            network = token.text.partition("=")[2] if token.text.startswith(("-", ASSIGNMENT)) else token.text
            if network not in NETWORKS:
                found.append(network)
    return found


class Column:
    """Words that share one mark: ``parts`` are (text, verdict), ``emits`` what they give together.

    ``words`` are their numbers in the explanation.
    """

    __slots__ = ("emits", "parts", "verdict", "width", "words")

    def __init__(
        self, words: range, parts: list[tuple[str, str]], emits: tuple[str, ...], verdict: str, width: int
    ) -> None:
        self.words = words
        self.parts = parts
        self.emits = emits
        self.verdict = verdict
        self.width = width


class Layout:
    """Lays out one explanation for a width, a way of measuring and a set of glyphs."""

    __slots__ = ("glyphs", "measure", "width")

    def __init__(self, width: int, measure: Measure = cells, glyphs: Glyphs = BOXES) -> None:
        self.width = max(width, NARROWEST)
        self.measure = measure
        self.glyphs = glyphs

    def lines(self, explanation: Explanation) -> list[Line]:
        """The whole signature, top to bottom; every line fits the width."""
        found: list[Line] = []
        for block in self.blocks(self.columns(explanation)):
            found += [*block, []]
        return [*found, *self.facts(explanation)]

    def blocks(self, columns: list[Column]) -> list[list[Line]]:
        """The words with what becomes of them: for each row of words its lines, which belong together."""
        found: list[list[Line]] = []
        row: list[tuple[int, Column]] = []
        used = 0
        for number, column in enumerate(columns[:MOST_COLUMNS]):
            if row and used + 2 + column.width > self.width:
                found.append(self._row(row))
                row, used = [], 0
            row.append((number, column))
            used += (2 if used else 0) + column.width
        if row:
            found.append(self._row(row))
        more = len(columns) - MOST_COLUMNS
        if more > 0:
            text = ngettext("and %(count)d more word", "and %(count)d more words", more) % {"count": more}
            found[-1].append([Segment(text, LABEL)])
        return found

    def facts(self, explanation: Explanation) -> list[Line]:
        """Under the words: what is sent with them and what stays here, or why nothing is emitted."""
        event = explanation.event
        if event is None:
            sentence = _(SILENCE_SENTENCES[explanation.silence])
            return [[Segment(elide(sentence, self.width, self.measure, self.glyphs.ellipsis), SENTENCE)]]
        emitted = {each for token in explanation.tokens for each in token.emits}
        network = event.network
        if explanation.network_source == ENVIRONMENT and network not in emitted:
            # Translators: %(network)s is a token such as #ic; DFX_NETWORK is the variable it was chosen by.
            network = _("%(network)s from DFX_NETWORK") % {"network": network}
        shared = [event.platform, event.dfx_version, network, event.target or "", event.outcome or ""]
        sent_label, staying_label, width = self._labels()
        sent = self._wrapped([each for each in shared if each and each not in emitted], self.width - width)
        found = [
            _fact("" if at else sent_label, width - self.measure("" if at else sent_label), text, FACT)
            for at, text in enumerate(sent)
        ]
        staying_words = [printable(each) for each in staying(explanation)[:MOST_COLUMNS]]
        text = self.glyphs.dot.join(staying_words) or _("nothing: every word is a name of dfx")
        text = elide(text, self.width - width, self.measure, self.glyphs.ellipsis)
        pad = width - self.measure(staying_label)
        return [*found, _fact(staying_label, pad, text, SENTENCE, DROPPED if staying_words else "")]

    def _labels(self) -> tuple[str, str, int]:
        """Both labels and the cells to leave for them; never more than half of the line."""
        room = self.width // 2 - 2
        labels = [
            elide(each, room, self.measure, self.glyphs.ellipsis)
            # Translators: both are short labels before lists: what the event also holds, what never leaves.
            for each in (_("sent with it"), _("stays here"))
        ]
        return labels[0], labels[1], max(LABEL_WIDTH, *[self.measure(each) + 2 for each in labels])

    def _wrapped(self, values: list[str], room: int) -> list[str]:
        lines: list[str] = []
        for value in values:
            longer = lines[-1] + self.glyphs.dot + value if lines else value
            if lines and self.measure(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(elide(value, room, self.measure, self.glyphs.ellipsis))
        return lines

    def columns(self, explanation: Explanation) -> list[Column]:
        """The words in the groups that are drawn together."""
        groups: list[list[Token]] = []
        explanation = veiled_explanation(explanation)
        program = dfx_at(explanation)
        for token in explanation.tokens[: MOST_COLUMNS * 2]:
            if len(groups) > program + 1 and _belongs(groups[-1][-1], token):
                groups[-1].append(token)
            else:
                groups.append([token])
        columns = []
        first = 0
        for group in groups:
            columns.append(self._column(group, first))
            first += len(group)
        for column in columns[program : program + 1]:
            column.verdict = ""
            column.parts = [(text, "") for text, _ in column.parts]
        return columns

    def _column(self, group: list[Token], first: int) -> Column:
        parts: list[tuple[str, str]] = []
        room = self.width // len(group)
        for token in group:
            if parts:
                parts[-1] = (parts[-1][0] + " ", parts[-1][1])
            for text, verdict in self._parts(token, room):
                if parts and parts[-1][1] == verdict:
                    parts[-1] = (parts[-1][0] + text, verdict)
                else:
                    parts.append((text, verdict))
        last = group[-1]
        emits = tuple(elide(each, self.width, self.measure, self.glyphs.ellipsis) for each in last.emits)
        widths = [sum(self.measure(text) for text, _ in parts), *[self.measure(each) for each in emits]]
        return Column(range(first, first + len(group)), parts, emits, last.verdict, max(widths))

    def _parts(self, token: Token, room: int) -> list[tuple[str, str]]:
        """The word, cut where it stops being used."""
        ellipsis = self.glyphs.ellipsis
        if not 0 < token.kept < len(token.text):
            text = printable(token.text) or "''"
            return [(elide(text, room, self.measure, ellipsis), token.verdict)]
        used = elide(printable(token.text[: token.kept]), room - room // 3, self.measure, ellipsis)
        rest = elide(printable(token.text[token.kept :]), room - self.measure(used), self.measure, ellipsis)
        return [(used, token.verdict), (rest, DROPPED)]

    def _row(self, columns: list[tuple[int, Column]]) -> list[Line]:
        if not any(column.verdict for _, column in columns):
            return [
                [Segment(text, WORD, column=number) for number, column in columns for text, _ in column.parts]
            ]
        words: Line = []
        marks: Line = []
        below: list[Line] = [[] for _ in range(max(max(len(column.emits), 1) for _, column in columns))]
        for at, (number, column) in enumerate(columns):
            gap = "  " if at else ""
            length = sum(self.measure(text) for text, _ in column.parts)
            words.append(Segment(gap, WORD))
            words += [Segment(text, WORD, verdict, number) for text, verdict in column.parts]
            words.append(Segment(" " * (column.width - length), WORD))
            marks.append(Segment(gap, MARK))
            marks += [Segment(text, MARK, verdict, number) for text, verdict in self._marks(column)]
            marks.append(Segment(" " * (column.width - length), MARK))
            for depth, line in enumerate(below):
                indent, text = self._below(column, depth, length)
                line.append(Segment(gap + " " * indent, EMITTED))
                line.append(Segment(text, EMITTED, column.verdict, number))
                line.append(Segment(" " * (column.width - indent - self.measure(text)), EMITTED))
        return [words, marks, *below]

    def _marks(self, column: Column) -> list[tuple[str, str]]:
        """The strokes under the words; a junction where something hangs, an arrow where the word goes on."""
        strokes = self.glyphs.strokes
        found: list[tuple[str, str]] = []
        anchor = _anchor(column)
        for at, (text, verdict) in enumerate(column.parts):
            length = self.measure(text)
            if not verdict:
                found.append((" " * length, verdict))
                continue
            stroke, junction = strokes[verdict]
            drawn = stroke * length
            if at == anchor and column.emits:
                middle = (length - 1) // 2
                drawn = stroke * middle + junction + stroke * (length - middle - 1)
            elif not column.emits and verdict == CAPTURED:
                drawn = stroke * (length - 1) + self.glyphs.onward
            found.append((drawn, verdict))
        return found

    def _below(self, column: Column, at: int, length: int) -> tuple[int, str]:
        """How far in what hangs from the word begins, and what it is."""
        if at < len(column.emits):
            return 0, column.emits[at]
        is_crossed = at == 0 and column.verdict == DROPPED
        return ((length - 1) // 2, self.glyphs.cross) if is_crossed else (0, "")


def dfx_at(explanation: Explanation) -> int:
    """The index of dfx itself, which no verdict concerns: after a variable that was set for it."""
    texts = explanation.texts
    return 1 if len(texts) > 1 and texts[0].startswith(ASSIGNMENT) else 0


def _fact(label: str, pad: int, text: str, role: str, verdict: str = "") -> Line:
    return [Segment(label + " " * pad, LABEL), Segment(text, role, verdict)]


def _belongs(before: Token, token: Token) -> bool:
    """Whether *token* and the word before it emit together: words of a command, a selector and its value."""
    if before.emits or before.verdict != CAPTURED or token.text[:1] == "-":
        return False
    return token.verdict == (REDUCED if before.text[:1] == "-" else CAPTURED)


def _anchor(column: Column) -> int:
    """The part under whose middle the junction stands: all of a lone word, the last word used of several."""
    used = [at for at, (_, verdict) in enumerate(column.parts) if verdict != DROPPED]
    return used[-1] if used else 0


def render_plain(explanation: Explanation, width: int, *, unicode: bool) -> str:
    """The signature as plain text of at most *width* cells a line, each line ended by a newline.

    Where the terminal has no *unicode*, the marks are plain ASCII.
    """
    lines = Layout(width, cells, BOXES if unicode else ASCII).lines(explanation)
    return "".join("".join(segment.text for segment in line).rstrip() + "\n" for line in lines)
