"""Plain shapes for terminals that have no others: whatever the app draws becomes ASCII, cell for cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("─━═╌┄╴╶▁▂▔▀▄", "-"),
        **dict.fromkeys("│┃║╎┆▏▎▍▌▐▕▊", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝╤╥╧╨╪╫", "+"),
        **dict.fromkeys("▃▅▆▇█▉▋■◼", "#"),
        **dict.fromkeys("·∙•", "-"),
        "…": ".",
        "↑": "^",
        "↓": "v",
        "←": "<",
        "→": ">",
        "▸": ">",
        "▶": ">",
        "◂": "<",
        "▲": "!",
        "▼": "v",
        "✕": "x",
        "✓": "+",
        "○": "o",
        "●": "*",
        "◐": "-",
        "◆": "|",
        "\u2013": "-",
        "\u2014": "-",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u2018": "'",
        "\u2019": "'",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
KEYS = (
    ("⇧", "shift+"),
    ("⌫", "backspace"),
    ("↑↓", "up/down"),
    ("←→", "left/right"),
    ("↑", "up"),
    ("↓", "down"),
    ("←", "left"),
    ("→", "right"),
)
"""Keys that are shown by a sign, and their names."""


class PlainShapes(LineFilter):
    """Gives every shape that we or Textual draw a stand-in of ASCII, one cell for one cell.

    Other characters stay: they are the person's own words, which are shown as they are.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line in plain shapes."""
        del background
        return [
            each if each.text.isascii() else Segment(each.text.translate(_PLAIN), each.style, each.control)
            for each in segments
        ]


def plain_key(shown: str) -> str:
    """How a key is shown without signs: ``↑↓`` becomes ``up/down``."""
    for sign, name in KEYS:
        shown = shown.replace(sign, name)
    return shown
