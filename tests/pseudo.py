"""Languages that nobody speaks, to see what a translation does to a text: longer, wide, or incomplete.

Placeholders, option names in backticks, tokens and command names stay as they are, as in a real translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gettext import NullTranslations

from consent_tui import i18n

_KEPT = re.compile(r"(%(?:\(\w+\))?[-0-9.]*[a-z%]|`[^`]*`|#\w+|dfx-consent [a-z]+|\bdfx\b)")
_ACCENTS = str.maketrans("aeiouyAEIOUYnc", "àéîöüýÀÉÎÖÜÝñç")


def _outside(change: Callable[[str], str], message: str) -> str:
    pieces = _KEPT.split(message)
    pieces[::2] = [change(each) for each in pieces[::2]]
    return "".join(pieces)


def longer(message: str) -> str:
    """Accented, between brackets, and 40 % longer in words of a usual length."""
    if not any(character.isalpha() for piece in _KEPT.split(message)[::2] for character in piece):
        return message  # placeholders and signs alone
    extra = len(message) * 4 // 10 - 2
    padding = "".join(" " if at % 8 == 0 else "~" for at in range(max(extra, 0)))
    return f"⟦{_outside(lambda text: text.translate(_ACCENTS), message)}{padding.rstrip()}⟧"


def wide(message: str) -> str:
    """Every letter two cells wide, without spaces, one for two: about as long as English."""
    return _outside(lambda text: re.sub(r"[A-Za-z ]{1,2}", "字", text), message)


class Pseudo(NullTranslations):
    """A catalogue that says every message by *change*; messages in *missing* it does not have."""

    def __init__(self, change: Callable[[str], str], missing: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._change = change
        self._missing = missing

    def gettext(self, message: str) -> str:
        return message if message in self._missing else self._change(message)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def speaking(
    change: Callable[[str], str], missing: frozenset[str] = frozenset(), language: str = "de"
) -> Iterator[None]:
    """Speak it inside the block, under the name of *language*, and English after it."""
    i18n.speak_with(language, Pseudo(change, missing))
    try:
        yield
    finally:
        i18n.speak(i18n.ENGLISH)
