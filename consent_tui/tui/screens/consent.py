"""The Consent tab: what holds and why, what was agreed to, and one key for every change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.geometry import Size

from consent_tui.consent.asking import may_say_yes
from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED, YES
from consent_tui.i18n import N_, _
from consent_tui.services.agreement import METHOD, Agreement, agreement, withdrawn
from consent_tui.services.decided import told_kept, told_off, told_yes
from consent_tui.services.deciding import decide, put_off, refuse_additions
from consent_tui.tui.drawing.consent import (
    AIRY,
    APART,
    BRIEF,
    CLOSE,
    TIGHT,
    ConsentDrawing,
    fault_lines,
    way_out,
)
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.consent_keys import HELP_PAGE, KEYS
from consent_tui.tui.screens.place import Place
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from consent_tui.shim.install import ShimStatus
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

SHORT, TALL, WIDE, SPARE = 22, 34, 110, 10
"""Lines of the terminal below which there is none to waste; lines and cells of it, and lines with nothing in
them, from which the choices move up."""
BESIDE, ROUND = 4, 5
"""Cells beside the lines; and the truth, the tabs, the keys, and empty lines above and below the choices."""

ALREADY = N_("That is your decision already.")
WRITING = N_("Writing your decision…")
QUESTIONS = {
    ON: N_("Record dfx runs, and send what is recorded?"),
    LOCAL: N_("Record dfx runs for yourself alone?"),
}
MEANINGS = {ON: N_("record, and send"), LOCAL: N_("record, never send")}


class ConsentScreen(Place):
    """Asks while nothing is decided; shows the ladder and takes changes afterwards."""

    TAB = "consent"
    HELP = N_("What is recorded and sent, why, and what you agreed to.")
    HELP_PAGE = HELP_PAGE
    AUTO_FOCUS = "#scroll"
    BINDINGS = KEYS

    def __init__(self, watch: Watch, figures: Figures, terminals: tuple[bool, bool, bool]) -> None:
        super().__init__(watch, figures)
        self._profile = watch.profile
        self._terminals = terminals
        self._is_put_off = False
        self._room = CLOSE
        self._drawn_for = Size()
        self._agreement: Agreement | None = None
        self._agree_again()

    def compose(self) -> ComposeResult:
        """The truth, the tabs, the sheet, the keys."""
        yield from self.above()
        with VerticalScroll(id="scroll"):
            yield Sheet(self._lay_out, id="sheet")
        yield Sheet(self._lay_out_choices, id="choices")
        yield from self.below()

    @property
    def is_asking(self) -> bool:
        """Whether a question is open."""
        return bool(self._agreement and self._agreement.choices) and not self._is_put_off

    def show_truth(self) -> None:
        """Look again at what was agreed to."""
        super().show_truth()
        self._agree_again()
        self._draw_again()

    def on_resize(self) -> None:
        """Lay out for the new height as well; Textual tells of the same size more than once."""
        if self.is_mounted and self.size != self._drawn_for:
            self._draw_again()

    def _draw_again(self) -> None:
        self._drawn_for = self.size
        self._room, lines = self._room_for(max(self.size.width - BESIDE, 1), self.size.height)
        is_large = self.size.height >= TALL and self.size.width >= WIDE
        self.set_class(is_large and lines + SPARE <= self.size.height, "-loose")
        self.query_one("#sheet", Sheet).show(self._lay_out)
        self.query_one("#choices", Sheet).show(self._lay_out_choices)

    def _room_for(self, width: int, height: int) -> tuple[int, int]:
        """How much room everything may take if none of it is to be scrolled away, and its lines then."""
        lines = 0
        for self._room in (AIRY, BRIEF, APART, CLOSE):
            lines = len(self._lay_out(width)) + len(self._lay_out_choices(width))
            if lines + ROUND <= height:
                return self._room, lines
        return TIGHT if height < SHORT or self.is_asking else CLOSE, lines

    def _agree_again(self) -> None:
        status = self.truth.status
        self._agreement = agreement(status.records, self._profile.paths.state) if status else None

    def _lay_out(self, width: int) -> list[Content]:
        if self._agreement is None:
            fault = self.truth.fault
            return [] if fault is None else fault_lines(fault, self.figures, partial(key_of, self), width)
        return self._drawing(self._agreement, width).lines()

    def _lay_out_choices(self, width: int) -> list[Content]:
        if self._agreement is None:
            return way_out(self.truth, self.figures, partial(key_of, self), width)
        return self._drawing(self._agreement, width).choices()

    def _drawing(self, found: Agreement, width: int) -> ConsentDrawing:
        return ConsentDrawing(
            self.truth,
            found,
            self.figures,
            width,
            key_of=partial(key_of, self),
            room=self._room,
            is_asking=self.is_asking,
        )

    def action_say_yes(self) -> None:
        """Say yes; to what is new, where that is being asked."""
        asked = self._agreement
        is_new = self.is_asking and asked is not None and asked.additions is not None
        self._choose(asked.decision.state if is_new and asked and asked.decision else ON)

    def action_say_local(self) -> None:
        """Say yes to recording alone."""
        self._choose(LOCAL)

    def _choose(self, state: str) -> None:
        asked = self._agreement
        if asked is None:
            return
        refusal = may_say_yes(
            self._profile.environ,
            stdin_is_terminal=self._terminals[0],
            stdout_is_terminal=self._terminals[1],
            stderr_is_terminal=self._terminals[2],
        ) or asked.refusal(state)
        if refusal is not None:
            self.say(refusal.message, refusal.mend)
        elif self.is_asking and (asked.decision is None or asked.decision.state == state):
            self._decide(state, asked.asked())
        elif asked.is_said(state):
            self.say(_(ALREADY))
        else:
            self._ask_then_decide(state, asked.before_yes(state))

    def _ask_then_decide(self, state: str, text: str) -> None:
        from consent_tui.tui.screens.ask import AskScreen  # noqa: PLC0415 - not before it is wanted

        question = _(QUESTIONS[state])

        def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
            if is_yes:
                self._decide(state, f"{question}\n{text}")

        yes, no = (_("yes"), _(MEANINGS[state])), (_("no"), _("leave it as it is"))
        self.app.push_screen(AskScreen(question, text, yes, no), answered)

    def _decide(self, state: str, shown: str) -> None:
        run = partial(decide, self._profile, state, METHOD, shown)
        self.work(_(WRITING), run, lambda done: self.say(*told_yes(state, done)))

    def action_withdraw(self) -> None:
        """Off, at once: what waits is wiped."""
        asked = self._agreement
        text = asked.asked() if asked and asked.state == UNDECIDED else withdrawn()
        run = partial(decide, self._profile, OFF, METHOD, text)
        self.work(
            _("Wiping, and looking at every file whether something is left…"),
            run,
            lambda done: self.say(*told_off(done)),
        )

    def action_keep(self) -> None:
        """Off, and keep what waits, never to be sent."""
        run = partial(decide, self._profile, OFF, METHOD, withdrawn(), keep_pending=True)
        self.work(_(WRITING), run, lambda done: self.say(*told_kept(done)))

    def action_refuse(self) -> None:
        """No: to what is new where that is asked, else off."""
        asked = self._agreement
        if not (self.is_asking and asked and asked.additions):
            self.action_withdraw()
            return
        run = partial(refuse_additions, self._profile, METHOD, asked.asked())
        self.work(_(WRITING), run, lambda _done: self.say(_("Everything goes on as before.")))

    def action_later(self) -> None:
        """Put the question off, once while the app is open."""
        asked = self._agreement
        if not self.is_asking or asked is None:
            return
        self._is_put_off = True
        run = partial(put_off, self._profile, METHOD, asked.asked())
        self.work(_(WRITING), run, lambda _done: self.say(_("Later: the question comes again in a week.")))
        self._draw_again()

    def action_notice(self) -> None:
        """The whole notice."""
        from consent_tui.tui.drawing.pages import notice_page  # noqa: PLC0415 - not before it is wanted

        status = self.truth.status
        if status is not None:
            self._open(partial(notice_page, status.records, self.figures))

    def action_receipts(self) -> None:
        """The record of decisions."""
        from consent_tui.tui.drawing.pages import receipts_page  # noqa: PLC0415 - not before it is wanted

        status = self.truth.status
        if status is not None:
            self._open(partial(receipts_page, status.records.chain, self.figures))

    def _open(self, lay_out: partial[list[Content]]) -> None:
        from consent_tui.tui.screens.page import PageScreen  # noqa: PLC0415 - not before it is wanted

        self.app.push_screen(PageScreen(lay_out))

    def action_install_shim(self) -> None:
        """Install the shim, then offer to put it first on PATH."""
        from consent_tui.services.recording import install_shim  # noqa: PLC0415 - not before it is wanted

        self.work(_("Installing the shim…"), partial(install_shim, self._profile), self._offer_path)

    def _offer_path(self, shim: ShimStatus) -> None:
        from consent_tui.tui.path_offer import offer_path  # noqa: PLC0415 - not before it is wanted

        offer_path(self, self._profile, shim)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No and later are answers to what is asked; the shim is offered to whoever said yes.

        Where nothing is asked, ``n`` would be a slip for ``N``, the notice, and wipe what waits.
        """
        del parameters
        if action in ("later", "refuse"):
            return self.is_asking
        if action == "install_shim":
            return self._agreement is not None and self._agreement.state in YES
        return self._agreement is not None or action not in ("notice", "receipts")
