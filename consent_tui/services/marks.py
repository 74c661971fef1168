"""The marks that stand for the verdicts, and the segments that every drawing is made of."""

from __future__ import annotations

import sys

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, REDUCED
from consent_tui.i18n import NP_, pgettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

WORD, MARK, EMITTED, LABEL, FACT, SENTENCE = "word", "mark", "emitted", "label", "fact", "sentence"

NAMES = {
    CAPTURED: NP_("verdict", "captured"),
    REDUCED: NP_("verdict", "reduced"),
    COUNTED: NP_("verdict", "counted"),
    DROPPED: NP_("verdict", "dropped"),
}
MEANINGS = {
    # Translators: the legend of what becomes of each word of a command line; each follows the name of the
    # verdict, as in "captured a name of dfx", "reduced to a listed word". Keep them short.
    CAPTURED: NP_("verdict", "a name of dfx"),
    REDUCED: NP_("verdict", "to a listed word"),
    COUNTED: NP_("verdict", "one or all"),
    DROPPED: NP_("verdict", "stays here"),
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
    """A run of characters with one look: its ``role`` (WORD, MARK, …) and, if any, its ``verdict``.

    ``column`` is the number of the signature's column that it belongs to, -1 where it belongs to none.
    ``is_followed`` says that a person follows the word that it is part of, or that gave it.
    """

    __slots__ = ("column", "is_followed", "role", "text", "verdict")

    def __init__(self, text: str, role: str, verdict: str = "", column: int = -1) -> None:
        self.is_followed = False
        self.text = text
        self.role = role
        self.verdict = verdict
        self.column = column


Line = list[Segment]


def verdict_name(verdict: str) -> str:
    """What the verdict is called in the language spoken."""
    return pgettext("verdict", NAMES[verdict])


def legend(glyphs: Glyphs) -> list[list[Segment]]:
    """One short line a verdict: its mark, its name and what it means, for a reader who sees no colour."""
    found = []
    for verdict, (stroke, junction) in glyphs.strokes.items():
        mark = glyphs.cross if verdict == DROPPED else junction
        found.append(
            [
                Segment(f"{stroke}{mark}{stroke} ", MARK, verdict),
                Segment(verdict_name(verdict), EMITTED, verdict),
                Segment(" " + pgettext("verdict", MEANINGS[verdict]), LABEL),
            ]
        )
    return found


POOR_TERMINALS = ("linux", "vt52", "vt100", "vt102", "vt220", "vt320")
"""Values of ``TERM`` whose fonts lack most of our shapes."""


def glyphs_for(encoding: str | None, environ: Mapping[str, str]) -> Glyphs:
    """Box drawing where *encoding* (of the stream written to) and *environ* allow it, else plain ASCII.

    Python takes ``LC_ALL=C`` and ``LANG=C`` for UTF-8, and then names it in ``LC_CTYPE`` itself: what the
    person set says more about the terminal.
    """
    if not encoding or not encoding.lower().replace("-", "").startswith("utf"):
        return ASCII
    own = "" if sys.flags.utf8_mode else environ.get("LC_CTYPE", "")
    locale = environ.get("LC_ALL", "") or own or environ.get("LANG", "")
    is_poor = locale in ("C", "POSIX") or environ.get("TERM", "") in POOR_TERMINALS
    return ASCII if is_poor else BOXES
