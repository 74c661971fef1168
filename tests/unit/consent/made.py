"""Decisions made by the product's own code, with times of our choosing."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from consent_tui.consent.chain import Anchor
from consent_tui.consent.decision import NONE_YET, Act, Decision, Shown, following

START = 1_760_000_000
NOTICE = "a" * 64
NEWER_NOTICE = "b" * 64
SAMPLE = (("later", ""), ("decision", "on"), ("endpoint", ""), ("decision", "off"), ("decision", "local"))


def shown(notice_hash: str = NOTICE, recipient: str = NONE_YET) -> Shown:
    return Shown(
        notice_hash=notice_hash,
        vocabulary_hash="c" * 64,
        text_hash="d" * 64,
        language="en",
        purposes=("command-usage/1", "active-users/1"),
        recipient=recipient,
    )


def act(kind: str, state: str = "off", notice_hash: str = NOTICE, recipient: str = NONE_YET) -> Act:
    return Act(kind, state, "cli", shown(notice_hash, recipient))


def decisions(*acts: Act, start: int = START, step: int = 60) -> list[Decision]:
    """One decision for each act, ``step`` seconds apart."""
    found: list[Decision] = []
    for number, each in enumerate(acts):
        found.append(following(each, found, start + number * step))
    return found


def sample() -> list[Decision]:
    return decisions(*(act(kind, state or "off") for kind, state in SAMPLE))


def file_of(chain: list[Decision]) -> bytes:
    return b"".join(each.line() for each in chain)


def anchor_of(chain: list[Decision]) -> Anchor:
    return Anchor(len(chain), chain[-1].hash if chain else "0" * 64, len(file_of(chain)))


def resealed(line: bytes, **changes: Any) -> bytes:
    """The line with these fields changed and its hash right again, without the product's code."""
    fields = json.loads(line) | changes
    del fields["hash"]
    plain = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    fields["hash"] = sha256(plain).hexdigest()
    return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode() + b"\n"
