"""Our own themes, and which of them a terminal gets.

Every text colour stands at 4.5:1 or more against every background it is drawn on (tested). The four
verdicts differ in hue and in lightness so that they stay apart for colour-blind readers; their marks
tell them apart without any colour. The backgrounds are nearly grey because a terminal of 256 colours
rounds them to its greys and keeps them apart; bluer ones all became black.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK, LIGHT, TERMINAL = "consent-dark", "consent-light", "consent-terminal"
THEMES_BY_TITLE = {"Dark": DARK, "Light": LIGHT, "The terminal's own colours": TERMINAL}


def _theme(
    name: str,
    background: str,
    foreground: str,
    variables: dict[str, str],
    *,
    dark: bool = True,
    ansi: bool = False,
) -> Theme:
    return Theme(
        name=name,
        primary=variables["verdict-captured"],
        secondary=variables["verdict-reduced"],
        warning=variables["verdict-counted"],
        error=variables["verdict-dropped"],
        success=variables["verdict-reduced"],
        accent=variables["verdict-captured"],
        foreground=foreground,
        background=background,
        surface=variables["field"],
        panel=variables["field"],
        variables=variables,
        dark=dark,
        ansi=ansi,
    )


def themes() -> list[Theme]:
    """The themes to register: dark, light, and one that uses the sixteen colours of the terminal."""
    return [
        _theme(
            DARK,
            "#131519",
            "#e8ebf2",
            {
                "field": "#1e2128",
                "chosen": "#2b303a",
                "quiet": "#98a3b8",
                "rule": "#474d59",
                "verdict-captured": "#7cc7ff",
                "verdict-reduced": "#7be0ad",
                "verdict-counted": "#f3d36b",
                "verdict-dropped": "#ff9b7d",
                "input-cursor-background": "#e8ebf2",
                "input-cursor-foreground": "#131519",
                "input-selection-background": "#3b5378",
                "input-selection-foreground": "#ffffff",
            },
            dark=True,
        ),
        _theme(
            LIGHT,
            "#fbfaf7",
            "#1d222b",
            {
                "field": "#eeedea",
                "chosen": "#e0e2e6",
                "quiet": "#4d5461",
                "rule": "#c5c1b6",
                "verdict-captured": "#0b589c",
                "verdict-reduced": "#11633f",
                "verdict-counted": "#6f5000",
                "verdict-dropped": "#9c2a00",
                "input-cursor-background": "#1d222b",
                "input-cursor-foreground": "#fbfaf7",
                "input-selection-background": "#b9cfe8",
                "input-selection-foreground": "#10141b",
            },
            dark=False,
        ),
        _theme(
            TERMINAL,
            "ansi_default",
            "ansi_default",
            {
                "ansi-background": "ansi_default",
                "ansi-foreground": "ansi_default",
                "field": "ansi_default",
                "chosen": "ansi_default",
                "quiet": "ansi_default",
                "rule": "ansi_default",
                "verdict-captured": "ansi_cyan",
                "verdict-reduced": "ansi_green",
                "verdict-counted": "ansi_magenta",
                "verdict-dropped": "ansi_red",
                "input-cursor-background": "ansi_default",
                "input-cursor-foreground": "ansi_default",
            },
            ansi=True,
        ),
    ]


def wants_no_color(environ: Mapping[str, str]) -> bool:
    """Whether ``NO_COLOR`` is set and not empty, as no-color.org has it."""
    return environ.get("NO_COLOR", "") != ""


def theme_for(environ: Mapping[str, str]) -> str:
    """The theme to open with: the terminal's own sixteen colours where it has no more, or none are wanted.

    Otherwise light where ``COLORFGBG`` says that the background is, dark where nothing is said.
    """
    many = environ.get("COLORTERM", "") in ("truecolor", "24bit") or environ.get("TERM", "").endswith(
        ("256color", "-direct", "kitty", "ghostty", "alacritty")
    )
    if wants_no_color(environ) or not many:
        return TERMINAL
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK
