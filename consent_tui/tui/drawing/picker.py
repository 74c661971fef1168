"""What stands below the field of an export: the forms, the folder, what is wrong, or how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.rows import padded, shortened
from consent_tui.tui.drawing.text import counted, paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consent_tui.services.folders import Entry
    from consent_tui.tui.figures import Figures


class Picker(NamedTuple):
    """``forms`` by their endings, the ``form`` chosen; the ``entries`` of the folder, the one chosen ``at``.

    ``done`` of ``total`` are written; -1 as long as nothing is being written.
    """

    forms: Mapping[str, str]
    form: str
    entries: Sequence[Entry]
    at: int
    done: int
    total: int


def picker_lines(
    shown: Picker,
    note: str,
    figures: Figures,
    width: int,
    rows: int,
) -> list[Content]:
    """Everything below the field, at most *rows* lines of it for the folder."""
    lines = _forms(shown, figures, width)
    lines.append(Content(""))
    if shown.done >= 0:
        return [*lines, _bar(shown, figures, width)]
    if note:
        lines += [*paragraph(note, width), Content("")]
    return [*lines, *_folder(shown, figures, width, rows)]


def _forms(shown: Picker, figures: Figures, width: int) -> list[Content]:
    room = max(cell_len(form) for form in shown.forms) + 3
    lines = []
    for form, meaning in shown.forms.items():
        mark = figures.arrow if form == shown.form else " "
        look = "$foreground b" if form == shown.form else "$quiet"
        first, *more = paragraph(_(meaning), width, look, room + 3)
        lines += [Content.assemble((f"{mark} .{padded(form, room)}", look), first[room + 3 :]), *more]
    return lines


def _folder(shown: Picker, figures: Figures, width: int, rows: int) -> list[Content]:
    """A window of the folder with the chosen entry in it."""
    if not shown.entries:
        return paragraph(_("Nothing in this folder begins like that."), width, "$quiet")
    start = max(0, min(shown.at - rows // 2, len(shown.entries) - rows))
    lines = []
    for number, each in enumerate(shown.entries[start : start + rows], start):
        is_chosen = number == shown.at
        mark = figures.arrow if is_chosen else " "
        name = veiled(printable(each.name)) + ("/" if each.is_folder else "")
        line = padded(shortened(f"{mark} {name}", width, figures.ellipsis), width)
        look = "$foreground b on $chosen" if is_chosen else "$foreground" if each.is_folder else "$quiet"
        click = Style.from_meta({"@click": f"screen.take({number})"})
        lines.append(Content.assemble((line, look)).stylize(click))
    left = len(shown.entries) - start - len(lines)
    if left > 0:
        lines.append(Content.assemble((_("%(count)s more") % {"count": counted(left)}, "$quiet")))
    return lines


def _bar(shown: Picker, figures: Figures, width: int) -> Content:
    values = {"done": counted(shown.done), "total": counted(shown.total)}
    # Translators: how far an export has come: 1 000 of 20 000.
    count = " " + _("%(done)s of %(total)s") % values
    room = max(width - cell_len(count) - 1, 4)
    filled = min(room, room * shown.done // max(shown.total, 1))
    return Content.assemble(
        (figures.double * filled, "$verdict-captured"), (figures.faint * (room - filled), "$rule"), count
    )
