"""The list of requests that were made."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment as RichSegment
from textual.strip import Strip

from consent_tui.i18n import N_
from consent_tui.services.browse import SentRow
from consent_tui.services.numbers import size
from consent_tui.services.times import short_local
from consent_tui.services.verdicts import DELIVERED, verdict, verdict_word
from consent_tui.tui.drawing.requests import verdict_glyph, verdict_width
from consent_tui.tui.drawing.rows import padded, padded_before, shortened
from consent_tui.tui.widgets.walk_list import READING, WalkList

DIGEST = 12
"""Digits of the digest that a row shows; the whole one stands beside the request."""


class SentList(WalkList[SentRow]):
    """Rows of requests, newest first, one of them chosen."""

    HELP = N_("Every request that was made, newest first: when, what came of it, its size, its digest.")

    def draw_row(self, number: int, width: int) -> Strip:
        """When, the verdict with its glyph, the status, the size, the digest."""
        row = self.row(number)
        is_chosen = number == self.chosen
        marker = self.figures.arrow if is_chosen else " "
        style = self.get_component_rich_style("list--chosen" if is_chosen else "list--row")
        quiet = style if is_chosen else self.get_component_rich_style("list--quiet")
        if row is None:
            return Strip([RichSegment(f"{marker}  {READING}", quiet)]).adjust_cell_length(width, style)
        name = verdict(row.outcome, row.status, row.answered_at)
        look = style if is_chosen or name != DELIVERED else self.get_component_rich_style("list--name")
        word = f"{verdict_glyph(name, self.figures)} {padded(verdict_word(name), verdict_width())}"
        status = padded_before("" if row.status is None else str(row.status), 3)
        bytes_ = padded_before(size(row.size), cell_len(size(99_999)))
        when = f"{short_local(row.attempted_at)}  "
        room = width - cell_len(f"{marker} {when}{word} {status}  ")
        rest = shortened(f"{bytes_}  {row.digest[:DIGEST]}", max(room, 0), self.figures.ellipsis)
        pieces = [
            RichSegment(f"{marker} ", style),
            RichSegment(when, quiet),
            RichSegment(f"{word} ", look),
            RichSegment(f"{status}  ", style),
            RichSegment(rest, quiet),
        ]
        return Strip(pieces).adjust_cell_length(width, style)
