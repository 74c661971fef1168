"""The mark of screen-share mode, in the corner of every screen."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from consent_tui.i18n import pgettext


def mark() -> str:
    """The mark, in the language spoken."""
    # Translators: the mark that a screen is being shown to others; short, in capitals where there are any.
    return pgettext("mark", "SCREEN-SHARE")


class ShareMark(Widget):
    """Lies over the right end of the first line; the header leaves ``room`` for it."""

    DEFAULT_CSS = """
    ShareMark {
        layer: _toastrack;
        dock: right;
        height: 1;
        width: auto;
        color: $background;
        background: $foreground;
        text-style: bold;
        &:ansi { color: ansi_default; background: ansi_default; text-style: bold reverse; }
    }
    """

    @staticmethod
    def room() -> int:
        """Cells of the first line that the mark takes, with a space before it."""
        return cell_len(mark()) + 3

    def render(self) -> Content:
        """The mark."""
        return Content(f" {mark()} ")
