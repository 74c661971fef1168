"""What a person decides, carried out: the decision first, then what follows from it (contract, section 4)."""

from __future__ import annotations

import sys
from contextlib import suppress

from consent_tui.consent.asking import next_question
from consent_tui.consent.decision import DECISION, ENDPOINT, LATER, REFUSAL, Act
from consent_tui.consent.decision import standing as standing_of
from consent_tui.consent.notice import text_hash
from consent_tui.consent.notice_text import brief_local_text, brief_text
from consent_tui.consent.states import LOCAL, OFF, UNDECIDED, YES
from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.retold import why
from consent_tui.sender.lock import RequestInFlightError, silence, without_requests
from consent_tui.services.configuration import configuration
from consent_tui.services.notice import Notice, notice_in_force, notice_naming_nobody
from consent_tui.services.records import records
from consent_tui.shim.question import ask_from, ask_never
from consent_tui.store import pending, schedule, sent, settings
from consent_tui.store.decisions import append, keep_vocabulary, kept_vocabulary, read_decisions
from consent_tui.store.erasure import Wiped, wipe_for_off
from consent_tui.store.folder import mark_recording, prepare, unmark_recording
from consent_tui.store.session import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.decision import Decision
    from consent_tui.sender.lock import Tell
    from consent_tui.services.profile import Profile


class Decided:
    """What came of a decision.

    ``wiped`` says how many events an ``off`` wiped and where something of them is left; ``kept`` how many
    it kept, never to be sent. ``sent`` is how many transmissions stay on record until ``sent wipe``.
    ``set_aside`` names the broken record of decisions that this one replaced, or is empty.
    """

    __slots__ = ("kept", "sent", "set_aside", "wiped")

    def __init__(self, wiped: Wiped, kept: int, sent: int, set_aside: str) -> None:
        self.wiped = wiped
        self.kept = kept
        self.sent = sent
        self.set_aside = set_aside


def brief(state: str, in_force: Notice) -> str:
    """What a person is shown before choosing *state*, as plain paragraphs; a no needs no explanation."""
    say = in_force.say
    return brief_local_text(say) if state == LOCAL else brief_text(in_force.particulars, say)


def decide(
    profile: Profile,
    state: str,
    method: str,
    shown_text: str,
    language: str = "",
    *,
    keep_pending: bool = False,
    tell: Tell = silence,
) -> Decided:
    """Record this decision (``off``, ``local`` or ``on``) and carry it out.

    *shown_text* is the text that the person had before them, in *language* (that of the notice unless given),
    *method* one of ``decision.METHODS``. Whether the person may say yes here is for the caller to ask first
    (``asking.may_say_yes``). ``off`` wipes what is pending, or with *keep_pending* marks it as never to be
    sent. A request in flight is waited for, which *tell* is told in a sentence; nothing leaves once this has
    returned.

    Raises:
        ConsentError: the decision was not recorded, or was recorded and could not be carried out whole.
    """
    folder = profile.paths.state
    if state in YES:
        # A yes that has nowhere to record to must not stand.
        with writing(folder):
            set_aside = _record(profile, DECISION, state, method, shown_text, language)
        mark_recording(folder)
        return Decided(Wiped(0, ()), 0, 0, set_aside)
    set_aside = _record(profile, DECISION, state, method, shown_text, language)
    unmark_recording(folder)
    try:
        with without_requests(folder, tell):
            return _carry_out_off(folder, set_aside, keep_pending=keep_pending)
    except RequestInFlightError as error:
        # The decision stands already, and the sender looks at it before it begins another request.
        raise RequestInFlightError(
            error.message,
            _("Your decision is recorded: no other request begins. Wipe with: dfx-consent off"),
        ) from error


def _carry_out_off(folder: str, set_aside: str, *, keep_pending: bool) -> Decided:
    # Damage that hides in a large database would show in the middle of the wipe: look for it first.
    with writing(folder, checked_up_to=sys.maxsize) as connection:
        transmitted = sent.count(connection)
        schedule.clear(connection)
        if keep_pending:
            return Decided(Wiped(0, ()), pending.keep(connection), transmitted, set_aside)
        return Decided(wipe_for_off(connection, folder), 0, transmitted, set_aside)


def put_off(profile: Profile, method: str, shown_text: str, language: str = "") -> None:
    """Record "later": the question comes again after seven days, three times at most."""
    _record(profile, LATER, UNDECIDED, method, shown_text, language)


def refuse_additions(profile: Profile, method: str, shown_text: str, language: str = "") -> None:
    """Record that what a new notice adds was declined; the standing yes goes on without it."""
    _record(profile, REFUSAL, UNDECIDED, method, shown_text, language)


def name_recipient(profile: Profile, method: str, shown_text: str) -> None:
    """Record that the person set where events go; the endpoint stands in the configuration already."""
    _record(profile, ENDPOINT, UNDECIDED, method, shown_text)


def mirror_limits(profile: Profile) -> None:
    """Let the recorder know the hold and the largest number of pending events that are now configured."""
    found = configuration(profile)
    with writing(profile.paths.state) as connection:
        settings.set_limits(connection, found.hold, found.max_pending)


def _record(profile: Profile, kind: str, state: str, method: str, shown_text: str, language: str = "") -> str:
    """Write the act behind the others, then let store and shim know; returns the record set aside, if any."""
    folder = profile.paths.state
    found = records(profile)
    # Nothing stands in the way of a no, a slip in config.toml least of all: it then names nobody.
    names_nobody = state == OFF and found.fault is not None
    in_force = notice_naming_nobody() if names_nobody else notice_in_force(found)
    before = standing_of(found.chain.decisions)
    try:
        prepare(folder)
        keep_vocabulary(folder, in_force.tokens)
    except OSError as error:
        raise ConsentError(
            _("%(path)s cannot be written: %(reason)s.") % {"path": folder, "reason": why(error)},
            _("Nothing has changed. Mend its permissions, or make room."),
        ) from error
    shown = in_force.shown()
    shown.text_hash = text_hash(shown_text)
    shown.language = language or in_force.language
    now = int(profile.clock())
    written = append(
        profile.paths.decisions, Act(kind, state, method, shown), now, settings.look(folder).anchor
    )
    decisions = read_decisions(profile.paths.decisions, written.anchor).decisions
    standing = standing_of(decisions)
    with writing(folder) as connection:
        settings.remember(
            connection,
            standing.state,
            written.anchor,
            _covered(folder, standing.decision) if standing.is_yes else (),
            standing.decision.vocabulary_hash if standing.decision else "",
            standing.decision.notice_hash if standing.decision else "",
            standing.recipient,
        )
        if (before.state, before.recipient) != (standing.state, standing.recipient):
            schedule.forget_problem(connection)
    tell_shim(folder, next_question(decisions, in_force.notice_hash))
    return written.set_aside


def _covered(folder: str, decision: Decision | None) -> tuple[str, ...]:
    """The tokens that this decision covers; none where its vocabulary was lost, which records nothing."""
    return kept_vocabulary(folder, decision.vocabulary_hash) or () if decision else ()


def tell_shim(folder: str, moment: int | None) -> None:
    """Let the shim know from when it may put the question (Unix seconds, 0 is now); None is never."""
    with suppress(OSError):  # the shim then asks too often or not at all, and the card looks again
        if moment is None:
            ask_never(folder)
        else:
            ask_from(folder, moment)
