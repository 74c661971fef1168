"""The doctor's checks of what we keep: configuration, policies, decisions, database, shim, endpoint."""

from __future__ import annotations

from consent_tui.consent.states import ON, YES
from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _, ngettext
from consent_tui.retold import retold
from consent_tui.services.configuration import configuration
from consent_tui.services.findings import FINE, NOTE, PROBLEM, Finding
from consent_tui.services.recording import shim_folder, shim_status
from consent_tui.services.records import records
from consent_tui.services.times import date_and_time
from consent_tui.shim.install import forwards_signals
from consent_tui.store import aside
from consent_tui.store.database import damage
from consent_tui.store.decisions import set_aside_files
from consent_tui.store.session import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from consent_tui.services.profile import Profile
    from consent_tui.services.records import Records

DECIDE_AGAIN = N_("Decide again: dfx-consent off, local or on. What is broken is set aside, not lost.")


def examine_records(profile: Profile) -> Iterator[Finding]:
    """Every check of what we keep, in a fixed order; each goes on where the one before found a problem."""
    yield from _database(profile)
    try:
        configuration(profile)
    except ConsentError as error:
        yield Finding("config", PROBLEM, error.message, error.mend)
        return
    found = records(profile)
    yield from _policies(found)
    yield from _decisions(profile, found)
    yield from _endpoint(found)
    yield from _sender(profile, found)
    yield from _shim(profile, found)


def _database(profile: Profile) -> Iterator[Finding]:
    folder = profile.paths.state
    try:
        with reading(folder) as connection:
            if connection is not None:
                wrong = damage(connection)
                if wrong:
                    detail = _("SQLite finds it damaged: %(reason)s") % {"reason": wrong}
                    yield Finding("database", PROBLEM, detail, _(DECIDE_AGAIN))
                else:
                    detail = _("%(path)s is whole.") % {"path": profile.paths.database}
                    yield Finding("database", FINE, detail)
    except ConsentError as error:
        yield Finding("database", PROBLEM, error.message, error.mend)
    for name in aside.found(folder):
        yield Finding(
            "database",
            NOTE,
            _("%(name)s was set aside because it could not be used; the decision counts as off since then.")
            % {"name": name},
            _("Decide again. dfx-consent off also wipes what was set aside."),
        )


def _policies(found: Records) -> Iterator[Finding]:
    for policy in found.policies:
        if policy.problem:
            mend = _("Correct the file, or ask whoever set it.")
            yield Finding("policy", PROBLEM, retold(policy.detail), mend)
        else:
            # Translators: %(state)s is one of the states off, local and on, which are not translated.
            detail = _("%(path)s allows up to %(state)s.") % {"path": policy.path, "state": policy.ceiling}
            yield Finding("policy", FINE, detail)


def _decisions(profile: Profile, found: Records) -> Iterator[Finding]:
    if found.chain.fault is not None:
        detail = _("The chain is broken: %(reason)s.") % {"reason": retold(found.chain.fault.sentence)}
        yield Finding("decisions", PROBLEM, detail, _(DECIDE_AGAIN))
    elif found.chain.problems() or found.standing.problems:
        reason = (found.chain.problems() or found.standing.problems)[0][2]
        detail = _("The store does not vouch for them: %(reason)s.") % {"reason": retold(reason)}
        yield Finding("decisions", PROBLEM, detail, _(DECIDE_AGAIN))
    elif found.chain.decisions:
        count = len(found.chain.decisions)
        detail = ngettext(
            "The chain of %(count)d decision is whole.", "The chain of %(count)d decisions is whole.", count
        )
        yield Finding("decisions", FINE, detail % {"count": count})
    for name in set_aside_files(profile.paths.decisions):
        yield Finding(
            "decisions",
            NOTE,
            _("%(name)s is a broken record that was set aside.") % {"name": name},
            _("Remove it when you like."),
        )


def _endpoint(found: Records) -> Iterator[Finding]:
    endpoint = found.endpoint
    if endpoint.problem:
        yield Finding(
            "endpoint",
            PROBLEM,
            endpoint.problem,
            # Translators: %(source)s is policy, config or the name of a variable; it is not translated.
            _("Correct it where it is set: %(source)s.") % {"source": endpoint.source},
        )
    elif found.is_recipient_open:
        return  # the finding about the sender says that nothing goes there
    elif endpoint.url is None:
        yield Finding("endpoint", FINE, _("None is configured, so nothing can leave this machine."))
    else:
        detail = _("Events may go to %(url)s, set by %(source)s.")
        yield Finding("endpoint", FINE, detail % {"url": endpoint.url, "source": endpoint.source})


def _sender(profile: Profile, found: Records) -> Iterator[Finding]:
    from consent_tui.sender.leave import leave_given  # noqa: PLC0415 - together with what it imports
    from consent_tui.services.sending import schedule_of  # noqa: PLC0415

    if found.effective.state != ON or found.endpoint.url is None:
        return
    try:
        leave_given(found)
        told = schedule_of(profile)
    except ConsentError as error:
        yield Finding("sender", PROBLEM, error.message, error.mend)
        return
    if told.problem:
        yield Finding(
            "sender",
            PROBLEM,
            _("The last run ended early: %(reason)s") % {"reason": retold(told.problem)},
            _("What was not taken stays pending. Look at the endpoint, then: dfx-consent send --now"),
        )
    elif told.next_send is None:
        yield Finding("sender", FINE, _("It has no set time yet for its next run."))
    else:
        detail = _("It runs next on %(time)s.") % {"time": date_and_time(told.next_send)}
        yield Finding("sender", FINE, detail)


def _shim(profile: Profile, found: Records) -> Iterator[Finding]:
    shim = shim_status(profile)
    install = _("Run: %(command)s") % {"command": "dfx-consent shim install"}
    needed = found.effective.decision in YES
    if shim.path is None:
        state = PROBLEM if needed else FINE
        yield Finding(
            "shim", state, _("No shim is installed, so no dfx run is recorded."), install if needed else ""
        )
        return
    if not shim.first_on_path:
        yield Finding(
            "shim",
            PROBLEM if needed else NOTE,
            _("%(path)s is not the first dfx on PATH, so dfx runs do not reach it.") % {"path": shim.path},
            _("Put %(folder)s first on PATH.") % {"folder": shim_folder(profile)},
        )
    elif shim.real_dfx is None:
        detail = _("%(path)s finds no real dfx on PATH.") % {"path": shim.path}
        yield Finding("shim", NOTE, detail, _("Install dfx."))
    else:
        detail = _("%(path)s runs %(program)s.") % {"path": shim.path, "program": shim.real_dfx}
        yield Finding("shim", FINE, detail)
    if not forwards_signals(shim.path):
        detail = _("TERM sent to the shim's own process may not reach dfx.")
        yield Finding("shim", NOTE, detail, install)
