"""A text field that shows blocks in screen-share mode, however much has been typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from consent_tui.services import veil

if TYPE_CHECKING:
    from textual.geometry import Offset


class VeiledInput(Input):
    """Every text field of the app is one of these: a test looks for others.

    Textual's own way for passwords draws a dot for each character, and the terminal's cursor moves with
    them: both tell how long the secret is. Here the blocks are always five, with the cursor behind them.
    """

    cursor_blink = reactive(False, init=False)  # noqa: FBT003 - the value
    """Nothing moves on a screen where nothing happens."""

    def veiled_value(self) -> str:
        """What is shown in screen-share mode; subclasses leave readable what is not private."""
        return veil.veiled(self.value)

    def draw_again(self) -> None:
        """Draw under the veil, or without it."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line of the field."""
        if not veil.is_on() or not self.value:
            return super().render_line(y)
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        segments = [Segment(self.veiled_value(), self.rich_style)]
        if self.has_focus and self._cursor_visible:
            cursor = self.get_component_rich_style("input--cursor")
            segments.append(Segment(" ", self.rich_style + cursor))
        strip = Strip(segments)
        # What was typed last is in sight.
        strip = strip.crop(max(strip.cell_length - width, 0))
        return strip.adjust_cell_length(width, self.rich_style)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the terminal's own cursor stands: under the veil always at the same place."""
        return self.content_region.offset if veil.is_on() else super().cursor_screen_offset

    def action_copy(self) -> None:
        """Copy what is selected; under the veil, blocks."""
        self.app.copy_to_clipboard(veil.veiled(self.selected_text))

    def action_cut(self) -> None:
        """Cut what is selected; under the veil, blocks are copied."""
        self.action_copy()
        self.delete_selection()
