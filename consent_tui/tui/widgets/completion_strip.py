"""Completions in one line under the field, so that they never cover what is being watched."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment as RichSegment
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from rich.style import Style

    from consent_tui.services.completion import Completion

MARGIN = 4


class CompletionStrip(Widget):
    """Shows what may stand at the cursor, one of it chosen, and what the chosen one gives."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"strip--other", "strip--chosen", "strip--help"}

    DEFAULT_CSS = """
    CompletionStrip {
        height: 1;
        & > .strip--other { color: $quiet; }
        & > .strip--chosen { color: $foreground; background: $chosen; text-style: bold; }
        &:ansi > .strip--chosen { text-style: bold reverse; }
        & > .strip--help { color: $quiet; text-style: italic; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._found: list[Completion] = []
        self._chosen = 0

    def offer(self, found: list[Completion]) -> None:
        """Show these completions, the first chosen; none clears the line."""
        if found or self._found:
            self._found = found
            self._chosen = 0
            self.refresh()

    @property
    def chosen(self) -> Completion | None:
        """The completion that would be taken, if there is one."""
        return self._found[self._chosen] if self._found else None

    def choose(self, step: int) -> None:
        """Choose the completion *step* further, round at the ends."""
        if self._found:
            self._chosen = (self._chosen + step) % len(self._found)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width = self.size.width
        base = self.rich_style
        if y or not self._found:
            return Strip.blank(width, base)
        other = self.get_component_rich_style("strip--other")
        segments = [RichSegment(" " * MARGIN, base)]
        used = MARGIN
        help_text = self._found[self._chosen].help
        room = width - cell_len(help_text) - 3
        for at in range(self._first(room), len(self._found)):
            text = f" {self._found[at].text} "
            if used + cell_len(text) > room and at > self._chosen:
                segments.append(RichSegment("…", other))
                used += 1
                break
            segments.append(RichSegment(text, self._look(at)))
            used += cell_len(text)
        gap = RichSegment(" " * max(width - used - cell_len(help_text) - 1, 1), base)
        segments += [gap, RichSegment(help_text, self.get_component_rich_style("strip--help"))]
        return Strip(segments).adjust_cell_length(width, base)

    def _look(self, at: int) -> Style:
        return self.get_component_rich_style("strip--chosen" if at == self._chosen else "strip--other")

    def _first(self, room: int) -> int:
        """The first completion to draw, so that the chosen one is in sight."""
        first, used = self._chosen, MARGIN
        while first >= 0:
            used += cell_len(self._found[first].text) + 2
            if used > room:
                return min(first + 1, self._chosen)
            first -= 1
        return 0
