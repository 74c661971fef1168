"""A scrolling view of lines made of segments, the base of everything that is drawn with verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consent_tui.capture.explanation import DROPPED
from consent_tui.services.marks import EMITTED, LABEL, MARK, WORD, Line, Segment

if TYPE_CHECKING:
    from textual.events import Resize


class SegmentsView(ScrollView, can_focus=True):
    """Lays its subject out for its width and draws the lines that are seen.

    Subclasses give the lines in ``lay_out``. Nothing is redrawn while the lines stay the same.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "segments--plain",
        "segments--label",
        "segments--captured",
        "segments--reduced",
        "segments--counted",
        "segments--dropped",
        "segments--mark-captured",
        "segments--mark-reduced",
        "segments--mark-counted",
        "segments--mark-dropped",
    }

    DEFAULT_CSS = """
    SegmentsView {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .segments--plain { color: $foreground; }
        & > .segments--label { color: $quiet; }
        & > .segments--captured { color: $verdict-captured; }
        & > .segments--reduced { color: $verdict-reduced; }
        & > .segments--counted { color: $verdict-counted; }
        & > .segments--dropped { color: $verdict-dropped; }
        & > .segments--mark-captured { color: $mark-captured; }
        & > .segments--mark-reduced { color: $mark-reduced; }
        & > .segments--mark-counted { color: $mark-counted; }
        & > .segments--mark-dropped { color: $mark-dropped; }
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
            name = segment.verdict or ("label" if segment.role == LABEL else "plain")
            if segment.role == MARK and segment.verdict:
                name = f"mark-{segment.verdict}"
            style = self.get_component_rich_style(f"segments--{name}")
            if segment.verdict != DROPPED and segment.role in (WORD, EMITTED):
                style += Style(bold=True)
            if segment.is_followed:
                # Reversed, not coloured: it is seen without colours, too.
                style += Style(reverse=True, bold=True)
            self._styles[key] = style
        return style

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
