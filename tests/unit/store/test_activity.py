from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection

import pytest

from consent_tui.capture.event import DAU, MAU
from consent_tui.store import activity, database, pending
from tests.unit.store.decided import NOON, at

DAY = 86400


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Connection]:
    connection = database.open_for_writing(str(tmp_path))
    yield connection
    connection.close()


def run(store: Connection, wall: int, state: str = "on") -> list[str]:
    """A dfx command at this time; which kinds rode along."""
    with store:
        store.execute("BEGIN IMMEDIATE")
        found = activity.due(store, state, wall)
        for kind in found:
            (identifier,) = pending.add(store, [kind.encode()], state, at(wall))
            activity.remember(store, kind, state, wall, identifier)
        activity.is_new_day(store, wall)
    return found


def test_one_of_each_in_its_window_to_the_second(store: Connection) -> None:
    assert run(store, NOON) == [MAU, DAU]
    assert run(store, NOON + DAY - 1) == []
    assert run(store, NOON + DAY) == [DAU]
    assert run(store, NOON + 30 * DAY - 1) == [DAU]
    assert run(store, NOON + 30 * DAY) == [MAU]
    assert run(store, NOON + 31 * DAY - 1) == [DAU]


def test_a_clock_set_forward_a_year_locks_nothing_out_for_good(store: Connection) -> None:
    run(store, NOON + 365 * DAY)
    assert run(store, NOON) == []
    assert run(store, NOON + DAY - 1) == []
    assert run(store, NOON + DAY) == [DAU]
    assert run(store, NOON + 30 * DAY) == [MAU, DAU]


def test_a_clock_set_back_gives_no_second_event_in_the_window(store: Connection) -> None:
    run(store, NOON)
    for back in (1, 3600, DAY, 29 * DAY, 30 * DAY, 4000 * DAY):
        assert run(store, NOON - back) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2028-02-29T12:00:00", "2028-03-30T11:59:59"),
        ("2027-02-28T12:00:00", "2027-03-30T11:59:59"),
        ("2026-12-31T23:59:59", "2027-01-30T23:59:58"),
        ("2026-03-29T00:30:00", "2026-04-28T00:29:59"),
        ("2026-10-25T00:30:00", "2026-11-24T00:29:59"),
    ],
)
def test_leap_days_new_years_and_daylight_saving_change_nothing(
    store: Connection, before: str, after: str
) -> None:
    first, last = (
        int(datetime.fromisoformat(each).replace(tzinfo=UTC).timestamp()) for each in (before, after)
    )
    assert run(store, first) == [MAU, DAU]
    assert MAU not in run(store, last)
    assert MAU in run(store, last + 1)


def test_what_was_recorded_under_local_counts_only_while_local(store: Connection) -> None:
    assert run(store, NOON, "local") == [MAU, DAU]
    assert run(store, NOON + 1, "local") == []
    assert run(store, NOON + 2, "on") == [MAU, DAU]
    assert run(store, NOON + 3, "on") == []
    assert run(store, NOON + 4, "local") == []


def test_what_is_shown(store: Connection) -> None:
    nothing = activity.look(store, MAU, "on", NOON)
    assert (nothing.last_recorded, nothing.last_sent, nothing.next_eligible, nothing.pending) == (
        None,
        None,
        None,
        False,
    )
    run(store, NOON)
    (event,) = [each for each in pending.each(store) if each.body == MAU.encode()]
    shown = activity.look(store, MAU, "on", NOON + 60)
    assert (shown.last_recorded, shown.next_eligible, shown.pending) == (NOON, NOON + 30 * DAY, True)
    with store:
        store.execute("BEGIN")
        activity.delivered(store, event.id, NOON + 90)
        store.execute("DELETE FROM pending WHERE id = ?", (event.id,))
    shown = activity.look(store, MAU, "on", NOON + 100)
    assert (shown.last_recorded, shown.last_sent, shown.pending) == (NOON, NOON + 90, False)
    assert activity.look(store, MAU, "on", NOON + 30 * DAY).next_eligible is None


def test_when_the_last_was_sent_outlives_its_window(store: Connection) -> None:
    run(store, NOON)
    with store:
        store.execute("BEGIN")
        for event in pending.page_after(store):
            activity.delivered(store, event.id, NOON + 5)
        pending.remove_all(store)
    run(store, NOON + 40 * DAY)
    shown = activity.look(store, MAU, "on", NOON + 40 * DAY)
    assert (shown.last_recorded, shown.last_sent) == (NOON + 40 * DAY, NOON + 5)
    for day in range(41, 400):
        run(store, NOON + day * DAY)
        store.execute("UPDATE activity SET attempted = 1")
    assert store.execute("SELECT count(*) FROM activity").fetchone()[0] <= 6


def test_active_days_are_utc_and_forgotten_after_thirty(store: Connection) -> None:
    midnight = NOON // DAY * DAY
    run(store, midnight - 1)
    run(store, midnight)
    assert activity.active_days(store, midnight) == [midnight // DAY - 1, midnight // DAY]
    run(store, midnight + 29 * DAY)
    assert activity.active_days(store, midnight + 29 * DAY) == [midnight // DAY, midnight // DAY + 29]
    assert store.execute("SELECT count(*) FROM active_days").fetchone() == (2,)


def test_days_to_come_are_forgotten(store: Connection) -> None:
    run(store, NOON + 365 * DAY)
    run(store, NOON)
    assert activity.active_days(store, NOON) == [NOON // DAY]
    assert store.execute("SELECT count(*) FROM active_days").fetchone() == (1,)


def test_wiping_forgets_all_but_what_is_pending(store: Connection) -> None:
    run(store, NOON)
    store.execute("UPDATE activity SET attempted = 1 WHERE kind = '#dau'")
    activity.wipe(store)
    assert activity.active_days(store, NOON) == []
    assert activity.look(store, MAU, "on", NOON).last_recorded == NOON
    assert activity.look(store, DAU, "on", NOON).last_recorded is None
    assert MAU not in run(store, NOON + 1)
