"""The palette: what it offers first, the key beside each action, and the chosen one in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.tui.themes import TERMINAL
from tests.screens.demo import screen_text
from tests.screens.scenes import scene, segments, settled


@pytest.mark.parametrize(
    ("name", "first", "key"), [("consent", "Yes", "y"), ("pending", "Filter", "/"), ("preview", "Type", "/")]
)
async def test_what_the_place_does_comes_first_with_its_key(
    name: str, first: str, key: str, tmp_path: Path
) -> None:
    async with scene(name, tmp_path) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        shown = [line.strip() for line in screen_text(pilot).splitlines()[3:]]
        titles = [each.title for each in pilot.app.get_system_commands(pilot.app.screen_stack[0])]
    assert any(line.startswith(f"{first}  {key}") for line in shown)
    assert titles.index(first) < titles.index("Help") < titles.index("Quit") < titles.index("Theme: Dark")
    assert not [line for line in shown if line.startswith("Language")]


async def test_what_is_typed_finds_actions_of_the_app_as_well(tmp_path: Path) -> None:
    async with scene("consent", tmp_path) as pilot:
        await pilot.press("ctrl+p", *"save a")
        await settled(pilot)
        assert "Save a picture  f10" in screen_text(pilot)


async def test_the_chosen_action_stands_out_where_the_terminal_has_its_own_colours(tmp_path: Path) -> None:
    async with scene("consent", tmp_path) as pilot:
        pilot.app.theme = TERMINAL
        await settled(pilot)
        await pilot.press("ctrl+p", "down")
        await settled(pilot)
        found = {each.text.strip(): each.style for each in segments(pilot) if each.style}
    assert found["Local"].reverse
    assert not found["Yes"].reverse
