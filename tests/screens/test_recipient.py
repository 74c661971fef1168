"""A policy's recipient that no yes names yet, and why the last run ended, where a person looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.services.agreement import agreement
from consent_tui.services.configuration import write
from consent_tui.services.deciding import decide, name_recipient
from consent_tui.services.doctor import examine
from consent_tui.services.outline_truth import truth_rows
from consent_tui.services.profile import Profile
from consent_tui.services.records import records
from consent_tui.services.standing import standing
from consent_tui.services.truth import truth
from consent_tui.store import schedule
from consent_tui.store.session import writing
from consent_tui.tui.drawing.header import header
from consent_tui.tui.figures import DRAWN
from consent_tui.tui.screens.ask import AskScreen
from tests.program import program
from tests.screens.demo import NOW, make_app, profile, screen_text, until

MINE, THEIRS = "https://mine.example/v1", "https://theirs.example/v1"
NOT_NAMED = "Nothing is sent to https://theirs.example: your decision does not name it."


@pytest.fixture
def said_yes(environ: dict[str, str]) -> Profile:
    """A person who said yes to their own recipient."""
    found = profile(environ)
    write(found, "endpoint", MINE)
    decide(found, "on", "cli", "shown")
    with writing(found.paths.state) as connection:
        connection.execute("UPDATE limits SET next_send = ?", (NOW + 2 * 86400,))
    return found


def name_theirs(found: Profile) -> None:
    Path(found.paths.state, "policy.toml").write_text(f'endpoint = "{THEIRS}"\n', "utf-8")


def ended(found: Profile, problem: str) -> None:
    """A run of the sender that ended early, for this reason."""
    with writing(found.paths.state) as connection:
        schedule.finish(connection, NOW - 2 * 86400, problem)
        connection.execute("UPDATE limits SET next_send = ?", (NOW + 2 * 86400,))


async def test_the_app_takes_a_new_yes_for_a_recipient_that_the_old_one_does_not_name(
    environ: dict[str, str], said_yes: Profile
) -> None:
    name_theirs(said_yes)
    app = make_app(environ, "consent")
    async with app.run_test(size=(100, 30)) as pilot:
        text = screen_text(pilot)
        assert "nothing is sent" in text.splitlines()[0]
        assert NOT_NAMED in " ".join(text.split())
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "https://theirs.example" in screen_text(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "25 Nov 14:00" in screen_text(pilot).splitlines()[0])
    last = records(said_yes).chain.decisions[-1]
    assert (last.state, last.recipient) == ("on", "https://theirs.example")


def test_a_yes_is_said_already_only_where_nothing_is_new(said_yes: Profile) -> None:
    found = agreement(records(said_yes), said_yes.paths.state)
    assert found.is_said("on") and not found.is_said("local")
    name_theirs(said_yes)
    found = agreement(records(said_yes), said_yes.paths.state)
    assert not found.is_said("on")


def test_nothing_claims_that_events_go_to_a_recipient_that_no_yes_names(
    environ: dict[str, str], said_yes: Profile
) -> None:
    assert standing(said_yes).is_sending
    name_theirs(said_yes)
    assert not standing(said_yes).is_sending
    told = [each.detail for each in examine(said_yes)]
    assert not any(THEIRS in each for each in told)
    assert NOT_NAMED in told
    rows = [text for _label, text in truth_rows(truth(said_yes))]
    assert "an endpoint is configured, and nothing is sent" in rows
    assert NOT_NAMED in program("status", environ=environ).stdout.decode()


def test_the_header_says_why_the_last_run_ended_early(said_yes: Profile) -> None:
    ended(said_yes, "The endpoint is at fault. The server answered 401.")
    found = truth(said_yes)
    assert "next 25 Nov 14:00 · ▲ The endpoint is at fault. The server answered 401." in (
        header(found, DRAWN, 160).plain
    )
    assert "next 25 Nov 14:00 · ▲ The server answered 401." in header(found, DRAWN, 80).plain
    assert "▲ next 25 Nov 14:00" in header(found, DRAWN, 60).plain
    rows = [text for _label, text in truth_rows(found)]
    assert "The last run ended early: The endpoint is at fault. The server answered 401." in rows


def test_what_a_run_met_is_forgotten_once_something_else_is_decided(said_yes: Profile) -> None:
    problem = "The endpoint is at fault. The server answered 401."
    ended(said_yes, problem)
    decide(said_yes, "on", "cli", "shown")
    assert standing(said_yes).problem == problem, "the same again changes nothing"
    write(said_yes, "endpoint", THEIRS)
    name_recipient(said_yes, "cli", "shown")
    assert not standing(said_yes).problem
    ended(said_yes, "Nothing may be sent: You decided that nothing is recorded.")
    decide(said_yes, "local", "cli", "shown")
    assert not standing(said_yes).problem
