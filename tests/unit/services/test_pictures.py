"""A picture is complete in itself, and as wide as the terminal was."""

from __future__ import annotations

import io
import re

from rich.console import Console
from rich.text import Text

from consent_tui.services.pictures import self_contained


def drawn(text: str) -> str:
    console = Console(width=40, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text(text))
    return self_contained(console.export_svg(title="a test", unique_id="test"))


def test_it_asks_no_server() -> None:
    assert "@font-face" not in drawn("text")
    assert "Fira" not in drawn("text")


def test_wide_characters_have_the_room_of_two_cells() -> None:
    def length(text: str) -> float:
        found = re.search(r'textLength="([\d.]+)"[^>]*>' + text, drawn(text))
        assert found
        return float(found[1])

    assert length("同意") == length("four") == 4 * 12.2
    assert length("éé") == length("ab")
