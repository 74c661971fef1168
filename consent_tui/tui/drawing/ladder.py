"""The ladder: how far policy, environment and decision each let things go; the shortest rung holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.consent.reasons import sentence
from consent_tui.consent.resolver import DECISION, POLICY
from consent_tui.consent.states import LOCAL, OFF, ON, RANK, UNDECIDED
from consent_tui.i18n import _
from consent_tui.services.cells import cells, elide, padded
from consent_tui.services.outline_consent import ENVIRONMENT, MEANING
from consent_tui.services.outline_truth import WORDS
from consent_tui.services.veil import veiled, veiled_reason
from consent_tui.tui.drawing.text import paragraph, prose
from consent_tui.tui.figures import LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.ceilings import Reason
    from consent_tui.consent.resolver import Effective
    from consent_tui.tui.figures import Figures

ROOMY = 72
"""Cells from which there is room to say what the state means."""
LENGTHS = ((106, 37), (ROOMY, 25), (0, 15))
"""How long the rungs are, from which width on; a shorter one is taken where the texts need its room."""
SHORTEST = 9
NARROWEST_TEXT = 14
GAP = 2
BESIDE = 3
MOST_LABEL = 32


class Ladder:
    """The rungs of one effective state, for one width; below them the reasons *told*, or all that decide."""

    __slots__ = ("_effective", "_figures", "_label", "_length", "_told", "_width")

    def __init__(
        self, effective: Effective, figures: Figures, width: int, told: Sequence[Reason] | None = None
    ) -> None:
        self._effective = effective
        self._told = effective.deciding if told is None else told
        self._figures = figures
        self._width = width
        labels = (_("policy"), _("environment"), _("your decision"), _("so it is"))
        self._label = min(max(cells(each) for each in labels), MOST_LABEL) + GAP + 1
        needed = cells(self._held()) + self._label + BESIDE
        lengths = [length for least, length in LENGTHS if width >= least]
        self._length = next((each for each in lengths if each + needed <= width), lengths[-1])
        if width - self._label - self._length - BESIDE < NARROWEST_TEXT:
            self._length = SHORTEST

    def lines(self) -> list[Content]:
        """The scale, a rung each for policy, environment and decision, what holds, and why."""
        reasons = self._effective.reasons
        found = [
            self._scale(),
            *self._rung(_("policy"), [each for each in reasons if each[0] == POLICY], _("no policy")),
            *self._rung(
                _("environment"), [each for each in reasons if each[0] in ENVIRONMENT], _("sets no limit")
            ),
            *self._decision(),
            *self._what_holds(),
        ]
        indent = self._label if self._width >= ROOMY else 0
        for reason in self._told:
            found += prose(sentence(veiled_reason(reason)), self._width, "$quiet", indent)
        return found

    def _scale(self) -> Content:
        """The names of the three states above their places, as far as there is room between them."""
        first, middle, last = _(WORDS[OFF]), _(WORDS[LOCAL]), _(WORDS[ON])
        names = first
        at = self._length // 2 - cells(middle) // 2
        if at > cells(names):
            names = padded(names, at) + middle
        end = max(self._length - 1 - cells(last) // 2, cells(names) + 1)
        return Content.assemble(" " * self._label, (padded(names, end) + last, "$quiet"))

    def _rung(self, label: str, reasons: list[Reason], otherwise: str) -> list[Content]:
        if not reasons:
            return self._drawn(label, ON, f"{self._figures.states[ON]} {otherwise}", self._figures.knob)
        lowest = min(reasons, key=lambda each: RANK[each[1]])
        if lowest[1] == ON:
            return self._drawn(
                label, ON, f"{self._figures.states[ON]} {_('sets no limit')}", self._figures.knob
            )
        said = {"state": _(WORDS[lowest[1]]), "detail": veiled(lowest[2])}
        text = f"{self._figures.states[lowest[1]]} {_('%(state)s: %(detail)s') % said}"
        return self._drawn(label, lowest[1], text, self._figures.knob)

    def _decision(self) -> list[Content]:
        reasons = [each for each in self._effective.reasons if each[0] not in (POLICY, *ENVIRONMENT)]
        state = self._effective.decision
        if any(each[0] != DECISION for each in reasons):
            text = f"{self._figures.warning} {_('off: the records cannot be trusted')}"
        else:
            text = f"{self._figures.states[state]} {_(WORDS[state])}"
        knob = self._figures.open if state == UNDECIDED else self._figures.knob
        return self._drawn(_("your decision"), OFF if state == UNDECIDED else state, text, knob)

    def _drawn(self, label: str, ceiling: str, text: str, knob: str) -> list[Content]:
        """One rung; bold where it is among those that hold the state where it is."""
        holds = ceiling == self._effective.state and ceiling != ON
        look = "$foreground b" if holds else "$foreground"
        rung = Content.assemble(
            (self._labelled(label), "$foreground b" if holds else "$quiet"),
            self._track(ceiling, self._figures.heavy, knob, "$foreground"),
            " " * BESIDE,
        )
        return self._with_text(rung, text, look)

    def _what_holds(self) -> list[Content]:
        state = self._effective.state
        look = LOOKS[state]
        rung = Content.assemble(
            (self._labelled(_("so it is")), f"{look} b"),
            self._track(state, self._figures.double, self._figures.now, look),
            " " * BESIDE,
        )
        return self._with_text(rung, self._held(), f"{look} b")

    def _held(self) -> str:
        """The state, and what it means where there is room."""
        state = self._effective.state
        text = _(WORDS[state])
        if self._width >= ROOMY:
            # Translators: a state and what it means, as in "local: recorded, never sent".
            text = _("%(state)s: %(meaning)s") % {"state": text, "meaning": _(MEANING[state])}
        return f"{self._figures.states[state]} {text}"

    def _labelled(self, label: str) -> str:
        return padded(elide(label, self._label - GAP, cells, self._figures.ellipsis), self._label)

    def _with_text(self, rung: Content, text: str, look: str) -> list[Content]:
        """The rung with the text beside it, which goes on under itself where it is longer."""
        indent = self._label + self._length + BESIDE
        first, *rest = paragraph(text, max(self._width - indent, 10), look)
        return [Content.assemble(rung, first), *[Content.assemble(" " * indent, each) for each in rest]]

    def _track(self, state: str, stroke: str, knob: str, look: str) -> Content:
        places = (0, self._length // 2, self._length - 1)
        at = places[RANK[state]]
        rest = [
            (self._figures.open, "$quiet") if each in places else (self._figures.faint, "$rule")
            for each in range(at + 1, self._length)
        ]
        return Content.assemble((stroke * at + knob, f"{look} b"), *rest)
