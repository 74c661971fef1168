"""The Consent tab: the question while it is open, else the ladder, and what was agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from consent_tui.consent.states import LOCAL, OFF, ON, YES
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.numbers import number
from consent_tui.services.outline_consent import consent_sections
from consent_tui.services.outline_truth import WORDS
from consent_tui.tui.drawing.cards import CardFace, cards
from consent_tui.tui.drawing.ladder import Ladder
from consent_tui.tui.drawing.text import beside, label_room, paragraph, row, rows, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.services.agreement import Agreement
    from consent_tui.services.outline import Section
    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures

ACTIONS = {ON: "say_yes", LOCAL: "say_local", OFF: "withdraw", "later": "later", "refusal": "refuse"}
ROOMY = 72
"""Cells from which the choices stand side by side."""
TWO_COLUMNS = 140
"""Cells from which the notice stands beside what was decided."""
GAP = 4
INSTALL = N_("Install it")


class ConsentDrawing:
    """The tab for one truth and one agreement, at one width."""

    __slots__ = ("_agreement", "_figures", "_is_asking", "_is_roomy", "_truth", "_width")

    def __init__(
        self,
        truth: Truth,
        agreement: Agreement,
        figures: Figures,
        width: int,
        *,
        is_asking: bool,
        is_roomy: bool,
    ) -> None:
        self._truth = truth
        self._agreement = agreement
        self._figures = figures
        self._width = width
        self._is_asking = is_asking
        self._is_roomy = is_roomy

    def lines(self) -> list[Content]:
        """From top to bottom; with the notice beside it where there is room for two columns."""
        if self._width < TWO_COLUMNS:
            return [Content(""), *(self._asked() if self._is_asking else self._held())]
        left = (self._width - GAP) // 2
        right = self._width - GAP - left
        columns = self._asked_beside(left, right) if self._is_asking else self._held_beside(left, right)
        return [Content(""), *columns]

    def choices(self) -> list[Content]:
        """The answers to the question, or the ways to change what holds: always in sight."""
        if not self._is_asking:
            return self._changes()
        faces = [
            CardFace(each.key, each.name, each.meaning, ACTIONS[each.act]) for each in self._agreement.choices
        ]
        return cards(faces, self._width, len(faces) if self._width >= ROOMY else 1)

    def _asked(self) -> list[Content]:
        """The question and its facts, then what holds until it is answered."""
        question, until = self._sections()
        return [
            *paragraph(question.heading, self._width, "$foreground b"),
            Content(""),
            *rows(question.rows, self._width),
            Content(""),
            title(until.heading, self._width, self._figures),
            *self._ladder(self._width),
        ]

    def _asked_beside(self, left: int, right: int) -> list[Content]:
        question, until = self._sections()
        facts = [*paragraph(question.heading, left, "$foreground b"), Content(""), *rows(question.rows, left)]
        holds = [title(until.heading, right, self._figures), *self._ladder(right)]
        return beside(facts, holds, left, GAP)

    def _held(self) -> list[Content]:
        """The ladder, then what was agreed to and what lies here; the notice where there is height for it."""
        _holds, *middle, brief = self._sections()
        found = self._ladder(self._width)
        room = _room([*middle, brief] if self._is_roomy else middle, self._width)
        for place, section in enumerate(middle):
            space = [Content("")] if place == 0 or self._is_roomy else []
            found += [*space, *self._section(section, self._width, room)]
        return [*found, Content(""), *self._section(brief, self._width, room)] if self._is_roomy else found

    def _held_beside(self, left: int, right: int) -> list[Content]:
        _holds, *middle, brief = self._sections()
        found = self._ladder(left)
        room = _room(middle, left)
        for section in middle:
            found += [Content(""), *self._section(section, left, room)]
        return beside(found, self._section(brief, right, _room([brief], right)), left, GAP)

    def _sections(self) -> list[Section]:
        return consent_sections(self._truth, self._agreement, is_asking=self._is_asking)

    def _ladder(self, width: int) -> list[Content]:
        return Ladder(self._agreement.found.effective, self._figures, width).lines()

    def _section(self, section: Section, width: int, room: int) -> list[Content]:
        """A heading and its rows; the row that says that dfx runs are not recorded offers to mend that."""
        found = [title(section.heading, width, self._figures)]
        for label, text in section.rows:
            is_amiss = label == _("dfx runs") and self._can_install
            look = "$foreground b" if is_amiss else ""
            said = f"{self._figures.warning} {text}" if is_amiss else text
            lines = row(label, said, width, look, room)
            found += self._with_offer(lines, width, room) if is_amiss else lines
        return found

    @property
    def _can_install(self) -> bool:
        return not self._truth.shim.first_on_path and self._agreement.state in YES

    def _with_offer(self, lines: list[Content], width: int, room: int) -> list[Content]:
        offer = Content.assemble((" i ", "$foreground b"), f"{_(INSTALL)} ")
        offer = offer.stylize(Style.from_meta({"@click": "screen.install_shim"}))
        if lines[-1].cell_length + 3 + offer.cell_length <= width:
            return [*lines[:-1], Content.assemble(lines[-1], "   ", offer)]
        return [*lines, Content.assemble(" " * max(room - 1, 0), offer)]

    def _changes(self) -> list[Content]:
        wiped = self._truth.pending + self._truth.rejected
        gone = _("record nothing")
        if wiped:
            gone = ngettext("wipes %(count)s event", "wipes %(count)s events", wiped) % {
                "count": number(wiped)
            }
        faces = [
            self._change("y", ON, _("record, and send")),
            self._change("l", LOCAL, _("record, never send")),
            self._change("x", OFF, gone),
        ]
        lines = cards(faces, self._width, len(faces) if self._width >= ROOMY else 1)
        return [title(_("Change it"), self._width, self._figures), *lines]

    def _change(self, key: str, state: str, meaning: str) -> CardFace:
        name = _(WORDS[state])
        if state == self._agreement.state:
            name = _("%(state)s (now)") % {"state": name}
        return CardFace(key, name, meaning, ACTIONS[state], self._figures.states[state])


def _room(sections: Sequence[Section], width: int) -> int:
    """The cells for the labels of all of these, so that their texts stand in one column."""
    return label_room((label for section in sections for label, _text in section.rows), width)
