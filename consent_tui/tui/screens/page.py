"""A page to read over the screen: the notice, the record of decisions, what was rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from consent_tui.i18n import N_
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content


class PageScreen(SpeakingModal[None]):
    """Shows these lines; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "down", N_("Read on"), id="page.down"),
        Binding("up,k", "up", N_("Back"), show=False, id="page.up"),
        Binding("escape,q,enter", "dismiss", N_("Close"), key_display="esc", id="page.close"),
    ]

    def __init__(self, lay_out: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._lay_out = lay_out

    def compose(self) -> ComposeResult:
        """The lines, and the keys."""
        with VerticalScroll(id="page", classes="-whole"):
            yield Sheet(self._lay_out, id="sheet")
        yield KeysLine(id="keys")

    def action_down(self) -> None:
        """Read on."""
        self.query_one("#page", VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Read what was before."""
        self.query_one("#page", VerticalScroll).scroll_up(animate=False)


class BytesScreen(PageScreen):
    """A page of what travels, byte for byte: it has the whole width, for bytes are not read as prose is."""
