"""A scrolling view of lines made of segments, the base of everything that is drawn with verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consent_tui.capture.explanation import DROPPED
from consent_tui.services.marks import EMITTED, LABEL, MARK, WORD, Line, Segment

if TYPE_CHECKING:
    from rich.color import Color as RichColour
    from textual.events import Resize

_PLAIN = {LABEL: "quiet"}
"""The variable of the theme for what has no verdict, where that is not the foreground."""


class SegmentsView(ScrollView, can_focus=True):
    """Lays its subject out for its width and draws the lines that are seen.

    Subclasses give the lines in ``lay_out``. Nothing is redrawn while the lines stay the same.
    """

    DEFAULT_CSS = """
    SegmentsView {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._styles: dict[tuple[str, str, bool], Style] = {}

    def lay_out(self, width: int) -> list[Line]:
        """The lines to show in *width* cells."""
        raise NotImplementedError

    def lay_out_again(self) -> None:
        """Show the subject as it is now, from its top."""
        width = self.scrollable_content_region.width
        if not width:
            return
        lines = self.lay_out(width)
        if _looks(lines) == _looks(self._lines):
            return
        if _texts(lines) != _texts(self._lines):
            self.scroll_to(y=0, animate=False)
        self._lines = lines
        self.virtual_size = Size(width, len(lines))
        self.refresh()

    def draw_again(self) -> None:
        """Lay the same subject out anew: it may be under the veil now, or no longer."""
        self._lines = []
        self.lay_out_again()

    def on_resize(self, event: Resize) -> None:
        """Lay out for the new width."""
        del event
        self._lines = []
        self.lay_out_again()

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.clear()
        super().notify_style_update()

    def style_of(self, segment: Segment) -> Style:
        """The look of a segment: its verdict's colour, bold where it is what leaves the machine."""
        key = (segment.role, segment.verdict, segment.is_followed)
        style = self._styles.get(key)
        if style is None:
            style = Style(color=self._colour(segment))
            if segment.verdict != DROPPED and segment.role in (WORD, EMITTED):
                style += Style(bold=True)
            if segment.is_followed:
                # Reversed, not coloured: it is seen without colours, too. A mark is drawn heavier instead.
                style += Style(reverse=segment.role != MARK, bold=True)
            self._styles[key] = style
        return style

    def _colour(self, segment: Segment) -> RichColour:
        """The theme's colour for it; ten component classes in each view would cost the first frame 10 ms."""
        kind = "mark" if segment.role == MARK else "verdict"
        name = f"{kind}-{segment.verdict}" if segment.verdict else _PLAIN.get(segment.role, "foreground")
        return Color.parse(self.app.theme_variables[name]).rich_color

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width = self.size.width
        at = y + self.scroll_offset.y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strip = Strip([RichSegment(each.text, self.style_of(each)) for each in self._lines[at] if each.text])
        return strip.adjust_cell_length(width, self.rich_style).crop(0, width).apply_style(self.rich_style)


def _looks(lines: list[Line]) -> list[list[tuple[str, str, str, bool]]]:
    return [[(each.text, each.role, each.verdict, each.is_followed) for each in line] for line in lines]


def _texts(lines: list[Line]) -> list[str]:
    return ["".join([each.text for each in line]) for line in lines]
