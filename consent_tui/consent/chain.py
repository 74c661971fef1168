"""Reading a chain of decisions: is it whole, and if not, which is the first bad one?

A decision is sound when it is in its one canonical form, its own hash is right, it stands in its place, and
the one after it (or the store's anchor, for the last) vouches for it. Where a link is broken, the one nobody
vouches for is the bad one. What cannot be read never counts as a yes.
"""

from __future__ import annotations

from consent_tui.consent.decision import ACTS, BEGINNING, FIELDS, FORMAT, METHODS, Decision, canonical, sealed
from consent_tui.consent.decision import seconds as seconds_of
from consent_tui.consent.decision import standing as standing_of
from consent_tui.consent.states import OFF, STATES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.ceilings import Reason

BROKEN = "broken"
NEWER = "newer"

_CHAIN = "decisions"
_STORE = "store"
_LONGEST_LINE = 65536
_HEXADECIMAL = frozenset("0123456789abcdef")
_HASHES = ("hash", "previous", "notice_hash", "text_hash", "vocabulary_hash")
_WORDS = ("began_anew", "language", "program", "recipient", "record_id")


class Anchor:
    """What the store keeps about the file of decisions: how many, the last one's hash, its size in bytes.

    The recorder compares ``size`` alone, on every run: another size means that nothing may be recorded.
    """

    __slots__ = ("count", "head", "size")

    def __init__(self, count: int, head: str, size: int) -> None:
        self.count = count
        self.head = head
        self.size = size


class Fault:
    """The first bad decision: its place in the chain, counted from 1, and what is wrong with it.

    ``kind`` is ``broken``, or ``newer`` for a record that a later version of this program wrote.
    """

    __slots__ = ("kind", "reason", "sequence")

    def __init__(self, sequence: int, reason: str, kind: str = BROKEN) -> None:
        self.sequence = sequence
        self.reason = reason
        self.kind = kind

    @property
    def sentence(self) -> str:
        """For a person: which one, and what is wrong."""
        return f"decision {self.sequence} {self.reason}"


class Chain:
    """The decisions that were read: all of them, or those before the first bad one and its ``fault``.

    ``unfinished`` is set when the chain is whole but the store does not know its last records: a process
    ended between the two, or the store was lost. Nobody has been told that those took effect, so a yes among
    them does not count until the person decides again.
    """

    __slots__ = ("anchor", "decisions", "fault", "unfinished")

    def __init__(
        self, decisions: Sequence[Decision], anchor: Anchor, fault: Fault | None, *, unfinished: bool
    ) -> None:
        self.decisions = tuple(decisions)
        self.anchor = anchor
        self.fault = fault
        self.unfinished = unfinished

    @property
    def state(self) -> str:
        """The decision that counts: ``off`` where the records cannot be trusted."""
        return OFF if self.problems() else standing_of(self.decisions).state

    def problems(self) -> tuple[Reason, ...]:
        """Why the records cannot be trusted, as the resolver takes it; empty when all is well."""
        if self.fault is not None:
            return ((_CHAIN, OFF, self.fault.sentence),)
        if self.unfinished and standing_of(self.decisions).is_yes:
            return ((_STORE, OFF, f"decision {len(self.decisions)} is not known to the store"),)
        return ()


def read_chain(content: bytes, anchor: Anchor | None) -> Chain:
    """The chain in these bytes, measured against what the store knows (None when it knows nothing)."""
    lines = content.split(b"\n")
    torn = lines.pop()
    entries = [_read(line, place) for place, line in enumerate(lines, 1)]
    fault = _first_fault(entries, anchor)
    if fault is None and torn:
        fault = Fault(len(entries) + 1, "is cut off in the middle")
    if fault is None and anchor is not None and anchor.count > len(entries):
        fault = Fault(len(entries) + 1, f"is missing: the store has seen {anchor.count}")
    sound = [entry for entry in entries if isinstance(entry, Decision)]
    if fault is not None:
        sound = sound[: fault.sequence - 1]
    known = anchor.count if anchor is not None else 0
    measured = Anchor(len(sound), sound[-1].hash if sound else BEGINNING, len(content))
    return Chain(sound, measured, fault, unfinished=fault is None and len(sound) > known)


def _first_fault(entries: Sequence[Decision | Fault], anchor: Anchor | None) -> Fault | None:
    """Walks from the end to the beginning, as the vouching goes; what it names last is the first bad one."""
    found: Fault | None = None
    voucher: Decision | None = None  # the next decision, while that is sound itself
    for place in range(len(entries), 0, -1):
        entry = entries[place - 1]
        fault = entry if isinstance(entry, Fault) else None
        if isinstance(entry, Decision):
            if anchor is not None and place == anchor.count and entry.hash != anchor.head:
                fault = Fault(place, "is not the one that the store has seen")
            elif voucher is not None and voucher.previous != entry.hash:
                fault = Fault(place, f"is not the one that decision {place + 1} was written after")
            elif place == 1 and entry.previous != BEGINNING:
                fault = Fault(place, "does not begin the chain")
        voucher = entry if fault is None and isinstance(entry, Decision) else None
        found = fault or found
    return found


def _read(line: bytes, place: int) -> Decision | Fault:
    fields = _parsed(line)
    if fields is None:
        return Fault(place, "cannot be read")
    version = fields.get("format")
    if type(version) is int and version > FORMAT:
        return Fault(place, "was written by a newer version of this program", NEWER)
    if fields.get("hash") != sealed(fields) or canonical(fields) != line:
        return Fault(place, "does not match its own hash")
    if not _has_its_fields(fields):
        return Fault(place, "does not hold what a decision holds")
    if fields["sequence"] != place:
        return Fault(place, f"is missing: decision {fields['sequence']} stands in its place")
    return Decision(fields)


def _parsed(line: bytes) -> dict[str, object] | None:
    from json import loads  # noqa: PLC0415 - 10 ms, and the recorder never comes here

    if len(line) > _LONGEST_LINE:
        return None
    try:
        fields = loads(line)
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def _has_its_fields(fields: dict[str, object]) -> bool:
    """Whether these are a decision's fields, no more and no fewer, with values that one can hold."""
    if fields.keys() != set(FIELDS):
        return False
    purposes = fields["purposes"]
    return (
        type(fields["sequence"]) is int
        and type(fields["format"]) is int
        and fields["format"] == FORMAT
        and isinstance(purposes, list)
        and all(isinstance(each, str) for each in purposes)
        and all(_is_hash(fields[name]) for name in _HASHES)
        and all(isinstance(fields[name], str) for name in _WORDS)
        and fields["act"] in ACTS
        and fields["method"] in METHODS
        and fields["state"] in STATES
        and _is_time(fields["time"])
    )


def _is_time(value: object) -> bool:
    try:
        seconds_of(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and _HEXADECIMAL.issuperset(value)
