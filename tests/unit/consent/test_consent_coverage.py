from __future__ import annotations

import pytest

from consent_tui.capture.event import DAU, MAU, Event
from consent_tui.consent.coverage import covered
from consent_tui.vocabulary.tokens import tokens

EVERYTHING = frozenset(tokens())


def event(
    version: str = "0.24.3", options: tuple[str, ...] = ("#optionAll", "#optionYes", "#networkIc")
) -> Event:
    return Event("#command", "#linux", version, "#ic", "#dfxDeploy", "#one", options, "#success")


def test_what_was_covered_in_full_goes_through_untouched() -> None:
    whole = event()
    assert covered(whole, EVERYTHING) is whole


def test_an_option_that_was_not_covered_is_left_out_in_place() -> None:
    found = covered(event(), EVERYTHING - {"#optionYes"})
    assert found is not None
    assert found.options == ("#optionAll", "#networkIc")
    none_left = covered(event(), EVERYTHING - {"#optionYes", "#optionAll", "#networkIc"})
    assert none_left is not None
    assert b'"options":[]' in none_left.encode()


@pytest.mark.parametrize(("token", "key"), [("#one", b"target"), ("#success", b"outcome")])
def test_a_target_or_an_outcome_that_was_not_covered_is_left_out(token: str, key: bytes) -> None:
    found = covered(event(), EVERYTHING - {token})
    assert found is not None
    assert key not in found.encode()
    assert found.command == "#dfxDeploy"


@pytest.mark.parametrize("token", ["#command", "#linux", "#ic", "#dfxDeploy"])
def test_without_what_makes_it_an_event_nothing_is_recorded(token: str) -> None:
    assert covered(event(), EVERYTHING - {token}) is None


@pytest.mark.parametrize("kind", [MAU, DAU])
def test_riding_along_needs_its_own_kind_and_no_command(kind: str) -> None:
    ride = event().riding_along(kind)
    assert covered(ride, EVERYTHING - {"#dfxDeploy", "#one", "#success"}) is ride
    assert covered(ride, EVERYTHING - {kind}) is None


def test_a_version_is_no_token_and_unknown_is_one() -> None:
    assert covered(event("0.99.0-beta.1"), EVERYTHING - {"#unknown"}) is not None
    assert covered(event("#unknown"), EVERYTHING - {"#unknown"}) is None
    assert covered(event(), frozenset()) is None
