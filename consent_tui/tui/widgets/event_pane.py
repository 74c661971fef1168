"""The two panes beside the recent commands: the event as JSON, and the bytes on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from consent_tui.i18n import N_
from consent_tui.services.event_drawing import event_lines, packed_event_lines, wire_lines
from consent_tui.tui.widgets.segments_view import SegmentsView

if TYPE_CHECKING:
    from consent_tui.services.marks import Line
    from consent_tui.services.preview import Preview


class EventPane(SegmentsView):
    """The event as JSON, each of its tokens in the colour of the word that gave it."""

    HELP = N_("The event, every key of it, as it would be stored and sent.")

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._preview: Preview | None = None
        self._followed: frozenset[str] = frozenset()

    def show(self, preview: Preview | None) -> None:
        """Draw this preview, or nothing."""
        self._preview = preview
        self.lay_out_again()

    @property
    def followed(self) -> frozenset[str]:
        """The tokens that stand out."""
        return self._followed

    def follow(self, tokens: frozenset[str]) -> None:
        """Let these tokens stand out: the word that gave them is followed."""
        if tokens != self._followed:
            self._followed = tokens
            self.lay_out_again()
            self._scroll_to_followed()

    def _scroll_to_followed(self) -> None:
        for at, line in enumerate(self._lines):
            if any(each.is_followed for each in line):
                top, height = self.scroll_offset.y, self.size.height
                if not top <= at < top + height:
                    self.scroll_to(y=max(at - height + 1, 0), animate=False)
                return

    def lay_out(self, width: int) -> list[Line]:
        """The event's JSON, a key a line where there is the height for it."""
        if self._preview is None:
            return []
        lines = event_lines(self._preview, width, self._followed)
        fits = len(lines) <= self.scrollable_content_region.height
        return lines if fits else packed_event_lines(self._preview, width, self._followed)


class WirePane(EventPane):
    """The request as it would travel, byte for byte, and the SHA-256 of its body."""

    HELP = N_("The request as it would travel, and the SHA-256 of its body.")

    def lay_out(self, width: int) -> list[Line]:
        """The request and the digest."""
        if self._preview is None:
            return []
        return wire_lines(self._preview, width, cell_len, self._followed)
