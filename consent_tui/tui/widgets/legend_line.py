"""The legend: each verdict's mark and name, so that nothing depends on colour."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from consent_tui.services.marks import LABEL, Glyphs, Line, legend

ROOMY = 66


class LegendLine(Widget):
    """One line with the four verdicts; what they mean stands beside them where there is room."""

    DEFAULT_CSS = """
    LegendLine { height: 1; padding: 0 2; color: $quiet; }
    """

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._pieces = legend(glyphs)

    def render(self) -> Content:
        """The legend, with meanings if they fit, else names alone."""
        full = self._draw(self._pieces, "   ")
        if full.cell_length <= self.size.width:
            return full
        gap = "    " if self.size.width >= ROOMY else "  "
        return self._draw([[each for each in piece if each.role != LABEL] for piece in self._pieces], gap)

    def _draw(self, pieces: list[Line], gap: str) -> Content:
        drawn = [
            Content.assemble(
                *[(each.text, f"$verdict-{each.verdict}" if each.verdict else "$quiet") for each in piece]
            )
            for piece in pieces
        ]
        return Content(gap).join(drawn)
