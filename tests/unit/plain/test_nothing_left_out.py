"""Every word and every value that a screen of the app shows is said by plain mode, too."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.pilot import Pilot

from consent_tui.plain.keys import LeaveError, Lines
from consent_tui.plain.run import Dialogue
from consent_tui.plain.talk import Talk
from consent_tui.services.profile import Profile
from consent_tui.services.truth import truth
from consent_tui.tui.drawing.ladder import Ladder
from consent_tui.tui.figures import DRAWN
from tests.screens.demo import LEDGER, app_on, make_home, make_sample, opened, profile, until

WIDE = (160, 50)
AROUND = ("keys", "tabs", "say", "truth", "completions")
"""Ids of what is around a place: the keys differ, and the truth is compared by itself."""

KEYS_ALONE = frozenset(["dfx-consent", "esc", "enter", "press", "learnt", "change", "tab"])
"""Words that name keys of the screen, or head its choices; plain mode has others for these."""

HEADS = frozenset(["when", "what", "came", "of", "it", "its", "age", "size", "time", "listed"])
"""Heads of columns, for which plain mode says a word in every line; and a legend made short for a line."""

PICTURE = frozenset(["04", "28", "two", "rows", "below", "are", "made", "up", "on"])
"""What belongs to a picture, for which plain mode has sentences: its rows, its axis, a scale."""

BROKEN = re.compile(r"(#\w+)\s*\n\s{2,}(\w+\")")

CUT_TOKEN = re.compile(r"[#\d][\w.]*…")

CUT = 10
"""Characters from which a word may be a piece of a longer one."""

AGE = re.compile(r"\d+[smhd]")
"""``10h``; plain mode says ``10 hours``."""


@pytest.fixture
def sample(tmp_path: Path) -> Profile:
    return make_sample(tmp_path)


@pytest.fixture
def typist(tmp_path: Path) -> Profile:
    return profile(make_home(tmp_path))


def said(found: Profile, tab: str, answers: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What plain mode says when it is given these answers, a line each, at the place *tab*."""
    reading, writing = os.pipe()
    os.write(writing, answers.encode())
    os.close(writing)
    try:
        Dialogue(found, Talk(Lines(reading), is_ascii=False), (False, False, False)).go(tab)
    except LeaveError:
        pass
    finally:
        os.close(reading)
    return capsys.readouterr().out


def words(text: str) -> set[str]:
    """The words and values of a text: what has a letter or a digit."""
    found = {each.strip(".,;:?()[]{}\"'`…") for each in text.split()}
    kept = [each for each in found if re.search(r"\w", each) and len(each) > 1 and not AGE.fullmatch(each)]
    return {each.casefold() for each in kept} - KEYS_ALONE - HEADS - PICTURE


def missing(seen: set[str], text: str) -> str:
    """The words that are in none of the text; a long one, or JSON, may be cut by the edge of a screen."""
    heard, whole = words(text), text.casefold()
    pieces = {each for each in seen - heard if len(each) >= CUT or each.startswith("#")}
    left = [each for each in seen - heard if each not in pieces or each not in whole]
    return " ".join(sorted(left))


def shown(pilot: Pilot[None]) -> set[str]:
    """The words of the place, or of what is open over it, without what is around it."""
    screen = pilot.app.screen
    hidden = [each.region for name in AROUND for each in screen.query(f"#{name}")]
    over = Region.from_union([each.region for each in screen.children if each.region.area])
    place = over if screen.is_modal else screen.region
    found: list[str] = []
    for y, strip in enumerate(screen._compositor.render_strips()):
        if place.y <= y < place.bottom and not any(region.y <= y < region.bottom for region in hidden):
            found.append(strip.crop(place.x, place.right).text)
    text = "\n".join(re.sub("[─-╿▸✕✓▲●○◐◆■·━┄═]", " ", line) for line in found)
    # The bytes of a request are broken where the pane ends, within a word; a row is cut there.
    return words(CUT_TOKEN.sub("", BROKEN.sub(r"\1\2", text)))


TABS = {
    "consent": "5\n6\nq\n",
    "activity": "q\n",
    "pending": "1\n1\nb\nn\nn\nn\nn\nn\nn\nq\n",
    "sent": "1\n1\nn\nb\nq\n",
}


@pytest.mark.parametrize("tab", TABS)
async def test_a_place_says_what_its_tab_shows(
    sample: Profile, tab: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_on(sample, tab)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)
        seen = shown(pilot)
    assert len(seen) > 30
    assert missing(seen, said(sample, tab, TABS[tab], capsys)) == ""


async def test_the_preview_says_what_its_tab_shows(
    typist: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_on(typist, "preview")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        seen = shown(pilot)
    answers = f"1\n{LEDGER}\n6\n4\n2\nb\nq\n"
    assert missing(seen, said(typist, "preview", answers, capsys)) == ""


async def test_the_first_question_says_what_its_screen_shows(
    typist: Profile, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_on(typist, "consent")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause(0.3)
        seen = shown(pilot)
    assert missing(seen, said(typist, "consent", "q\n", capsys)) == ""


@pytest.mark.parametrize(("tab", "key", "answers"), [("consent", "N", "5\nq\n"), ("consent", "r", "6\nq\n")])
async def test_a_page_says_what_its_screen_shows(
    sample: Profile, tab: str, key: str, answers: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_on(sample, tab)
    async with app.run_test(size=(160, 120)) as pilot:
        await pilot.pause(0.3)
        await pilot.press(key)
        await until(pilot, lambda: len(pilot.app.screen_stack) > 1)
        await pilot.pause(0.3)
        seen = shown(pilot)
    assert missing(seen, said(sample, tab, answers, capsys)) == ""


def test_every_rung_of_the_ladder_is_said_whole(sample: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    status = truth(sample).status
    assert status is not None
    lines = Ladder(status.records.effective, DRAWN, 400).lines()[1:]
    drawn = [each for line in lines for each in re.split(r"\s{2,}|[━┄═●○◐◆]+", line.plain) if each.strip()]
    assert len(drawn) > 8
    text = said(sample, "consent", "q\n", capsys)
    assert [each for each in drawn if each.strip() not in text] == []
