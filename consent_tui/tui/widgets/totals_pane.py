"""The pane that tells what a whole script would emit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from consent_tui.i18n import N_
from consent_tui.services.totals import totals_lines
from consent_tui.tui.widgets.event_pane import EventPane

if TYPE_CHECKING:
    from consent_tui.services.marks import Line
    from consent_tui.services.script import Script


class TotalsPane(EventPane):
    """How often a whole script would emit each token."""

    HELP = N_("What all commands of the script would emit, token by token, and how many lines hold none.")

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._script: Script | None = None

    def total(self, script: Script | None) -> None:
        """Draw the totals of this script."""
        self._script = script
        self.lay_out_again()

    def lay_out(self, width: int) -> list[Line]:
        """The counts, the most frequent first."""
        size = (width, self.scrollable_content_region.height)
        return [] if self._script is None else totals_lines(self._script, size, cell_len, self._followed)
