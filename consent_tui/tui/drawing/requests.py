"""How requests that were made are drawn: the server's answer in words, and one of them whole."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext, spoken
from consent_tui.retold import retold
from consent_tui.services.sent import without_recipient
from consent_tui.services.times import date_and_time, duration
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
    from collections.abc import Sequence

    from consent_tui.services.standing import Standing
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


def next_sending(found: Standing, now: int) -> str:
    """When the next request may be made, in a sentence."""
    if found.origin is None and not found.problem:
        return _("No collector is configured: nothing can leave.")
    if not found.is_sending:
        return _("Nothing is sent as things stand; press 1 to see why.")
    if found.next_send is None:
        return _("The next sending is arranged when the first event is recorded.")
    if found.next_send <= now:
        return _("The next sending may happen with the next dfx run.")
    return _("Next sending: %(time)s at the earliest.") % {"time": date_and_time(found.next_send)}


def standing_lines(found: Standing, now: int, figures: Figures, width: int) -> list[Content]:
    """When the next request may be made, how long events rest before it, and where it goes."""
    sentences = [_("Events rest for %(duration)s first.") % {"duration": duration(found.hold)}]
    if found.origin:
        sentences.append(_("Requests go to %(origin)s.") % {"origin": veiled(found.origin)})
    lines = [
        *paragraph(next_sending(found, now), width, "$foreground b"),
        *paragraph(" ".join(sentences), width, "$quiet"),
    ]
    if found.pause_until > now:
        text = _("The server asked to be left alone until %(time)s; that is respected.")
        lines += paragraph(text % {"time": date_and_time(found.pause_until)}, width)
    if found.problem:
        text = _("The last run ended early: %(reason)s") % {"reason": veiled(retold(found.problem))}
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
        shown = text % {"command": "dfx-consent send --dry-run"}
        lines += [Content(""), *paragraph(shown, width, "$quiet")]
    return lines


def learnt_page(figures: Figures, width: int) -> list[Content]:
    """What a server can still learn, and what it cannot."""
    lines = paragraph(_("What can a server still learn?"), width, "$foreground b")
    for heading, text in (
        (
            _("Your address"),
            _(
                "Every request comes from an internet address. A proxy that the environment names is used, "
                "and shows its own address instead."
            ),
        ),
        (
            _("When it arrives"),
            _(
                "The moment of arrival, never that of the command: events rest first, go at a random time, "
                "in random order."
            ),
        ),
        (
            _("Rare combinations"),
            _(
                "A request says nothing about who sent it. But a combination of command and options that "
                "hardly anybody uses may stand out among others."
            ),
        ),
        (
            _("What it cannot learn"),
            _(
                "There is no identifier, no cookie, no session: each request opens its own connection, its "
                "headers are the same for everybody but for a random key, and no event points to another."
            ),
        ),
    ):
        lines += [Content(""), title(heading, width, figures), *paragraph(text, width)]
    return lines
