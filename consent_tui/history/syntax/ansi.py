"""The escapes of ``$'…'`` (bash manual, ANSI-C Quoting)."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    r"\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|c(.)|(.))", re.DOTALL
)
_LETTERS = {
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "E": "\x1b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "?": "?",
}


def decode(quoted: str) -> str:
    """The value of *quoted*, the text between ``$'`` and ``'``.

    A number beyond Unicode becomes U+FFFD; an unknown escape keeps its backslash.
    """
    return _ESCAPE.sub(_value, quoted) if "\\" in quoted else quoted


def _value(escape: re.Match[str]) -> str:
    hexadecimal = escape[1] or escape[2] or escape[3]
    if hexadecimal or escape[4]:
        number = int(hexadecimal, 16) if hexadecimal else int(escape[4], 8) & 0xFF
        return chr(number) if number < 0x110000 else "\ufffd"
    if escape[5]:
        return chr(ord(escape[5].upper()) & 0x1F)
    return _LETTERS.get(escape[6], escape[0])
