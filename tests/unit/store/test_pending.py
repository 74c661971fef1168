from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from consent_tui.capture.event import DAU, MAU
from consent_tui.store import activity, database, pending, sent
from tests.unit.store.decided import NOON, at

DAY = 86400
HOLD = DAY


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Connection]:
    connection = database.open_for_writing(str(tmp_path))
    yield connection
    connection.close()


def put(store: Connection, count: int, wall: int = NOON, state: str = "on") -> list[int]:
    with store:
        store.execute("BEGIN")
        return pending.add(store, [b"event %d" % number for number in range(count)], state, at(wall))


def identifiers(store: Connection) -> list[int]:
    return [each.id for each in pending.each(store)]


def test_pages_meet_without_gap_or_overlap(store: Connection) -> None:
    put(store, 1203)
    backwards: list[int] = []
    before = pending.NEWEST
    while page := pending.page_before(store, before, 100):
        backwards += [each.id for each in page]
        before = page[-1].id
    assert backwards == list(range(1203, 0, -1))
    assert identifiers(store) == list(range(1, 1204))
    assert pending.count(store) == 1203


def test_an_id_is_never_given_twice(store: Connection) -> None:
    last = put(store, 3)[-1]
    with store:
        store.execute("BEGIN")
        pending.remove_all(store)
    assert put(store, 1) == [last + 1]


def test_an_event_rests_for_the_hold(store: Connection) -> None:
    put(store, 1)
    (event,) = pending.each(store)
    assert event.rest(HOLD, at(NOON)) == HOLD
    assert event.rest(HOLD, at(NOON + HOLD - 1)) == 1
    assert event.rest(HOLD, at(NOON + HOLD)) == 0
    assert event.sendable_at(HOLD, at(NOON + 5)) == NOON + HOLD
    assert event.rest(0, at(NOON)) == 0


def test_a_clock_set_forward_shortens_no_hold_within_one_boot(store: Connection) -> None:
    put(store, 1)
    (event,) = pending.each(store)
    a_minute_later = at(NOON + 400 * DAY, uptime=1060)
    assert event.rest(HOLD, a_minute_later) == HOLD - 60
    assert event.sendable_at(HOLD, a_minute_later) == NOON + 400 * DAY + HOLD - 60
    after_a_boot = at(NOON + 400 * DAY, uptime=60, boot=b"1" * 32)
    assert event.rest(HOLD, after_a_boot) == 0


def test_a_clock_set_back_lengthens_the_hold_and_never_shortens_it(store: Connection) -> None:
    put(store, 1)
    (event,) = pending.each(store)
    assert event.rest(HOLD, at(NOON - 10, uptime=1000 + HOLD)) == HOLD + 10


def test_what_was_recorded_under_local_is_never_sendable(store: Connection) -> None:
    put(store, 1, state="local")
    (event,) = pending.each(store)
    assert event.sendable_at(HOLD, at(NOON + 50 * DAY)) is None


def test_what_is_kept_after_off_is_never_sendable(store: Connection) -> None:
    put(store, 2)
    assert pending.keep(store) == 2
    assert pending.keep(store) == 2  # said twice, it keeps no less
    assert [each.sendable_at(HOLD, at(NOON)) for each in pending.each(store)] == [None, None]


@pytest.mark.parametrize(("state", "stays"), [("on", HOLD + 14 * DAY), ("local", 90 * DAY)])
def test_events_are_dropped_in_time_and_counted(store: Connection, state: str, stays: int) -> None:
    put(store, 3, state=state)
    pending.drop_expired(store, HOLD, 100, NOON + stays)
    assert (pending.count(store), pending.dropped(store)) == (3, 0)
    pending.drop_expired(store, HOLD, 100, NOON + stays + 1)
    assert (pending.count(store), pending.dropped(store)) == (0, 3)
    assert identifiers(store) == []


def test_older_local_events_do_not_shield_expired_ones_from_a_sweep(store: Connection) -> None:
    put(store, 1, state="local")
    put(store, 2, state="on")
    pending.drop_expired(store, HOLD, 100, NOON + HOLD + 14 * DAY + 1)
    assert identifiers(store) == [1]


def test_the_oldest_go_when_there_are_too_many(store: Connection) -> None:
    put(store, 10)
    with store:
        store.execute("BEGIN")
        pending.trim(store, HOLD, 4, NOON)
    assert identifiers(store) == [7, 8, 9, 10]
    assert (pending.count(store), pending.dropped(store)) == (4, 6)


def test_times_in_the_future_are_set_right_and_then_never_fall(store: Connection) -> None:
    put(store, 2, NOON)
    put(store, 2, NOON + 365 * DAY)
    with store:
        store.execute("BEGIN")
        pending.set_right(store, NOON + 60)
        pending.add(store, [b"event"], "on", at(NOON + 60))
    assert [each.recorded_at - NOON for each in pending.each(store)] == [0, 0, 60, 60, 60]


@pytest.mark.parametrize("gone_by", ["wipe", "too many", "too old"])
def test_what_is_gone_before_an_attempt_was_never_recorded(store: Connection, gone_by: str) -> None:
    (identifier,) = put(store, 1)
    with store:
        store.execute("BEGIN")
        activity.remember(store, MAU, "on", NOON, identifier)
        assert activity.due(store, "on", NOON + 1) == [DAU]
        if gone_by == "wipe":
            pending.remove(store, [identifier])
        elif gone_by == "too many":
            pending.trim(store, HOLD, 0, NOON)
        else:
            pending.sweep(store, HOLD, NOON + 20 * DAY)
        assert activity.due(store, "on", NOON + 1) == [MAU, DAU]


def test_what_was_attempted_counts_even_if_wiped(store: Connection) -> None:
    (identifier,) = put(store, 1)
    with store:
        store.execute("BEGIN")
        activity.remember(store, MAU, "on", NOON, identifier)
        sent.attempt(store, [identifier], "https://example.org", "key", b"event 0\n", NOON)
        pending.remove_all(store)
        assert activity.due(store, "on", NOON + 1) == [DAU]


def test_a_batch_that_was_attempted_is_closed_as_a_whole(store: Connection) -> None:
    put(store, 5)
    with store:
        store.execute("BEGIN")
        sent.attempt(store, [2, 3, 4], "https://example.org", "key", b"three", NOON)
        assert pending.remove(store, [3]) == 3
    assert identifiers(store) == [1, 5]
    assert [each.outcome for each in sent.listing(store)] == [sent.UNKNOWN]
    assert pending.count(store) == 2


def test_many_ids_at_once(store: Connection) -> None:
    put(store, 1500)
    with store:
        store.execute("BEGIN")
        assert pending.remove(store, [*range(1, 1400), 99_999]) == 1399
    assert identifiers(store) == list(range(1400, 1501))


def test_sent_requests_are_kept_for_ninety_days_with_their_digest(store: Connection) -> None:
    with store:
        store.execute("BEGIN")
        first = sent.attempt(store, [], "https://example.org", "one", b"abc", NOON)
        sent.attempt(store, [], "https://example.org", "two", b"abc", NOON)
        sent.close(store, first, sent.DELIVERED, 204, "", NOON + 1)
        assert sent.drop_expired(store, NOON + sent.KEPT_FOR) == 0
        assert sent.drop_expired(store, NOON + sent.KEPT_FOR + 1) == 1
    (left,) = sent.listing(store)
    assert (left.idempotency_key, left.outcome) == ("two", sent.OPEN)
    assert left.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
