"""The Consent tab: the question while it is open, else the ladder, and what was agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.decision import seconds as seconds_of
from consent_tui.consent.states import LOCAL, OFF, ON, YES
from consent_tui.services.times import short_local
from consent_tui.tui.drawing.cards import CardFace, cards
from consent_tui.tui.drawing.ladder import Ladder
from consent_tui.tui.drawing.text import counted, events, moment, paragraph, row, title
from consent_tui.tui.figures import WORDS
from consent_tui.vocabulary.closed import NOTICE_HASH

if TYPE_CHECKING:
    from consent_tui.consent.decision import Decision
    from consent_tui.services.agreement import Agreement
    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures

ACTIONS = {ON: "say_yes", LOCAL: "say_local", OFF: "withdraw", "later": "later", "refusal": "refuse"}
WHERE = {"tui": "in the app", "cli": "on the command line", "first-run": "when dfx asked"}
ROOMY = 72
"""Cells from which the choices stand side by side."""

HEADINGS = {ON: "What you agreed to", LOCAL: "What you agreed to", OFF: "What you decided"}


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
        """From top to bottom."""
        ladder = Ladder(self._agreement.found.effective, self._figures, self._width).lines()
        if self._is_asking:
            heading = title("What holds until then", self._width, self._figures)
            return [Content(""), *self._question(), Content(""), heading, *ladder]
        space = [Content("")] if self._is_roomy else []
        agreed, here = self._agreed(), [*self._now(), *self._shim()]
        brief = self._brief() if self._is_roomy else []
        return [Content(""), *ladder, Content(""), *agreed, *space, *here, *space, *brief]

    def choices(self) -> list[Content]:
        """The answers to the question, or the ways to change what holds: always in sight."""
        if not self._is_asking:
            return self._changes()
        faces = [
            CardFace(each.key, each.name, each.meaning, ACTIONS[each.act]) for each in self._agreement.choices
        ]
        return cards(faces, self._width, len(faces) if self._width >= ROOMY else 1)

    def _brief(self) -> list[Content]:
        """The notice once more, where there is room for it."""
        found = [title("The notice in brief", self._width, self._figures)]
        for label, text in self._agreement.facts():
            found += row(label, text, self._width)
        return found

    def _question(self) -> list[Content]:
        found = paragraph(self._agreement.question, self._width, "$foreground b")
        found.append(Content(""))
        for label, text in self._agreement.facts():
            found += row(label, text, self._width)
        return found

    def _agreed(self) -> list[Content]:
        decision = self._agreement.decision
        if decision is None:
            return []
        heading = HEADINGS.get(decision.state, HEADINGS[OFF])
        found = [title(heading, self._width, self._figures)]
        found += row("when", self._when(decision), self._width)
        if decision.state in YES:
            found += row("notice", self._notice(decision), self._width)
            found += row("recipient", self._recipient(decision), self._width)
        return found

    def _when(self, decision: Decision) -> str:
        where = WHERE.get(decision.method, decision.method)
        return f"{moment(seconds_of(decision.time))}, {where}"

    def _notice(self, decision: Decision) -> str:
        short = decision.notice_hash[:12]
        if decision.notice_hash == NOTICE_HASH:
            return f"{short}, the one in force; N shows all of it"
        return f"{short}; another one is in force now, and what is new in it is not recorded"

    def _recipient(self, decision: Decision) -> str:
        if decision.recipient == NONE_YET:
            return "nobody yet; to name one later is an act of yours, on record"
        return decision.recipient

    def _now(self) -> list[Content]:
        found = [title("What lies here", self._width, self._figures)]
        text = f"{counted(self._truth.pending)} waiting, {counted(self._truth.rejected)} rejected by a server"
        found += row("pending", text, self._width)
        endpoint = self._agreement.found.endpoint
        if endpoint.problem:
            text = f"{endpoint.problem} Nothing can leave."
        elif endpoint.url is None:
            text = "no collector is configured: nothing can leave this machine"
        else:
            text = self._next(endpoint.url)
        return found + row("sending", text, self._width)

    def _next(self, url: str) -> str:
        """Where events may go, when next, and what went wrong the last time."""
        status = self._truth.status
        problem = status.schedule.problem if status is not None else ""
        if status is None or status.records.effective.state != ON:
            return f"nothing is sent now; a yes would let events go to {url}"
        if problem:
            return f"to {url}; the last time something was wrong: {problem}"
        if status.next_send is None:
            return f"to {url}; nothing is due yet"
        return f"to {url}, on {short_local(status.next_send).strip()} at the earliest"

    def _shim(self) -> list[Content]:
        """That dfx runs do not reach the recorder, where somebody who said yes should know it."""
        if self._truth.shim.first_on_path:
            return row("dfx runs", "reach the recorder: the shim is first on PATH", self._width)
        if self._agreement.state not in YES:
            return row("dfx runs", "reach no recorder: no shim is first on PATH", self._width)
        text = f"{self._figures.warning} are not recorded yet: no shim is on PATH"
        lines = row("dfx runs", text, self._width, "$foreground b")
        offer = Content.assemble("   ", (" i ", "$foreground b"), "Install it ")
        offer = offer.stylize(Style.from_meta({"@click": "screen.install_shim"}))
        if lines[-1].cell_length + offer.cell_length <= self._width:
            lines[-1] = lines[-1] + offer
        else:
            lines.append(Content(" " * 9) + offer)
        return lines

    def _changes(self) -> list[Content]:
        wiped = self._truth.pending + self._truth.rejected
        gone = f"wipes {events(wiped)}" if wiped else "record nothing"
        faces = [
            CardFace("y", self._name(ON), "record, and send", ACTIONS[ON]),
            CardFace("l", self._name(LOCAL), "record, never send", ACTIONS[LOCAL]),
            CardFace("x", self._name(OFF), gone, ACTIONS[OFF]),
        ]
        lines = cards(faces, self._width, 3 if self._width >= ROOMY else 1)
        return [title("Change it", self._width, self._figures), *lines]

    def _name(self, state: str) -> str:
        now = " (now)" if state == self._agreement.state else ""
        return f"{self._figures.states[state]} {WORDS[state]}{now}"
