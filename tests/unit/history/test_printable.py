"""Nothing that a terminal acts upon leaves ``printable``."""

from __future__ import annotations

import sys
import unicodedata

from consent_tui.history.printable import printable


def test_no_control_or_format_character_of_unicode_is_left() -> None:
    harmful = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    every = (chr(code) for code in range(sys.maxunicode + 1))
    left = [
        hex(ord(char)) for char in every if unicodedata.category(char) in harmful and printable(char) == char
    ]
    assert left == []


def test_symbols_are_harmless_and_one_for_one() -> None:
    text = "a\x1b]0;x\x07b\x7fc\x9b31m\u202ed\u2066e\u2028f\u200bg\ud800h\U000e0041i\tj\nk\r"
    shown = printable(text)
    assert shown == "a␛]0;x␇b␡c�31m�d�e�f�g�h�i␉j␊k␍"
    assert len(shown) == len(text)
    shown.encode()


def test_clean_text_is_left_alone() -> None:
    for text in ("", "dfx deploy --yes", "naïve 日本語 ✓ 🦀 ש"):
        assert printable(text) == text
