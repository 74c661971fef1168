"""Sent: every request ever made, byte for byte; when the next may be, and what it would be."""

from __future__ import annotations

from typing import ClassVar

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _, ngettext
from consent_tui.plain.place import Pages, Place, pages_of
from consent_tui.plain.talk import PAGE, Choice
from consent_tui.services.configuration import validated, write
from consent_tui.services.deciding import mirror_limits
from consent_tui.services.numbers import number
from consent_tui.services.outline import Section
from consent_tui.services.outline_sent import (
    amiss,
    learnt_sections,
    next_sending,
    resting,
    sent_line,
    sent_sections,
)
from consent_tui.services.records import records
from consent_tui.services.sending import FARTHEST, NOT_SET, dry_run, postpone, schedule_of
from consent_tui.services.sent import sent_requests, wipe_sent
from consent_tui.services.settings import duration
from consent_tui.services.standing import standing
from consent_tui.services.times import date_and_time

HELD_BACK = N_("Nothing is sent as things stand; the place Consent says why.")


class SentPlace(Place):
    """Says what was transmitted, and what is about to be."""

    TITLE = N_("Sent")
    HELP: ClassVar[tuple[str, ...]] = (
        N_("What has left this machine?"),
        N_(
            "Every request that was made is kept here for ninety days, byte for byte, with the server's "
            "answer. Only the copies that lie here can be wiped; what arrived stays where it is."
        ),
    )

    def tell(self) -> None:
        """When the next sending may be and where it goes, and how many requests were made."""
        found, now = standing(self.profile), int(self.profile.clock())
        self.talk.say("", next_sending(found, now, _(HELD_BACK)), *resting(found), *amiss(found, now))
        count = len(sent_requests(self.profile))
        text = ngettext("%(count)s request", "%(count)s requests", count)
        nothing = _("Nothing was ever sent from here, or its copies were wiped.")
        self.talk.say(text % {"count": number(count)} if count else nothing)
        self.talk.say(_("Your address and the time of arrival can still be learnt."))

    def choices(self) -> list[Choice]:
        """Reading, looking ahead, putting off and wiping."""
        found = []
        if sent_requests(self.profile):
            found = [
                Choice(_("read the list, the newest first"), self._read_list),
                Choice(_("wipe the copies kept here (asks first)"), self._wipe),
            ]
        return [
            *found,
            Choice(_("the requests that would be made now; none is made"), self._dry_run),
            Choice(_("what a server can still learn"), self._tell_learnt),
            Choice(_("postpone the next sending"), self._postpone),
            Choice(_("let events rest longer, or shorter, before they may be sent"), self._set_hold),
        ]

    def _tell_learnt(self) -> None:
        self.talk.tell(learnt_sections(standing(self.profile).batch_size))

    def _read_list(self) -> None:
        nothing = _("Nothing was ever sent from here, or its copies were wiped.")
        pages = Pages(self.talk, pages_of(sent_requests(self.profile), PAGE), sent_line, nothing)
        self.walk(pages, lambda each: self.talk.tell(sent_sections(each)))

    def _wipe(self) -> None:
        self.talk.say(
            "",
            _(
                "This wipes our record alone: a server keeps what it got, and what you wipe here can "
                "no longer be compared with it. Requests that may have to be made again stay."
            ),
        )
        count = len(sent_requests(self.profile))
        question = ngettext(
            "Wipe our copy of the %(count)s request that was made?",
            "Wipe our copies of all %(count)s requests that were made?",
            count,
        )
        if not self.talk.is_yes(question % {"count": number(count)}, _("wipe them"), _("leave them")):
            self.talk.say(_("Nothing has changed."))
            return
        wiped = wipe_sent(self.profile, self.talk.wait)
        self.tell_wiped(wiped, _("Copies of requests wiped: %(count)s.") % {"count": number(wiped.count)})

    def _dry_run(self) -> None:
        self.talk.say(
            "",
            _("What would be sent at this moment"),
            _("Not a byte has left for this. A real sending goes in random order, with a random key each."),
        )
        count = 0
        for text in dry_run(self.profile):
            count += 1
            lines = [("", line) for line in text.splitlines()]
            self.talk.tell([Section(_("Request %(number)d") % {"number": count}, lines)])
            if count % PAGE == 0 and not self.talk.is_yes(_("Go on with the next page?")):
                return
        if not count:
            self.talk.say(_("Nothing: no event has rested long enough, or none waits."))

    def _postpone(self) -> None:
        if schedule_of(self.profile).next_send is None:
            self.talk.say(_(NOT_SET))
            return
        text = self.talk.line(_("By how much? Type it as 12h or 3d, then Enter."))
        if text:
            seconds = self._seconds(text)
            due, is_farthest = postpone(self.profile, seconds)
            self.talk.say(_("The next sending time is %(time)s.") % {"time": date_and_time(due)})
            if is_farthest:
                self.talk.say(_(FARTHEST))

    @staticmethod
    def _seconds(text: str) -> int:
        try:
            return duration(text)
        except ValueError:
            raise ConsentError(_("That is no duration."), _("Write it as 90m, 12h or 3d.")) from None

    def _set_hold(self) -> None:
        now = {"hold": str(records(self.profile).configuration.values["hold"])}
        text = self.talk.line(_("How long? Now it is %(hold)s. Type it as 24h or 14d, then Enter.") % now)
        if text:
            write(self.profile, "hold", validated("hold", text))
            mirror_limits(self.profile)
            self.tell()
