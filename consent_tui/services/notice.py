"""The notice in force, as text and as a document."""

from __future__ import annotations

from consent_tui.consent.decision import NONE_YET, Shown
from consent_tui.consent.notice import PURPOSES, notice_hash, purpose_marks, text_hash, vocabulary_hash
from consent_tui.consent.notice_text import (
    HERE,
    NOT_STATED,
    THERE,
    TITLE,
    VERSION,
    WITHDRAWAL,
    Particulars,
    Section,
    full_text,
    recipient_sentence,
    sections,
)
from consent_tui.i18n import ENGLISH
from consent_tui.services.in_force import in_force
from consent_tui.services.veil import veiled
from consent_tui.services.voice import voice
from consent_tui.vocabulary.tokens import tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.notice_text import Say
    from consent_tui.services.records import Records


def particulars(found: Records) -> Particulars:
    """Whom the notice names: a policy's words before the person's own."""
    stated = [str(in_force(found, key).value or "") for key in ("controller", "contact", "jurisdiction")]
    return Particulars(found.endpoint.origin or NONE_YET, *stated)


def _veiled(named: Particulars) -> Particulars:
    def seen(value: str, nobody: str) -> str:
        return value if value == nobody else veiled(value)

    return Particulars(
        seen(named.recipient, NONE_YET),
        *[seen(each, NOT_STATED) for each in (named.controller, named.contact, named.jurisdiction)],
    )


def notice_in_force(found: Records) -> Notice:
    """The notice in force where these records lie.

    Raises:
        ConsentError: ``config.toml`` cannot be understood, so whom it would name is not known.
    """
    return Notice(particulars(found), tokens())


def notice_naming_nobody() -> Notice:
    """The notice where nobody knows whom it would name: what a no records then."""
    return Notice(Particulars(NONE_YET, "", "", ""), tokens())


class Notice:
    """The notice for these particulars and this vocabulary, with its three hashes.

    ``text`` is the whole of it as shown, in ``language``; the tokens are listed beside it, not in it.
    """

    __slots__ = ("_voice", "notice_hash", "particulars", "text", "text_hash", "tokens", "vocabulary_hash")

    def __init__(self, particulars: Particulars, tokens: Sequence[str]) -> None:
        self.particulars = particulars
        self.tokens = tuple(sorted(set(tokens)))
        self._voice = voice()
        # Its hash is of the words, whether or not somebody looks on: a plain text has no guard.
        self.text = full_text(particulars, len(self.tokens), lambda message: str(self._voice.say(message)))
        self.text_hash = text_hash(self.text)
        self.vocabulary_hash = vocabulary_hash(self.tokens)
        self.notice_hash = notice_hash(self.tokens)

    @property
    def language(self) -> str:
        """The language of its text, one of ``i18n.LANGUAGES``."""
        return self._voice.language

    @property
    def title(self) -> str:
        """What stands above the text."""
        return self.say(TITLE)

    @property
    def remark(self) -> str:
        """Why the text is in English though the person reads another language; empty where it is not so."""
        return self._voice.remark()

    @property
    def say(self) -> Say:
        """Says a sentence of the notice in its language."""
        return self._voice.say

    def sections(self) -> tuple[Section, ...]:
        """The text part by part, to draw: while somebody looks on, the names that it states are veiled."""
        return sections(_veiled(self.particulars), len(self.tokens), self._voice.say)

    def shown(self) -> Shown:
        """What a decision records when this notice stood before the person."""
        return Shown(
            notice_hash=self.notice_hash,
            vocabulary_hash=self.vocabulary_hash,
            text_hash=self.text_hash,
            language=self.language,
            purposes=purpose_marks(),
            recipient=self.particulars.recipient,
        )

    def document(self) -> dict[str, object]:
        """The notice as ``notice --json`` prints it: English, whatever language it is shown in."""
        text = full_text(self.particulars, len(self.tokens))
        return {
            "version": VERSION,
            "language": ENGLISH,
            "notice_hash": self.notice_hash,
            "vocabulary_hash": self.vocabulary_hash,
            "text_hash": text_hash(text),
            "purposes": [
                {"id": each.id, "version": each.version, "title": each.title, "text": each.text}
                for each in PURPOSES
            ],
            "recipient": None if self.particulars.recipient == NONE_YET else self.particulars.recipient,
            "recipient_text": recipient_sentence(self.particulars.recipient),
            "controller": self.particulars.controller,
            "contact": self.particulars.contact,
            "jurisdiction": self.particulars.jurisdiction,
            "retention": {"local": list(HERE), "remote": list(THERE)},
            "withdrawal": list(WITHDRAWAL),
            "text": text,
            "tokens": list(self.tokens),
        }
