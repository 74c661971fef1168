"""What a place of the app says, as headings and labelled rows, free of any drawing: for linear text."""

from __future__ import annotations

from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.services.numbers import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[str, str]
"""A label, empty where there is none, and a text; both in the person's language."""


class Section:
    """A ``heading``, empty where there is none, and its ``rows``."""

    __slots__ = ("heading", "rows")

    def __init__(self, heading: str, rows: Sequence[Row]) -> None:
        self.heading = heading
        self.rows = list(rows)

    def lines(self) -> list[str]:
        """The section as lines of text, made harmless for a terminal."""
        head = [self.heading] if self.heading else []
        return [printable(each) for each in (*head, *map(labelled, self.rows))]


def labelled(row: Row) -> str:
    """One row as one line of text."""
    label, text = row
    if not label:
        return text
    # Translators: a label and what it says, as in "recipient: nobody yet".
    return _("%(label)s: %(text)s") % {"label": label, "text": text}


def events(count: int) -> str:
    """``1 event``, ``200 events``."""
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": number(count)}
