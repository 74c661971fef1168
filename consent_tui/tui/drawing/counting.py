"""How people are counted, as a picture: three machines, one message each, and nothing to tell them apart."""

from __future__ import annotations

from time import gmtime
from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.capture.event import MAU
from consent_tui.i18n import N_, _
from consent_tui.services.cells import cells, padded

if TYPE_CHECKING:
    from consent_tui.services.activity import ActivityView
    from consent_tui.tui.figures import Figures

DAYS = 30
SELDOM = frozenset((2, 3, 19))
# Translators: labels of three rows of days, as short as possible: the reader, and two people who are made up.
YOU, ANOTHER, THIRD = N_("you"), N_("another"), N_("a third")
# Translators: what comes of three messages that are alike; as short as possible.
RESULT = N_("3 people")
DAY = 86400
MONDAY = 0
GAP = 2
WIDEST_CELL = 4
"""Cells that a day takes at most."""


class CountingPicture:
    """Thirty days of this machine above those of two others that are made up, for one width."""

    __slots__ = ("_cell", "_figures", "_is_tall", "_room", "_sent", "_to_result", "_view", "_width")

    def __init__(self, view: ActivityView, figures: Figures, width: int, *, is_tall: bool) -> None:
        self._view = view
        self._figures = figures
        self._width = width
        self._room = max(cells(_(each)) for each in (YOU, ANOTHER, THIRD)) + GAP
        self._is_tall = is_tall
        self._cell = WIDEST_CELL if is_tall else 2
        self._sent = f"{figures.rule}{figures.rule}{figures.arrow} {MAU} {figures.rule}{figures.rule}"
        self._to_result = f"{figures.rule}{figures.rule}{figures.arrow} "
        while self._length() > width and self._cell > 1:
            self._cell -= 1
        if self._length() > width:
            self._sent, self._to_result = f"{figures.arrow}{MAU}", " "

    def lines(self) -> list[Content]:
        """Three rows of days, what each sends, and what comes of it; dates under the first."""
        join = self._figures.join
        yours = [is_active for _day, is_active in self._view.strip]
        seldom = [place in SELDOM for place in range(DAYS)]
        fits = self._length() <= self._width
        result = Content.assemble((self._to_result, "$quiet"), (_(RESULT), "$foreground b"))
        between = [self._between(join[1])] if self._is_tall else []
        found = [
            self._row(_(YOU), yours, join[0], "$foreground b"),
            self._dates(join[1]),
            *between,
            self._row(_(ANOTHER), seldom, join[2], "$quiet") + (result if fits else Content("")),
            *between,
            self._row(_(THIRD), [True] * DAYS, join[3], "$quiet"),
        ]
        if not fits:
            found.append(Content(" " * max(self._width - result.cell_length, 0)) + result)
        return found

    def _length(self) -> int:
        strip = DAYS * self._cell + max(2 - self._cell, 0)
        return self._room + strip + cells(self._sent) + 1 + cells(self._to_result) + cells(_(RESULT))

    def _row(self, label: str, days: list[bool], join: str, look: str) -> Content:
        gap = " " * (self._cell - 1)
        line = Content.assemble((padded(label, self._room), look))
        drawn = "$mark-captured b" if label == _(YOU) else "$quiet"
        for is_active in days:
            mark = (self._figures.active, drawn) if is_active else (self._figures.idle, "$quiet")
            line = Content.assemble(line, mark, gap)
        line = Content.assemble(line, "" if gap else " ", (self._sent, "$verdict-captured b"))
        return Content.assemble(line, (join, "$quiet"))

    def _between(self, join: str) -> Content:
        """An empty line but for the line that leads to the result."""
        length = self._room + DAYS * self._cell + max(2 - self._cell, 0) + cells(self._sent)
        return Content.assemble(" " * length, (join, "$quiet"))

    def _dates(self, join: str) -> Content:
        """The day of the month under every Monday; the strip is of UTC days."""
        text = ""
        for place, (day, _is_active) in enumerate(self._view.strip):
            when = gmtime(day * DAY)
            if when.tm_wday == MONDAY:
                text = text.ljust(place * self._cell) + f"{when.tm_mday:02}"
        end = DAYS * self._cell + max(2 - self._cell, 0) + cells(self._sent)
        text = f"{text} UTC".ljust(end)
        return Content.assemble(" " * self._room, (text, "$quiet"), (join, "$quiet"))
