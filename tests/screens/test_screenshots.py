"""The pictures in ``screenshots/`` show the app as it is, and ask no server for anything."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.screens.screenshots import FOLDER, PICTURES, picture
from tests.unit.services.card_pictures import PICTURES as CARDS

DRAWN_WITH = "8.2.8"


@pytest.mark.skipif(
    version("textual") != DRAWN_WITH, reason="each Textual draws its SVG a little differently"
)
@pytest.mark.parametrize("name", PICTURES)
async def test_the_picture_is_fresh(name: str, tmp_path: Path) -> None:
    stored = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert await picture(name, tmp_path) == stored, "draw them anew: make screenshots"


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_names_no_server(name: str) -> None:
    svg = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert set(re.findall(r"https?://[^/\"' )]+", svg)) <= {"http://www.w3.org", "https://www.textualize.io"}
    assert not re.search(r"(?:src|href|url)\s*[=(:]\s*[\"']?https?:", svg)


def test_there_is_no_other_picture() -> None:
    taken = {*PICTURES, *CARDS, "plain"}
    assert {path.stem for path in FOLDER.iterdir()} == taken
