"""Our own themes, and which of them a terminal gets.

Every text colour stands at 4.5:1 or more against every background it is drawn on, at 7:1 in the themes of
high contrast (tested on every screen). The four verdicts differ in hue and in lightness, in ``COLOUR_SAFE``
by so much that colour-blind readers tell them apart too; their marks tell them apart without any colour.
The backgrounds are nearly grey because a terminal of 256 colours rounds them to its greys and keeps them
apart; bluer ones all became black.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import Theme

from consent_tui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

DARK, LIGHT, TERMINAL = "dark", "light", "terminal"
CONTRAST_DARK, CONTRAST_LIGHT, COLOUR_SAFE = "high-contrast-dark", "high-contrast-light", "colour-safe"
AUTO = "auto"

TITLES = {
    DARK: N_("Dark"),
    LIGHT: N_("Light"),
    TERMINAL: N_("The terminal's own colours"),
    CONTRAST_DARK: N_("High contrast, dark"),
    CONTRAST_LIGHT: N_("High contrast, light"),
    COLOUR_SAFE: N_("For colour-blind readers"),
}
"""The themes by the names that ``config set theme`` takes, each with its title."""

VERDICTS = ("captured", "reduced", "counted", "dropped")

_GROUNDS = {
    # background, foreground, field, chosen, quiet, rule, selection
    DARK: ("#131519", "#e8ebf2", "#1e2128", "#2b303a", "#a3adc0", "#474d59", "#334a6e"),
    LIGHT: ("#fbfaf7", "#1d222b", "#eeedea", "#e0e2e6", "#4a515e", "#c5c1b6", "#b9cfe8"),
    CONTRAST_DARK: ("#000000", "#ffffff", "#141414", "#2a2a2a", "#d8d8d8", "#9a9a9a", "#003a8c"),
    CONTRAST_LIGHT: ("#ffffff", "#000000", "#f2f2f2", "#e2e2e2", "#2b2b2b", "#6a6a6a", "#b5d5ff"),
    COLOUR_SAFE: ("#131519", "#e8ebf2", "#1e2128", "#2b303a", "#a3adc0", "#474d59", "#334a6e"),
}
_ACCENTS = {
    DARK: ("#7cc7ff", "#7be0ad", "#f3d36b", "#ff9b7d"),
    LIGHT: ("#0b589c", "#11633f", "#6f5000", "#9c2a00"),
    CONTRAST_DARK: ("#9fc4ff", "#86f2c0", "#ffe45c", "#ffab8a"),
    CONTRAST_LIGHT: ("#062f7a", "#064a30", "#4f3a00", "#6e1400"),
    COLOUR_SAFE: ("#93a4ff", "#56eee6", "#fff6a8", "#ff8a45"),
}
_LIGHTS = (LIGHT, CONTRAST_LIGHT)


def themes() -> list[Theme]:
    """The themes to register."""
    return [*(_coloured(name) for name in _GROUNDS), _terminal()]


def _coloured(name: str) -> Theme:
    background, foreground, field, chosen, quiet, rule, selection = _GROUNDS[name]
    captured, reduced, counted, dropped = _ACCENTS[name]
    accents = dict(zip(VERDICTS, _ACCENTS[name], strict=True))
    return Theme(
        name=name,
        primary=captured,
        secondary=reduced,
        warning=counted,
        error=dropped,
        success=reduced,
        accent=captured,
        foreground=foreground,
        background=background,
        surface=field,
        panel=field,
        dark=name not in _LIGHTS,
        variables={
            "field": field,
            "chosen": chosen,
            "quiet": quiet,
            "rule": rule,
            **{f"verdict-{verdict}": colour for verdict, colour in accents.items()},
            **{f"mark-{verdict}": colour for verdict, colour in accents.items()},
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
            "input-selection-background": selection,
            "input-selection-foreground": foreground,
        },
    )


def _terminal() -> Theme:
    """All text in the terminal's own two colours, whatever those are; of the sixteen only strokes take one.

    No colour of the sixteen is readable on every terminal's background, and what a stroke says its shape
    says as well.
    """
    plain = "ansi_default"
    marks = ("ansi_cyan", "ansi_green", "ansi_magenta", "ansi_red")
    return Theme(
        name=TERMINAL,
        primary=plain,
        secondary=plain,
        warning=plain,
        error=plain,
        success=plain,
        accent=plain,
        foreground=plain,
        background=plain,
        surface=plain,
        panel=plain,
        ansi=True,
        variables={
            "ansi-background": plain,
            "ansi-foreground": plain,
            "field": plain,
            "chosen": plain,
            "quiet": plain,
            "rule": plain,
            **{f"verdict-{verdict}": plain for verdict in VERDICTS},
            **{f"mark-{verdict}": colour for verdict, colour in zip(VERDICTS, marks, strict=True)},
            "input-cursor-background": plain,
            "input-cursor-foreground": plain,
        },
    )


def wants_no_color(environ: Mapping[str, str]) -> bool:
    """Whether ``NO_COLOR`` is set and not empty, as no-color.org has it."""
    return environ.get("NO_COLOR", "") != ""


def theme_for(environ: Mapping[str, str], wanted: str = AUTO) -> str:
    """The theme to open with: the one that is *wanted*, but where no colours are.

    For ``auto`` it is the terminal's own where that has only sixteen colours, else light where ``COLORFGBG``
    says that the background is, and dark where nothing is said.
    """
    if wants_no_color(environ):
        return TERMINAL
    if wanted != AUTO:
        return wanted
    many = environ.get("COLORTERM", "") in ("truecolor", "24bit") or environ.get("TERM", "").endswith(
        ("256color", "-direct", "kitty", "ghostty", "alacritty")
    )
    if not many:
        return TERMINAL
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if background in ("7", "15") else DARK
