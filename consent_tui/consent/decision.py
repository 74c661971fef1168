"""Decisions as a chain: each record holds the hash of the one before (contract, section 4).

A record is one line: a JSON object in its one canonical form (keys sorted, no spaces, ASCII), with ``hash``
the SHA-256 of that form without ``hash`` itself. The chain finds what was edited, dropped or swapped; the
count and head hash that the store keeps beside it find a cut tail. Who can rewrite both can rewrite the past.
"""

from __future__ import annotations

from consent_tui.consent.states import DECIDED, UNDECIDED, YES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT = 1
BEGINNING = "0" * 64
NONE_YET = "none yet"

DECISION = "decision"
LATER = "later"
REFUSAL = "refusal"
ENDPOINT = "endpoint"
ACTS = (DECISION, LATER, REFUSAL, ENDPOINT)
METHODS = ("tui", "cli", "first-run")

FIELDS = (
    "act",
    "began_anew",
    "format",
    "hash",
    "language",
    "method",
    "notice_hash",
    "previous",
    "program",
    "purposes",
    "recipient",
    "record_id",
    "sequence",
    "state",
    "text_hash",
    "time",
    "vocabulary_hash",
)


class Decision:
    """One record, as it stands in the file.

    ``act`` is ``decision`` (the person set ``state``), ``later`` (asked, put off), ``refusal`` (what a new
    notice adds was declined; the standing yes goes on), ``endpoint`` (the person set where events go). Under
    the last three ``state`` is what stood before. ``time`` is RFC 3339 UTC in whole seconds, ``sequence``
    counts from 1, ``record_id`` is a random UUID that never leaves with an event, ``recipient`` an origin or
    ``none yet``, ``purposes`` their ids and versions (``command-usage/1``). ``began_anew`` says what was
    wrong with the chain that this one replaces, and where that lies; it is empty otherwise.
    """

    __slots__ = FIELDS

    act: str
    began_anew: str
    format: int
    hash: str
    language: str
    method: str
    notice_hash: str
    previous: str
    program: str
    purposes: list[str]
    recipient: str
    record_id: str
    sequence: int
    state: str
    text_hash: str
    time: str
    vocabulary_hash: str

    def __init__(self, fields: Mapping[str, object]) -> None:
        for name in FIELDS:
            setattr(self, name, fields[name])

    def fields(self) -> dict[str, object]:
        """Every field by name, as in the file."""
        return {name: getattr(self, name) for name in FIELDS}

    def line(self) -> bytes:
        """The line of the file, with its end."""
        return canonical(self.fields()) + b"\n"

    @property
    def seconds(self) -> int:
        """When, in Unix seconds."""
        return seconds(self.time)


class Shown:
    """What the person had before them: the notice in force, by its hashes, and whom it named.

    ``purposes`` are ids and versions, ``recipient`` the origin that was shown or ``none yet``.
    """

    __slots__ = ("language", "notice_hash", "purposes", "recipient", "text_hash", "vocabulary_hash")

    def __init__(
        self,
        *,
        notice_hash: str,
        vocabulary_hash: str,
        text_hash: str,
        language: str,
        purposes: Sequence[str],
        recipient: str,
    ) -> None:
        self.notice_hash = notice_hash
        self.vocabulary_hash = vocabulary_hash
        self.text_hash = text_hash
        self.language = language
        self.purposes = purposes
        self.recipient = recipient


class Act:
    """What a person did: an act of ``ACTS``, by a method of ``METHODS``, with the notice shown before them.

    ``state`` is the state chosen by a ``decision``; for the other acts the chain carries its own on.
    """

    __slots__ = ("kind", "method", "shown", "state")

    def __init__(self, kind: str, state: str, method: str, shown: Shown) -> None:
        if kind not in ACTS or method not in METHODS or (kind == DECISION and state not in DECIDED):
            raise ValueError(f"no such act: {kind}, {method}, {state}")
        self.kind = kind
        self.state = state
        self.method = method
        self.shown = shown


class Standing:
    """What the records say now.

    ``state`` is one of the four; ``decision`` the record that set it, or None; ``recipient`` whom the person
    agreed to or set since. ``is_yes`` tells whether anything may be recorded at all.
    """

    __slots__ = ("decision", "recipient", "state")

    def __init__(self, state: str, decision: Decision | None, recipient: str) -> None:
        self.state = state
        self.decision = decision
        self.recipient = recipient

    @property
    def is_yes(self) -> bool:
        """Whether the standing decision is ``local`` or ``on``."""
        return self.state in YES


def standing(decisions: Sequence[Decision]) -> Standing:
    """What these records, a whole chain in its order, say now."""
    decision: Decision | None = None
    recipient = NONE_YET
    for each in decisions:
        if each.act == DECISION:
            decision = each
        if each.act in (DECISION, ENDPOINT):
            recipient = each.recipient
    return Standing(decision.state if decision else UNDECIDED, decision, recipient)


def following(act: Act, decisions: Sequence[Decision], now: int, began_anew: str = "") -> Decision:
    """The record of this act, to stand after those; ``now`` in Unix seconds."""
    from uuid import uuid4  # noqa: PLC0415 - only when something is decided

    from consent_tui import __version__  # noqa: PLC0415

    before = standing(decisions)
    recipient = act.shown.recipient if act.kind in (DECISION, ENDPOINT) else before.recipient
    fields: dict[str, object] = {
        "act": act.kind,
        "began_anew": began_anew,
        "format": FORMAT,
        "language": act.shown.language,
        "method": act.method,
        "notice_hash": act.shown.notice_hash,
        "previous": decisions[-1].hash if decisions else BEGINNING,
        "program": __version__,
        "purposes": list(act.shown.purposes),
        "recipient": recipient,
        "record_id": str(uuid4()),
        "sequence": len(decisions) + 1,
        "state": act.state if act.kind == DECISION else before.state,
        "text_hash": act.shown.text_hash,
        "time": utc(now),
        "vocabulary_hash": act.shown.vocabulary_hash,
    }
    fields["hash"] = sealed(fields)
    return Decision(fields)


def canonical(fields: Mapping[str, object]) -> bytes:
    """The one encoding of these fields, without a line's end."""
    from json import dumps  # noqa: PLC0415 - 10 ms, and the recorder never comes here

    return dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def sealed(fields: Mapping[str, object]) -> str:
    """The hash of a record: SHA-256 of its canonical form, ``hash`` left out."""
    from hashlib import sha256  # noqa: PLC0415 - 4 ms, and the recorder never comes here

    return sha256(canonical({name: value for name, value in fields.items() if name != "hash"})).hexdigest()


def utc(moment: int) -> str:
    """Unix seconds as RFC 3339 UTC."""
    from datetime import UTC, datetime  # noqa: PLC0415 - 2 ms, and the recorder never comes here

    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(text: str) -> int:
    """RFC 3339 UTC, whole seconds, as Unix seconds; ValueError for any other text."""
    from datetime import UTC, datetime  # noqa: PLC0415 - 2 ms, and the recorder never comes here

    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return int(moment.timestamp())
