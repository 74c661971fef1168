"""The Activity tab: two windows as bars, thirty days as a strip, and why no identifier is needed."""

from __future__ import annotations

from time import gmtime, strftime
from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.capture.event import DAU, MAU
from consent_tui.services.activity import NO_IDENTIFIER
from consent_tui.services.times import short_local
from consent_tui.tui.drawing.text import paragraph, row, title

if TYPE_CHECKING:
    from consent_tui.services.activity import ActivityView
    from consent_tui.store.activity import Activity
    from consent_tui.tui.figures import Figures

DAY = 86400
WINDOWS = {MAU: (30 * DAY, "once in thirty days"), DAU: (DAY, "once in a day")}
NEVER = "never"
NOTHING_YET = (
    "Nothing here yet. Once you have said yes and a dfx command has run, this tab shows when your machine "
    "counted you as active, and when it may do so next."
)
WIDEST_BAR = 60


class ActivityDrawing:
    """The tab for one view of the cache, at one width."""

    __slots__ = ("_figures", "_view", "_width")

    def __init__(self, view: ActivityView, figures: Figures, width: int) -> None:
        self._view = view
        self._figures = figures
        self._width = width

    def lines(self) -> list[Content]:
        """From top to bottom."""
        found: list[Content] = []
        is_empty = not self._view.days and not any(
            each.last_recorded for each in (self._view.mau, self._view.dau)
        )
        if is_empty:
            found += [*paragraph(NOTHING_YET, self._width), Content("")]
        else:
            found += self._window(self._view.mau)
            found += [Content(""), *self._window(self._view.dau), Content("")]
            found += [*self._days(), Content("")]
        return found + paragraph(NO_IDENTIFIER, self._width, "$quiet")

    def _window(self, found: Activity) -> list[Content]:
        window, meaning = WINDOWS[found.kind]
        lines = [title(f"{found.kind}, {meaning}", self._width, self._figures)]
        if found.last_recorded is None:
            return lines + row("recorded", "never; the next dfx run that is recorded brings one", self._width)
        lines += self._bar(found.last_recorded, found.next_eligible, window)
        waits = "waits here" if found.pending else "no longer waits here"
        lines += row("recorded", f"{self._moment(found.last_recorded)}; {waits}", self._width)
        sent = NEVER if found.last_sent is None else self._moment(found.last_sent)
        lines += row("last sent", sent, self._width)
        following = "with the next dfx run that is recorded"
        if found.next_eligible is not None:
            following = f"{self._moment(found.next_eligible)}, at the earliest"
        return lines + row("next one", following, self._width)

    def _bar(self, start: int, end: int | None, window: int) -> list[Content]:
        """The window from its beginning to its end, with a mark where we are now."""
        length = min(self._width, WIDEST_BAR)
        passed = 1.0 if end is None else min(max((self._view.now - start) / window, 0.0), 1.0)
        at = min(int(passed * (length - 1)), length - 1)
        after = "" if end is None else self._figures.faint * (length - at - 1)
        look = "$verdict-captured"
        return [
            Content.assemble(
                (self._figures.double * at, look), (self._figures.now, f"{look} b"), (after, "$rule")
            )
        ]

    def _days(self) -> list[Content]:
        """Thirty days, two cells each where there is room; under them the days on which weeks begin."""
        strip = self._view.strip
        cell = 2 if self._width >= 60 else 1
        count = sum(is_active for _, is_active in strip)
        lines = [title(f"The last 30 days: dfx ran on {count}", self._width, self._figures)]
        pieces = [
            (self._figures.active if is_active else self._figures.idle, is_active) for _, is_active in strip
        ]
        gap = " " * (cell - 1)
        lines.append(
            Content("").join(
                Content.assemble((mark, "$verdict-captured b" if is_active else "$quiet"), gap)
                for mark, is_active in pieces
            )
        )
        return [*lines, Content.assemble((self._dates(cell), "$quiet"))]

    def _dates(self, cell: int) -> str:
        """The day of the month under every Monday; the strip is of UTC days."""
        text = ""
        for place, (day, _) in enumerate(self._view.strip):
            when = gmtime(day * DAY)
            if when.tm_wday == 0:
                text = text.ljust(place * cell) + strftime("%d", when)
        return text.ljust(len(self._view.strip) * cell + 1) + "UTC"

    def _moment(self, seconds: int) -> str:
        return short_local(seconds).strip()
