"""The forms that a file can have, and a bar of how far it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from consent_tui.i18n import _
from consent_tui.services.cells import padded
from consent_tui.tui.drawing.text import counted, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consent_tui.tui.figures import Figures


def form_lines(forms: Mapping[str, str], form: str, figures: Figures, width: int) -> list[Content]:
    """A line for each ending with its meaning, the chosen one marked."""
    room = max(cell_len(each) for each in forms) + 3
    lines = []
    for each, meaning in forms.items():
        mark, look = _looks(each == form, figures)
        first, *more = paragraph(_(meaning), width, look, room + 3)
        lines += [Content.assemble((f"{mark} .{padded(each, room)}", look), first[room + 3 :]), *more]
    return lines


def low_form_lines(forms: Mapping[str, str], form: str, figures: Figures, width: int) -> list[Content]:
    """The endings in one line and the meaning of the chosen one below: for a terminal of few lines."""
    pieces = []
    for each in forms:
        mark, look = _looks(each == form, figures)
        pieces.append(Content.assemble((f"{mark} .{each}", look)))
    meaning = paragraph(_(forms[form]), width, "$quiet") if form in forms else []
    return [Content("   ").join(pieces), *meaning]


def _looks(is_chosen: bool, figures: Figures) -> tuple[str, str]:  # noqa: FBT001 - it is what is looked up
    return (figures.arrow, "$foreground b") if is_chosen else (" ", "$quiet")


def bar_line(done: int, total: int, figures: Figures, width: int) -> Content:
    """How far it has come, in words too."""
    values = {"done": counted(done), "total": counted(total)}
    # Translators: how far an export has come: 1 000 of 20 000.
    count = " " + _("%(done)s of %(total)s") % values
    room = max(width - cell_len(count) - 1, 4)
    filled = min(room, room * done // max(total, 1))
    return Content.assemble(
        (figures.double * filled, "$verdict-captured"), (figures.faint * (room - filled), "$rule"), count
    )
