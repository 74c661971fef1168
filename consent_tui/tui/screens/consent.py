"""The Consent tab: what holds and why, what was agreed to, and one key for every change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from consent_tui.consent.asking import may_say_yes
from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED, YES
from consent_tui.services.agreement import METHOD, WITHDRAWN, Agreement, agreement
from consent_tui.services.deciding import Decided, decide, put_off, refuse_additions
from consent_tui.tui.drawing.consent import ConsentDrawing
from consent_tui.tui.drawing.text import counted, events, paragraph
from consent_tui.tui.screens.place import HelpPage, Place
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from consent_tui.shim.install import ShimStatus
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

DECIDED = {
    ON: "On: dfx runs are recorded from now on, and may be sent.",
    LOCAL: "Local: dfx runs are recorded for you alone, and never sent.",
}
ROOMY = 34
"""Lines of the terminal from which there is room for the notice in brief."""

ALREADY = "That is your decision already."
QUESTIONS = {ON: "Record dfx runs, and send what is recorded?", LOCAL: "Record dfx runs for yourself alone?"}
YES_CARDS = {ON: ("yes", "record, and send"), LOCAL: ("yes", "record, never send")}
NO_CARD = ("no", "leave it as it is")


class ConsentScreen(Place):
    """Asks while nothing is decided; shows the ladder and takes changes afterwards."""

    TAB = "consent"
    HELP = "What is recorded and sent, why, and what you agreed to."
    HELP_PAGE: ClassVar[HelpPage] = (
        "May dfx report what you do?",
        (
            "The ladder shows how far a policy, the environment and your own decision each let things "
            "go; the shortest rung holds. Only you can say yes. A no is one key, takes effect at once "
            "and wipes what waits here; nothing that was recorded before a yes is ever sent because of "
            "it."
        ),
        (
            ("y", "yes: record, and send (asks first)"),
            ("l", "local only: record, and never send (asks first)"),
            ("x  n", "off: nothing is recorded, and what waits is wiped at once"),
            ("K", "off, but keep what waits here; it is never sent"),
            ("esc", "later, while you are being asked"),
            ("N", "the whole notice"),
            ("r", "the record of your decisions"),
            ("i", "install the shim that brings dfx runs to the recorder"),
        ),
    )
    AUTO_FOCUS = "#scroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "y", "say_yes", "Yes", show=False, id="consent.yes", tooltip="Record dfx runs, and send them"
        ),
        Binding(
            "l",
            "say_local",
            "Local",
            show=False,
            id="consent.local",
            tooltip="Record dfx runs for yourself alone",
        ),
        Binding(
            "x,o",
            "withdraw",
            "Off",
            show=False,
            id="consent.off",
            tooltip="Record nothing, and wipe what waits",
        ),
        Binding("n", "refuse", "No", show=False, id="consent.no", tooltip="Say no to what is asked"),
        Binding("K", "keep", "Off, keep", show=False, id="consent.keep", tooltip="Off; what waits is kept"),
        Binding("escape", "later", "Later", show=False, id="consent.later", tooltip="Ask again in a week"),
        Binding("N", "notice", "Notice", id="consent.notice", tooltip="The whole notice"),
        Binding("r", "receipts", "Record", id="consent.record", tooltip="The record of your decisions"),
        Binding("i", "install_shim", "Shim", id="consent.shim", tooltip="Install the shim"),
    ]

    def __init__(self, watch: Watch, figures: Figures, terminals: tuple[bool, bool, bool]) -> None:
        super().__init__(watch, figures)
        self._profile = watch.profile
        self._terminals = terminals
        self._is_put_off = False
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
        """Lay out for the new height as well."""
        if self.is_mounted:
            self._draw_again()

    def _draw_again(self) -> None:
        self.query_one("#sheet", Sheet).show(self._lay_out)
        self.query_one("#choices", Sheet).show(self._lay_out_choices)

    def _agree_again(self) -> None:
        status = self.truth.status
        self._agreement = agreement(status.records, self._profile.paths.state) if status else None

    def _lay_out(self, width: int) -> list[Content]:
        if self._agreement is None:
            fault = self.truth.fault
            return [] if fault is None else paragraph(f"{fault.message} {fault.mend}", width)
        return self._drawing(self._agreement, width).lines()

    def _lay_out_choices(self, width: int) -> list[Content]:
        return [] if self._agreement is None else self._drawing(self._agreement, width).choices()

    def _drawing(self, found: Agreement, width: int) -> ConsentDrawing:
        return ConsentDrawing(
            self.truth,
            found,
            self.figures,
            width,
            is_asking=self.is_asking,
            is_roomy=self.size.height >= ROOMY,
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
        elif asked.state == state and asked.additions is None:
            self.say(ALREADY)
        else:
            self._ask_then_decide(state, asked.before_yes(state))

    def _ask_then_decide(self, state: str, text: str) -> None:
        from consent_tui.tui.screens.ask import AskScreen  # noqa: PLC0415 - not before it is wanted

        def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
            if is_yes:
                self._decide(state, f"{QUESTIONS[state]}\n{text}")

        self.app.push_screen(AskScreen(QUESTIONS[state], text, YES_CARDS[state], NO_CARD), answered)

    def _decide(self, state: str, shown: str) -> None:
        run = partial(decide, self._profile, state, METHOD, shown)
        self.work("Writing your decision…", run, partial(self._tell, state))

    def _tell(self, state: str, decided: Decided) -> None:
        aside = f"The broken record of decisions was set aside as {decided.set_aside}."
        self.say(DECIDED[state], aside if decided.set_aside else "")

    def action_withdraw(self) -> None:
        """Off, at once: what waits is wiped."""
        asked = self._agreement
        text = asked.asked() if asked and asked.state == UNDECIDED else WITHDRAWN
        run = partial(decide, self._profile, OFF, METHOD, text)
        self.work("Wiping, and looking at every file whether something is left…", run, self._tell_off)

    def action_keep(self) -> None:
        """Off, and keep what waits, never to be sent."""
        run = partial(decide, self._profile, OFF, METHOD, WITHDRAWN, keep_pending=True)
        self.work("Writing your decision…", run, self._tell_kept)

    def _tell_off(self, decided: Decided) -> None:
        sentences = ["Off: nothing is recorded from now on."]
        if decided.wiped.remains:
            names = ", ".join(decided.wiped.remains)
            sentences.append(f"Something of what was wiped is still in: {names}.")
            sentences.append("Close whatever reads the database, then press x again.")
        elif decided.wiped.count:
            sentences.append(f"Wiped: {events(decided.wiped.count)}; no byte of that is left in our files.")
        if decided.sent:
            sentences.append(f"Requests sent before: {counted(decided.sent)}; their copies stay here.")
        self.say(*sentences)

    def _tell_kept(self, decided: Decided) -> None:
        self.say("Off: nothing is recorded from now on.", f"Kept, never to be sent: {counted(decided.kept)}.")

    def action_refuse(self) -> None:
        """No: to what is new where that is asked, else off."""
        asked = self._agreement
        if not (self.is_asking and asked and asked.additions):
            self.action_withdraw()
            return
        run = partial(refuse_additions, self._profile, METHOD, asked.asked())
        self.work("Writing your decision…", run, lambda _: self.say("Everything goes on as before."))

    def action_later(self) -> None:
        """Put the question off, once while the app is open."""
        asked = self._agreement
        if not self.is_asking or asked is None:
            return
        self._is_put_off = True
        run = partial(put_off, self._profile, METHOD, asked.asked())
        self.work("Writing that down…", run, lambda _: self.say("Later: the question comes again in a week."))
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

        self.work("Installing the shim…", partial(install_shim, self._profile), self._offer_path)

    def _offer_path(self, shim: ShimStatus) -> None:
        from consent_tui.tui.path_offer import offer_path  # noqa: PLC0415 - not before it is wanted

        offer_path(self, self._profile, shim)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Later can be said while something is asked; the shim is offered to whoever said yes."""
        del parameters
        if action == "later":
            return self.is_asking
        if action == "install_shim":
            return self._agreement is not None and self._agreement.state in YES
        return True
