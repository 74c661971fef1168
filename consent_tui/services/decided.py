"""What has come of a decision, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.consent.states import LOCAL, ON
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.numbers import listed, number
from consent_tui.services.veil import veiled

if TYPE_CHECKING:
    from consent_tui.services.deciding import Decided

_DECIDED = {
    ON: N_("On: dfx runs are recorded from now on, and may be sent."),
    LOCAL: N_("Local: dfx runs are recorded for you alone, and never sent."),
}


def told_yes(state: str, decided: Decided) -> list[str]:
    """After a yes, to ``on`` or ``local``."""
    found = [_(_DECIDED[state])]
    if decided.set_aside:
        aside = _("The broken record of decisions was set aside as %(path)s.")
        found.append(aside % {"path": veiled(decided.set_aside)})
    return found


def told_off(decided: Decided) -> list[str]:
    """After a no that wiped what waited."""
    found = [_("Off: nothing is recorded from now on.")]
    if decided.wiped.remains:
        names = listed(veiled(each) for each in decided.wiped.remains)
        found.append(_("Something of what was wiped is still in: %(files)s.") % {"files": names})
        found.append(_("Close whatever reads the database, then press x again."))
    elif decided.wiped.count:
        found.append(
            ngettext(
                "Wiped: %(count)s event; no byte of that is left in our files.",
                "Wiped: %(count)s events; no byte of that is left in our files.",
                decided.wiped.count,
            )
            % {"count": number(decided.wiped.count)}
        )
    if decided.sent:
        sent = _("Requests sent before: %(count)s; their copies stay here.")
        found.append(sent % {"count": number(decided.sent)})
    return found


def told_kept(decided: Decided) -> list[str]:
    """After a no that kept what waited."""
    kept = _("Kept, never to be sent: %(count)s.") % {"count": number(decided.kept)}
    return [_("Off: nothing is recorded from now on."), kept]
