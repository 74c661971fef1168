"""Choices as cards of equal size: a key, a name, a few words; none of them stands out."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.style import Style

GAP = 2


class CardFace(NamedTuple):
    """One choice: the key to press, its name, what it does, and the action of the screen that it runs."""

    key: str
    name: str
    meaning: str
    action: str
    glyph: str = ""


def cards(faces: list[CardFace], width: int, columns: int) -> list[Content]:
    """The cards in rows of *columns*, each two lines high; one column is a list, a line a card.

    A click on one is its key.
    """
    if columns == 1:
        return [_line(each, width) for each in faces]
    found: list[Content] = []
    room = (width - GAP * (columns - 1)) // columns
    for start in range(0, len(faces), columns):
        if found:
            found.append(Content(""))
        chosen = faces[start : start + columns]
        found.append(_joined([_head(each, room) for each in chosen]))
        found.append(_joined([_foot(each, room) for each in chosen]))
    return found


def _line(face: CardFace, width: int) -> Content:
    glyph = f"{face.glyph} " if face.glyph else ""
    line = Content.assemble(
        (f" {face.key.rjust(3)}", "$foreground b"), "  ", glyph, (face.name, "$foreground b")
    )
    line = Content.assemble(line, " " * max(22 - line.cell_length, 2), (face.meaning, "$quiet"))
    line = Content.assemble(line, " " * max(width - line.cell_length, 0))
    return line.stylize_before("on $field").stylize(_click(face))


def _joined(pieces: list[Content]) -> Content:
    return Content(" " * GAP).join(pieces)


def _head(face: CardFace, room: int) -> Content:
    glyph = f"{face.glyph} " if face.glyph else ""
    text = f" {face.key.rjust(3)}  {glyph}{face.name}"
    line = Content.assemble(
        (f" {face.key.rjust(3)}", "$foreground b"),
        "  ",
        glyph,
        (face.name, "$foreground b"),
        " " * (room - len(text)),
    )
    return line.stylize_before("on $field").stylize(_click(face))


def _foot(face: CardFace, room: int) -> Content:
    text = f"      {face.meaning}"[:room].ljust(room)
    return Content.assemble((text, "$quiet")).stylize_before("on $field").stylize(_click(face))


def _click(face: CardFace) -> Style:
    return Style.from_meta({"@click": f"screen.{face.action}"})
