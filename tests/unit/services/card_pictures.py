"""``python -m tests.unit.services.card_pictures``: draw the first-run card for ``screenshots/``."""

from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.decision import NONE_YET
from consent_tui.services.card import first_card
from consent_tui.services.card_drawing import BAR, KEY, QUESTION
from consent_tui.services.marks import BOXES, EMITTED, LABEL, WORD, Line, Segment
from consent_tui.services.pictures import self_contained

FOLDER = Path(__file__).parents[3] / "screenshots"
COMMAND = "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"
SHORT = "dfx deploy my_secret_backend --ic"
GREY = [(90, 99, 116)]
DARK = TerminalTheme(
    (19, 21, 25),
    (232, 235, 242),
    [
        (0, 0, 0),
        (255, 155, 125),
        (123, 224, 173),
        (243, 211, 107),
        (124, 199, 255),
        (226, 160, 240),
        (124, 215, 235),
        (232, 235, 242),
    ],
    GREY * 8,
)
LIGHT = TerminalTheme(
    (251, 250, 247),
    (29, 34, 43),
    [
        (0, 0, 0),
        (156, 42, 0),
        (17, 99, 63),
        (111, 80, 0),
        (11, 88, 156),
        (130, 40, 140),
        (0, 100, 120),
        (29, 34, 43),
    ],
    GREY * 8,
)
PICTURES = {
    "first-run-dark-80": (DARK, SHORT, 80),
    "first-run-light-80": (LIGHT, SHORT, 80),
    "first-run-dark-102": (DARK, COMMAND, 102),
}
COLOURS = {"captured": "cyan", "reduced": "green", "counted": "magenta", "dropped": "red"}


def style(segment: Segment) -> Style:
    """The look that ``services.painting`` gives by sequences."""
    strong = segment.role == QUESTION or (segment.role in (WORD, EMITTED) and segment.verdict != "dropped")
    return Style(
        bold=strong,
        dim=segment.role in (BAR, LABEL),
        reverse=segment.role == KEY,
        color=COLOURS.get(segment.verdict),
    )


def drawn(line: Line) -> Text:
    return Text.assemble(*[(each.text, style(each)) for each in line if each.text])


def picture(name: str) -> str:
    """The SVG of the card under the command that brought it."""
    theme, command, columns = PICTURES[name]
    surroundings = Surroundings("/nonexistent", {}, lambda _: "0.24.3", "#linux")
    lines = first_card(explain(command.split(), 0, surroundings), NONE_YET).lines(columns, 24, BOXES)
    console = Console(
        width=columns,
        record=True,
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
    )
    console.print(Text(f"~/hello $ {command}"))
    for line in lines:
        console.print(drawn(line), soft_wrap=True)
    return self_contained(console.export_svg(title="dfx", theme=theme, unique_id=name))


def main() -> None:
    """Write them all."""
    for name in PICTURES:
        (FOLDER / f"{name}.svg").write_text(picture(name), "utf-8")


if __name__ == "__main__":
    main()
