"""The doctor's checks of what we keep: configuration, policies, decisions, database, shim, endpoint."""

from __future__ import annotations

from consent_tui.consent.states import ON, YES
from consent_tui.errors import ConsentError
from consent_tui.services.configuration import configuration
from consent_tui.services.findings import FINE, NOTE, PROBLEM, Finding
from consent_tui.services.recording import shim_folder, shim_status
from consent_tui.services.records import records
from consent_tui.services.times import rfc3339
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

DECIDE_AGAIN = "Decide again: dfx-consent off, local or on. What is broken is set aside, not lost."


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
                    yield Finding("database", PROBLEM, f"SQLite finds it damaged: {wrong}", DECIDE_AGAIN)
                else:
                    yield Finding("database", FINE, f"{profile.paths.database} is whole.")
    except ConsentError as error:
        yield Finding("database", PROBLEM, error.message, error.mend)
    for name in aside.found(folder):
        yield Finding(
            "database",
            NOTE,
            f"{name} was set aside because it could not be used; the decision counts as off since then.",
            "Decide again. dfx-consent off also wipes what was set aside.",
        )


def _policies(found: Records) -> Iterator[Finding]:
    for policy in found.policies:
        if policy.problem:
            yield Finding("policy", PROBLEM, policy.detail, "Correct the file, or ask whoever set it.")
        else:
            yield Finding("policy", FINE, f"{policy.path} allows up to {policy.ceiling}.")


def _decisions(profile: Profile, found: Records) -> Iterator[Finding]:
    if found.chain.fault is not None:
        yield Finding(
            "decisions", PROBLEM, f"The chain is broken: {found.chain.fault.sentence}.", DECIDE_AGAIN
        )
    elif found.chain.problems() or found.standing.problems:
        _, _, detail = (found.chain.problems() or found.standing.problems)[0]
        yield Finding("decisions", PROBLEM, f"The store does not vouch for them: {detail}.", DECIDE_AGAIN)
    elif found.chain.decisions:
        yield Finding("decisions", FINE, f"The chain of {len(found.chain.decisions)} is whole.")
    for name in set_aside_files(profile.paths.decisions):
        yield Finding(
            "decisions", NOTE, f"{name} is a broken record that was set aside.", "Remove it when you like."
        )


def _endpoint(found: Records) -> Iterator[Finding]:
    endpoint = found.endpoint
    if endpoint.problem:
        yield Finding(
            "endpoint", PROBLEM, endpoint.problem, f"Correct it where it is set: {endpoint.source}."
        )
    elif endpoint.url is None:
        yield Finding("endpoint", FINE, "None is configured, so nothing can leave this machine.")
    else:
        yield Finding("endpoint", FINE, f"Events may go to {endpoint.url}, set by {endpoint.source}.")


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
            f"The last run ended early: {told.problem}",
            "What was not taken stays pending. Look at the endpoint, then: dfx-consent send --now",
        )
    else:
        yield Finding("sender", FINE, f"It runs next at {rfc3339(told.next_send) or 'no set time yet'}.")


def _shim(profile: Profile, found: Records) -> Iterator[Finding]:
    shim = shim_status(profile)
    install = "Run: dfx-consent shim install"
    needed = found.effective.decision in YES
    if shim.path is None:
        state = PROBLEM if needed else FINE
        yield Finding(
            "shim", state, "No shim is installed, so no dfx run is recorded.", install if needed else ""
        )
        return
    if not shim.first_on_path:
        yield Finding(
            "shim",
            PROBLEM if needed else NOTE,
            f"{shim.path} is not the first dfx on PATH, so dfx runs do not reach it.",
            f"Put {shim_folder(profile)} first on PATH.",
        )
    elif shim.real_dfx is None:
        yield Finding("shim", NOTE, f"{shim.path} finds no real dfx on PATH.", "Install dfx.")
    else:
        yield Finding("shim", FINE, f"{shim.path} runs {shim.real_dfx}.")
    if not forwards_signals(shim.path):
        yield Finding("shim", NOTE, "TERM sent to the shim's own process may not reach dfx.", install)
