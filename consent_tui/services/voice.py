"""In which language a person is told what a decision rests on: all of it in theirs, or all of it in English.

A sentence of the notice that was changed has no translation until somebody made a new one. Half a notice in
one language and half in another is no notice, so one missing sentence means English for every one of them,
and the decision records that it was English.
"""

from __future__ import annotations

from consent_tui.consent.notice_text import CONTEXT, PARAGRAPHS
from consent_tui.i18n import ENGLISH, N_, _, in_english, ngettext, pgettext, spoken
from consent_tui.services.card_words import SENTENCES

_FALLEN_BACK = N_(
    "This text has changed, and there is no translation of it into your language yet: it is shown in English."
)


class Voice:
    """``say`` says a sentence of the notice or the card in ``language``, one of ``i18n.LANGUAGES``."""

    __slots__ = ("language",)

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, message: str) -> str:
        """*message*, which is marked under the notice's context, in this language."""
        return in_english(message) if self.language != spoken() else pgettext(CONTEXT, message)

    def word(self, message: str) -> str:
        """*message*, which is not of the notice but stands beside it, in the same language."""
        return in_english(message) if self.language != spoken() else _(message)

    def ngettext(self, one: str, several: str, count: int) -> str:
        """The form for so many, in the same language."""
        if self.language != spoken():
            return in_english(one if count == 1 else several)
        return ngettext(one, several, count)

    def remark(self) -> str:
        """That the text is in English although the person reads another language; else nothing."""
        return _(_FALLEN_BACK) if self.language != spoken() else ""


def voice() -> Voice:
    """The language spoken if it has every sentence that a decision rests on, else English."""
    language = spoken()
    is_whole = language == ENGLISH or all(
        pgettext(CONTEXT, each) != each for each in (*PARAGRAPHS, *SENTENCES)
    )
    return Voice(language if is_whole else ENGLISH)
