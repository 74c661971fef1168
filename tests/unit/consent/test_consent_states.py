from __future__ import annotations

from itertools import product

from consent_tui.consent.states import DECIDED, LOCAL, OFF, ON, STATES, UNDECIDED, lowest


def test_the_lowest_of_any_states() -> None:
    for states in product(STATES, repeat=3):
        heights = [max(0, DECIDED.index(state)) if state in DECIDED else 0 for state in states]
        assert lowest(states) == DECIDED[min(heights)]


def test_what_is_not_known_is_off_and_nothing_is_no_ceiling() -> None:
    assert lowest([]) == ON
    assert lowest(["ON"]) == lowest([""]) == lowest([ON, "higher"]) == lowest([UNDECIDED, LOCAL]) == OFF
