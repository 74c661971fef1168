"""The pictures of the card in ``screenshots/`` show it as it is."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from tests.unit.services.card_pictures import FOLDER, PICTURES, picture

DRAWN_WITH = "15"


@pytest.mark.skipif(
    not version("rich").startswith(DRAWN_WITH + "."), reason="each rich draws its SVG a little differently"
)
@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_fresh(name: str) -> None:
    stored = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert picture(name) == stored, "draw them anew: python -m tests.unit.services.card_pictures"
