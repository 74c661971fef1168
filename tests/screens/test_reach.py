"""Everything can be reached: by the palette, by the mouse, and its keys are told on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot

from consent_tui import i18n
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.help import HelpScreen
from consent_tui.tui.screens.place import Place
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.tab_line import TABS, TabLine
from tests.screens.demo import app_on, make_sample, screen_text, until
from tests.screens.screenshots import speaking

SIZE = (160, 40)


async def settled(pilot: Pilot[None]) -> None:
    """Let the app do what it began."""
    await pilot.pause(0.02)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def palette(app: ConsentApp) -> list[str]:
    """What the palette offers here."""
    return [each.title for each in app.get_system_commands(app.screen)]


@pytest.mark.parametrize("tab", TABS)
async def test_every_action_of_a_place_is_in_its_palette(tmp_path: Path, tab: str) -> None:
    app = app_on(make_sample(tmp_path), tab)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        offered = palette(app)
        for node, binding, enabled, _tooltip in app.screen.active_bindings.values():
            ours = isinstance(node, Place | App) and binding.id and binding.action != "command_palette"
            if enabled and ours:
                assert binding.description in offered, f"{binding.id} has no tooltip, or no description"


async def test_the_palette_runs_what_it_names(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path), "preview")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p")
        await settled(pilot)
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"wire")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, Place)
        assert app.screen.has_class("-wire")


@pytest.mark.parametrize("tab", TABS)
async def test_each_tab_can_be_clicked(tmp_path: Path, tab: str) -> None:
    app = app_on(make_sample(tmp_path), "pending" if tab == "consent" else "consent")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        line = app.screen.query_one(TabLine)
        number = str(TABS.index(tab) + 1)
        at = line.render().plain.index(number)
        await pilot.click(TabLine, offset=(line.gutter.left + at, 0))
        await settled(pilot)
        assert isinstance(app.screen, Place) and tab == app.screen.TAB


@pytest.mark.parametrize("tab", TABS)
async def test_the_keys_at_the_foot_can_be_clicked(tmp_path: Path, tab: str) -> None:
    app = app_on(make_sample(tmp_path), tab)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        line = app.screen.query_one(KeysLine)
        at = line.render().plain.index("? Help")
        await pilot.click(KeysLine, offset=(line.gutter.left + at, 0))
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(app.screen, Place)


async def test_a_page_over_the_screen_tells_its_keys(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path), "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert isinstance(app.screen, AskScreen)
        await pilot.press("question_mark")
        await settled(pilot)
        text = screen_text(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "What can be pressed here?" in text and "Yes" in text and "esc" in text
        await pilot.press("question_mark")
        await settled(pilot)
        assert isinstance(app.screen, AskScreen)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_keys_that_matter_most_stay_at_the_foot(tmp_path: Path, language: str) -> None:
    with speaking(language):
        app = app_on(make_sample(tmp_path), "pending")
        async with app.run_test(size=(80, 24)) as pilot:
            await until(pilot, lambda: '"event"' in screen_text(pilot))
            foot = screen_text(pilot).rstrip().splitlines()[-1]
            for key in ("w ", "e ", "/ ", "? ", "q "):
                assert f"  {key}" in foot, (key, foot)


async def test_an_empty_list_offers_nothing_to_do_with_its_rows(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path), "pending")
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: '"event"' in screen_text(pilot))
        offered = ("pending.wipe", "pending.export", "pending.mark", "pending.mark_all", "place.copy")

        def found() -> list[str]:
            ids = [each.binding.id for each in app.screen.active_bindings.values()]
            return [each for each in offered if each in ids]

        assert len(found()) == len(offered)
        await pilot.press("slash", *"qqq", "enter")
        await until(pilot, lambda: "Nothing holds these words" in screen_text(pilot))
        await until(pilot, lambda: found() == [])
        await until(pilot, lambda: "w Wipe" not in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: len(found()) == len(offered))
        await until(pilot, lambda: "w Wipe" in screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (120, 24), (120, 40)])
async def test_the_help_of_the_preview_needs_no_scrolling(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_on(make_sample(tmp_path), "preview")
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await until(pilot, lambda: "ctrl+q" in screen_text(pilot))
        await pilot.resize_terminal(50, 16)
        await until(pilot, lambda: "ctrl+q" not in screen_text(pilot))
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: "ctrl+q" in screen_text(pilot))


@pytest.mark.parametrize("tab", ["pending", "sent"])
async def test_where_it_is_broad_the_chosen_row_stands_beside_the_list(tmp_path: Path, tab: str) -> None:
    app = app_on(make_sample(tmp_path), tab)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "sha256 " in screen_text(pilot))
        listing, body = app.screen.query_one("#list"), app.screen.query_one("#body")
        assert body.region.y == listing.region.bottom
        await pilot.resize_terminal(160, 50)
        await until(pilot, lambda: body.region.x == listing.region.right)
        assert body.region.height == listing.region.height > 35
        assert [line for line in screen_text(pilot).splitlines() if " sha256 " in line]
