"""The Activity tab: why no identifier is needed, as a picture, and the two windows as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.i18n import _, ngettext
from consent_tui.services.activity import NO_IDENTIFIER
from consent_tui.services.cells import cells
from consent_tui.services.numbers import number
from consent_tui.services.outline_pages import (
    ALIKE,
    LENGTHS,
    NONE_YET,
    NOTHING_COUNTED,
    WHY,
    WINDOWS,
    last_one,
)
from consent_tui.services.times import short_local
from consent_tui.tui.drawing.counting import CountingPicture
from consent_tui.tui.drawing.text import beside, prose, rows, title

if TYPE_CHECKING:
    from consent_tui.services.activity import ActivityView
    from consent_tui.store.activity import Activity
    from consent_tui.tui.figures import Figures

TWO_COLUMNS = 130
GAP = 4
SHORTEST_BAR = 20


class ActivityDrawing:
    """The tab for one view of the cache, at one width."""

    __slots__ = ("_figures", "_is_tall", "_view", "_width")

    def __init__(self, view: ActivityView, figures: Figures, width: int, *, is_tall: bool) -> None:
        self._view = view
        self._figures = figures
        self._width = width
        self._is_tall = is_tall

    def lines(self) -> list[Content]:
        """From top to bottom; in two columns where there is width and no height."""
        if self._width < TWO_COLUMNS or self._is_tall:
            space = [Content("")] * (2 if self._is_tall else 1)
            return [*self._why(self._width), *space, *self._windows(self._width)]
        left = (self._width - GAP) // 2
        right = self._width - GAP - left
        return beside(self._why(left), self._windows(right), left, GAP)

    def _why(self, width: int) -> list[Content]:
        space = [Content("")] if self._is_tall else []
        return [
            title(_(WHY), width, self._figures),
            *space,
            *CountingPicture(self._view, self._figures, width, is_tall=self._is_tall).lines(),
            *space,
            *prose(_(NO_IDENTIFIER), width),
            *prose(_(ALIKE), width),
            *prose(self._days(), width, "$quiet"),
        ]

    def _days(self) -> str:
        count = len(self._view.days)
        said = ngettext(
            "dfx ran on %(count)s of these days. They stay here; the other two rows are made up.",
            "dfx ran on %(count)s of these days. They stay here; the other two rows are made up.",
            count,
        )
        return said % {"count": number(count)}

    def _windows(self, width: int) -> list[Content]:
        is_empty = not self._view.days and not any(
            each.last_recorded for each in (self._view.mau, self._view.dau)
        )
        if is_empty:
            return prose(_(NOTHING_COUNTED), width)
        space = [Content("")] * (2 if self._is_tall else 1)
        return [*self._window(self._view.mau, width), *space, *self._window(self._view.dau, width)]

    def _window(self, found: Activity, width: int) -> list[Content]:
        heading = _("%(event)s, %(window)s") % {"event": found.kind, "window": _(WINDOWS[found.kind])}
        lines = [title(heading, width, self._figures)]
        if found.last_recorded is None:
            return lines + prose(_(NONE_YET), width)
        lines += self._bar(found, found.last_recorded, width)
        return lines + prose(last_one(found), width, "$quiet")

    def _bar(self, found: Activity, start: int, width: int) -> list[Content]:
        """The window between its two moments, the part that has passed doubled, and what the moments are."""
        before, after = self._moment(start), self._after(found)
        length = width - cells(before) - cells(after) - 2
        if length < SHORTEST_BAR:
            return [*self._moments(before, after, width), self._track(found, start, width)]
        bar = Content.assemble(
            (before, "$foreground b"), " ", self._track(found, start, length), " ", (after, "$foreground b")
        )
        at = self._passed(found, start, length)
        return [bar, self._under(found, at, cells(before), length, cells(after))]

    def _track(self, found: Activity, start: int, length: int) -> Content:
        at = self._passed(found, start, length)
        return Content.assemble(
            (self._figures.double * at, "$mark-captured"),
            (self._figures.now, "$mark-captured b"),
            (self._figures.faint * (length - at - 1), "$rule"),
        )

    def _passed(self, found: Activity, start: int, length: int) -> int:
        """The cell of a bar of this length at which we are now."""
        if found.next_eligible is None:
            return length - 1
        passed = min(max((self._view.now - start) / LENGTHS[found.kind], 0.0), 1.0)
        return int(passed * (length - 1))

    @staticmethod
    def _moments(before: str, after: str, width: int) -> list[Content]:
        """The two moments with what they are, a line each: they leave no room for a bar between them."""
        pairs = [(_("recorded"), before), (_("the next one"), after)]
        return rows(pairs, width)

    def _under(self, found: Activity, at: int, before: int, length: int, after: int) -> Content:
        """What stands at the beginning, at the mark and at the end of the bar, as far as there is room."""
        first, now, last = _("recorded"), _("now"), _("the next one")
        if found.next_eligible is None:
            last = ""
        total = before + length + after + 2
        middle = before + 1 + at - cells(now) // 2
        text = first
        if middle > cells(first) + 1 and middle + cells(now) + 1 < total - cells(last):
            text += " " * (middle - cells(text)) + now
        return Content.assemble((text + " " * max(total - cells(text) - cells(last), 1) + last, "$quiet"))

    def _after(self, found: Activity) -> str:
        if found.next_eligible is None:
            return _("with the next dfx run")
        return self._moment(found.next_eligible)

    @staticmethod
    def _moment(seconds: int) -> str:
        return short_local(seconds).strip()
