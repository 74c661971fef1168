"""What becomes of each word of a command line."""

from __future__ import annotations

from consent_tui.capture.event import Event

CAPTURED = "captured"
REDUCED = "reduced"
COUNTED = "counted"
DROPPED = "dropped"
VERDICTS = (CAPTURED, REDUCED, COUNTED, DROPPED)


class Token:
    """One word of the command line and its verdict.

    ``text`` is the word as the shell hands it over. ``verdict`` is one of ``VERDICTS``: captured (the
    word itself is a fixed name of dfx), reduced (to a word of a list), counted (only that it was
    there), dropped. ``emits`` are the vocabulary tokens it gives, in the event's order. ``kept`` is
    how many leading characters of the text had a part in that: the rest (``=1.0`` of ``--icp=1.0``)
    is dropped; 0 for a dropped word.
    """

    __slots__ = ("emits", "kept", "text", "verdict")

    def __init__(self, text: str, verdict: str, emits: tuple[str, ...], kept: int) -> None:
        self.text = text
        self.verdict = verdict
        self.emits = emits
        self.kept = kept


class Explanation:
    """The verdict on every word, and the event they make together, or None when nothing is emitted."""

    __slots__ = ("event", "tokens")

    def __init__(self, tokens: list[Token], event: Event | None) -> None:
        self.tokens = tokens
        self.event = event
