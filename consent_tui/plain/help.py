"""The help: what the place is for, and the keys that work everywhere."""

from __future__ import annotations

from consent_tui.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.plain.place import Place
    from consent_tui.plain.talk import Talk

EVERYWHERE = (
    N_("Every choice is one key. A number picks the choice of that number."),
    N_("b goes from a place to the other places."),
    N_("t says again what the place shows."),
    N_("In a list, n is the next page and p the page before."),
    N_("s turns screen-share mode on: what you typed and named is not shown any more."),
    N_("q and Ctrl-C leave."),
)


def tell_help(place: Place | None, talk: Talk) -> None:
    """Say the help of this place, or of the list of places."""
    if place is not None:
        place.help()
    talk.say("", _("Keys"), *[_(each) for each in EVERYWHERE])
