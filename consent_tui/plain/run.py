"""The dialogue from its first line to its last: places, their choices, and the way out."""

from __future__ import annotations

import sys
from functools import partial

from consent_tui.endings import take_endings
from consent_tui.i18n import N_, _
from consent_tui.plain.activity import ActivityPlace
from consent_tui.plain.consent import Consent
from consent_tui.plain.help import tell_help
from consent_tui.plain.keys import LeaveError, answers
from consent_tui.plain.pending import PendingPlace
from consent_tui.plain.preview import PreviewPlace
from consent_tui.plain.rejected import RejectedPlace
from consent_tui.plain.sent import SentPlace
from consent_tui.plain.talk import BACK, HELP, QUIT, Choice, Talk
from consent_tui.services import veil
from consent_tui.services.marks import ASCII, glyphs_for
from consent_tui.services.outline import Section
from consent_tui.services.outline_truth import truth_rows
from consent_tui.services.sifting import share_if_configured, share_output, show_output
from consent_tui.services.truth import truth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.plain.place import Place
    from consent_tui.services.profile import Profile

AGAIN, SHARE = "t", "s"
QUESTION = N_("What now?")


class Dialogue:
    """The places by their names, and the one that the person is in."""

    def __init__(self, profile: Profile, talk: Talk, terminals: tuple[bool, bool, bool]) -> None:
        self._profile = profile
        self._talk = talk
        self._places: dict[str, Place] = {
            "consent": Consent(profile, talk, terminals),
            "preview": PreviewPlace(profile, talk),
            "activity": ActivityPlace(profile, talk),
            "pending": PendingPlace(profile, talk),
            "sent": SentPlace(profile, talk),
            "rejected": RejectedPlace(profile, talk),
        }
        self._here: Place | None = None

    def go(self, name: str) -> None:
        """Begin at the place of this name; comes back by a ``LeaveError`` alone."""
        self._talk.say(_("dfx-consent: what dfx may report, as plain text. Press ? for help, q to leave."))
        self._enter(self._places[name])
        while True:
            place = self._here
            question = _(QUESTION)
            if place is None:
                places = [Choice(_(each.TITLE), partial(self._enter, each)) for each in self._places.values()]
                self._talk.choose(question, [*places, *self._everywhere()])()
            else:
                around = [
                    Choice(_("say this again"), partial(self._enter, place), AGAIN),
                    Choice(_("other places"), self._leave_place, BACK),
                    *self._everywhere(),
                ]
                place.attempt(partial(self._choose, place, around))

    def _choose(self, place: Place, around: list[Choice]) -> None:
        self._talk.choose(_(QUESTION), [*place.choices(), *around])()

    def _everywhere(self) -> list[Choice]:
        helping = Choice(_("help"), lambda: tell_help(self._here, self._talk), HELP)
        sharing = Choice(_("screen-share mode"), self._share, SHARE)
        if veil.is_on():
            sharing = Choice(_("%(choice)s (now)") % {"choice": sharing.text}, self._show, SHARE)
        return [helping, Choice(_("leave"), _leave, QUIT), sharing]

    def _share(self) -> None:
        share_output(self._profile.environ)
        self._talk.say(_("SCREEN-SHARE: what you typed and named is not shown."))

    def _show(self) -> None:
        show_output()
        if self._here is not None:
            self._enter(self._here)

    def _enter(self, place: Place) -> None:
        self._here = place
        rows = truth_rows(truth(self._profile))
        if veil.is_on():
            rows.append(("", _("SCREEN-SHARE: what you typed and named is not shown.")))
        self._talk.tell([Section(_(place.TITLE), rows)])
        place.attempt(place.tell)

    def _leave_place(self) -> None:
        self._here = None


def _talk(profile: Profile) -> Talk:
    is_ascii = glyphs_for(sys.stdout.encoding, profile.environ) is ASCII
    return Talk(answers(profile.environ), is_ascii=is_ascii)


def _leave() -> None:
    raise LeaveError


def run(profile: Profile, tab: str = "consent") -> int:
    """The dialogue, begun at this place; the exit status: 0, or 128 + the number of a signal.

    Standard input need not be a terminal: each line of it is then an answer.
    """
    take_endings()
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    first, second, third = (stream is not None and stream.isatty() for stream in streams)
    share_if_configured(profile)
    # What a terminal's encoding cannot say is said with a question mark.
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        Dialogue(profile, _talk(profile), (first, second, third)).go(tab)
    except LeaveError as left:
        return left.status
    return 0
