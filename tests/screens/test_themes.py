"""Every text can be read on its background, and no colour is drawn where none is wanted."""

from __future__ import annotations

from itertools import product

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from consent_tui.tui.themes import DARK, LIGHT, TERMINAL, theme_for, themes
from tests.screens.demo import make_app, opened

TEXTS = ("foreground", "quiet", "verdict-captured", "verdict-reduced", "verdict-counted", "verdict-dropped")
BACKGROUNDS = ("background", "field", "chosen")
ENOUGH = 4.5


def luminance(color: Color) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [each / 255 for each in (color.r, color.g, color.b)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(text: Color, background: Color) -> float:
    lighter, darker = sorted((luminance(text), luminance(background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), Color.parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


def as_shown(value: str, system: ColorSystem) -> Color:
    """The colour that a terminal of so many colours shows."""
    color = RichColor.parse(value).downgrade(system)
    return Color(*color.get_truecolor())


@pytest.mark.parametrize("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
@pytest.mark.parametrize("name", [DARK, LIGHT])
def test_every_text_stands_out(name: str, system: ColorSystem) -> None:
    theme = next(each for each in themes() if each.name == name)
    named = {**theme.variables, "foreground": theme.foreground or "", "background": theme.background or ""}
    colors = {each: as_shown(value, system) for each, value in named.items()}
    for text, background in product(TEXTS, BACKGROUNDS):
        found = contrast(colors[text], colors[background])
        assert found >= ENOUGH, (name, text, background, round(found, 2))
    for part in ("cursor", "selection"):
        found = contrast(colors[f"input-{part}-foreground"], colors[f"input-{part}-background"])
        assert found >= ENOUGH, (name, part)
    assert len({colors[each].hex for each in BACKGROUNDS}) == len(BACKGROUNDS), "all backgrounds differ"


@pytest.mark.parametrize("name", [DARK, LIGHT])
async def test_what_is_drawn_stands_out(environ: dict[str, str], name: str) -> None:
    app = make_app(environ)
    app.theme = name
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for keys in ([], ["w"], ["slash", "d", "f", "x", "space", "d"], ["escape", "question_mark"]):
            await pilot.press(*keys)
            for segment in (each for strip in app.screen._compositor.render_strips() for each in strip):
                style = segment.style
                if segment.text.strip(" ─│┌┐└┘▁▂▃▄▅▆▇█") and style and style.color and style.bgcolor:
                    pair = [Color.from_rich_color(each) for each in (style.color, style.bgcolor)]
                    pair = pair[::-1] if style.reverse else pair
                    assert contrast(*pair) >= ENOUGH, (segment.text, style)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color"}, DARK),
        ({"TERM": "xterm", "COLORTERM": "truecolor", "COLORFGBG": "0;15"}, LIGHT),
        ({"TERM": "xterm-256color", "COLORFGBG": "15;default;0"}, DARK),
        ({"TERM": "xterm"}, TERMINAL),
        ({"TERM": "linux"}, TERMINAL),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, TERMINAL),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, DARK),
    ],
)
def test_the_terminal_decides_the_theme(environ: dict[str, str], expected: str) -> None:
    assert theme_for(environ) == expected


async def test_no_color_draws_no_color(environ: dict[str, str]) -> None:
    app = make_app({**environ, "NO_COLOR": "1"})
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", "d", "f")
        for segment in (each for strip in app.screen._compositor.render_strips() for each in strip):
            if segment.style is not None:
                for color in (segment.style.color, segment.style.bgcolor):
                    assert color is None or color.is_default, segment


async def test_a_verdict_can_be_told_without_color(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        legend = [each for each in app.screen.query_one("#legend").render().plain.split("  ") if each.strip()]  # type: ignore[union-attr]
        assert [each.split() for each in legend] == [
            ["─┬─", "captured"],
            ["═╤═", "reduced"],
            ["─╥─", "counted"],
            ["╌✕╌", "dropped"],
        ]
