"""Every text on every screen can be read in every theme, without colours, and without any sign but ASCII."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from consent_tui.services.marks import ASCII
from consent_tui.tui.themes import (
    COLOUR_SAFE,
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    TERMINAL,
    TITLES,
    VERDICTS,
    themes,
)
from tests.screens.demo import screen_text
from tests.screens.scenes import SCENES, scene, segments, settled
from tests.screens.test_themes import contrast

ENOUGH = dict.fromkeys(TITLES, 4.5) | {CONTRAST_DARK: 7.0, CONTRAST_LIGHT: 7.0}
DECORATION = " ─│┌┐└┘┤├┼▁▂▃▄▅▆▇█┄▔"
"""Rules, borders and scroll bars: they are no text, and nothing has to be read from them."""


def faint(pilot_segments: list[Segment], least: float) -> list[tuple[str, float]]:
    """The texts that stand out less than they should, each with its contrast."""
    found = []
    for segment in pilot_segments:
        style = segment.style
        if not segment.text.strip(DECORATION):
            continue
        assert style is not None and style.color is not None and style.bgcolor is not None, segment
        assert not style.dim, segment
        pair = [Color.from_rich_color(each) for each in (style.color, style.bgcolor)]
        ratio = contrast(*pair)
        if ratio < least:
            found.append((segment.text, round(ratio, 2)))
    return found


@pytest.mark.parametrize("name", SCENES)
async def test_every_text_stands_out_in_every_theme(tmp_path: Path, name: str) -> None:
    async with scene(name, tmp_path) as pilot:
        for theme, least in ENOUGH.items():
            await themed(pilot, theme, name)
            drawn = segments(pilot)
            if theme == TERMINAL:
                assert [each for each in drawn if is_coloured_text(each)] == []
            else:
                assert faint(drawn, least) == [], theme


async def themed(pilot: Pilot[None], theme: str, name: str) -> None:
    """The same screen in this theme; Textual's palette keeps its looks while it is open, so open it again."""
    if name.startswith("palette"):
        pilot.app.pop_screen()
    pilot.app.theme = theme
    await settled(pilot)
    if name.startswith("palette"):
        await pilot.press(*SCENES[name][1])
        await pilot.pause(0.7)


def is_coloured_text(segment: Segment) -> bool:
    """Whether this holds words and a colour of its own: only strokes may have one of the sixteen."""
    style = segment.style
    if style is None or not any(each.isalnum() for each in segment.text):
        return False
    return any(each is not None and not each.is_default for each in (style.color, style.bgcolor))


@pytest.mark.parametrize("name", SCENES)
async def test_a_poor_terminal_gets_ascii_and_no_colours(tmp_path: Path, name: str) -> None:
    async with scene(name, tmp_path, glyphs=ASCII, NO_COLOR="1") as pilot:
        text = screen_text(pilot)
        assert sorted({each for each in text if ord(each) > 126}) == []
        assert len(text.strip()) > 30
        for segment in segments(pilot):
            style = segment.style
            if style is not None:
                colours = [each for each in (style.color, style.bgcolor) if each is not None]
                assert all(each.is_default for each in colours), segment
                assert not (style.blink or style.blink2 or style.dim), segment


async def test_every_theme_looks_different(tmp_path: Path) -> None:
    async with scene("preview", tmp_path) as pilot:
        looks = set()
        for theme in TITLES:
            pilot.app.theme = theme
            await settled(pilot)
            looks.add(tuple(str(each.style) for each in segments(pilot)))
        assert len(looks) == len(TITLES)


# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIMULATIONS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 25.0
"""CIE 1976 difference; 2.3 is just noticeable side by side, 25 is another colour at a glance."""


def lab(colour: Color, matrix: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of the colour as somebody sees it."""
    channels = [each / 255 for each in (colour.r, colour.g, colour.b)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    red, green, blue = (
        min(max(sum(a * b for a, b in zip(row, linear, strict=True)), 0.0), 1.0) for row in matrix
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    first, second, third = (
        each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z)
    )
    return 116 * second - 16, 500 * (first - second), 200 * (second - third)


def difference(first: Color, second: Color, eyes: str) -> float:
    pairs = zip(lab(first, SIMULATIONS[eyes]), lab(second, SIMULATIONS[eyes]), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def test_a_simulation_confuses_what_colour_blind_readers_confuse() -> None:
    red, green = Color.parse("#b0362c"), Color.parse("#5a6d1f")
    assert difference(red, green, "normal") > 2 * difference(red, green, "deutan")


@pytest.mark.parametrize("eyes", SIMULATIONS)
def test_colour_blind_readers_tell_the_verdicts_apart(eyes: str) -> None:
    theme = next(each for each in themes() if each.name == COLOUR_SAFE)
    colours = {verdict: Color.parse(theme.variables[f"verdict-{verdict}"]) for verdict in VERDICTS}
    for first, second in combinations(VERDICTS, 2):
        found = difference(colours[first], colours[second], eyes)
        assert found >= APART, (first, second, round(found, 1))
