"""The hero of the Preview: the command line with what becomes of each of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment as RichSegment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from consent_tui.i18n import N_
from consent_tui.services.marks import ASCII, BOXES, MARK, SENTENCE, Glyphs, Line, Segment
from consent_tui.services.signature import Layout
from consent_tui.services.veil import veiled_explanation
from consent_tui.services.word_path import WordPath, word_path
from consent_tui.services.wrapping import wrapped
from consent_tui.tui.widgets.segments_view import SegmentsView

if TYPE_CHECKING:
    from textual.events import Click

    from consent_tui.capture.explanation import Explanation
    from consent_tui.services.signature import Column

HEAVY = str.maketrans("─═╌╴┬╤╥", "━━━━┳┳┳")
HEAVY_ASCII = str.maketrans("=~+.>", "^^^^^")
"""The marks of the word that is followed: its stroke tells it apart where nothing else can."""


class SignatureView(SegmentsView):
    """Draws an explanation, or, where there is none, a sentence that says what to do.

    One of the words can be followed. What is sent with the words and what stays here keeps its place at
    the foot where the words need more lines than there are.
    """

    HELP = N_("The command line, and under each of its words what becomes of it.")

    class Followed(Message):
        """Another word is followed, or, where *path* is None, none any more."""

        def __init__(self, path: WordPath | None) -> None:
            super().__init__()
            self.path = path

    def __init__(self, glyphs: Glyphs = BOXES, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._glyphs = glyphs
        self._explanation: Explanation | None = None
        self._shown: Explanation | None = None
        self._sentences: tuple[str, ...] = ()
        self._columns: list[Column] = []
        self._facts = 0
        self._followed = -1

    def show(self, explanation: Explanation) -> None:
        """Draw this explanation; of the same words, the one that was followed still is."""
        before = self._explanation
        if before is None or before.texts != explanation.texts:
            self._followed = -1
        self._explanation = explanation
        self._shown = veiled_explanation(explanation)
        self.lay_out_again()
        self._say_followed()

    def draw_again(self) -> None:
        """Draw under the veil, or without it."""
        if self._explanation is not None:
            self.show(self._explanation)

    def say(self, *sentences: str) -> None:
        """Draw these sentences, each from a new line, in place of an explanation."""
        self._explanation = self._shown = None
        self._sentences = sentences
        self.follow(-1)
        self.lay_out_again()

    @property
    def followed(self) -> int:
        """The number of the column that is followed, or -1."""
        return self._followed

    def step(self, step: int) -> None:
        """Follow the word *step* further, from either end the first or last that has a verdict."""
        count = len(self._columns)
        if self._shown is None or not count:
            return
        if self._followed < 0:
            self.follow(min(1, count - 1) if step > 0 else count - 1)
        else:
            self.follow(max(0, min(self._followed + step, count - 1)))

    def follow(self, column: int) -> None:
        """Follow the words of this column, -1 for none."""
        if column == self._followed:
            return
        self._followed = column
        self._mark()
        self.refresh()
        self._say_followed()

    def _say_followed(self) -> None:
        explanation, shown = self._explanation, self._shown
        path = None
        if self._followed >= 0 and explanation is not None and shown is not None:
            words = self._columns[self._followed].words
            path = word_path(explanation, words, shown, cell_len, self._glyphs.ellipsis)
        self.post_message(self.Followed(path))

    def lay_out(self, width: int) -> list[Line]:
        """The signature, or the sentences."""
        height = self.scrollable_content_region.height
        shown = self._shown
        if shown is None:
            self._columns, self._facts = [], 0
            lines = [line for each in self._sentences for line in wrapped(each, width)]
            return [[], *[[Segment(each, SENTENCE)] for each in lines]]
        layout = Layout(width, cell_len, self._glyphs)
        self._columns = layout.columns(shown)
        self._followed = min(self._followed, len(self._columns) - 1)
        facts = layout.facts(shown)
        self._facts = len(facts)
        return _fitted(layout.blocks(self._columns), facts, height)

    def lay_out_again(self) -> None:
        """Show the explanation as it is now."""
        super().lay_out_again()
        self._mark()

    def _mark(self) -> None:
        """Let what belongs to the followed word look so, and keep it in sight."""
        first = last = -1
        for at, line in enumerate(self._lines):
            for segment in line:
                segment.is_followed = 0 <= segment.column == self._followed
                if segment.is_followed:
                    first, last = at if first < 0 else first, at
        if first >= 0 and self._is_pinned:
            region = Region(0, first, self.size.width, last - first + 1 + self._facts)
            self.scroll_to_region(region, animate=False, force=True)

    @property
    def _is_pinned(self) -> bool:
        """Whether there are more lines than fit, so that the facts are kept at the foot."""
        return len(self._lines) > self.size.height > self._facts

    def render_line(self, y: int) -> Strip:
        """One line of the window."""
        width, height = self.size.width, self.size.height
        foot = height - self._facts
        at = y + self.scroll_offset.y
        if self._is_pinned and y >= foot:
            at = len(self._lines) - height + y
        if at >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        strip = Strip([self._drawn(each) for each in self._lines[at] if each.text])
        return strip.adjust_cell_length(width, self.rich_style).crop(0, width).apply_style(self.rich_style)

    def _drawn(self, segment: Segment) -> RichSegment:
        text = segment.text
        if segment.is_followed and segment.role == MARK:
            text = text.translate(HEAVY_ASCII if self._glyphs is ASCII else HEAVY)
        return RichSegment(text, self.style_of(segment))

    def on_click(self, event: Click) -> None:
        """Follow the word under the mouse, or what hangs from it; a second click lets it go."""
        at, x = event.y - self.gutter.top + self.scroll_offset.y, event.x - self.gutter.left
        for segment in self._lines[at] if at < len(self._lines) else ():
            x -= cell_len(segment.text)
            if x < 0:
                column = segment.column
                self.follow(-1 if column == self._followed else column)
                return


def _fitted(blocks: list[list[Line]], facts: list[Line], height: int) -> list[Line]:
    """Rows of words and the facts, with as much space between them as *height* allows."""
    lines = [line for block in blocks for line in block]
    spare = height - len(lines) - len(facts)
    gaps = len(blocks)
    if spare < gaps:
        return [*lines, *facts]
    found: list[Line] = [[]] if spare > gaps else []
    for block in blocks:
        found += [*block, []]
    return [*found, *facts]
