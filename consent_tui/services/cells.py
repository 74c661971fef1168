"""Measuring and shortening text in terminal cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Measure = Callable[[str], int]


def cells(text: str) -> int:
    """How many terminal cells *text* takes: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            width += 2
        elif unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            width += 1
    return width


def elide(text: str, width: int, measure: Measure, ellipsis: str) -> str:
    """*text* in at most *width* cells, its middle left out where it is longer."""
    if len(text) <= width and measure(text) <= width:
        return text
    room = max(width - measure(ellipsis), 2)
    head, tail = text[: room - room // 2], text[len(text) - room // 2 :]
    while measure(head) > room - room // 2:
        head = head[:-1]
    while measure(tail) > room // 2:
        tail = tail[1:]
    return head + ellipsis + tail


def padded(text: str, width: int) -> str:
    """*text* with spaces behind it up to *width* cells."""
    return text + " " * (width - cells(text))
