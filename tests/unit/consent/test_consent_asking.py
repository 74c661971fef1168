from __future__ import annotations

import pytest

from consent_tui.consent.asking import due, next_question
from consent_tui.consent.decision import Decision
from tests.unit.consent.made import NEWER_NOTICE, NOTICE, START, act, decisions

WEEK = 7 * 86400


def test_the_undecided_are_asked_at_once() -> None:
    assert next_question([], NOTICE) == 0
    assert due([], 0, NOTICE)


def test_later_asks_again_after_seven_days_and_three_times_at_most() -> None:
    made: list[Decision] = []
    asked = 0
    now = START
    while due(made, now, NOTICE):
        asked += 1
        made = decisions(*(act("later") for _ in range(asked)), start=START, step=WEEK)
        assert not due(made, now, NOTICE)
        assert not due(made, now + WEEK - 1, NOTICE)
        now += WEEK
    assert asked == 1 + 3
    assert next_question(made, NOTICE) is None
    assert next_question(made, NEWER_NOTICE) is None
    assert not due(made, now + 1000 * WEEK, NOTICE)


@pytest.mark.parametrize("notice_hash", [NOTICE, NEWER_NOTICE])
def test_a_no_is_never_asked_again(notice_hash: str) -> None:
    for made in (
        decisions(act("decision", "off")),
        decisions(act("decision", "on"), act("decision", "off")),
        decisions(act("later"), act("decision", "off"), act("later", notice_hash=NEWER_NOTICE)),
    ):
        assert next_question(made, notice_hash) is None
        assert not due(made, 2**40, notice_hash)


@pytest.mark.parametrize("state", ["on", "local"])
def test_a_yes_is_asked_again_only_when_the_notice_changed(state: str) -> None:
    made = decisions(act("later"), act("decision", state))
    assert next_question(made, NOTICE) is None
    assert next_question(made, NEWER_NOTICE) == 0
    again = decisions(act("decision", state), act("decision", state, NEWER_NOTICE))
    assert next_question(again, NEWER_NOTICE) is None
    assert next_question(again, NOTICE) == 0


def test_later_and_refusal_of_a_change_hold_for_that_change_alone() -> None:
    yes = act("decision", "on")
    later = act("later", notice_hash=NEWER_NOTICE)
    assert next_question(decisions(yes, later), NEWER_NOTICE) == START + 60 + WEEK
    assert next_question(decisions(yes, later, later, later, later), NEWER_NOTICE) is None
    assert next_question(decisions(yes, later, later, later, later), "f" * 64) == 0
    refused = decisions(yes, act("refusal", notice_hash=NEWER_NOTICE))
    assert next_question(refused, NEWER_NOTICE) is None
    assert next_question(refused, "f" * 64) == 0
    assert refused[-1].state == "on"
    four_laters_then_yes = decisions(*[act("later")] * 4, yes, later)
    assert next_question(four_laters_then_yes, NEWER_NOTICE) == START + 5 * 60 + WEEK


def test_a_clock_set_back_asks_no_earlier() -> None:
    made = decisions(act("later"))
    assert not due(made, START - 10 * WEEK, NOTICE)
    assert due(made, START + WEEK, NOTICE)
