"""Choices as cards of equal size: a key, a name, a few words; none of them stands out."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from consent_tui.services.cells import cells, padded
from consent_tui.services.wrapping import wrapped

GAP = 2
SHORTEST_KEY = 3
"""Cells for the key of a card at least, so that cards with other keys stand alike."""
BESIDE_KEY = 3
"""Cells before and behind the key, up to the name."""


class CardFace(NamedTuple):
    """One choice: the key to press, its name, what it does, and the action of the screen that it runs."""

    key: str
    name: str
    meaning: str
    action: str
    glyph: str = ""


def cards(faces: list[CardFace], width: int, columns: int) -> list[Content]:
    """The cards in rows of *columns*, each two lines high; one column is a list, a line a card, on no ground.

    Where the longest name does not fit its card, they are a list as well. A click on one is its key.
    """
    at = max(SHORTEST_KEY, *(cells(each.key) for each in faces)) + BESIDE_KEY
    rooms = _rooms(width, columns)
    if columns > 1 and max(_length(each, at) for each in faces) > rooms[-1]:
        columns = 1
    if columns == 1:
        named = max(cells(_named(each)) for each in faces) + at + GAP
        return [line for each in faces for line in _listed(each, at, named, width)]
    found: list[Content] = []
    for start in range(0, len(faces), columns):
        if found:
            found.append(Content(""))
        chosen = faces[start : start + columns]
        beside = list(zip(chosen, rooms, strict=False))
        feet = [wrapped(face.meaning, room - at) for face, room in beside]
        found.append(_joined([_head(face, at, room) for face, room in beside]))
        found += [
            _joined(
                [_foot(face, foot, line, at, room) for (face, room), foot in zip(beside, feet, strict=True)]
            )
            for line in range(max(len(foot) for foot in feet))
        ]
    return found


def _rooms(width: int, columns: int) -> list[int]:
    """The cells of each card: the row of them ends where everything else ends."""
    room, over = divmod(width - GAP * (columns - 1), columns)
    return [room + (place < over) for place in range(columns)]


def _length(face: CardFace, at: int) -> int:
    """The cells that the card needs at least: its name, which begins in cell *at*, and its longest word."""
    words = max((cells(each) for each in face.meaning.split()), default=0)
    return at + max(cells(_named(face)), words)


def _named(face: CardFace) -> str:
    return f"{face.glyph} {face.name}" if face.glyph else face.name


def _key(face: CardFace, at: int) -> str:
    return " " * (at - BESIDE_KEY + 1 - cells(face.key)) + face.key + "  "


def _listed(face: CardFace, at: int, named: int, width: int) -> list[Content]:
    """A line, or several where what it means does not fit beside the name."""
    beside = wrapped(face.meaning, max(width - named, 10))
    head = Content.assemble((padded(_key(face, at) + _named(face), named), "$foreground b"))
    lines = [Content.assemble(head, (beside[0] if beside else "", "$quiet"))]
    lines += [Content.assemble(" " * named, (each, "$quiet")) for each in beside[1:]]
    return [_clicked(line, face, width) for line in lines]


def _joined(pieces: list[Content]) -> Content:
    return Content(" " * GAP).join(pieces)


def _head(face: CardFace, at: int, room: int) -> Content:
    return _touched(Content.assemble((_key(face, at) + _named(face), "$foreground b")), face, room)


def _foot(face: CardFace, foot: list[str], line: int, at: int, room: int) -> Content:
    text = foot[line] if line < len(foot) else ""
    return _touched(Content.assemble(" " * at, (text, "$quiet")), face, room)


def _touched(line: Content, face: CardFace, room: int) -> Content:
    """The line on the card's ground, as wide as the card; a click on it is the card's key."""
    return _clicked(line, face, room).stylize_before("on $field")


def _clicked(line: Content, face: CardFace, room: int) -> Content:
    line = Content.assemble(line, " " * max(room - line.cell_length, 0))
    return line.stylize(Style.from_meta({"@click": f"screen.{face.action}"}))
