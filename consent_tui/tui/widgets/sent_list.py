"""The list of requests that were made."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment as RichSegment

from consent_tui.i18n import N_
from consent_tui.services.browse import SentRow
from consent_tui.services.cells import padded
from consent_tui.services.numbers import size
from consent_tui.services.times import short_local
from consent_tui.services.verdicts import DELIVERED, verdict, verdict_word
from consent_tui.tui.drawing.requests import verdict_glyph, verdict_width
from consent_tui.tui.drawing.rows import padded_before, shortened
from consent_tui.tui.widgets.walk_list import WalkList

DIGEST = 12
"""Digits of the digest that a row shows; the whole one stands beside the request."""


class SentList(WalkList[SentRow]):
    """Rows of requests, newest first, one of them chosen."""

    HELP = N_("Every request that was made, newest first: when, what came of it, its size, its digest.")

    def pieces(self, row: SentRow, is_chosen: bool, width: int) -> list[RichSegment]:  # noqa: FBT001 - a fact
        """When, the verdict with its glyph, the status, the size, the digest."""
        style, quiet = self.look("list--row", is_chosen), self.look("list--quiet", is_chosen)
        name = verdict(row.outcome, row.status, row.answered_at)
        look = self.look("list--name", is_chosen) if name == DELIVERED else style
        word = f"{verdict_glyph(name, self.figures)} {padded(verdict_word(name), verdict_width())}"
        status = padded_before("" if row.status is None else str(row.status), 3)
        bytes_ = padded_before(size(row.size), cell_len(size(99_999)))
        when = f"{short_local(row.attempted_at)}  "
        room = width - cell_len(f" {when}{word} {status}  ")
        rest = shortened(f"{bytes_}  {row.digest[:DIGEST]}", max(room, 0), self.figures.ellipsis)
        return [
            RichSegment(" ", style),
            RichSegment(when, quiet),
            RichSegment(f"{word} ", look),
            RichSegment(f"{status}  ", style),
            RichSegment(rest, quiet),
        ]
