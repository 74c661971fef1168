"""The header: the truth at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from consent_tui.services.veil import is_on
from consent_tui.tui.drawing.header import header
from consent_tui.tui.widgets.share_mark import ShareMark

if TYPE_CHECKING:
    from textual.content import Content

    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures


class TruthLine(Widget):
    """Says what is recorded and sent at this moment; it is the same line on every tab."""

    DEFAULT_CSS = """
    TruthLine { height: 1; padding: 0 2; color: $foreground; background: $field; }
    """

    def __init__(self, truth: Truth, figures: Figures, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._truth = truth
        self._figures = figures

    def show(self, truth: Truth) -> None:
        """Say this; nothing is drawn where that says the same."""
        before = self.render()
        self._truth = truth
        if self.render() != before:
            self.refresh()

    def render(self) -> Content:
        """The state, why, and the facts; the mark of screen-share mode lies over the end of the line."""
        room = ShareMark.room() if is_on() else 0
        return header(self._truth, self._figures, self.content_size.width - room)
