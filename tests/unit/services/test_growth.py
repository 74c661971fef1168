"""After an upgrade the recorder lets the shim ask: once for each notice, and never at the record's cost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consent_tui import recorder
from consent_tui.consent.decision import LATER, REFUSAL, Act, Shown
from consent_tui.consent.notice import notice_hash, purpose_marks, vocabulary_hash
from consent_tui.store import database, decisions, settings
from consent_tui.vocabulary.tokens import tokens
from tests.unit.store.decided import NO_SITE_POLICY, NOON, at, decide, environment, kinds

EARLIER = [each for each in tokens() if each not in ("#dfxPing", "#optionMode")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def run(folder: Path, *words: str) -> str:
    argv = ["dfx", *(words or ("deploy",))]
    environ = environment(folder.parent)
    return recorder.record(
        argv, 0, str(folder.parent), environ, str(folder), lambda: at(NOON), NO_SITE_POLICY
    )


def act(folder: Path, kind: str) -> None:
    """Answer the question about the notice in force, as the card does."""
    connection = database.open_for_writing(str(folder))
    shown = Shown(
        notice_hash=notice_hash(tokens()),
        vocabulary_hash=vocabulary_hash(tokens()),
        text_hash="2" * 64,
        language="en",
        purposes=purpose_marks(),
        recipient="none yet",
    )
    before = settings.read(connection, str(folder))
    written = decisions.append(
        str(folder / "decisions.jsonl"), Act(kind, "undecided", "first-run", shown), NOON, before.anchor
    )
    settings.remember(
        connection, "on", written.anchor, EARLIER, vocabulary_hash(EARLIER), notice_hash(EARLIER), "none yet"
    )
    connection.close()


@pytest.mark.parametrize(("words", "outcome"), [(("deploy",), "recorded"), (("ping", "ic"), "not-covered")])
def test_a_yes_to_another_notice_lets_the_shim_ask(
    folder: Path, words: tuple[str, ...], outcome: str
) -> None:
    decide(folder, "on", EARLIER)
    assert run(folder, *words) == outcome
    assert (folder / "ask").stat().st_mtime == 0


def test_a_yes_to_this_notice_does_not(folder: Path) -> None:
    decide(folder)
    run(folder)
    assert not (folder / "ask").exists()
    assert not (folder / "compared").exists()


def test_the_decisions_are_looked_at_once_for_a_notice(folder: Path) -> None:
    decide(folder, "on", EARLIER)
    run(folder)
    (folder / "ask").unlink()
    run(folder)
    assert not (folder / "ask").exists()
    (folder / "compared").write_text("of an earlier notice")
    run(folder)
    assert (folder / "ask").exists()


def test_a_refusal_is_respected_and_a_later_keeps_its_time(folder: Path) -> None:
    decide(folder, "on", EARLIER)
    act(folder, LATER)
    run(folder)
    assert (folder / "ask").stat().st_mtime == NOON + 7 * 86400
    for name in ("ask", "compared"):
        (folder / name).unlink()
    act(folder, REFUSAL)
    run(folder)
    assert not (folder / "ask").exists()
    assert (folder / "compared").exists()


@pytest.mark.parametrize("name", ["compared", "ask"])
def test_what_cannot_be_written_costs_no_record(folder: Path, name: str) -> None:
    decide(folder, "on", EARLIER)
    (folder / name).mkdir()
    assert run(folder) == recorder.RECORDED
    assert kinds(folder) == ["#mau", "#dau", "#command"]
    shutil.rmtree(folder / name)
    run(folder)
    assert (folder / "ask").is_file()
