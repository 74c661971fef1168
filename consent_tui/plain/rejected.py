"""Rejected: what a server refused, which is never sent again."""

from __future__ import annotations

from typing import ClassVar

from consent_tui.i18n import N_, _, ngettext
from consent_tui.plain.place import Pages, Place, pages_of
from consent_tui.plain.talk import PAGE, Choice
from consent_tui.services.numbers import number
from consent_tui.services.outline import events
from consent_tui.services.outline_pending import rejected_line, rejected_section
from consent_tui.services.rejected import rejected_events, wipe_rejected


class RejectedPlace(Place):
    """Says what was refused and why, and wipes it on request."""

    TITLE = N_("Rejected")
    HELP: ClassVar[tuple[str, ...]] = (
        N_("What did a server refuse?"),
        N_("A refused event is kept apart, with the words of the server, and is never sent again."),
    )

    def tell(self) -> None:
        """How many were refused."""
        count = len(rejected_events(self.profile))
        text = ngettext(
            "Refused by a server: %(count)s event. It is not sent again.",
            "Refused by a server: %(count)s events. None is sent again.",
            count,
        )
        self.talk.say("", text % {"count": number(count)} if count else _("No server has refused an event."))

    def choices(self) -> list[Choice]:
        """Reading and wiping."""
        if not rejected_events(self.profile):
            return []
        return [
            Choice(_("read the list, the newest first"), self._read_list),
            Choice(_("wipe everything that was rejected (asks first)"), self._wipe),
        ]

    def _read_list(self) -> None:
        found = rejected_events(self.profile)
        nothing = _("No server has refused an event.")
        pages = Pages(self.talk, pages_of(found, PAGE), rejected_line, nothing)
        self.walk(pages, lambda each: self.talk.tell([rejected_section(each)]))

    def _wipe(self) -> None:
        count = len(rejected_events(self.profile))
        question = ngettext(
            "Wipe the %(count)s event that was rejected?",
            "Wipe all %(count)s events that were rejected?",
            count,
        )
        self.talk.say("", _("What is wiped is gone for good. What waits to be sent is not touched."))
        if not self.talk.is_yes(question % {"count": number(count)}, _("wipe them"), _("leave them")):
            self.talk.say(_("Nothing has changed."))
            return
        wiped = wipe_rejected(self.profile)
        self.tell_wiped(wiped, _("Wiped: %(events)s.") % {"events": events(wiped.count)})
