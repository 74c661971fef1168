"""What the Consent tab and its questions show in terminals of several sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.demo import screen_text
from tests.screens.scenes import scene, settled


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (160, 50)])
async def test_the_answers_to_a_question_are_always_in_sight(size: tuple[int, int], tmp_path: Path) -> None:
    async with scene("recipient-asked", tmp_path, size) as pilot:
        shown = screen_text(pilot)
        assert "Record dfx runs, and send what is recorded?" in shown
        assert "record, and send" in shown and "leave it as it is" in shown
        scroll = pilot.app.screen.query_one("#scroll")
        await pilot.press("end")
        await settled(pilot)
        assert scroll.scroll_offset.y == scroll.max_scroll_y
        assert "Events go to https://host.example." in screen_text(pilot)


async def test_the_whole_question_fits_80_by_24(tmp_path: Path) -> None:
    async with scene("question", tmp_path, (80, 24)) as pilot:
        assert pilot.app.screen.query_one("#scroll").max_scroll_y == 0
        assert "It is deleted after ninety days." in screen_text(pilot)


async def test_a_policy_without_a_limit_is_no_reason(tmp_path: Path) -> None:
    async with scene("recipient", tmp_path, (80, 24)) as pilot:
        header, *rest = screen_text(pilot).splitlines()
    assert "on · your decision" in header
    policy = next(line for line in rest if line.startswith("  policy"))
    assert policy.endswith("● sets no limit")
    assert "▲ Nothing is sent to https://host.example" in " ".join(rest)


@pytest.mark.parametrize(("size", "is_told"), [((80, 24), False), ((120, 40), True)])
async def test_the_decision_is_told_in_words_where_there_is_room(
    size: tuple[int, int],
    is_told: bool,  # noqa: FBT001 - a case of the table
    tmp_path: Path,
) -> None:
    async with scene("consent", tmp_path, size) as pilot:
        shown = screen_text(pilot)
        assert pilot.app.screen.query_one("#scroll").max_scroll_y == 0
    assert ("You decided that dfx runs are recorded" in shown) is is_told
    assert ("The notice in brief" in shown) is is_told
    assert "on: recorded, and may be sent" in shown


async def test_a_reason_that_is_not_the_decision_is_told_everywhere(tmp_path: Path) -> None:
    async with scene("refused", tmp_path, (60, 16)) as pilot:
        assert "This is a CI environment" in screen_text(pilot)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 24), (120, 40)])
async def test_the_help_says_how_to_leave_it(size: tuple[int, int], tmp_path: Path) -> None:
    async with scene("preview-help", tmp_path, size) as pilot:
        assert "esc Close" in screen_text(pilot)
