"""Consent: what holds and why, what was agreed to, and every way to change it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from consent_tui.consent.asking import may_say_yes
from consent_tui.consent.decision import LATER, REFUSAL
from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED, YES
from consent_tui.endings import EndedError
from consent_tui.i18n import N_, _
from consent_tui.plain.place import Place
from consent_tui.plain.talk import Choice
from consent_tui.services.agreement import METHOD, Agreement, agreement, withdrawn
from consent_tui.services.decided import told_interrupted, told_kept, told_off, told_yes
from consent_tui.services.deciding import Decided, decide, put_off, refuse_additions
from consent_tui.services.outline import events
from consent_tui.services.outline_consent import consent_sections
from consent_tui.services.outline_pages import notice_sections, record_sections
from consent_tui.services.truth import Truth, truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.plain.talk import Talk
    from consent_tui.services.profile import Profile

QUESTIONS = {
    ON: N_("Record dfx runs, and send what is recorded?"),
    LOCAL: N_("Record dfx runs for yourself alone?"),
}
MEANINGS = {ON: N_("record, and send"), LOCAL: N_("record, never send")}
CHANGES = {
    ON: N_("on: record, and send (asks first)"),
    LOCAL: N_("local: record, never send (asks first)"),
}


class Consent(Place):
    """Asks while nothing is decided, and takes changes afterwards. *terminals*: stdin, stdout, stderr."""

    TITLE = N_("Consent")
    HELP: ClassVar[tuple[str, ...]] = (
        N_("May dfx report what you do?"),
        N_(
            "Here is said how far a policy, the environment and your own decision each let things go; the "
            "lowest of them holds. Only you can say yes. A no is one key, takes effect at once and wipes "
            "what waits here; nothing that was recorded before a yes is ever sent because of it."
        ),
    )

    def __init__(self, profile: Profile, talk: Talk, terminals: tuple[bool, bool, bool]) -> None:
        super().__init__(profile, talk)
        self._terminals = terminals
        self._is_put_off = False

    def tell(self) -> None:
        """The question while it is open; else what holds, what was agreed to and what lies here."""
        found, asked = self._look()
        if asked is None:
            fault = found.fault
            self.talk.say("", *([fault.message, fault.mend] if fault else []))
            return
        self.talk.tell(consent_sections(found, asked, is_asking=self._is_asking(asked)))

    def choices(self) -> list[Choice]:
        """The answers to the question, or the ways to change what holds; and what there is to read."""
        found, asked = self._look()
        reading: list[Choice] = []
        if found.status is not None:
            reading = [
                Choice(_("the whole notice"), partial(self.page, notice_sections(found.status.records))),
                Choice(
                    _("the record of your decisions"),
                    partial(self.page, record_sections(found.status.records.chain)),
                ),
            ]
        if asked is None:
            return [Choice(_("off: record nothing, and wipe what waits"), self._off), *reading]
        if self._is_asking(asked):
            answers = [
                Choice(
                    _("%(choice)s: %(meaning)s") % {"choice": each.name, "meaning": each.meaning},
                    partial(self._answer, asked, each.act),
                )
                for each in asked.choices
            ]
            if asked.additions is None:
                return [*answers, *reading]
            return [*answers, *reading, *self._shim(asked)]
        return [*self._changes(found, asked), *reading, *self._shim(asked)]

    def _changes(self, found: Truth, asked: Agreement) -> list[Choice]:
        waiting = found.pending + found.rejected
        off = _("off: record nothing")
        if not found.is_counted:
            off = _("off: nothing is recorded, and what waits is wiped at once")
        elif waiting:
            off = _("off: record nothing; wipes %(events)s") % {"events": events(waiting)}
        choices = [
            Choice(self._now(asked, ON, _(CHANGES[ON])), partial(self._choose, asked, ON)),
            Choice(self._now(asked, LOCAL, _(CHANGES[LOCAL])), partial(self._choose, asked, LOCAL)),
            Choice(self._now(asked, OFF, off), self._off),
        ]
        if not waiting and found.is_counted:
            return choices
        keep = _("off, but keep what waits here; it is never sent")
        return [*choices, Choice(keep, self._keep)]

    @staticmethod
    def _now(asked: Agreement, state: str, text: str) -> str:
        return _("%(choice)s (now)") % {"choice": text} if state == asked.state else text

    def _shim(self, asked: Agreement) -> list[Choice]:
        if asked.state not in YES:
            return []
        return [Choice(_("install the shim that brings dfx runs to the recorder"), self._install_shim)]

    def _look(self) -> tuple[Truth, Agreement | None]:
        found = truth(self.profile)
        if found.status is None:
            return found, None
        return found, agreement(found.status.records, self.profile.paths.state)

    def _is_asking(self, asked: Agreement) -> bool:
        return bool(asked.choices) and not self._is_put_off

    def _answer(self, asked: Agreement, act: str) -> None:
        if act == LATER:
            put_off(self.profile, METHOD, asked.asked())
            self._is_put_off = True
            self.talk.say(_("Later: the question comes again in a week."))
        elif act == REFUSAL:
            refuse_additions(self.profile, METHOD, asked.asked())
            self.talk.say(_("Everything goes on as before."))
        elif act == OFF:
            self._off()
        else:
            self._choose(asked, act)

    def _choose(self, asked: Agreement, state: str) -> None:
        """Say yes, after the notice in brief and one question; refused where no person is at a terminal."""
        refusal = may_say_yes(
            self.profile.environ,
            stdin_is_terminal=self._terminals[0],
            stdout_is_terminal=self._terminals[1],
            stderr_is_terminal=self._terminals[2],
        ) or asked.refusal(state)
        if refusal is not None:
            self.talk.say(refusal.message, refusal.mend)
            return
        if asked.is_said(state):
            self.talk.say(_("That is your decision already."))
            return
        text = asked.before_yes(state)
        self.talk.say("", *text.splitlines())
        question = _(QUESTIONS[state])
        if not self.talk.is_yes(question, _(MEANINGS[state]), _("leave it as it is")):
            self.talk.say(_("Nothing has changed."))
            return
        decided = decide(self.profile, state, METHOD, f"{question}\n{text}", tell=self.talk.wait)
        self.talk.say(*told_yes(state, decided))
        self.tell()

    def _off(self) -> None:
        _found, asked = self._look()
        text = asked.asked() if asked and asked.state == UNDECIDED else withdrawn()
        self.talk.say(*told_off(self._withdraw(text, keep_pending=False)))

    def _keep(self) -> None:
        self.talk.say(*told_kept(self._withdraw(withdrawn(), keep_pending=True)))

    def _withdraw(self, text: str, *, keep_pending: bool) -> Decided:
        try:
            return decide(self.profile, OFF, METHOD, text, keep_pending=keep_pending, tell=self.talk.wait)
        except (KeyboardInterrupt, EndedError):
            self.talk.say(*told_interrupted(self.profile))
            raise

    def _install_shim(self) -> None:
        """Install the shim, then offer to put it first on PATH."""
        from consent_tui.plain.shim import install  # noqa: PLC0415 - not before it is wanted

        install(self.profile, self.talk)
