"""The menu of what may be typed next, in the place of the recent commands, so that it covers nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment as RichSegment
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from consent_tui.i18n import N_
from consent_tui.services.completion import Offer
from consent_tui.services.wrapping import wrapped
from consent_tui.tui.drawing.rows import shortened

if TYPE_CHECKING:
    from textual.events import Click, Resize

    from consent_tui.services.completion import Completion
    from consent_tui.tui.figures import Figures

NOTHING = Offer([])
LOW = 6
"""With fewer lines than this, the sentence takes one, cut if need be."""


class CompletionMenu(ScrollView, can_focus=False):
    """A row a word: the word, the token it gives, what it expects. The keys of the field walk through it."""

    HELP = N_("What may stand where the cursor is, the token that each gives, and what it expects.")

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "menu--row",
        "menu--chosen",
        "menu--token",
        "menu--sentence",
    }

    DEFAULT_CSS = """
    CompletionMenu {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .menu--row { color: $foreground; }
        & > .menu--token { color: $verdict-captured; }
        & > .menu--sentence { color: $quiet; }
        & > .menu--chosen { color: $foreground; background: $chosen; text-style: bold; }
        &:ansi > .menu--chosen { text-style: bold reverse; }
    }
    """

    class Picked(Message):
        """The person took this completion with the mouse."""

        def __init__(self, completion: Completion) -> None:
            super().__init__()
            self.completion = completion

    def __init__(self, figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._figures = figures
        self._offer = NOTHING
        self._chosen = 0
        self._sentences: list[str] = []
        self.is_chosen_by_hand = False
        """Whether the person has walked through the menu since it was opened."""

    def offer(self, offer: Offer) -> None:
        """Show these completions, the first of them chosen."""
        self._offer = offer
        self._chosen = 0
        self.is_chosen_by_hand = False
        self._measure()
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def clear(self) -> None:
        """Offer nothing."""
        self.offer(NOTHING)

    @property
    def chosen(self) -> Completion | None:
        """The completion that would be taken."""
        return self._offer.found[self._chosen] if self._offer.found else None

    def choose(self, step: int) -> None:
        """Choose the completion *step* further, round at the ends."""
        count = len(self._offer.found)
        if count:
            self._chosen = (self._chosen + step) % count
            self.is_chosen_by_hand = True
            self._measure()
            # The first row brings the line above it into sight, too.
            top = self._chosen + self._head if self._chosen else 0
            region = Region(0, top, self.size.width, 1 if self._chosen else self._head + 1)
            self.scroll_to_region(region, animate=False, force=True)
            self.refresh()

    @property
    def _head(self) -> int:
        return len(self._sentences)

    def _measure(self) -> None:
        """A sentence on what is expected; without one, the chosen word and what it expects."""
        width = self.scrollable_content_region.width
        room = max(width - 1, 8)
        offer = self._offer
        if offer.expected:
            is_low = self.size.height < LOW
            self._sentences = [self._cut(offer.expected, room)] if is_low else wrapped(offer.expected, room)
        elif any(each.expects for each in offer.found):
            chosen = offer.found[self._chosen]
            # The line stays where there is nothing to say, so that the rows stay where they are.
            self._sentences = [self._cut(f"{chosen.text}  {chosen.expects}", room) if chosen.expects else ""]
        else:
            self._sentences = []
        self.virtual_size = Size(width, self._head + len(self._offer.found))

    def on_resize(self, event: Resize) -> None:
        """Break the sentence anew."""
        del event
        self._measure()

    def on_click(self, event: Click) -> None:
        """Take the completion under the mouse."""
        at = event.y - self.gutter.top + self.scroll_offset.y - self._head
        if 0 <= at < len(self._offer.found):
            self.post_message(self.Picked(self._offer.found[at]))

    def render_line(self, y: int) -> Strip:
        """The sentence, then the rows."""
        width, at = self.scrollable_content_region.width, y + self.scroll_offset.y - self._head
        if at < 0:
            style = self.get_component_rich_style("menu--sentence")
            return Strip([RichSegment(" " + self._sentences[at], style)]).adjust_cell_length(
                width, self.rich_style
            )
        if at >= len(self._offer.found):
            return Strip.blank(width, self.rich_style)
        return self._row(at, width)

    def _row(self, at: int, width: int) -> Strip:
        found = self._offer.found
        row = found[at]
        style = self.get_component_rich_style("menu--chosen" if at == self._chosen else "menu--row")
        token_style = style if at == self._chosen else self.get_component_rich_style("menu--token")
        marker = f" {self._figures.arrow} " if at == self._chosen else "   "
        room = max(width - len(marker), 0)
        sizes = [(cell_len(each.text) + 2, cell_len(each.token)) for each in found]
        whole = [each for each in sizes if sum(each) <= room] or sizes
        column, longest = (max(widths) for widths in zip(*whole, strict=True))
        # Where two columns have no room, the tokens end in one line instead of beginning in one.
        begin = column if column + longest <= room else room - cell_len(row.token)
        gap = max(begin - cell_len(row.text), 2)
        token = self._cut(row.token, max(room - cell_len(row.text) - gap, 0))
        shown = [RichSegment(marker + row.text + " " * gap, style), RichSegment(token, token_style)]
        return Strip(shown).adjust_cell_length(width, style)

    def _cut(self, text: str, room: int) -> str:
        return shortened(text, room, self._figures.ellipsis) if room else ""
