"""The sample data: as many events as asked for, all the recorder's, and nothing outside the folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent_tui.errors import ConsentError
from consent_tui.history.recent import recent_commands
from consent_tui.services import demo
from consent_tui.services.activity import activity
from consent_tui.services.pending import count, oldest_first
from consent_tui.services.records import records
from consent_tui.services.rejected import rejected_events
from consent_tui.store import database, pending, sent, settings
from consent_tui.vocabulary.tokens import tokens
from tests.program import tree
from tests.unit.services.person import NOON

CI = {"CI": "true", "GITHUB_ACTIONS": "true", "CLAUDECODE": "1", "DO_NOT_TRACK": "1", "DFX_TELEMETRY": "off"}


@pytest.mark.parametrize("events", [0, 1, 2, 3, 5, 8, 200, 20_001])
def test_exactly_as_many_as_asked_for(tmp_path: Path, events: int) -> None:
    profile = demo.build(str(tmp_path / "demo"), events, NOON, {})
    rows = list(oldest_first(profile))
    assert len(rows) == count(profile) == events
    times = [row.recorded_at for row in rows]
    assert times == sorted(times)
    assert all(NOON - 6 * 86400 <= each <= NOON for each in times)
    kinds = [json.loads(row.body)["event"] for row in rows]
    assert kinds[-1:] in ([], ["#command"])
    assert kinds.count("#dau") <= 7
    assert "#mau" not in kinds  # one was sent twelve days ago


def test_every_event_is_in_the_vocabulary_and_none_is_dropped_by_the_next_recorder(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    profile = demo.build(str(folder), 12_000, NOON, {})
    vocabulary = set(tokens())
    for row in oldest_first(profile):
        event = json.loads(row.body)
        assert event.pop("dfxVersion") == demo.VERSION
        assert vocabulary.issuperset([*event.pop("options", []), *event.values()])
    connection = database.open_for_writing(str(folder))
    try:
        standing = settings.read(connection, str(folder))
        assert standing.max_pending == 22_000
        pending.drop_expired(connection, standing.hold, standing.max_pending, NOON)
        assert (pending.count(connection), pending.dropped(connection)) == (12_000, 0)
        assert {each.outcome for each in sent.listing(connection)} == {"delivered", "rejected"}
    finally:
        connection.close()


def test_there_is_something_to_see_everywhere(tmp_path: Path) -> None:
    profile = demo.build(str(tmp_path / "demo"), 200, NOON, {})
    assert records(profile).effective.state == "on"
    assert records(profile).chain.problems() == ()
    found = activity(profile)
    assert found.mau.last_sent
    assert found.mau.next_eligible
    assert not found.mau.pending
    assert found.dau.pending
    assert 10 < len(found.days) < 30
    assert {row.recorded_at // 86400 for row in oldest_first(profile)} <= set(found.days)
    assert len(rejected_events(profile)) == 3
    assert len(list(recent_commands(profile.environ, "auto"))) == len(demo.COMMAND_LINES)
    assert profile.ask_version("") == demo.VERSION


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    rows = []
    for name in ("one", "two"):
        profile = demo.build(str(tmp_path / name), 300, NOON, {})
        rows.append([(row.id, row.recorded_at, row.body) for row in oldest_first(profile)])
    assert rows[0] == rows[1]


def test_nothing_of_the_environment_counts_but_the_terminal(tmp_path: Path) -> None:
    terminal = {"TERM": "xterm", "NO_COLOR": "1", "HISTFILE": "/etc/passwd", **CI}
    profile = demo.build(str(tmp_path / "demo"), 3, NOON, terminal)
    assert records(profile).effective.state == "on"
    assert set(profile.environ) == {"TERM", "NO_COLOR", "HOME", "SHELL", "PATH", "DFX_CONSENT_HOME"}
    assert {path.name for path in tmp_path.iterdir()} == {"demo"}


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    before = tree(tmp_path)
    for folder in (tmp_path, tmp_path / "mine"):
        with pytest.raises(ConsentError):
            demo.build(str(folder), 3, NOON, {})
    assert tree(tmp_path) == before


@pytest.mark.parametrize("events", [-1, 10_000_000])
def test_a_number_that_cannot_be(tmp_path: Path, events: int) -> None:
    with pytest.raises(ConsentError):
        demo.build(str(tmp_path / "demo"), events, NOON, {})
    assert not (tmp_path / "demo").exists()
