"""How requests that were made are drawn: the server's answer in words, and one of them whole."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext, spoken
from consent_tui.services.veil import veiled
from consent_tui.services.verdicts import (
    AT_FAULT,
    DELIVERED,
    OPEN,
    PARTIAL,
    REJECTED,
    SILENT,
    UNKNOWN,
    VERDICTS,
    verdict,
    verdict_sentence,
    verdict_word,
)
from consent_tui.tui.drawing.text import moment, paragraph, title

if TYPE_CHECKING:
    from consent_tui.store.sent import SentLine, SentRequest
    from consent_tui.tui.figures import Figures


def verdict_glyph(name: str, figures: Figures) -> str:
    """A shape that tells it without colour."""
    shapes = {
        DELIVERED: figures.check,
        PARTIAL: figures.now,
        REJECTED: figures.cross,
        AT_FAULT: figures.warning,
        SILENT: figures.open,
        OPEN: figures.idle,
        UNKNOWN: "?",
    }
    return shapes[name]


def verdict_width() -> int:
    """How many cells a verdict's word takes at most, in the language spoken."""
    return _verdict_width(spoken())


@cache
def _verdict_width(language: str) -> int:
    del language  # the key of the cache
    return max(cell_len(verdict_word(each)) for each in VERDICTS)


def answer_text(request: SentRequest | SentLine) -> str:
    """The verdict, and the status where there is one."""
    word = verdict_word(verdict(request.outcome, request.status, request.answered_at))
    if request.status is None:
        return word
    # Translators: a verdict such as "refused", and the HTTP status of the answer.
    return _("%(verdict)s, status %(status)d") % {"verdict": word, "status": request.status}


def request_lines(request: SentRequest, text: str, figures: Figures, width: int) -> list[Content]:
    """What became of a request, then every line of it, *text*, then what the server said."""
    name = verdict(request.outcome, request.status, request.answered_at)
    head = f"{verdict_glyph(name, figures)} {answer_text(request)}"
    lines = [
        Content.assemble((head, "$foreground b"), ("  " + moment(request.attempted_at), "$quiet")),
        *paragraph(verdict_sentence(name), width, "$quiet"),
        Content.assemble(("sha256 ", "$quiet"), request.digest),
        title(_("The request, byte for byte"), width, figures),
    ]
    for line in text.splitlines():
        lines += _cut(printable(line), width)
    lines.append(title(_("The answer"), width, figures))
    if request.refused:
        sentence = ngettext(
            "The server left %(count)d event out.", "The server left %(count)d events out.", request.refused
        )
        lines += paragraph(sentence % {"count": request.refused}, width)
    if request.answered_at is not None:
        lines.append(Content.assemble((moment(request.answered_at), "$quiet")))
    said = veiled(request.answer or "")  # it may name the server
    if said:
        for line in said.splitlines():
            lines += _cut(printable(line), width)
    else:
        lines += paragraph(_("The server said nothing that would be kept."), width, "$quiet")
    return lines


def _cut(line: str, width: int) -> list[Content]:
    """A line in pieces of *width* cells, nothing left out: bytes are not wrapped at words."""
    room = max(width, 8)
    if line.isascii():
        return [Content(line[start : start + room]) for start in range(0, max(len(line), 1), room)]
    pieces, piece = [], ""
    for character in line:
        if cell_len(piece) + cell_len(character) > room:
            pieces.append(Content(piece))
            piece = ""
        piece += character
    return [*pieces, Content(piece)]
