"""Text from outside, made harmless for a terminal."""

from __future__ import annotations

import re

# General categories Cc, Cf, Cs, Zl and Zp of Unicode 16, and what else is drawn as nothing: combining
# grapheme joiner, Hangul fillers, Khmer inherent vowels, Mongolian and supplementary variation selectors.
_HARMFUL = (
    "\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_harmful = re.compile(f"[{_HARMFUL}]")
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}


def printable(text: str) -> str:
    """*text* with every control, format and invisible character as a symbol of one cell.

    C0 controls and DEL become their pictures (U+2400 on: ``␛`` for ESC, ``␊`` for newline), everything
    else that moves, hides or reorders text, and lone surrogates, becomes ``�``. As long as before, in
    characters; nothing a terminal acts upon is left. Clean text comes back as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    return _harmful.sub(_symbol, text)


def _symbol(character: re.Match[str]) -> str:
    return _PICTURES.get(character[0], "\ufffd")
