"""The Consent tab: the question while it is open, else the ladder, and what was agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from consent_tui.consent.resolver import DECISION
from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED, YES
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.numbers import number
from consent_tui.services.outline_consent import consent_sections
from consent_tui.services.outline_truth import WORDS
from consent_tui.services.veil import is_on
from consent_tui.tui.drawing.cards import CardFace, cards
from consent_tui.tui.drawing.ladder import Ladder
from consent_tui.tui.drawing.text import beside, heading, label_room, prose, row, rows, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.errors import ConsentError
    from consent_tui.services.agreement import Agreement
    from consent_tui.services.outline import Row, Section
    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.keys import KeyOf

ACTIONS = {ON: "say_yes", LOCAL: "say_local", OFF: "withdraw", "later": "later", "refusal": "refuse"}
ANSWERED_BY = {
    "y": "consent.yes",
    "l": "consent.local",
    "n": "consent.no",
    "o": "consent.off",
    "esc": "consent.later",
}
"""By the key of an answer on the card of the first run: the action of the tab that gives it."""
ROOMY = 72
"""Cells from which the choices stand side by side."""
TWO_COLUMNS = 140
"""Cells from which the notice stands beside what was decided."""
GAP = 4
TIGHT, CLOSE, APART, BRIEF, AIRY = range(5)
"""How much room is given, the most last: nothing between; a line above all; a line between the parts; the
notice in brief as well; a line between the facts, too."""
INSTALL = N_("Install it")


class ConsentDrawing:
    """The tab for one truth and one agreement, at one width, with the *room* of ``TIGHT`` to ``AIRY``."""

    __slots__ = ("_agreement", "_figures", "_is_asking", "_key_of", "_room", "_truth", "_width")

    def __init__(
        self,
        truth: Truth,
        agreement: Agreement,
        figures: Figures,
        width: int,
        *,
        key_of: KeyOf,
        room: int,
        is_asking: bool,
    ) -> None:
        self._truth = truth
        self._agreement = agreement
        self._figures = figures
        self._width = width
        self._is_asking = is_asking
        self._key_of = key_of
        self._room = room

    def lines(self) -> list[Content]:
        """From top to bottom; with the notice beside it where there is room for two columns."""
        if self._width < TWO_COLUMNS:
            above = [] if self._room == TIGHT and not self._is_asking else [Content("")]
            return [*above, *(self._asked() if self._is_asking else self._held())]
        left = (self._width - GAP) // 2
        right = self._width - GAP - left
        columns = self._asked_beside(left, right) if self._is_asking else self._held_beside(left, right)
        return [Content(""), *columns]

    def choices(self) -> list[Content]:
        """The answers to the question, or the ways to change what holds: always in sight."""
        if not self._is_asking:
            return self._changes()
        faces = [
            CardFace(self._key_of(ANSWERED_BY[each.key]), each.name, each.meaning, ACTIONS[each.act])
            for each in self._agreement.choices
        ]
        if self._width < ROOMY:
            return [Content(""), *cards(faces, self._width, 1)]
        return cards(faces, self._width, len(faces))

    def _asked(self) -> list[Content]:
        """The question and its facts, then what holds until it is answered.

        Where there is little room, that is left out if the header says all of it.
        """
        question, until = self._sections()
        between = [] if self._room == TIGHT else [Content("")]
        facts = self._facts(question.rows, self._width)
        asked = [*heading(question.heading, self._width), *between, *facts]
        if self._room < APART and self._is_plainly_undecided:
            return asked
        rule = title(until.heading, self._width, self._figures)
        return [*asked, Content(""), rule, *self._ladder(self._width)]

    @property
    def _is_plainly_undecided(self) -> bool:
        """Whether neither a policy nor the environment has a part in what holds."""
        return [each[2] for each in self._agreement.found.effective.reasons] == [UNDECIDED]

    def _asked_beside(self, left: int, right: int) -> list[Content]:
        question, until = self._sections()
        facts = [*heading(question.heading, left), Content(""), *self._facts(question.rows, left)]
        holds = [title(until.heading, right, self._figures), *self._ladder(right)]
        return beside(facts, holds, left, GAP)

    def _held(self) -> list[Content]:
        """The ladder, then what was agreed to and what lies here; the notice where there is room for it."""
        _holds, *middle, brief = self._sections()
        is_brief = self._room >= BRIEF
        found = self._ladder(self._width)
        room = _room([*middle, brief] if is_brief else middle, self._width)
        for place, section in enumerate(middle):
            space = [Content("")] if place == 0 or self._room >= APART else []
            found += [*space, *self._section(section, self._width, room)]
        return [*found, Content(""), *self._brief(brief, self._width, room)] if is_brief else found

    def _held_beside(self, left: int, right: int) -> list[Content]:
        _holds, *middle, brief = self._sections()
        found = self._ladder(left)
        room = _room(middle, left)
        for section in middle:
            found += [Content(""), *self._section(section, left, room)]
        return beside(found, self._brief(brief, right, _room([brief], right)), left, GAP)

    def _brief(self, section: Section, width: int, room: int) -> list[Content]:
        """The notice in brief."""
        facts = self._facts(section.rows, width, room)
        return [title(section.heading, width, self._figures), *facts]

    def _facts(self, pairs: Sequence[Row], width: int, room: int = 0) -> list[Content]:
        """Labels and paragraphs, the labels in *room* cells or as many as they need."""
        return rows(pairs, width, 1 if self._room == AIRY else 0, room)

    def _sections(self) -> list[Section]:
        return consent_sections(self._truth, self._agreement, is_asking=self._is_asking)

    def _ladder(self, width: int) -> list[Content]:
        effective = self._agreement.found.effective
        told = effective.deciding
        if self._room < BRIEF and effective.decision != UNDECIDED:
            told = tuple(each for each in told if each[0] != DECISION)  # the rungs say that as well
        return Ladder(effective, self._figures, width, told).lines()

    def _section(self, section: Section, width: int, room: int) -> list[Content]:
        """A heading and its rows; what is amiss is marked, and a shim that is missing is offered."""
        found = [title(section.heading, width, self._figures)]
        for label, text in section.rows:
            is_offered = label == _("dfx runs") and self._can_install
            is_amiss = is_offered or (label == _("sending") and self._is_held_up)
            look = "$foreground b" if is_amiss else ""
            said = f"{self._figures.warning} {text}" if is_amiss else text
            lines = row(label, said, width, look, room)
            found += self._with_offer(lines, width, room) if is_offered else lines
        return found

    @property
    def _can_install(self) -> bool:
        return not self._truth.shim.first_on_path and self._agreement.state in YES

    @property
    def _is_held_up(self) -> bool:
        """Whether something that the person can mend keeps events from an endpoint that was named."""
        status = self._truth.status
        if status is None:
            return False
        return bool(
            status.records.is_recipient_open or status.records.endpoint.problem or status.schedule.problem
        )

    def _with_offer(self, lines: list[Content], width: int, room: int) -> list[Content]:
        key = self._key_of("consent.shim")
        offer = Content.assemble((f" {key} ", "$foreground b"), f"{_(INSTALL)} ")
        offer = offer.stylize(Style.from_meta({"@click": "screen.install_shim"}))
        if lines[-1].cell_length + 3 + offer.cell_length <= width:
            return [*lines[:-1], Content.assemble(lines[-1], "   ", offer)]
        return [*lines, Content.assemble(" " * max(room - 1, 0), offer)]

    def _changes(self) -> list[Content]:
        faces = [
            self._change("consent.yes", ON, _("record, and send")),
            self._change("consent.local", LOCAL, _("record, never send")),
            self._change("consent.off", OFF, _gone_by_a_no(self._truth)),
        ]
        lines = cards(faces, self._width, len(faces) if self._width >= ROOMY else 1)
        return [title(_("Change it"), self._width, self._figures), *lines]

    def _change(self, identifier: str, state: str, meaning: str) -> CardFace:
        name = _(WORDS[state])
        if state == self._agreement.state:
            name = _("%(state)s (now)") % {"state": name}
        key = self._key_of(identifier)
        return CardFace(key, name, meaning, ACTIONS[state], self._figures.states[state])


def _gone_by_a_no(truth: Truth) -> str:
    if not truth.is_counted:
        return _("wipes what waits here")
    wiped = truth.pending + truth.rejected
    if not wiped:
        return _("record nothing")
    return ngettext("wipes %(count)s event", "wipes %(count)s events", wiped) % {"count": number(wiped)}


def way_out(truth: Truth, figures: Figures, key_of: KeyOf, width: int) -> list[Content]:
    """The one choice that is left where ``config.toml`` cannot be understood: a no needs nothing from it."""
    key, name = key_of("consent.off"), _(WORDS[OFF])
    face = CardFace(key, name, _gone_by_a_no(truth), ACTIONS[OFF], figures.states[OFF])
    return [title(_("Change it"), width, figures), *cards([face], width, 1)]


def fault_lines(fault: ConsentError, figures: Figures, key_of: KeyOf, width: int) -> list[Content]:
    """Why nothing more can be told, and how to mend that; under the veil, the key that takes it off."""
    lines = [
        Content(""),
        *heading(f"{figures.warning} {_('config.toml cannot be understood')}", width),
        Content(""),
        *prose(fault.message, width),
        *prose(fault.mend, width),
    ]
    if is_on():
        key = key_of("app.share_screen")
        shown = Content.assemble((key, "$foreground b"), f" {_('Screen-share')}")
        lines += [Content(""), shown.stylize(Style.from_meta({"@click": "app.share_screen"}))]
    return lines


def _room(sections: Sequence[Section], width: int) -> int:
    """The cells for the labels of all of these, so that their texts stand in one column."""
    return label_room((label for section in sections for label, _text in section.rows), width)
