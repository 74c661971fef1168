"""The ladder: how far policy, environment and decision each let things go; the shortest rung holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.consent.reasons import sentence
from consent_tui.consent.resolver import DECISION, POLICY
from consent_tui.consent.states import LOCAL, OFF, ON, RANK, UNDECIDED
from consent_tui.history.printable import printable
from consent_tui.services.cells import cells, elide
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.figures import LOOKS, WORDS

if TYPE_CHECKING:
    from consent_tui.consent.ceilings import Reason
    from consent_tui.consent.resolver import Effective
    from consent_tui.tui.figures import Figures

LABEL = 16
ROOMY = 72
"""Cells from which there is room to say what the state means."""

ENVIRONMENT = ("DO_NOT_TRACK", "ci", "DFX_TELEMETRY")
MEANING = {
    OFF: "nothing is recorded",
    LOCAL: "recorded, never sent",
    ON: "recorded, and may be sent",
}


class Ladder:
    """The rungs of one effective state, for one width."""

    __slots__ = ("_effective", "_figures", "_length", "_width")

    def __init__(self, effective: Effective, figures: Figures, width: int) -> None:
        self._effective = effective
        self._figures = figures
        self._width = width
        self._length = 37 if width >= 106 else 25 if width >= ROOMY else 15

    def lines(self) -> list[Content]:
        """The scale, a rung each for policy, environment and decision, what holds, and why."""
        found = [
            self._scale(),
            self._rung(
                "policy", [each for each in self._effective.reasons if each[0] == POLICY], "no policy"
            ),
            self._rung(
                "environment",
                [each for each in self._effective.reasons if each[0] in ENVIRONMENT],
                "sets no limit",
            ),
            self._decision(),
            self._what_holds(),
        ]
        indent = LABEL if self._width >= ROOMY else 0
        for reason in self._effective.deciding:
            found += paragraph(sentence(reason), self._width, "$quiet", indent)
        return found

    def _scale(self) -> Content:
        middle = self._length // 2
        names = "off".ljust(middle - 2) + "local"
        names = names.ljust(self._length - 1) + "on"
        return Content.assemble(" " * LABEL, (names, "$quiet"))

    def _rung(self, label: str, reasons: list[Reason], otherwise: str) -> Content:
        if not reasons:
            return self._drawn(label, ON, f"{self._figures.states[ON]} {otherwise}", self._figures.knob)
        lowest = min(reasons, key=lambda each: RANK[each[1]])
        text = f"{self._figures.states[lowest[1]]} {lowest[1]}: {printable(lowest[2])}"
        return self._drawn(label, lowest[1], text, self._figures.knob)

    def _decision(self) -> Content:
        reasons = [each for each in self._effective.reasons if each[0] not in (POLICY, *ENVIRONMENT)]
        state = self._effective.decision
        if any(each[0] != DECISION for each in reasons):
            text = f"{self._figures.warning} off: the records cannot be trusted"
        else:
            text = f"{self._figures.states[state]} {WORDS[state]}"
        knob = self._figures.open if state == UNDECIDED else self._figures.knob
        return self._drawn("your decision", OFF if state == UNDECIDED else state, text, knob)

    def _drawn(self, label: str, ceiling: str, text: str, knob: str) -> Content:
        """One rung; bold where it is among those that hold the state where it is."""
        holds = ceiling == self._effective.state and ceiling != ON
        look = "$foreground b" if holds else "$foreground"
        return Content.assemble(
            (label.ljust(LABEL), "$foreground b" if holds else "$quiet"),
            self._track(ceiling, self._figures.heavy, knob, "$foreground"),
            "   ",
            (self._short(text), look),
        )

    def _what_holds(self) -> Content:
        state = self._effective.state
        look = LOOKS[state]
        text = f"{self._figures.states[state]} {WORDS[state]}"
        if self._width >= ROOMY:
            text += f": {MEANING[state]}"
        return Content.assemble(
            ("so it is".ljust(LABEL), f"{look} b"),
            self._track(state, self._figures.double, self._figures.now, look),
            "   ",
            (self._short(text), f"{look} b"),
        )

    def _short(self, text: str) -> str:
        return elide(text, max(self._width - LABEL - self._length - 3, 8), cells, self._figures.ellipsis)

    def _track(self, state: str, stroke: str, knob: str, look: str) -> Content:
        places = (0, self._length // 2, self._length - 1)
        at = places[RANK[state]]
        rest = [
            self._figures.open if each in places else self._figures.faint
            for each in range(at + 1, self._length)
        ]
        return Content.assemble((stroke * at + knob, f"{look} b"), ("".join(rest), "$rule"))
