"""What the Preview is made of: the line, the signature, the commands and the panes beside them."""

# ruff: noqa: PLC0415 - what the first frame does not show is imported and made when it is wanted

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from consent_tui.i18n import _
from consent_tui.services.marks import legend
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.place import Place
from consent_tui.tui.screens.preview_keys import FIRST_KEYS
from consent_tui.tui.widgets.command_field import CommandField
from consent_tui.tui.widgets.event_pane import EventPane
from consent_tui.tui.widgets.legend_line import LegendLine
from consent_tui.tui.widgets.recent_list import RecentList
from consent_tui.tui.widgets.signature_view import SignatureView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from consent_tui.services.marks import Glyphs, Line
    from consent_tui.services.preview import Preview
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch
    from consent_tui.tui.widgets.completion_menu import CompletionMenu
    from consent_tui.tui.widgets.difference_pane import DifferencePane
    from consent_tui.tui.widgets.event_pane import WirePane
    from consent_tui.tui.widgets.totals_pane import TotalsPane

TALL = Place.VERTICAL_BREAKPOINTS[-1][0]

Titled = TypeVar("Titled", bound="Widget")


class PreviewPanes(Place):
    """The widgets of the Preview; a few come only when they are asked for."""

    FIRST_KEYS = FIRST_KEYS

    def __init__(self, watch: Watch, figures: Figures, glyphs: Glyphs) -> None:
        super().__init__(watch, figures)
        self._profile = watch.profile
        self._glyphs = glyphs
        self._preview: Preview | None = None
        self._wire: WirePane | None = None
        self._menu: CompletionMenu | None = None
        self._difference: DifferencePane | None = None
        self._totals: TotalsPane | None = None

    @property
    def legend(self) -> Sequence[Line]:
        """The four verdicts."""
        return legend(self._glyphs)

    def compose(self) -> ComposeResult:
        """From top to bottom: the truth, the line, the signature, the commands and the event, the keys."""
        yield from self.above()
        with Horizontal(id="line"):
            yield Static("$", id="prompt")
            yield CommandField(self.figures.ellipsis, id="field")
            yield Static(id="outcome")
        yield SignatureView(self._glyphs, id="signature")
        yield LegendLine(self._glyphs, id="legend")
        with Horizontal(id="below"):
            yield _titled(RecentList(self._profile.clock, self.figures, id="recent"), _("Recent commands"))
            with Vertical(id="emitted"):
                yield _titled(EventPane(id="event"), _("Event"))
        yield from self.below()

    def on_descendant_focus(self) -> None:
        """While somebody types, what may follow stands where the recent commands were."""
        is_typing = self.query_one(CommandField).has_focus
        self.set_class(is_typing, "-typing")
        if not is_typing:
            self.remove_class("-offering")

    def offer(self) -> None:
        """What may stand at the cursor, which has moved or stands in another line."""
        field = self.query_one(CommandField)
        if field.has_focus:
            from consent_tui.services.completion import offer

            self.menu.offer(offer(field.value, field.cursor_position))
            self.add_class("-offering")

    def on_resize(self, event: Resize) -> None:
        """Where there is the height for it, the wire is seen at the same time as the event."""
        if event.size.height >= TALL:
            self.show_wire()

    def show_wire(self) -> None:
        """Have the pane of the wire, and show there what the event's shows."""
        if self._wire is None:
            from consent_tui.tui.widgets.event_pane import WirePane

            self._wire = _titled(WirePane(id="wire"), _("On the wire"))
            self.query_one("#emitted").mount(self._wire, after="#event")
            self._wire.show(self._preview)
            self._wire.follow(self.query_one("#event", EventPane).followed)

    def show_event(self, preview: Preview | None) -> None:
        """Show this event, on the wire too where that is seen."""
        self._preview = preview
        self.query_one("#event", EventPane).show(preview)
        if self._wire is not None:
            self._wire.show(preview)

    @property
    def menu(self) -> CompletionMenu:
        """The menu of completions."""
        if self._menu is None:
            from consent_tui.tui.widgets.completion_menu import CompletionMenu

            self._menu = _titled(CompletionMenu(self.figures, id="menu"), _("What may follow"))
            self.query_one("#below").mount(self._menu, before="#emitted")
        return self._menu

    @property
    def difference(self) -> DifferencePane:
        """The pane of what differs between two commands."""
        if self._difference is None:
            from consent_tui.tui.widgets.difference_pane import DifferencePane

            pane = DifferencePane(self.figures.ellipsis, id="difference")
            title = _("Compared (%(key)s ends it)") % {"key": key_of(self, "preview.back")}
            self._difference = _titled(pane, title)
            self.query_one("#emitted").mount(self._difference)
        return self._difference

    @property
    def totals(self) -> TotalsPane:
        """The pane of what a whole script would emit."""
        if self._totals is None:
            from consent_tui.tui.widgets.totals_pane import TotalsPane

            self._totals = _titled(TotalsPane(id="totals"), _("The whole script"))
            self.query_one("#emitted").mount(self._totals)
        return self._totals


def _titled(widget: Titled, title: str) -> Titled:
    widget.border_title = title
    return widget
