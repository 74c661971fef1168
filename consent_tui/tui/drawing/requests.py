"""How requests that were made are drawn: the server's answer in words, and one of them whole."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext, ours, spoken
from consent_tui.services.outline_sent import amiss, answer_text, learnt_sections, next_sending, resting
from consent_tui.services.sent import sent_text, without_recipient
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
from consent_tui.tui.drawing.text import digest_lines, moment, paragraph, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.services.standing import Standing
    from consent_tui.store.sent import SentRequest
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


def request_lines(request: SentRequest, figures: Figures, width: int) -> list[Content]:
    """What became of a request, then every line of it, then what the server said."""
    return [line for part in _parts(request, figures, width) for line in part]


def request_page(request: SentRequest, figures: Figures, width: int) -> list[Content]:
    """The same with space between its parts, where there is the height for it."""
    head, *parts = _parts(request, figures, width)
    return head + [line for part in parts for line in (Content(""), *part)]


def _parts(request: SentRequest, figures: Figures, width: int) -> list[list[Content]]:
    name = verdict(request.outcome, request.status, request.answered_at)
    head = f"{verdict_glyph(name, figures)} {answer_text(request)}"
    when = moment(request.attempted_at)
    first = [Content.assemble((head, "$foreground b"), ("  " + when, "$quiet"))]
    if first[0].cell_length > width:
        first = [*paragraph(head, width, "$foreground b"), *paragraph(when, width, "$quiet")]
    became = [
        *first,
        *paragraph(verdict_sentence(name), width, "$quiet"),
        *digest_lines(request.digest, width),
    ]
    made = [title(_("The request, byte for byte"), width, figures)]
    for line in sent_text(request).splitlines():
        made += _cut(printable(line), width)
    return [became, made, _answer(request, figures, width)]


def _answer(request: SentRequest, figures: Figures, width: int) -> list[Content]:
    lines = [title(_("The answer"), width, figures)]
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


def next_line(found: Standing, now: int, key: str, width: int) -> list[Content]:
    """When the next request may be made; where none may be as things stand, *key* leads to why."""
    held_back = _("Nothing is sent as things stand; press %(key)s to see why.") % {"key": key}
    return paragraph(next_sending(found, now, held_back), width, "$foreground b")


def standing_lines(found: Standing, now: int, key: str, figures: Figures, width: int) -> list[Content]:
    """The same, and how long events rest before it, and where it goes."""
    lines = [
        *next_line(found, now, key, width),
        *paragraph(" ".join(resting(found)), width, "$quiet"),
    ]
    for text in amiss(found, now):
        lines += paragraph(f"{figures.warning} {text}", width)
    return lines


def dry_run_page(requests: Sequence[str], most: int, figures: Figures, width: int) -> list[Content]:
    """The requests that would be made now, at most so many of them."""
    heading = _("What would be sent at this moment")
    lines = paragraph(heading, width, "$foreground b")
    if not requests:
        return [
            *lines,
            Content(""),
            *paragraph(_("Nothing: no event has rested long enough, or none waits."), width),
        ]
    lines += paragraph(
        _("Not a byte has left for this. A real sending goes in random order, with a random key each."),
        width,
        "$quiet",
    )
    for number, text in enumerate(requests[:most], 1):
        lines += [Content(""), title(_("Request %(number)d") % {"number": number}, width, figures)]
        for line in without_recipient(text).splitlines():
            lines += _cut(printable(line), width)
    if len(requests) > most:
        text = _("There are more; all of them: %(command)s")
        shown = text % {"command": ours("dfx-consent send --dry-run")}
        lines += [Content(""), *paragraph(shown, width, "$quiet")]
    return lines


def learnt_page(batch_size: int, figures: Figures, width: int) -> list[Content]:
    """What a server can still learn with so many events a request, and what it cannot."""
    head, *parts = learnt_sections(batch_size)
    lines = paragraph(head.heading, width, "$foreground b")
    for part in parts:
        lines += [Content(""), title(part.heading, width, figures)]
        for _label, text in part.rows:
            lines += paragraph(text, width)
    return lines
