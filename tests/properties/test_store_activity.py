"""Clocks that jump, wipes and sends in any order: what contract section 3 promises holds all the same."""

from __future__ import annotations

import tempfile

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consent_tui.capture.event import DAU, MAU
from consent_tui.store import activity, database, pending
from consent_tui.store.clock import Moment

DAY = 86400
START = 1_790_000_000
WINDOWS = {MAU: 30 * DAY, DAU: DAY}


class Clocks(RuleBasedStateMachine):
    """``wall`` is what the clock says, which jumps; ``uptime`` is the time that truly passed."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.store = database.open_for_writing(self.folder.name)
        self.wall = START
        self.uptime = 0
        self.recorded: dict[str, dict[int, int]] = {MAU: {}, DAU: {}}
        self.attempted: set[int] = set()

    @rule(seconds=st.sampled_from([1, 3600, DAY - 1, DAY, 29 * DAY, 30 * DAY, 31 * DAY, 366 * DAY]))
    def time_passes(self, seconds: int) -> None:
        self.wall += seconds
        self.uptime += seconds

    @rule()
    def everything_is_wiped(self) -> None:
        with self.store:
            self.store.execute("BEGIN IMMEDIATE")
            pending.remove_all(self.store)

    @rule(seconds=st.integers(-800 * DAY, 800 * DAY))
    def the_clock_is_set(self, seconds: int) -> None:
        self.wall = max(1, self.wall + seconds)

    @rule()
    def dfx_runs(self) -> None:
        counting = self.counting()
        with self.store:
            self.store.execute("BEGIN IMMEDIATE")
            moment = Moment(self.wall, b"0" * 32, self.uptime)
            pending.set_right(self.store, self.wall)
            found = activity.due(self.store, "on", self.wall)
            for kind in found:
                (identifier,) = pending.add(self.store, [kind.encode()], "on", moment)
                activity.remember(self.store, kind, "on", self.wall, identifier)
                self.recorded[kind][identifier] = self.wall
            pending.trim(self.store, DAY, 10_000, self.wall)
        for kind, window in WINDOWS.items():
            assert (kind in found) == all(self.wall - time >= window for time in counting[kind])

    def counting(self) -> dict[str, list[int]]:
        """When the events that count were recorded, the model's way; what lies in the future is set right."""
        waiting = {row[0] for row in self.store.execute("SELECT id FROM pending")}
        found = {}
        for kind, times in self.recorded.items():
            for identifier in list(times):
                times[identifier] = min(times[identifier], self.wall)
                if identifier not in waiting and identifier not in self.attempted:
                    del times[identifier]
            found[kind] = list(times.values())
        return found

    @rule()
    def the_clock_goes_right_for_a_month(self) -> None:
        """However it was left, a clock that only runs brings each kind again: nothing is locked out."""
        self.dfx_runs()
        for kind, window in WINDOWS.items():
            before = set(self.recorded[kind])
            self.wall += window
            self.uptime += window
            self.dfx_runs()
            assert len(set(self.recorded[kind]) - before) == 1

    @rule()
    def everything_is_sent(self) -> None:
        with self.store:
            self.store.execute("BEGIN IMMEDIATE")
            for event in pending.page_after(self.store, limit=10_000):
                activity.delivered(self.store, event.id, self.wall)
                self.attempted.add(event.id)
            pending.remove_all(self.store)

    @invariant()
    def ids_rise_with_times_and_the_count_is_right(self) -> None:
        if hasattr(self, "store"):
            times = [row[0] for row in self.store.execute("SELECT recorded_at FROM pending ORDER BY id")]
            assert times == sorted(times)
            assert pending.count(self.store) == len(times)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            self.folder.cleanup()


TestClocks = Clocks.TestCase
TestClocks.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
