"""Wrapped paragraphs, titles, labelled rows and columns, as lines of content measured in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.history.printable import printable
from consent_tui.i18n import ngettext
from consent_tui.services.cells import cells
from consent_tui.services.numbers import number
from consent_tui.services.times import date_and_time
from consent_tui.services.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from consent_tui.tui.figures import Figures

LABEL = 12
"""Cells that labels take beside their texts, where none is longer."""
READABLE = 90
"""Cells of a line of prose at most: the eye loses a longer one on its way back."""
MOST_LABEL = 3
"""Labels take no more than this part of the width; a longer one has a line to itself."""


def paragraph(text: str, width: int, style: str = "", indent: int = 0) -> list[Content]:
    """*text*, made harmless and wrapped, every line *indent* cells in."""
    lines = wrapped(printable(text), max(width - indent, 10)) or [""]
    return [Content.assemble(" " * indent, (line, style)) for line in lines]


def prose(text: str, width: int, style: str = "", indent: int = 0) -> list[Content]:
    """A paragraph to be read, in lines that are not too long for that."""
    return paragraph(text, min(width, indent + READABLE), style, indent)


def item(text: str, width: int, figures: Figures) -> list[Content]:
    """One of several statements, with a mark before it and its lines under each other."""
    first, *rest = prose(text, width, "", 2)
    return [Content.assemble((figures.idle, "$quiet"), " ", first[2:]), *rest]


def heading(text: str, width: int) -> list[Content]:
    """A question or the name of a page, in lines as nearly equal as words allow: no word stands alone."""
    text = printable(text)
    lines = wrapped(text, width)
    narrowest = 1 if len(lines) > 1 else width
    while narrowest < width:
        tried = (narrowest + width) // 2
        narrower = wrapped(text, tried)
        if len(narrower) == len(lines):
            lines, width = narrower, tried
        else:
            narrowest = tried + 1
    return [Content.assemble((line, "$foreground b")) for line in lines]


def title(text: str, width: int, figures: Figures) -> Content:
    """A heading with a rule to the right edge."""
    rule = figures.rule * max(width - cells(text) - 1, 0)
    return Content.assemble((text, "$foreground b"), " ", (rule, "$rule"))


def label_room(labels: Iterable[str], width: int) -> int:
    """The cells for these labels and the gap after them: all texts beside them begin in one column."""
    longest = max((cells(each) for each in labels), default=0) + 2
    return min(max(longest, LABEL), max(width // MOST_LABEL, LABEL))


def row(label: str, text: str, width: int, style: str = "", room: int = LABEL) -> list[Content]:
    """A quiet label with *text* beside it from cell *room* on, wrapped under itself."""
    lines = prose(text, width, style, room)
    gap = room - cells(label)
    if gap < 1:
        return [Content.assemble((label, "$quiet")), *lines]
    return [Content.assemble((label, "$quiet"), " " * gap, lines[0][room:]), *lines[1:]]


def rows(pairs: Sequence[tuple[str, str]], width: int, between: int = 0, room: int = 0) -> list[Content]:
    """Labels and texts, all texts in one column, with so many empty lines *between* them.

    The texts begin at cell *room*, or as far in as these labels need.
    """
    room = room or label_room((label for label, _text in pairs), width)
    found: list[Content] = []
    for place, (label, text) in enumerate(pairs):
        found += [Content("")] * (between if place else 0)
        found += row(label, text, width, room=room)
    return found


def beside(left: list[Content], right: list[Content], width: int, gap: int) -> list[Content]:
    """Two columns: the left one of *width* cells, *gap* empty ones, the right one."""
    height = max(len(left), len(right))
    left = left + [Content("")] * (height - len(left))
    right = right + [Content("")] * (height - len(right))
    return [
        Content.assemble(first, " " * (width + gap - first.cell_length), second) if second.plain else first
        for first, second in zip(left, right, strict=True)
    ]


def fitting(pieces: Sequence[str], between: str, width: int) -> str:
    """As many of *pieces*, the first one counting most, as have room whole; the first in any case."""
    text = pieces[0]
    for piece in pieces[1:]:
        if cells(text + between + piece) > width:
            break
        text += between + piece
    return text


def digest_lines(digest: str, width: int) -> list[Content]:
    """A SHA-256 with its label, in equal parts where it does not fit one line of *width* cells."""
    label = "sha256 "
    size = next((each for each in (64, 32, 16) if len(label) + each <= width), 8)
    return [
        Content.assemble((" " * len(label) if at else label, "$quiet"), digest[at : at + size])
        for at in range(0, len(digest), size)
    ]


def counted(count: int) -> str:
    """A number with its thousands apart, as the language spoken writes it."""
    return number(count)


def moment(seconds: int) -> str:
    """``23 Nov 2024 14:00`` in the local time zone and the language spoken."""
    return date_and_time(seconds)


def events(count: int) -> str:
    """``1 event``, ``200 events``."""
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": number(count)}
