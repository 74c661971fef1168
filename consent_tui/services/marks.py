"""The marks that stand for the verdicts, and the segments that every drawing is made of."""

from __future__ import annotations

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, REDUCED

WORD, MARK, EMITTED, LABEL, FACT, SENTENCE = "word", "mark", "emitted", "label", "fact", "sentence"

MEANINGS = {
    CAPTURED: "a name of dfx",
    REDUCED: "to a listed word",
    COUNTED: "one or all",
    DROPPED: "stays here",
}
"""What each verdict means, short enough to stand beside its name in a legend."""


class Glyphs:
    """What the marks are drawn with.

    ``strokes`` maps a verdict to its stroke and its junction, from which what is emitted hangs: shape
    alone tells the verdicts apart, so that they are readable without colour.
    """

    __slots__ = ("cross", "dot", "ellipsis", "onward", "strokes")

    def __init__(
        self, strokes: dict[str, tuple[str, str]], cross: str, onward: str, dot: str, ellipsis: str
    ) -> None:
        self.strokes = strokes
        self.cross = cross
        self.onward = onward
        self.dot = dot
        self.ellipsis = ellipsis


BOXES = Glyphs(
    {CAPTURED: ("─", "┬"), REDUCED: ("═", "╤"), COUNTED: ("─", "╥"), DROPPED: ("╌", "╌")},
    "✕",
    "╴",
    " · ",
    "…",
)
ASCII = Glyphs(
    {CAPTURED: ("=", "="), REDUCED: ("~", "~"), COUNTED: ("+", "+"), DROPPED: (".", ".")},
    "x",
    ">",
    " - ",
    "...",
)


class Segment:
    """A run of characters with one look: its ``role`` (WORD, MARK, …) and, if any, its ``verdict``."""

    __slots__ = ("role", "text", "verdict")

    def __init__(self, text: str, role: str, verdict: str = "") -> None:
        self.text = text
        self.role = role
        self.verdict = verdict


Line = list[Segment]


def legend(glyphs: Glyphs) -> list[list[Segment]]:
    """One short line a verdict: its mark, its name and what it means, for a reader who sees no colour."""
    found = []
    for verdict, (stroke, junction) in glyphs.strokes.items():
        mark = glyphs.cross if verdict == DROPPED else junction
        found.append(
            [
                Segment(f"{stroke}{mark}{stroke} ", MARK, verdict),
                Segment(verdict, EMITTED, verdict),
                Segment(f" {MEANINGS[verdict]}", LABEL),
            ]
        )
    return found


def glyphs_for(encoding: str | None) -> Glyphs:
    """Box drawing where *encoding* (of a stream or a locale) is some UTF, plain ASCII otherwise."""
    return BOXES if encoding and encoding.lower().replace("-", "").startswith("utf") else ASCII
