"""Wrapped paragraphs, titles and labelled rows, as lines of content."""

from __future__ import annotations

from textwrap import wrap
from time import localtime, strftime
from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.history.printable import printable

if TYPE_CHECKING:
    from consent_tui.tui.figures import Figures

LABEL = 12


def paragraph(text: str, width: int, style: str = "", indent: int = 0) -> list[Content]:
    """*text*, made harmless and wrapped, every line *indent* cells in."""
    lines = wrap(printable(text), max(width - indent, 10), break_on_hyphens=False) or [""]
    return [Content.assemble(" " * indent, (line, style)) for line in lines]


def title(text: str, width: int, figures: Figures) -> Content:
    """A heading with a rule to the right edge."""
    rule = figures.rule * max(width - len(text) - 1, 0)
    return Content.assemble((text, "$quiet"), " ", (rule, "$rule"))


def row(label: str, text: str, width: int, style: str = "") -> list[Content]:
    """A quiet label with *text* beside it, wrapped under itself."""
    lines = paragraph(text, width, style, LABEL)
    first = Content.assemble((label.ljust(LABEL), "$quiet"), lines[0][LABEL:])
    return [first, *lines[1:]]


def counted(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}".replace(",", " ")


def moment(seconds: int) -> str:
    """``23 Nov 2024 14:00`` in the local time zone."""
    return strftime("%d %b %Y %H:%M", localtime(seconds))


def events(number: int) -> str:
    """``1 event``, ``200 events``."""
    return "1 event" if number == 1 else f"{counted(number)} events"
