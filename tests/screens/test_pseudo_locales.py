"""Every screen in languages that nobody speaks, to find what no translator could reach.

Longer: each text is accented and 40 % longer between brackets, so that a word without accents is hard-coded,
a bracket without its fellow is cut, and brackets side by side are a sentence put together. Wide: each letter
fills two cells. Marked: each text begins and ends in a script that is written from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from consent_tui import i18n
from consent_tui.services import veil
from consent_tui.vocabulary.commands import commands
from tests import pseudo
from tests.screens.demo import HISTORY
from tests.screens.scenes import SCENES, scene, settled

SIZE = (80, 24)
UNFIT = ("palette-without-match", "slip", "slip-pending")
"""Scenes that wait for an English sentence, or stand under the veil with what Python says of TOML."""
NAMES = [name for name in SCENES if name not in UNFIT]
WHOLE = (80, 100)
"""As wide, and so high that nothing has to scroll."""
FIRST, LAST = "\N{HEBREW LETTER ALEF}", "\N{HEBREW LETTER TAV}"
PLAIN_WORD = re.compile(r"(?<![\w#'\"-])[A-Za-z]*[aeiouyAEIOUY][A-Za-z]*(?![\w\"])")
GLUED = re.compile(r"[^\s.!?:;,~](?:~| (?=~))*⟧ ⟦")
COMMAND = re.compile(r"dfx-consent [a-z]+")
CUT = re.compile(r"[àéîöüýñç~]…")


@pytest.fixture(autouse=True)
def english_after() -> Iterator[None]:
    veil.take_off()
    yield
    i18n.speak(i18n.ENGLISH)


def marked(message: str) -> str:
    """As a language that is written from right to left."""
    return f"{FIRST}{message}{LAST}"


def texts(pilot: Pilot[None]) -> list[str]:
    """The lines on the screen."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def own_words() -> frozenset[str]:
    """What is the same in every language: dfx's words, keys, states, formats, what people and servers say."""
    said = " ".join(line for _when, line in HISTORY)
    said += " backen sample home bin unknown command token POST events telemetry example host accept identity"
    said += " user agent content type application connection close idempotency key length"
    said += " options target outcome platform network dau u pytest popen CI true"
    said += " esc enter space tab pgup on off local json ndjson csv config UTC a e i o y " + " ".join(
        i18n.LANGUAGES.values()
    )
    return frozenset(re.findall(r"[A-Za-z]+", said)) | {
        word for each in commands() for word in re.findall(r"[a-z]+", each.path)
    }


def hard_coded(lines: list[str]) -> set[str]:
    """Words without an accent that no translator could have reached."""
    found = {word for line in lines for word in PLAIN_WORD.findall(COMMAND.sub("", line))}
    return found - own_words()


@pytest.mark.parametrize("name", NAMES)
async def test_longer(name: str, tmp_path: Path) -> None:
    with pseudo.speaking(pseudo.longer):
        async with scene(name, tmp_path, SIZE) as pilot:
            lines = texts(pilot)
            await pilot.resize_terminal(*WHOLE)
            await settled(pilot)
            whole = "".join(texts(pilot))
    assert "⟦" in whole
    assert hard_coded(lines) == set()
    assert [line for line in lines if CUT.search(line)] == []
    assert [line for line in lines if GLUED.search(line)] == []
    assert whole.count("⟦") == whole.count("⟧")


@pytest.mark.parametrize("size", [(110, 100), (160, 100), (130, 70)])
async def test_where_the_choices_move_up_all_of_the_question_is_seen(
    size: tuple[int, int], tmp_path: Path
) -> None:
    with pseudo.speaking(pseudo.longer):
        async with scene("question", tmp_path, SIZE) as pilot:
            await pilot.resize_terminal(*size)
            await settled(pilot)
            assert pilot.app.screen.has_class("-loose")
            whole = "".join(texts(pilot))
    assert whole.count("⟦") == whole.count("⟧")


def test_the_search_finds_what_it_is_for() -> None:
    assert hard_coded(["⟦Pösîtîöñ~~⟧  forgotten  dfx deploy #dfxDeploy dfx-consent off"]) == {"forgotten"}
    assert CUT.search("⟦à löñg séñtéñç…")
    assert GLUED.search("⟦äñd⟧ ⟦möré~ ~~⟧")
    assert not GLUED.search("⟦Öñé.~~ ~⟧ ⟦Twö.⟧")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "palette-search"])
async def test_wide(name: str, tmp_path: Path) -> None:
    with pseudo.speaking(pseudo.wide):
        async with scene(name, tmp_path, SIZE) as pilot:
            lines = texts(pilot)
    assert any("字" in line for line in lines)
    assert max(cell_len(line) for line in lines) <= SIZE[0]


@pytest.mark.parametrize(("name", "column"), [("pending", r"(?<=\s)#dfx"), ("sent", r"(?<=\s)[0-9a-f]{12}$")])
async def test_columns_stand_under_each_other_in_wide_letters(name: str, column: str, tmp_path: Path) -> None:
    with pseudo.speaking(pseudo.wide):
        async with scene(name, tmp_path, SIZE) as pilot:
            lines = texts(pilot)
    found = [(line, re.search(column, line)) for line in lines]
    columns = [cell_len(line[: match.start()]) for line, match in found if match and line[:1] == " "]
    assert len(columns) > 5
    assert len(set(columns)) == 1


@pytest.mark.parametrize("name", NAMES)
async def test_marked_from_right_to_left(name: str, tmp_path: Path) -> None:
    with pseudo.speaking(marked):
        async with scene(name, tmp_path, SIZE) as pilot:
            lines = texts(pilot)
            await pilot.resize_terminal(*WHOLE)
            await settled(pilot)
            whole = "".join(texts(pilot))
    assert max(cell_len(line) for line in lines) <= SIZE[0]
    assert whole.count(FIRST) == whole.count(LAST) > 0
