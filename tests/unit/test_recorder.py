from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui import recorder
from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.store import database, pending
from consent_tui.vocabulary.tokens import tokens
from tests.unit.store.decided import NOON, at, bodies, decide, environment, kinds
from tests.unit.store.recording import DEPLOY, run, snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_what_is_stored_is_what_the_preview_shows(folder: Path) -> None:
    decide(folder)
    assert run(folder) == recorder.RECORDED
    event = explain(
        DEPLOY, 0, Surroundings(str(folder.parent), environment(folder.parent), lambda _: "#unknown")
    ).event
    assert event is not None
    assert bodies(folder) == [
        event.riding_along("#mau").encode().decode(),
        event.riding_along("#dau").encode().decode(),
        event.encode().decode(),
    ]
    assert b"my_secret" not in b"".join(snapshot(folder).values())


def test_a_later_command_rides_alone(folder: Path) -> None:
    decide(folder)
    run(folder)
    run(folder, moment=at(NOON + 60))
    assert kinds(folder) == ["#mau", "#dau", "#command", "#command"]


@pytest.mark.parametrize("state", ["on", "local"])
def test_the_state_is_stored_with_the_event(folder: Path, state: str) -> None:
    decide(folder, "on")
    run(folder, DFX_TELEMETRY=state)
    connection = database.open_for_reading(str(folder))
    assert connection is not None
    assert {each.state for each in pending.each(connection)} == {state}
    connection.close()


@pytest.mark.parametrize(
    "variable", [("DO_NOT_TRACK", "1"), ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("DFX_TELEMETRY", "off")]
)
def test_a_ceiling_of_the_environment_leaves_every_byte_as_it_was(
    folder: Path, variable: tuple[str, str]
) -> None:
    decide(folder)
    before = snapshot(folder)
    assert run(folder, **dict([variable])) == recorder.OFF_NOW
    assert snapshot(folder) == before


@pytest.mark.parametrize("state", ["off", ""])
def test_off_and_undecided_leave_every_byte_as_it_was(folder: Path, state: str) -> None:
    if state:
        decide(folder, state)
    else:
        database.open_for_writing(str(folder)).close()
    before = snapshot(folder)
    assert run(folder) == recorder.OFF_NOW
    assert snapshot(folder) == before


def test_a_policy_in_the_state_folder_lowers_and_never_raises(folder: Path) -> None:
    decide(folder)
    (folder / "policy.toml").write_text('max = "off"\n')
    assert run(folder) == recorder.OFF_NOW
    (folder / "policy.toml").write_text('max = "on"\n')
    assert run(folder) == recorder.RECORDED
    (folder / "policy.toml").write_text("max = [\n")
    assert run(folder) == recorder.OFF_NOW


def test_tokens_that_the_yes_did_not_cover_stay_out(folder: Path) -> None:
    decide(folder, covered=[each for each in tokens() if each != "#networkIc"])
    assert run(folder) == recorder.RECORDED
    assert '"options":[]' in bodies(folder)[-1]


def test_a_command_that_the_yes_did_not_cover_is_not_recorded(folder: Path) -> None:
    decide(folder, covered=[each for each in tokens() if each != "#dfxDeploy"])
    assert run(folder) == recorder.NOT_COVERED
    assert run(folder, ["dfx", "build"]) == recorder.RECORDED
    assert kinds(folder) == ["#mau", "#dau", "#command"]


def test_a_kind_that_the_yes_did_not_cover_does_not_ride_along(folder: Path) -> None:
    decide(folder, covered=[each for each in tokens() if each != "#mau"])
    run(folder)
    assert kinds(folder) == ["#dau", "#command"]


@pytest.mark.parametrize(
    "argv", [["dfx"], ["dfx", "--help"], ["dfx", "consent", "off"], ["dfx", "--", "deploy"]]
)
def test_what_emits_nothing_stores_nothing(folder: Path, argv: list[str]) -> None:
    decide(folder)
    assert run(folder, argv) == recorder.NOTHING
    assert kinds(folder) == []
