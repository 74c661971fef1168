"""The legend: each verdict's mark and name, so that nothing depends on colour; or the path of one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from consent_tui.services.marks import LABEL, MARK, Glyphs, Line, Segment, legend
from consent_tui.services.wrapping import wrapped

if TYPE_CHECKING:
    from consent_tui.services.word_path import WordPath

ROOMY = 66


class LegendLine(Widget):
    """The four verdicts, with what they mean where there is room; a word's path in their place."""

    DEFAULT_CSS = """
    LegendLine { height: 2; padding: 0 2; color: $quiet; }
    """

    def __init__(self, glyphs: Glyphs, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._glyphs = glyphs
        self._path: WordPath | None = None

    @property
    def _pieces(self) -> list[Line]:
        return legend(self._glyphs)

    def tell(self, path: WordPath | None) -> None:
        """Tell this path; none brings the legend back."""
        if path is not self._path:
            self._path = path
            self.refresh()

    def render(self) -> Content:
        """The legend on the last of the lines, or the path on all of them."""
        path = self._path
        if path is not None:
            return self._tell(path)
        full = self._draw(self._pieces, "   ")
        if full.cell_length > self.size.width:
            gap = "    " if self.size.width >= ROOMY else "  "
            full = self._draw([[each for each in piece if each.role != LABEL] for piece in self._pieces], gap)
        return Content.assemble("\n" * (self.size.height - 1), full)

    def _tell(self, path: WordPath) -> Content:
        """The mark and the name of the verdict, and the sentence, wrapped under itself."""
        head = next(
            (
                Content.assemble(*[(each.text, look(each)) for each in piece[:2]], "  ")
                for piece in self._pieces
                if piece[0].verdict == path.verdict
            ),
            Content(""),
        )
        indent, width = head.cell_length, self.size.width
        lines = wrapped(path.sentence, max(width - indent, 10))
        if len(lines) > self.size.height:
            # Too long beside the verdict's name: the second line begins under that.
            rest = path.sentence[len(lines[0]) :].strip()
            indent, lines = 0, [lines[0], *wrapped(rest, max(width, 10))]
        more = [Content.assemble("\n" + " " * indent, (line, "$foreground")) for line in lines[1:]]
        return Content.assemble(head, (lines[0], "$foreground"), *more)

    def _draw(self, pieces: list[Line], gap: str) -> Content:
        drawn = [Content.assemble(*[(each.text, look(each)) for each in piece]) for piece in pieces]
        return Content(gap).join(drawn)


def look(segment: Segment) -> str:
    """The colour of a piece of the legend.

    Strokes have a colour of their own: in the terminal's sixteen they alone have one.
    """
    if not segment.verdict:
        return "$quiet"
    return f"$mark-{segment.verdict}" if segment.role == MARK else f"$verdict-{segment.verdict}"
