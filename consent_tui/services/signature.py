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

MOST_COLUMNS = 300
NARROWEST = 20
LABEL_WIDTH = 14
ASSIGNMENT = "DFX_NETWORK="

SILENCE_SENTENCES = {
    BARE: "dfx alone emits nothing.",
    HELP: "Asking for help or for the version is never recorded.",
    INTERNAL: "Commands that begin with _ are for dfx itself; they are never recorded.",
    OUR_OWN: "dfx consent is this program; it never records itself.",
    UNREACHED: "No command of dfx is reached on this line, so nothing is emitted.",
    NOT_COVERED: "Your yes does not cover this command, so it is not recorded.",
}


def staying(explanation: Explanation) -> list[str]:
    """What of the line never leaves: dropped words, counted names, and the values after an equals sign."""
    found = []
    for at, token in enumerate(explanation.tokens):
        if at == _dfx_at(explanation):
            continue
        rest = token.text[token.kept :]
        if rest and token.verdict != CAPTURED and rest != "--":
            found.append(rest[1:] if token.kept and rest[0] == "=" else rest)
    return found


class Column:
    """Words that share one mark: ``parts`` are (text, verdict), ``emits`` what they give together."""

    __slots__ = ("emits", "parts", "verdict", "width")

    def __init__(
        self, parts: list[tuple[str, str]], emits: tuple[str, ...], verdict: str, width: int
    ) -> None:
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
        columns = self._columns(explanation)
        row: list[Column] = []
        used = 0
        for column in columns[:MOST_COLUMNS]:
            if row and used + 2 + column.width > self.width:
                found += [*self._row(row), []]
                row, used = [], 0
            row.append(column)
            used += (2 if used else 0) + column.width
        if row:
            found += self._row(row)
        if len(columns) > MOST_COLUMNS:
            found.append([Segment(f"and {len(columns) - MOST_COLUMNS} more words", LABEL)])
        return [*found, [], *self.facts(explanation)]

    def facts(self, explanation: Explanation) -> list[Line]:
        """Under the words: what is sent with them and what stays here, or why nothing is emitted."""
        event = explanation.event
        found: list[Line] = []
        if event is None:
            sentence = SILENCE_SENTENCES[explanation.silence]
            found.append([Segment(elide(sentence, self.width, self.measure, self.glyphs.ellipsis), SENTENCE)])
            return found
        emitted = {each for token in explanation.tokens for each in token.emits}
        network = event.network
        if explanation.network_source == ENVIRONMENT and network not in emitted:
            network += " from DFX_NETWORK"
        shared = [event.platform, event.dfx_version, network, event.target or "", event.outcome or ""]
        sent = self._wrapped([each for each in shared if each and each not in emitted])
        found += [_fact("sent with it" if at == 0 else "", text, FACT) for at, text in enumerate(sent)]
        staying_words = [printable(each) for each in staying(explanation)[:MOST_COLUMNS]]
        text = self.glyphs.dot.join(staying_words) or "nothing: every word is a name of dfx"
        text = elide(text, self._room, self.measure, self.glyphs.ellipsis)
        return [*found, _fact("stays here", text, SENTENCE, DROPPED if staying_words else "")]

    @property
    def _room(self) -> int:
        return self.width - LABEL_WIDTH

    def _wrapped(self, values: list[str]) -> list[str]:
        lines: list[str] = []
        for value in values:
            longer = lines[-1] + self.glyphs.dot + value if lines else value
            if lines and self.measure(longer) <= self._room:
                lines[-1] = longer
            else:
                lines.append(elide(value, self._room, self.measure, self.glyphs.ellipsis))
        return lines

    def _columns(self, explanation: Explanation) -> list[Column]:
        groups: list[list[Token]] = []
        program = _dfx_at(explanation)
        for token in explanation.tokens[: MOST_COLUMNS * 2]:
            if len(groups) > program + 1 and _belongs(groups[-1][-1], token):
                groups[-1].append(token)
            else:
                groups.append([token])
        columns = [self._column(group) for group in groups]
        for column in columns[program : program + 1]:
            column.verdict = ""
            column.parts = [(text, "") for text, _ in column.parts]
        return columns

    def _column(self, group: list[Token]) -> Column:
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
        return Column(parts, emits, last.verdict, max(widths))

    def _parts(self, token: Token, room: int) -> list[tuple[str, str]]:
        """The word, cut where it stops being used."""
        ellipsis = self.glyphs.ellipsis
        if not 0 < token.kept < len(token.text):
            text = printable(token.text) or "''"
            return [(elide(text, room, self.measure, ellipsis), token.verdict)]
        used = elide(printable(token.text[: token.kept]), room - room // 3, self.measure, ellipsis)
        rest = elide(printable(token.text[token.kept :]), room - self.measure(used), self.measure, ellipsis)
        return [(used, token.verdict), (rest, DROPPED)]

    def _row(self, columns: list[Column]) -> list[Line]:
        if not any(each.verdict for each in columns):
            return [[Segment(text, WORD) for each in columns for text, _ in each.parts]]
        words: Line = []
        marks: Line = []
        below: list[Line] = [[] for _ in range(max(max(len(each.emits), 1) for each in columns))]
        for number, column in enumerate(columns):
            gap = "  " if number else ""
            length = sum(self.measure(text) for text, _ in column.parts)
            words.append(Segment(gap, WORD))
            words += [Segment(text, WORD, verdict) for text, verdict in column.parts]
            words.append(Segment(" " * (column.width - length), WORD))
            marks.append(Segment(gap, MARK))
            marks += self._marks(column)
            marks.append(Segment(" " * (column.width - length), MARK))
            for at, line in enumerate(below):
                line.append(Segment(gap, EMITTED))
                line.extend(self._below(column, at, length))
        return [words, marks, *below]

    def _marks(self, column: Column) -> Line:
        """The strokes under the words; a junction where something hangs, an arrow where the word goes on."""
        strokes = self.glyphs.strokes
        found: Line = []
        anchor = _anchor(column)
        for at, (text, verdict) in enumerate(column.parts):
            length = self.measure(text)
            if not verdict:
                found.append(Segment(" " * length, MARK))
                continue
            stroke, junction = strokes[verdict]
            drawn = stroke * length
            if at == anchor and column.emits:
                middle = (length - 1) // 2
                drawn = stroke * middle + junction + stroke * (length - middle - 1)
            elif not column.emits and verdict == CAPTURED:
                drawn = stroke * (length - 1) + self.glyphs.onward
            found.append(Segment(drawn, MARK, verdict))
        return found

    def _below(self, column: Column, at: int, length: int) -> Line:
        if at < len(column.emits):
            text = column.emits[at]
        elif at == 0 and column.verdict == DROPPED:
            text = " " * ((length - 1) // 2) + self.glyphs.cross
        else:
            text = ""
        return [
            Segment(text, EMITTED, column.verdict),
            Segment(" " * (column.width - self.measure(text)), EMITTED),
        ]


def _dfx_at(explanation: Explanation) -> int:
    """The index of dfx itself, which no verdict concerns: after a variable that was set for it."""
    tokens = explanation.tokens
    return 1 if len(tokens) > 1 and tokens[0].text.startswith(ASSIGNMENT) else 0


def _fact(label: str, text: str, role: str, verdict: str = "") -> Line:
    return [Segment(label.ljust(LABEL_WIDTH), LABEL), Segment(text, role, verdict)]


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
