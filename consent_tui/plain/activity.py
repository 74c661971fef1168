"""Activity: when this machine counted its user as active, and on which days dfx ran."""

from __future__ import annotations

from typing import ClassVar

from consent_tui.i18n import N_, _
from consent_tui.plain.place import Place
from consent_tui.plain.talk import Choice
from consent_tui.services.activity import activity, wipe_activity
from consent_tui.services.outline_pages import activity_sections


class ActivityPlace(Place):
    """Says the cache of monthly and daily activity, and wipes it on request."""

    TITLE = N_("Activity")
    HELP: ClassVar[tuple[str, ...]] = (
        N_("How are people counted without knowing who they are?"),
        N_(
            "Your machine remembers when it last recorded a #mau (once in thirty days) and a #dau (once in a "
            "day), and from when the next may be recorded. On which days dfx ran never leaves this machine."
        ),
    )

    def tell(self) -> None:
        """The windows, the days, and why no identifier is needed."""
        self.talk.tell(activity_sections(activity(self.profile)))

    def choices(self) -> list[Choice]:
        """Wiping is all that can be done here."""
        return [Choice(_("wipe the windows and the days (asks first)"), self._wipe)]

    def _wipe(self) -> None:
        self.talk.say(
            "",
            _(
                "The windows and the strip of days are wiped. The next dfx run that is recorded may bring "
                "one #mau and one #dau again. What waits to be sent stays; the place Pending wipes that."
            ),
        )
        if not self.talk.is_yes(
            _("Wipe when you were counted, and on which days dfx ran?"), _("wipe it"), _("leave it")
        ):
            self.talk.say(_("Nothing has changed."))
            return
        wipe_activity(self.profile)
        self.talk.say(
            _("Forgotten: the windows and the days. What is still pending tells when it was recorded.")
        )
