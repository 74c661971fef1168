"""Other keys for the app: what the table ``[keys]`` takes and what it refuses."""

from __future__ import annotations

import pytest

from consent_tui.errors import ConsentError
from consent_tui.services.keymap import keys_in_force, validated_keymap, validated_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [("t", "t"), ("T, f5", "T,f5"), ("ctrl+t", "ctrl+t"), ("?", "question_mark"), ("/", "slash"), ("", None)],
)
def test_keys_that_can_be_given(text: str, keys: str | None) -> None:
    assert validated_keys("preview.type", text) == keys


@pytest.mark.parametrize(
    "text", ["tt", "ctrl+", "ctrl+ctrl+x", "hyper+x", "f99", "ctrl+c", "x,ctrl+q", "\x1b", "ctrl+z"]
)
def test_keys_that_cannot(text: str) -> None:
    with pytest.raises(ConsentError) as caught:
        validated_keys("preview.type", text)
    assert caught.value.status == 2
    assert "no key that can be given" in caught.value.message


def test_an_action_that_is_not_known_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(ConsentError) as caught:
        validated_keys("preview.typ", "t")
    assert caught.value.mend == "Did you mean preview.type?"


@pytest.mark.parametrize(
    ("slip", "meant"), [("consent.yess", "consent.yes"), ("lst.older", "list.older"), ("app.hlp", "app.help")]
)
def test_a_slip_is_known(slip: str, meant: str) -> None:
    with pytest.raises(ConsentError) as caught:
        validated_keys(slip, "t")
    assert caught.value.mend == f"Did you mean {meant}?"


@pytest.mark.parametrize("action", ["nope.x", "open.next", "yes", "consent", "x", ""])
def test_nothing_is_suggested_where_nothing_is_near(action: str) -> None:
    with pytest.raises(ConsentError) as caught:
        validated_keys(action, "t")
    assert caught.value.mend == "dfx-consent config keys lists them all."


@pytest.mark.parametrize("action", ["app.quit_anywhere", "app.suspend"])
def test_the_way_out_stays(action: str) -> None:
    with pytest.raises(ConsentError, match="keeps its keys"):
        validated_keys(action, "f5")


@pytest.mark.parametrize(
    "table",
    [
        {"preview.wire": "e"},  # preview.outcome's
        {"preview.wire": "f5", "preview.outcome": "f5"},
        {"preview.wire": "q"},  # app.quit's
        {"app.quit": "w"},  # preview.wire's
        {"preview.wire": "j"},  # list.older's, and the list has the focus
        {"app.quit": "f9"},
    ],
)
def test_two_actions_at_one_place_cannot_have_the_same_key(table: dict[str, str]) -> None:
    with pytest.raises(ConsentError) as caught:
        validated_keymap(table, "config.toml")
    assert "is given to" in caught.value.message


def test_actions_that_never_meet_can() -> None:
    table = {"preview.type": "f5", "consent.notice": "f5", "ask.yes": "j"}
    assert validated_keymap(table, "config.toml") == table
    assert keys_in_force(table)["preview.type"] == "f5"
    assert keys_in_force(table)["preview.wire"] == "w"


@pytest.mark.parametrize("table", [3, "x", ["preview.type"], {"preview.type": 3}])
def test_what_is_no_table_of_texts_is_refused(table: object) -> None:
    with pytest.raises(ConsentError):
        validated_keymap(table, "config.toml")
