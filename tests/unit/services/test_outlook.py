"""Under a standing yes the preview shows what that covers, to the byte what the recorder stores."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.recorder import record
from consent_tui.services.deciding import decide
from consent_tui.services.outlook import outlook
from consent_tui.services.preview import preview
from consent_tui.services.profile import Profile
from consent_tui.store import pending, settings
from consent_tui.store.session import reading, writing
from consent_tui.vocabulary.tokens import tokens
from tests.program import document, environment

NEW = {"#optionYes", "#dfxStop", "#modeUpgrade"}


@pytest.fixture
def older(tmp_path: Path) -> Profile:
    """A profile whose yes was given when ``NEW`` was not in the vocabulary."""
    environ = environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "state"))
    profile = Profile(environ, str(tmp_path))
    decide(profile, "on", "cli", "a test")
    standing = settings.look(profile.paths.state)
    assert standing.anchor is not None
    known = [token for token in tokens() if token not in NEW]
    with writing(profile.paths.state) as connection:
        settings.remember(connection, "on", standing.anchor, known, "older", "older", "none yet")
    return profile


def bodies(profile: Profile) -> list[bytes]:
    with reading(profile.paths.state) as connection:
        assert connection is not None
        return [each.body for each in pending.each(connection)]


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("dfx deploy --mode upgrade --yes --ic", ("#optionMode", "#networkIc")),
        ("dfx deploy -y", ()),
        ("dfx deploy --ic", ("#networkIc",)),
    ],
)
def test_the_preview_is_the_recorder(older: Profile, line: str, options: tuple[str, ...]) -> None:
    argv = line.split()
    found = preview(argv, 0, older.surroundings(), outlook(older))
    assert found.event is not None
    assert found.event.options == options
    assert NEW.isdisjoint(emitted for token in found.explanation.tokens for emitted in token.emits)
    assert record(argv, 0, older.cwd, older.environ, older.paths.state) == "recorded"
    stored = bodies(older)
    assert stored[-1] + b"\n" == found.body
    assert stored[:-1] == [each.encode() for each in found.also]


def test_a_command_that_is_not_covered_emits_nothing(older: Profile) -> None:
    found = preview(["dfx", "stop"], 0, older.surroundings(), outlook(older))
    assert (found.event, found.also, found.explanation.silence) == (None, (), "not-covered")
    assert record(["dfx", "stop"], 0, older.cwd, older.environ, older.paths.state) == "not-covered"
    assert bodies(older) == []


def test_what_rode_along_rides_along_once(older: Profile) -> None:
    words = ["preview", "--json", "--", "dfx", "deploy"]
    assert [each["event"] for each in document(*words, environ=older.environ)["also"]] == ["#mau", "#dau"]
    record(["dfx", "deploy"], 0, older.cwd, older.environ, older.paths.state)
    assert document(*words, environ=older.environ)["also"] == []
    tomorrow = Profile(older.environ, older.cwd, lambda: older.clock() + 86_400)
    assert outlook(tomorrow).riding == ("#dau",)


def test_nobody_who_never_said_yes_is_limited(tmp_path: Path) -> None:
    profile = Profile(environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "state")), str(tmp_path))
    assert outlook(profile).covered is None
    assert not (tmp_path / "state").exists()
    decide(profile, "off", "cli", "a test")
    assert outlook(profile).covered is None
