"""The truth of the moment as labelled rows: what the line at the top of every screen says."""

from __future__ import annotations

from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED
from consent_tui.i18n import N_, _, ngettext
from consent_tui.retold import retold
from consent_tui.services.numbers import number
from consent_tui.services.times import short_local
from consent_tui.services.veil import veiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.outline import Row
    from consent_tui.services.truth import Truth

WORDS = {UNDECIDED: N_("undecided"), OFF: N_("off"), LOCAL: N_("local"), ON: N_("on")}
WHY = {
    "policy": N_("a policy"),
    "DO_NOT_TRACK": N_("DO_NOT_TRACK is set"),
    "ci": N_("CI environment"),
    "DFX_TELEMETRY": N_("DFX_TELEMETRY is set"),
    "decisions": N_("the record of decisions is broken"),
    "store": N_("the store does not know your decision"),
    "decision": N_("your decision"),
}


def truth_rows(truth: Truth) -> list[Row]:
    """The state and why, what waits, when the next sending may be, and whether dfx runs are recorded."""
    waiting = ngettext("%(count)s pending", "%(count)s pending", truth.pending)
    if not truth.is_counted:
        waiting = _("pending: not known")
    return [
        (_("state"), _("%(state)s: %(why)s") % {"state": _(WORDS[truth.state]), "why": _why(truth)}),
        ("", waiting % {"count": number(truth.pending)}),
        ("", _sending(truth)),
        *_ended_early(truth),
        ("", _reaching(truth)),
    ]


def _why(truth: Truth) -> str:
    if truth.status is None:
        return _("config.toml cannot be understood")
    if truth.state == UNDECIDED:
        return _("nothing is recorded")
    return _(WHY[truth.status.records.effective.deciding[0][0]])


def _sending(truth: Truth) -> str:
    if truth.status is None:
        return _("nothing can leave")
    endpoint = truth.status.records.endpoint
    if endpoint.url is None and not endpoint.problem:
        return _("no endpoint is configured: nothing can leave")
    if endpoint.url is None:
        return _("the endpoint is refused: nothing can leave")
    if truth.state != ON or truth.status.records.is_recipient_open:
        return _("an endpoint is configured, and nothing is sent")
    if truth.status.next_send is None:
        return _("an endpoint is configured, nothing is due yet")
    due = short_local(truth.status.next_send).strip()
    return _("next sending %(time)s at the earliest") % {"time": due}


def _ended_early(truth: Truth) -> list[Row]:
    """Why the last run of the sender did, where it did."""
    if truth.status is None or truth.state != ON or not truth.status.schedule.problem:
        return []
    reason = {"reason": veiled(retold(truth.status.schedule.problem))}
    return [("", _("The last run ended early: %(reason)s") % reason)]


def _reaching(truth: Truth) -> str:
    if truth.shim.first_on_path:
        return _("dfx runs reach the recorder")
    return _("dfx runs do not reach the recorder")
