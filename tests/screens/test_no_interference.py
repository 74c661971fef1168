"""Screen-share mode, first line alone: what is private makes no difference at all to what is drawn or copied.

Two profiles that differ in nothing but what a person named are gone through with the same keys, without the
curtain. Whatever differs tells an onlooker something: a word, a number, a length, a hash to try guesses on.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from consent_tui.i18n import ENGLISH, speak
from consent_tui.services import veil
from consent_tui.services.marks import BOXES
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.widgets.tab_line import TABS
from tests.screens.demo import screen_text
from tests.screens.onlooker import CANARIES, OUR_WORDS, Uncurtained, make_private

SIZE = (100, 34)
ELSEWHERE = {"quit", "suspend_process", "share_screen", "tab", "turn", "screenshot"}
MOVING = ("scroll_", "page_", "app.focus_", "walk", "page(", "screen.copy")
COPIED = ("none", "w")
"""After these keys what is shown is copied as well: an event, then a request."""
Frames = list[tuple[str, str, str]]


async def settled(pilot: Pilot[None]) -> None:
    """Let the app do what it began, and see what came of it, until it draws nothing new."""
    assert isinstance(pilot.app, ConsentApp)
    before, drawn = "", screen_text(pilot)
    while drawn != before:
        await pilot.pause(0.02)
        await pilot.app.workers.wait_for_complete()
        pilot.app._watch.look()  # not only in a second: it may have looked while a decision was being written
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        before, drawn = drawn, screen_text(pilot)


def keys_of(app: ConsentApp) -> list[str]:
    """A key of every action here that draws something."""
    actions = {each.binding.action: key for key, each in app.screen.active_bindings.items()}
    return [
        key
        for action, key in actions.items()
        if action.partition("(")[0] not in ELSEWHERE and not action.startswith(MOVING)
    ]


async def _leave_all(pilot: Pilot[None]) -> None:
    for _ in range(8):
        await pilot.press("escape")
        await settled(pilot)
        if len(pilot.app.screen_stack) == 1 and not isinstance(pilot.app.screen.focused, Input):
            return


async def seen_by_an_onlooker(folder: Path, tab: str, words: Mapping[str, str]) -> Frames:
    """Each key is pressed while nobody looks on, then F9: what is drawn and could be copied from then on."""
    speak(ENGLISH)
    veil.take_off()
    app = Uncurtained(make_private(folder, 8, words), BOXES, tab, (True, True, True))
    frames: Frames = []
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        for key in ["none", *keys_of(app), "end"]:
            if key != "none":
                await pilot.press(key)
                await settled(pilot)
            await pilot.press("f9")
            await settled(pilot)
            frames.append((key, screen_text(pilot), ""))
            if len(app.screen_stack) == 1 and tab == "consent" and key != "none":
                # Where most is said in sentences with names in them: said again under the veil.
                await pilot.press(key)
                await settled(pilot)
                frames.append((f"{key} again", screen_text(pilot), ""))
            if len(app.screen_stack) == 1 and key in COPIED:
                await pilot.press("c")
                await settled(pilot)
                frames.append((f"{key} c", screen_text(pilot), app.clipboard))
            await _leave_all(pilot)
            frames.append((f"{key} escape", screen_text(pilot), ""))
            await pilot.press("f9")
            await settled(pilot)
    return frames


@pytest.mark.parametrize("tab", TABS)
async def test_f9_over_anything_leaves_nothing_that_tells_two_people_apart(tmp_path: Path, tab: str) -> None:
    one = await seen_by_an_onlooker(tmp_path / "one", tab, CANARIES)
    other = await seen_by_an_onlooker(tmp_path / "other", tab, OUR_WORDS)
    assert [key for key, *_ in one] == [key for key, *_ in other]
    for (key, drawn, copied), (_, drawn_too, copied_too) in zip(one, other, strict=True):
        assert drawn == drawn_too, f"{key}:\n{drawn}\n{drawn_too}"
        assert copied == copied_too, key
