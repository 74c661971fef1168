"""Looking at what is pending and wiping it, without a screen."""

from __future__ import annotations

import tracemalloc
from itertools import islice
from pathlib import Path

import pytest

from consent_tui.errors import ConsentError
from consent_tui.services import demo
from consent_tui.services.pending import (
    count,
    event_of,
    newest_first,
    oldest_first,
    sound_event,
    still_pending,
    tokens_line,
    wipe,
    wipe_all,
)
from consent_tui.store import sent
from consent_tui.store.session import writing
from tests.unit.services.person import NOON, Person


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_where_nothing_was_ever_stored_nothing_is_made(person: Person) -> None:
    assert list(newest_first(person.profile)) == list(oldest_first(person.profile)) == []
    assert count(person.profile) == 0
    assert still_pending(person.profile, [1]) == []
    assert wipe_all(person.profile).count == wipe(person.profile, [1]).count == 0
    assert not person.state.exists()


def test_newest_first_and_oldest_first(person: Person) -> None:
    person.decides("on")
    for _ in range(3):
        person.runs("deploy")
        person.now += 60
    rows = list(newest_first(person.profile))
    assert [row.id for row in rows] == [5, 4, 3, 2, 1]
    assert [row.recorded_at for row in rows] == [NOON + 120, NOON + 60, NOON, NOON, NOON]
    assert [row.body for row in oldest_first(person.profile)] == [row.body for row in reversed(rows)]
    assert [row.id for row in newest_first(person.profile, before=4)] == [3, 2, 1]
    assert count(person.profile) == 5
    assert still_pending(person.profile, [9, 5, 2, 5]) == [5, 2]


def test_when_an_event_may_go(person: Person) -> None:
    person.decides("on")
    person.runs("deploy")
    assert {row.sendable_at for row in newest_first(person.profile)} == {NOON + 86400}
    (person.state / "config.toml").write_text('hold = "90m"\n')
    assert {row.sendable_at for row in newest_first(person.profile)} == {NOON + 5400}
    (person.state / "config.toml").write_text("hold = 'a slip'\n")
    assert {row.sendable_at for row in newest_first(person.profile)} == {NOON + 86400}


def test_what_was_recorded_under_local_never_goes(person: Person) -> None:
    person.decides("local")
    person.runs("deploy")
    person.decides("on")
    person.runs("build")
    # The riders that were recorded under local do not count under on, so they ride again.
    found = [
        (row.sendable_at is None, tokens_line(row.body).split()[0]) for row in oldest_first(person.profile)
    ]
    assert found[:3] == [(True, "#mau"), (True, "#dau"), (True, "#dfxDeploy")]
    assert found[3:] == [(False, "#mau"), (False, "#dau"), (False, "#dfxBuild")]


def test_a_page_is_all_that_is_held_in_memory(tmp_path: Path) -> None:
    profile = demo.build(str(tmp_path / "demo"), 30_000, NOON, {})
    assert [row.id for row in islice(newest_first(profile), 2)]  # imports and caches are paid for
    tracemalloc.start()
    try:
        assert sum(1 for _ in newest_first(profile)) == 30_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000  # all of them would take ten times as much


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"[]",
        b"{}",
        b'{"event":"#command","x":"#y"}',
        b'{"event":"deploy"}',
        b'{"event":"#dau","network":"=cmd()"}',
        b'{"event":"#dau","network":"#a,b"}',
        b'{"event":"#command","options":["=x"]}',
        b'{"event":"#command","options":"#x"}',
        b'{"event":\n"#dau"}',
        b'{"event":"#dau\\u001b"}',
        '{"event":"#däu"}'.encode(),
        b"[" * 100_000,
    ],
)
def test_what_is_no_event_of_ours(body: bytes) -> None:
    assert event_of(body) is None
    assert tokens_line(body) == ""


def test_a_foreign_row_is_named_and_can_be_wiped(person: Person) -> None:
    person.decides("on")
    person.runs("deploy")
    with writing(str(person.state)) as connection:
        connection.execute("UPDATE pending SET body = 'text' WHERE id = 2")
    (row,) = [row for row in newest_first(person.profile) if row.id == 2]
    with pytest.raises(ConsentError) as raised:
        sound_event(row)
    assert "--id 2" in raised.value.mend
    assert wipe(person.profile, [2]).count == 1
    assert [row.id for row in newest_first(person.profile)] == [3, 1]


def test_a_wipe_leaves_no_byte(person: Person) -> None:
    person.decides("on")
    for words in (["deploy", "--ic"], ["build"], ["canister", "install", "x", "--mode", "reinstall"]):
        person.runs(*words)
    assert b"dfxCanisterInstall" in b"".join(person.files().values())
    some = wipe(person.profile, [row.id for row in newest_first(person.profile) if b"Install" in row.body])
    assert (some.count, some.remains) == (1, ())
    assert b"dfxCanisterInstall" not in b"".join(person.files().values())
    wiped = wipe_all(person.profile)
    assert (wiped.count, wiped.remains) == (4, ())
    assert not any(b'"#' in content or b"dfxDeploy" in content for content in person.files().values())


def test_one_event_of_an_attempted_batch_takes_the_others_with_it(person: Person) -> None:
    person.decides("on")
    person.runs("deploy")
    with writing(str(person.state)) as connection:
        connection.execute("BEGIN")
        with connection:
            sent.attempt(connection, [2, 3], "https://telemetry.example", "key", b"body", NOON)
    assert wipe(person.profile, [3]).count == 2
    assert [row.id for row in newest_first(person.profile)] == [1]
