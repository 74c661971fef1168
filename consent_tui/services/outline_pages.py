"""The pages to read as headings and labelled rows: the notice, the record of decisions, activity."""

from __future__ import annotations

from consent_tui.capture.event import DAU, MAU
from consent_tui.consent.decision import DECISION, LATER, REFUSAL
from consent_tui.consent.decision import seconds as seconds_of
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.activity import NO_IDENTIFIER
from consent_tui.services.notice import notice_in_force
from consent_tui.services.numbers import number, percent
from consent_tui.services.outline import Row, Section
from consent_tui.services.outline_consent import place_of, recipient_of
from consent_tui.services.times import date_and_time, date_utc, short_local
from consent_tui.services.veil import veiled
from consent_tui.store.activity import DAY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.chain import Chain
    from consent_tui.consent.decision import Decision
    from consent_tui.services.activity import ActivityView
    from consent_tui.services.records import Records
    from consent_tui.store.activity import Activity

ACTS = {
    LATER: N_("asked, put off"),
    REFUSAL: N_("declined what was new"),
    "endpoint": N_("set where events go"),
}
LENGTHS = {MAU: 30 * DAY, DAU: DAY}
WINDOWS = {MAU: N_("once in thirty days"), DAU: N_("once in a day")}
WHY = N_("Why nobody needs to know who you are")
ALIKE = N_("All #mau are alike: they add up, and nobody can be told from anybody else.")
NONE_YET = N_("Never recorded yet; the next dfx run that is recorded brings one.")
ADDED_UP = N_(
    "Suppose that three people ran dfx: you, another, who seldom did, and a third, who did every day. Each "
    "of the three machines sends one #mau, and these add up: 3 people."
)
NOTHING_COUNTED = N_(
    "Nothing here yet. Once you have said yes and a dfx command has run, this place shows when your machine "
    "counted you as active, and when it may do so next."
)


def notice_sections(found: Records) -> list[Section]:
    """The notice in force, part by part, in the language that its ``text`` hash is of, and its hashes."""
    in_force = notice_in_force(found)
    remark: list[Row] = [("", in_force.remark)] if in_force.remark else []
    hashes = [
        (_("notice"), in_force.notice_hash),
        (_("vocabulary"), in_force.vocabulary_hash),
        (_("text"), veiled(in_force.text_hash)),  # whoever guesses the names in it could try them
    ]
    return [
        Section(in_force.title, remark),
        *[Section(each.heading, [("", text) for text in each.paragraphs]) for each in in_force.sections()],
        Section(_("Its hashes"), hashes),
    ]


def record_sections(chain: Chain) -> list[Section]:
    """Every decision, newest first, and whether the chain of them is whole."""
    head = Section(_("The record of your decisions"), [("", each) for each in _chain_state(chain)])
    return [head, *[_one_act(each) for each in reversed(chain.decisions)]]


def _chain_state(chain: Chain) -> list[str]:
    if chain.fault is not None:
        return [_("The chain is broken: %(fault)s.") % {"fault": chain.fault.sentence}]
    if not chain.decisions:
        return [_("Nothing has been decided yet.")]
    count = len(chain.decisions)
    whole = ngettext(
        "The chain of %(count)s is whole: each holds the hash of the one before.",
        "The chain of %(count)s is whole: each holds the hash of the one before.",
        count,
    ) % {"count": number(count)}
    return [whole, _("The store does not know the last of them yet.")] if chain.unfinished else [whole]


def act_of(each: Decision) -> str:
    """What the person did, in words; a decision is told by its state."""
    return each.state if each.act == DECISION else _(ACTS.get(each.act, each.act))


def _one_act(each: Decision) -> Section:
    act = act_of(each)
    by = {"method": place_of(each), "program": each.program}
    rows: list[Row] = [
        (_("when"), date_and_time(seconds_of(each.time))),
        (_("by"), _("%(method)s, program %(program)s") % by),
        (_("notice"), each.notice_hash),
        (_("recipient"), recipient_of(each.recipient)),
        (_("hash"), veiled(each.hash)),  # of the recipient too
    ]
    if each.began_anew:
        rows.append((_("began anew"), each.began_anew))
    return Section(f"{each.sequence}. {act}", rows)


def activity_sections(found: ActivityView) -> list[Section]:
    """Why no identifier is needed, the two windows, and the days on which dfx ran."""
    why = Section(_(WHY), [("", _(each)) for each in (ADDED_UP, NO_IDENTIFIER, ALIKE)])
    if not found.days and not any(each.last_recorded for each in (found.mau, found.dau)):
        return [why, Section("", [("", _(NOTHING_COUNTED))])]
    count = sum(is_active for _day, is_active in found.strip)
    heading = ngettext(
        "The last 30 days: dfx ran on %(count)s of these days",
        "The last 30 days: dfx ran on %(count)s of these days",
        count,
    ) % {"count": number(count)}
    days = [("", date_utc(day * DAY)) for day, is_active in found.strip if is_active]
    never = _("Days are of UTC. They stay on this machine.")
    return [
        why,
        _window(found.mau, found.now),
        _window(found.dau, found.now),
        Section(heading, [*days, ("", never)]),
    ]


def _window(found: Activity, now: int) -> Section:
    heading = _("%(event)s, %(window)s") % {"event": found.kind, "window": _(WINDOWS[found.kind])}
    if found.last_recorded is None:
        return Section(heading, [("", _(NONE_YET))])
    passed = 1.0 if found.next_eligible is None else (now - found.last_recorded) / LENGTHS[found.kind]
    share = {"share": percent(min(max(passed, 0.0), 1.0))}
    following = _("with the next dfx run")
    if found.next_eligible is not None:
        following = _time(found.next_eligible)
    return Section(
        heading,
        [
            (_("recorded"), _time(found.last_recorded)),
            (_("now"), _("%(share)s of the window has passed") % share),
            (_("the next one"), following),
            ("", last_one(found)),
        ],
    )


def last_one(found: Activity) -> str:
    """Where the last one is, and when one was last sent, in a sentence."""
    if found.last_sent is None:
        if found.pending:
            return _("The last one waits here; none has ever been sent.")
        return _("The last one no longer waits here; none has ever been sent.")
    sent = {"time": _time(found.last_sent)}
    if found.pending:
        return _("The last one waits here; one was last sent on %(time)s.") % sent
    return _("The last one no longer waits here; one was last sent on %(time)s.") % sent


def _time(seconds: int) -> str:
    return short_local(seconds).strip()
