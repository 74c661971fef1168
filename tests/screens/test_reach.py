"""Everything can be reached: by the palette, by the mouse, and its keys are told on every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.pilot import Pilot

from consent_tui.tui.app import ConsentApp
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.help import HelpScreen
from consent_tui.tui.screens.place import Place
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.tab_line import TABS, TabLine
from tests.screens.demo import app_on, make_sample, screen_text

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
