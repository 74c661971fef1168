"""A state folder in which a person has decided, made by the same parts that the program uses."""

from __future__ import annotations

from pathlib import Path

from consent_tui.consent.decision import DECISION, NONE_YET, Act, Shown
from consent_tui.consent.notice import notice_hash, purpose_marks, vocabulary_hash
from consent_tui.store import database, decisions, pending, settings
from consent_tui.store.clock import Moment
from consent_tui.vocabulary.tokens import tokens

NOON = 1_790_000_000
"""A moment in 2026, in Unix seconds."""
BOOT = b"0" * 32
NO_SITE_POLICY = "/nonexistent/policy.toml"


def at(wall: int, uptime: int | None = None, boot: bytes = BOOT) -> Moment:
    return Moment(wall, boot, wall - NOON + 1000 if uptime is None else uptime)


def decide(folder: Path, state: str = "on", covered: list[str] | None = None) -> None:
    """Write the decision to its file, then tell the store, as the program does."""
    vocabulary = tokens() if covered is None else covered
    connection = database.open_for_writing(str(folder))
    try:
        shown = Shown(
            notice_hash=notice_hash(vocabulary),
            vocabulary_hash=vocabulary_hash(vocabulary),
            text_hash="1" * 64,
            language="en",
            purposes=purpose_marks(),
            recipient=NONE_YET,
        )
        act = Act(DECISION, state, "cli", shown)
        anchor = settings.read(connection, str(folder)).anchor
        written = decisions.append(str(folder / "decisions.jsonl"), act, NOON, anchor)
        settings.remember(
            connection,
            state,
            written.anchor,
            vocabulary if state != "off" else (),
            vocabulary_hash(vocabulary),
            notice_hash(vocabulary),
            NONE_YET,
        )
    finally:
        connection.close()


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Where no CI, no agent and no dfx is."""
    return {"PATH": str(folder / "nothing"), "HOME": str(folder), **more}


def bodies(folder: Path) -> list[str]:
    """What is pending, oldest first."""
    connection = database.open_for_reading(str(folder))
    assert connection is not None
    try:
        return [each.body.decode("ascii") for each in pending.each(connection)]
    finally:
        connection.close()


def kinds(folder: Path) -> list[str]:
    """The kind of every pending event, oldest first."""
    return [body.split('"')[3] for body in bodies(folder)]
