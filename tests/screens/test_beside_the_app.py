"""What a tab says must stay true when the store changes beside it, and while it is still looking."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.services import pending
from consent_tui.services.configuration import write
from consent_tui.services.deciding import decide, name_recipient
from consent_tui.services.marked import Marked
from consent_tui.services.records import records
from consent_tui.services.walk import FoundWalk, Search
from consent_tui.tui.screens.page import PageScreen
from consent_tui.tui.screens.pending import PendingScreen
from tests.screens.demo import app_on, make_app, make_sample, profile, screen_text, until


@pytest.mark.parametrize("gone", [slice(None), slice(0, 5), slice(2, 9)], ids=["all", "newest", "between"])
async def test_what_is_gone_is_neither_marked_nor_wiped_once_more(tmp_path: Path, gone: slice) -> None:
    sample = make_sample(tmp_path, 20)
    found = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "20 pending" in screen_text(pilot))
        await pilot.press("a", "w", "a")
        await until(pilot, lambda: "20 events will be wiped" in screen_text(pilot))
        pending.wipe(sample, Marked(found[gone]), lambda _sentence: None)
        left = len(found) - len(found[gone])
        await until(pilot, lambda: f"{left} pending" in screen_text(pilot))
        if left:
            await until(pilot, lambda: f"{left} events will be wiped" in screen_text(pilot))
            await pilot.press("u")
            await until(pilot, lambda: f"{left} marked" in screen_text(pilot))
        else:
            await until(pilot, lambda: "will be wiped" not in screen_text(pilot))
            assert "marked" not in screen_text(pilot)


async def test_nothing_is_said_not_to_be_there_before_all_was_looked_at(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 20)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "20 pending" in screen_text(pilot))
        place = app.screen
        assert isinstance(place, PendingScreen)
        search = Search(place.table, place.extent, ("no such word",))
        place._show_found(FoundWalk(place.table, place.extent, search.found), search)
        await pilot.pause()
        assert "Nothing holds these words" not in screen_text(pilot)
        search.run()
        place._show_found(FoundWalk(place.table, place.extent, search.found), search)
        await pilot.pause()
        assert "Nothing holds these words" in screen_text(pilot)


async def test_an_empty_list_tells_who_said_yes_something_else(environ: dict[str, str]) -> None:
    app = make_app(environ, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Once you say yes" in screen_text(pilot))
        decide(profile(environ), "on", "cli", "shown")
        await until(pilot, lambda: "the shim is not first on PATH" in screen_text(pilot))
        assert "Once you say yes" not in screen_text(pilot)


async def test_a_slip_for_the_notice_wipes_nothing(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    app = app_on(sample, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        await pilot.pause(0.1)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, PageScreen))
    assert records(sample).effective.decision == "on"
    assert pending.count(sample) == 3


async def test_whom_the_person_named_since_a_yes_is_its_recipient(environ: dict[str, str]) -> None:
    found = profile(environ)
    decide(found, "on", "cli", "shown")
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "recipient   nobody yet" in screen_text(pilot))
        write(found, "endpoint", "https://mine.example/v1")
        name_recipient(found, "cli", "endpoint")
        await until(pilot, lambda: "recipient   https://mine.example" in screen_text(pilot))


async def test_a_question_names_the_keys_that_answer_it(environ: dict[str, str]) -> None:
    found = profile(environ)
    decide(found, "on", "cli", "shown")
    write(found, "keys.ask.yes", "f8")
    write(found, "keys.ask.no", "j,k")
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: "f8  yes" in screen_text(pilot) and "j  no" in screen_text(pilot))
        await pilot.press("y", "f8")
        await until(pilot, lambda: "◐ local" in screen_text(pilot).splitlines()[0])


@pytest.mark.parametrize("tab", ["pending", "preview"])
async def test_what_was_copied_is_said_beside_that_alone(tmp_path: Path, tab: str) -> None:
    app = app_on(make_sample(tmp_path, 5), tab)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: '"event"' in screen_text(pilot))
        await pilot.press("c")
        await until(pilot, lambda: "Copied: the event" in screen_text(pilot))
        await pilot.press("down")
        await until(pilot, lambda: "Copied: the event" not in screen_text(pilot))
