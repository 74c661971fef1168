"""The Consent place as headings and labelled rows: the ladder, what was agreed to, what lies here."""

from __future__ import annotations

from consent_tui.consent.decision import NONE_YET, standing
from consent_tui.consent.decision import seconds as seconds_of
from consent_tui.consent.reasons import sentence
from consent_tui.consent.resolver import DECISION, POLICY
from consent_tui.consent.states import LOCAL, OFF, ON, RANK, YES
from consent_tui.i18n import N_, _
from consent_tui.retold import retold
from consent_tui.services.numbers import number
from consent_tui.services.outline import Row, Section
from consent_tui.services.outline_truth import WORDS
from consent_tui.services.times import date_and_time, short_local
from consent_tui.services.veil import veiled, veiled_reason
from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.ceilings import Reason
    from consent_tui.consent.decision import Decision
    from consent_tui.consent.resolver import Effective
    from consent_tui.services.agreement import Agreement
    from consent_tui.services.truth import Truth

ENVIRONMENT = ("DO_NOT_TRACK", "ci", "DFX_TELEMETRY")
MEANING = {
    OFF: N_("nothing is recorded"),
    LOCAL: N_("recorded, never sent"),
    ON: N_("recorded, and may be sent"),
}
WHERE = {"tui": N_("in the app"), "cli": N_("on the command line"), "first-run": N_("when dfx asked")}
HEADINGS = {
    ON: N_("What you agreed to"),
    LOCAL: N_("What you agreed to"),
    OFF: N_("What you decided"),
}


def consent_sections(truth: Truth, found: Agreement, *, is_asking: bool) -> list[Section]:
    """The place from top to bottom; while a question is open, that and what holds until it is answered."""
    ladder = ladder_rows(found.found.effective)
    if is_asking:
        return [Section(found.question, found.facts()), Section(_("What holds until then"), ladder)]
    recipient = standing(found.found.chain.decisions).recipient
    agreed = [] if found.decision is None else [_agreed(found.decision, recipient)]
    here = Section(_("What lies here"), [*_here(truth, found), _shim(truth, found)])
    return [
        Section(_("What holds, and why"), ladder),
        *agreed,
        here,
        Section(_("The notice in brief"), found.facts()),
    ]


def ladder_rows(effective: Effective) -> list[Row]:
    """How far policy, environment and decision each let things go, what holds, and why."""
    reasons = effective.reasons
    said = {"state": _(WORDS[effective.state]), "meaning": _(MEANING[effective.state])}
    state = _("%(state)s: %(meaning)s") % said
    return [
        (_("policy"), _rung([each for each in reasons if each[0] == POLICY], _("no policy"))),
        (
            _("environment"),
            _rung([each for each in reasons if each[0] in ENVIRONMENT], _("sets no limit")),
        ),
        (_("your decision"), _decision(effective)),
        (_("so it is"), state),
        *[("", sentence(veiled_reason(reason))) for reason in effective.deciding],
    ]


def _rung(reasons: list[Reason], otherwise: str) -> str:
    if not reasons:
        return otherwise
    lowest = min(reasons, key=lambda each: RANK[each[1]])
    if lowest[1] == ON:
        return _("sets no limit")
    said = {"state": _(WORDS[lowest[1]]), "detail": veiled(lowest[2])}
    return _("%(state)s: %(detail)s") % said


def _decision(effective: Effective) -> str:
    others = [each for each in effective.reasons if each[0] not in (POLICY, DECISION, *ENVIRONMENT)]
    if others:
        return _("off: the records cannot be trusted")
    return _(WORDS[effective.decision])


def _agreed(decision: Decision, recipient: str) -> Section:
    """The decision that stands, and whom it named or the person has set since."""
    rows = [
        (
            _("when"),
            _("%(time)s, %(place)s")
            % {"time": date_and_time(seconds_of(decision.time)), "place": place_of(decision)},
        )
    ]
    if decision.state in YES:
        rows += [(_("notice"), _notice(decision)), (_("recipient"), recipient_of(recipient))]
    return Section(_(HEADINGS.get(decision.state, HEADINGS[OFF])), rows)


def _notice(decision: Decision) -> str:
    short = decision.notice_hash[:12]
    if decision.notice_hash == NOTICE_HASH:
        return _("%(hash)s, the one in force") % {"hash": short}
    return _("%(hash)s; another one is in force now, and what is new in it is not recorded") % {"hash": short}


def place_of(decision: Decision) -> str:
    """Where the person decided, in words; a method that this version does not know is said as recorded."""
    return _(WHERE[decision.method]) if decision.method in WHERE else decision.method


def recipient_of(recipient: str) -> str:
    """Who may get events by a record, in words: an origin, or nobody yet."""
    if recipient == NONE_YET:
        return _("nobody yet; to name one later is an act of yours, on record")
    return veiled(recipient)


def _here(truth: Truth, found: Agreement) -> list[Row]:
    counts = {"pending": number(truth.pending), "rejected": number(truth.rejected)}
    endpoint = found.found.endpoint
    if endpoint.problem:
        sending = _("%(problem)s Nothing can leave.") % {"problem": veiled(endpoint.problem)}
    elif endpoint.url is None:
        sending = _("no endpoint is configured: nothing can leave this machine")
    else:
        sending = _next(truth, veiled(endpoint.url))
    here = _("%(pending)s waiting, %(rejected)s rejected by a server") % counts
    return [
        (_("pending"), here if truth.is_counted else _("not known, as the database cannot be read")),
        (_("sending"), sending),
    ]


def _next(truth: Truth, url: str) -> str:
    """Where events may go, when next, and what went wrong the last time."""
    status = truth.status
    if status is None or status.records.effective.state != ON:
        return _("nothing is sent now; a yes would let events go to %(url)s") % {"url": url}
    if status.records.is_recipient_open:
        named = {"origin": veiled(status.records.endpoint.origin or url)}
        return _("Nothing is sent to %(origin)s: your decision does not name it.") % named
    if status.schedule.problem:
        said = {"url": url, "problem": veiled(retold(status.schedule.problem))}
        return _("to %(url)s; the last time something was wrong: %(problem)s") % said
    if status.next_send is None:
        return _("to %(url)s; nothing is due yet") % {"url": url}
    due = short_local(status.next_send).strip()
    return _("to %(url)s, on %(time)s at the earliest") % {"url": url, "time": due}


def _shim(truth: Truth, found: Agreement) -> Row:
    if truth.shim.first_on_path:
        return (_("dfx runs"), _("reach the recorder: the shim is first on PATH"))
    if found.state not in YES:
        return (_("dfx runs"), _("reach no recorder: no shim is first on PATH"))
    return (_("dfx runs"), _("are not recorded yet: no shim is on PATH"))
