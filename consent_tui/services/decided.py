"""What has come of a decision, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.numbers import listed, number
from consent_tui.services.pending import count
from consent_tui.services.records import records
from consent_tui.services.veil import veiled

if TYPE_CHECKING:
    from consent_tui.services.deciding import Decided
    from consent_tui.services.profile import Profile
    from consent_tui.store.erasure import Wiped

UNREADABLE = "?"
"""What ``Wiped.remains`` holds where not every file could be read."""

_DECIDED = {
    ON: N_("On: dfx runs are recorded from now on, and may be sent."),
    LOCAL: N_("Local: dfx runs are recorded for you alone, and never sent."),
}


def told_yes(state: str, decided: Decided) -> list[str]:
    """After a yes, to ``on`` or ``local``."""
    return [_(_DECIDED[state]), *_told_beside(decided)]


def told_off(decided: Decided) -> list[str]:
    """After a no that wiped what waited."""
    found = [_("Off: nothing is recorded from now on.")]
    if decided.wiped.remains:
        found += told_remains(decided.wiped)
    elif decided.wiped.count:
        found.append(
            ngettext(
                "Wiped: %(count)s event; no byte of that is left in our files.",
                "Wiped: %(count)s events; no byte of that is left in our files.",
                decided.wiped.count,
            )
            % {"count": number(decided.wiped.count)}
        )
    return [*found, *_told_beside(decided)]


def told_remains(wiped: Wiped) -> list[str]:
    """Where something of what was wiped is left, and what to do about it."""
    found = []
    names = listed(veiled(each) for each in wiped.remains if each != UNREADABLE)
    if names:
        found.append(_("Something of what was wiped is still on disk, in: %(names)s") % {"names": names})
    if UNREADABLE in wiped.remains:
        found.append(_("Not every file in the state folder could be read to look for it."))
    return [*found, _("Close whatever reads the database, and wipe again.")]


def told_kept(decided: Decided) -> list[str]:
    """After a no that kept what waited."""
    found = [_("Off: nothing is recorded from now on.")]
    if decided.kept:
        found.append(_("Kept, never to be sent: %(count)s.") % {"count": number(decided.kept)})
    return [*found, *_told_beside(decided)]


def _told_beside(decided: Decided) -> list[str]:
    """What stays as it is, or was moved out of the way."""
    found = []
    if decided.set_aside:
        aside = _("The broken record of decisions was set aside as %(path)s.")
        found.append(aside % {"path": veiled(decided.set_aside)})
    if decided.sent:
        sent = _("Requests sent before: %(count)s; their copies stay here.")
        found.append(sent % {"count": number(decided.sent)})
    return found


def told_interrupted(profile: Profile) -> list[str]:
    """After a signal in the midst of a no: what of it stands already; nothing where that is nothing."""
    if records(profile).effective.decision != OFF:
        return []
    if count(profile):
        return [_("Your decision is recorded: no other request begins. Wipe with: dfx-consent off")]
    return [_("Off: nothing is recorded from now on.")]
