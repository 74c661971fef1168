"""What becomes of each word of a command line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.capture.event import Event

CAPTURED = "captured"
REDUCED = "reduced"
COUNTED = "counted"
DROPPED = "dropped"
VERDICTS = (CAPTURED, REDUCED, COUNTED, DROPPED)

DROPPED_WORD: tuple[str, tuple[str, ...], int] = (DROPPED, (), 0)

BARE = "bare"
HELP = "help"
INTERNAL = "internal"
OUR_OWN = "our-own"
UNREACHED = "unreached"
NOT_COVERED = "not-covered"
SILENCES = (BARE, HELP, INTERNAL, OUR_OWN, UNREACHED, NOT_COVERED)

TYPED = "typed"
ENVIRONMENT = "environment"
DEFAULT = "default"


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
    """The verdict on every word, and the event they make together, or None when nothing is emitted.

    ``said`` holds for each of the ``texts`` its verdict, what it emits and how much of it was kept, as
    ``Token`` describes them; plain tuples, because most words are dropped and share one.

    ``silence`` says why there is no event: ``bare`` (no command at all), ``help`` (help or the version was
    asked for), ``internal`` (a command that dfx keeps for itself), ``our-own`` (``dfx consent``),
    ``unreached`` (no command was reached), ``not-covered`` (a standing yes did not cover it); it is empty
    where there is one. ``network_source`` says where the
    network was chosen: ``typed`` on the command line, in the ``environment``, or by ``default``.
    """

    __slots__ = ("event", "network_source", "said", "silence", "texts")

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.said: list[tuple[str, tuple[str, ...], int]] = [DROPPED_WORD] * len(texts)
        self.event: Event | None = None
        self.network_source = DEFAULT
        self.silence = ""

    def drop_all(self) -> None:
        """Every word is dropped and emits nothing, which is also how reading begins."""
        self.said = [DROPPED_WORD] * len(self.texts)

    @property
    def tokens(self) -> list[Token]:
        """The words of the command line in order, each with its verdict."""
        return [Token(text, *said) for text, said in zip(self.texts, self.said, strict=True)]
