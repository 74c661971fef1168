"""A sheet of content that is laid out for its width, as high as that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size


class Sheet(Widget):
    """Draws the lines that it is given for a width; nothing is drawn again while they stay the same."""

    DEFAULT_CSS = """
    Sheet {
        height: auto;
        link-style: none;
        link-color: $foreground;
        link-background-hover: $chosen;
        link-color-hover: $foreground;
        link-style-hover: none;
    }
    """

    def __init__(self, lay_out: Callable[[int], list[Content]], *, id: str) -> None:  # noqa: A002 - Textual's own
        super().__init__(id=id)
        self._lay_out = lay_out
        self._width = 0
        self._content = Content("")

    def show(self, lay_out: Callable[[int], list[Content]]) -> None:
        """Draw these lines from now on."""
        self._lay_out = lay_out
        before, width = self._content, self._width
        self._width = 0
        if width and self._laid_out(width) != before:
            self.refresh(layout=self._content.plain.count("\n") != before.plain.count("\n"))

    def draw_again(self) -> None:
        """Lay the same lines out anew: they may be under the veil now, or no longer."""
        self._width = 0
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are."""
        del container, viewport
        return self._laid_out(width).plain.count("\n") + 1

    def render(self) -> Content:
        """The lines."""
        return self._laid_out(self.content_size.width)

    def _laid_out(self, width: int) -> Content:
        if width != self._width:
            self._width = width
            self._content = Content("\n").join(self._lay_out(width))
        return self._content
