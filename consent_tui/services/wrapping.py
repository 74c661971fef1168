"""Breaking text into lines by terminal cells, in languages with and without spaces between words."""

from __future__ import annotations

import unicodedata

from consent_tui.services.cells import cells

_NEVER_FIRST = frozenset("、。，．！？：；）」』】〉》〕ー々・…ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％")  # noqa: RUF001 - they are meant
_NEVER_LAST = frozenset("（「『【〈《〔")  # noqa: RUF001 - they are meant

DIGEST = 64
"""The characters of a SHA-256 in hexadecimal."""
_HEXADECIMAL = frozenset("0123456789abcdef")


def wrapped(text: str, width: int) -> list[str]:
    """*text* in lines of at most *width* cells; ``[""]`` where there is no text.

    It is broken at spaces, and between characters of Chinese and Japanese, which have none, though never
    before a closing mark or after an opening one. A word too long for a line is cut up: a path after a slash,
    a digest in equal parts.
    """
    lines: list[str] = [""]
    used = 0
    for piece, is_spaced in _pieces(text):
        space = " " if is_spaced and lines[-1] else ""
        length = cells(piece)
        if used + len(space) + length <= width:
            lines[-1] += space + piece
            used += len(space) + length
            continue
        if lines[-1]:
            lines.append("")
        if length <= width:
            lines[-1], used = piece, length
            continue
        parts = _cut(piece, width)
        lines[-1] = parts[0]
        lines += parts[1:]
        used = cells(lines[-1])
    return lines


def _pieces(text: str) -> list[tuple[str, bool]]:
    """What must stay together on a line, each with whether a space stands before it."""
    found: list[tuple[str, bool]] = []
    for word in filter(None, text.replace("\n", " ").split(" ")):  # a no-break space does not part words
        start = 0
        if not word.isascii():
            for at in range(1, len(word)):
                if _may_break(word[at - 1], word[at]):
                    found.append((word[start:at], start == 0))
                    start = at
        found.append((word[start:], start == 0))
    return found


def _may_break(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return _has_no_spaces(before) or _has_no_spaces(after)


def _has_no_spaces(character: str) -> bool:
    """Whether it is of a script that puts none between words. Korean does."""
    if character < "\u2e80" or "\uac00" <= character <= "\ud7a3":
        return False
    return unicodedata.east_asian_width(character) in "WF"


def _cut(piece: str, width: int) -> list[str]:
    """A word too long for a line: a digest in equal parts, a path after a slash, any other anywhere."""
    if len(piece) == DIGEST and _HEXADECIMAL.issuperset(piece):
        size = next((each for each in (32, 16, 8) if each <= width), width)
        return [piece[at : at + size] for at in range(0, DIGEST, size)]
    found = [""]
    used = 0
    for character in piece:
        length = cells(character)
        if found[-1] and used + length > width:
            after = found[-1].rfind("/") + 1
            rest = found[-1][after:] if after > len(found[-1]) // 2 else ""
            found[-1] = found[-1][: len(found[-1]) - len(rest)]
            found.append(rest)
            used = cells(rest)
        found[-1] += character
        used += length
    return found
