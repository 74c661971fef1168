"""``screenshots/plain.svg`` shows plain mode as it is."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest

from tests.unit.plain.picture import PLACE, picture
from tests.unit.services.test_card_pictures import DRAWN_WITH


@pytest.mark.skipif(
    not version("rich").startswith(DRAWN_WITH + "."), reason="each rich draws its SVG a little differently"
)
def test_the_picture_is_fresh(tmp_path: Path) -> None:
    assert picture(tmp_path) == PLACE.read_text("utf-8"), "draw it anew: make screenshots"
