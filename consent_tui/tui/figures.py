"""What the tabs draw with: shapes that tell states apart without colour, and the same in plain ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.consent.states import LOCAL, OFF, ON, UNDECIDED
from consent_tui.services.marks import ASCII

if TYPE_CHECKING:
    from consent_tui.services.marks import Glyphs

LOOKS = {UNDECIDED: "$foreground", OFF: "$foreground", LOCAL: "$verdict-counted", ON: "$verdict-captured"}
"""The colour of each state. Neither a yes nor a no is drawn as good or bad: no green, no red."""

WORDS = {UNDECIDED: "undecided", OFF: "off", LOCAL: "local", ON: "on"}


class Figures:
    """``states`` maps states to glyphs, ``join`` leads several lines into one; the rest draws its name."""

    __slots__ = (
        "active",
        "arrow",
        "check",
        "cross",
        "double",
        "ellipsis",
        "faint",
        "heavy",
        "idle",
        "join",
        "knob",
        "marked",
        "now",
        "open",
        "rule",
        "states",
        "warning",
    )

    def __init__(self, states: tuple[str, str, str, str], shapes: str, join: str, ellipsis: str) -> None:
        self.states = dict(zip((UNDECIDED, OFF, LOCAL, ON), states, strict=True))
        self.ellipsis = ellipsis
        self.join = join
        (
            self.heavy,
            self.faint,
            self.double,
            self.knob,
            self.open,
            self.arrow,
            self.check,
            self.cross,
            self.active,
            self.idle,
            self.now,
            self.marked,
            self.rule,
            self.warning,
        ) = tuple(shapes)


DRAWN = Figures(("○", "✕", "◐", "●"), "━┄═●○▸✓✕■·◆●─▲", "┐│┼┘", "…")
TYPED = Figures(("?", "x", "-", "*"), "=.#*o>+x#-|*-!", "+|++", "...")


def figures_for(glyphs: Glyphs) -> Figures:
    """The shapes that go with these marks."""
    return TYPED if glyphs is ASCII else DRAWN
