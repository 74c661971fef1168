"""The pane that stands in the event's place while two commands are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from consent_tui.i18n import N_
from consent_tui.services.difference import difference_lines
from consent_tui.tui.widgets.event_pane import EventPane

if TYPE_CHECKING:
    from consent_tui.services.marks import Line
    from consent_tui.services.preview import Preview


class DifferencePane(EventPane):
    """What differs between a command that was marked and the one that is shown."""

    HELP = N_("What would be sent of the marked command, of this one, and of both.")

    def __init__(self, ellipsis: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._ellipsis = ellipsis
        self._marked: Preview | None = None
        self._names = ("", "")

    def compare(self, marked: Preview, shown: Preview | None, names: tuple[str, str]) -> None:
        """Compare these two; *names* are how each is shown."""
        self._marked = marked
        self._names = names
        self.show(shown)

    def lay_out(self, width: int) -> list[Line]:
        """The two lists, and what both hold."""
        if self._marked is None or self._preview is None:
            return []
        size = (width, self.scrollable_content_region.height)
        return difference_lines(
            self._marked, self._preview, self._names, size, cell_len, self._followed, self._ellipsis
        )
