"""Columns of text, as wide as what stands in them takes in a terminal."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 2
NARROWEST = 24
"""Cells that a text has beside what stands before it; with fewer, it stands below that."""


def cells(text: str) -> int:
    """How many terminal cells *text* takes."""
    if text.isascii():
        return len(text)
    from consent_tui.services.cells import cells as measured  # noqa: PLC0415 - English needs none

    return measured(text)


def padded(text: str, width: int) -> str:
    """*text* with spaces behind it up to *width* cells."""
    return text + " " * (width - cells(text))


def padded_left(text: str, width: int) -> str:
    """*text* with spaces before it up to *width* cells."""
    return " " * (width - cells(text)) + text


def widest(texts: Sequence[str]) -> int:
    """How many cells the widest of them takes."""
    return max(map(cells, texts), default=0)


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows as lines, each column but the last as wide as its widest text and ``GAP`` more."""
    widths = [widest(column) + GAP for column in zip(*rows, strict=True)][:-1]
    return [
        "".join(map(padded, row, widths)) + row[-1]  # the shorter of both ends it: all columns but the last
        for row in rows
    ]


def filled(text: str, width: int, first: str = "", later: str = "") -> str:
    """*text* wrapped to *width* cells in all; *first* stands before its first line, *later* before others."""
    from consent_tui.services.wrapping import wrapped  # noqa: PLC0415 - most tables have nothing to wrap

    lines = wrapped(text, width - max(cells(first), cells(later))) or [""]
    return "\n".join((later if number else first) + line for number, line in enumerate(lines))


def terminal_width() -> int:
    """How many cells a line of standard output has; 0 where that is no terminal, and no line ever ends."""
    if not sys.stdout.isatty():
        return 0
    from shutil import get_terminal_size  # noqa: PLC0415 - what is piped is never wrapped

    return get_terminal_size().columns


def row(head: str, text: str, width: int) -> str:
    """*text* behind *head*, wrapped into lines of *width* cells, none of them within a word; 0: one line."""
    if not width or cells(head) + cells(text) <= width:
        return head + text
    if width - cells(head) >= NARROWEST:
        return filled(text, width, head, " " * cells(head))
    indent = " " * GAP
    return f"{head.rstrip()}\n{filled(text, width, indent, indent)}" if head.strip() else filled(text, width)
