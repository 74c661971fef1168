"""The header: the truth at a glance."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

PROGRAM = "dfx-consent"
UNDECIDED = "undecided"
MEANING = "nothing is recorded, nothing is sent"


class TruthLine(Widget):
    """Says what is recorded and sent at this moment."""

    DEFAULT_CSS = """
    TruthLine { height: 1; padding: 0 2; color: $quiet; background: $field; }
    """

    def render(self) -> Content:
        """The program's name where there is room, the state, and what that means."""
        state = Content.assemble("○ ", (UNDECIDED, "$foreground b"), ": ", (MEANING, "$foreground"))
        full = Content.assemble((PROGRAM, "$foreground b"), "   ", state)
        return full if full.cell_length <= self.size.width else state
