"""A pending event as JSON, its keys and values as on the Preview."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from textual.content import Content

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOKS = {"command": "$verdict-captured b", "target": "$verdict-counted b"}
"""The same colours as on the Preview: what dfx named, what was only counted."""

Pairs = list[tuple[Content, Content]]


def a_key_a_line(event: Mapping[str, object]) -> list[Content]:
    """One key on every line, where there is the height for it."""
    pairs = _pairs(event)
    ends = [","] * (len(pairs) - 1) + [""]
    lines = [
        Content.assemble("  ", key, value, (end, "$quiet"))
        for (key, value), end in zip(pairs, ends, strict=True)
    ]
    return [Content("{"), *lines, Content("}")]


def packed(event: Mapping[str, object], width: int) -> list[Content]:
    """As many keys on a line as fit."""
    pairs = _pairs(event)
    lines: list[Content] = []
    line = Content("{ ")
    for place, (key, value) in enumerate(pairs):
        end = " }" if place == len(pairs) - 1 else ","
        piece = Content.assemble(key, value, (end, "$quiet"))
        if line.cell_length > 2 and line.cell_length + piece.cell_length + 1 > width:
            lines.append(line)
            line = Content("  ")
        elif line.cell_length > 2:
            line = line + Content(" ")
        line = line + piece
    return [*lines, line]


def _pairs(event: Mapping[str, object]) -> Pairs:
    return [
        (Content.assemble((f"{json.dumps(key)}: ", "$quiet")), _value(key, value))
        for key, value in event.items()
    ]


def _value(key: str, value: object) -> Content:
    if not isinstance(value, list):
        return Content.assemble((json.dumps(value), LOOKS.get(key, "$foreground")))
    pieces = [Content.assemble((json.dumps(each), LOOKS["command"])) for each in value]
    return Content.assemble("[", Content(", ").join(pieces), "]")
