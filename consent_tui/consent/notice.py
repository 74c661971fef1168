"""What a yes covers: the purposes and the vocabulary, as hashes and as differences (contract, section 4).

The hashes leave the prose out, so that a better sentence is no new question; the text that was shown has a
hash of its own beside them. A purpose's version rises when what it means changes.
"""

from __future__ import annotations

from consent_tui.i18n import NP_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Purpose:
    """Why something is recorded: a stable ``id``, the ``version`` of its meaning, its words in English."""

    __slots__ = ("id", "text", "title", "version")

    def __init__(self, identifier: str, version: int, title: str, text: str) -> None:
        self.id = identifier
        self.version = version
        self.title = title
        self.text = text

    @property
    def mark(self) -> str:
        """Id and version, as a decision records them: ``command-usage/1``."""
        return f"{self.id}/{self.version}"


PURPOSES = (
    Purpose(
        "command-usage",
        1,
        NP_("notice", "How dfx is used"),
        NP_(
            "notice",
            "To learn which dfx commands and options people use, on which kind of network, and which ones "
            "fail, so that the developers of dfx know what to improve.",
        ),
    ),
    Purpose(
        "active-users",
        1,
        NP_("notice", "How many people use dfx"),
        NP_(
            "notice",
            "To count how many people use dfx in a day and in a month. Your machine does the counting, "
            "so that this needs no identifier.",
        ),
    ),
)


def purpose_marks() -> tuple[str, ...]:
    """The purposes in force, id and version each."""
    return tuple(purpose.mark for purpose in PURPOSES)


def vocabulary_text(tokens: Iterable[str]) -> str:
    """The vocabulary as it is hashed and kept: sorted, each token once, one a line."""
    return "".join(token + "\n" for token in sorted(set(tokens)))


def vocabulary_hash(tokens: Iterable[str]) -> str:
    """SHA-256 of ``vocabulary_text``, in hexadecimal."""
    return _digest(vocabulary_text(tokens))


def notice_hash(tokens: Iterable[str], marks: Sequence[str] | None = None) -> str:
    """SHA-256 of the purposes' marks, sorted, one a line, an empty line, then ``vocabulary_text``.

    ``marks`` are the purposes in force unless given.
    """
    purposes = purpose_marks() if marks is None else marks
    return _digest("".join(mark + "\n" for mark in sorted(purposes)) + "\n" + vocabulary_text(tokens))


def text_hash(text: str) -> str:
    """SHA-256 of the text exactly as it was shown, in UTF-8."""
    return _digest(text)


def added(old_tokens: Iterable[str], new_tokens: Iterable[str]) -> tuple[str, ...]:
    """The tokens that the new vocabulary has and the old one had not, sorted: exactly what to ask about."""
    return tuple(sorted(set(new_tokens).difference(old_tokens)))


def added_purposes(old_marks: Iterable[str]) -> tuple[Purpose, ...]:
    """The purposes in force that are new, or changed their meaning, since those marks."""
    known = frozenset(old_marks)
    return tuple(purpose for purpose in PURPOSES if purpose.mark not in known)


def _digest(text: str) -> str:
    from hashlib import sha256  # noqa: PLC0415 - 4 ms, and the recorder never comes here

    return sha256(text.encode("utf-8")).hexdigest()
