"""A slip in ``config.toml`` takes nobody's way out, hides no state, and lets nothing leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent_tui.services.configuration import write
from tests.program import program
from tests.unit.services.person import Person

CLASH = '[keys]\n"app.quit" = "w"\n'
SLIPS = ["hold = [", "nonsense = 1\n", CLASH]


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody who said yes, and has an event pending."""
    found = Person(tmp_path)
    found.decides("on")
    found.runs("deploy")
    return found


def slip(person: Person, text: str) -> Path:
    path = person.state / "config.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("text", SLIPS)
def test_off_is_decided_and_wipes_all_the_same(person: Person, text: str) -> None:
    slip(person, text)
    done = program("off", environ=person.environ)
    assert (done.returncode, done.stderr) == (0, b"")
    slip(person, "")
    told = json.loads(program("status", "--json", environ=person.environ).stdout)
    assert (told["decision"], told["effective"], told["pending"]) == ("off", "off", 0)


@pytest.mark.parametrize("text", SLIPS)
def test_the_status_is_what_the_recorder_goes_by(person: Person, text: str) -> None:
    slip(person, text)
    before = json.loads(program("status", "--json", environ=person.environ).stdout)
    person.runs("build")
    done = program("status", "--json", environ=person.environ)
    told = json.loads(done.stdout)
    assert told["effective"] == "on" and told["endpoint"] is None
    assert told["pending"] == before["pending"] + 1
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 2
    plain = program("status", environ=person.environ)
    assert plain.stdout.startswith(b"dfx runs are recorded") and plain.stderr == done.stderr


@pytest.mark.parametrize("text", SLIPS)
def test_nothing_leaves_not_even_to_where_a_policy_says(person: Person, text: str) -> None:
    write(person.profile, "endpoint", "http://127.0.0.1:9/")
    (person.state / "policy.toml").write_text('endpoint = "http://127.0.0.1:9/"\n', "utf-8")
    slip(person, text)
    done = program("send", "--dry-run", environ=person.environ)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"127.0.0.1" not in done.stderr and len(done.stderr.splitlines()) == 2


def test_a_yes_waits_until_the_slip_is_mended(person: Person) -> None:
    person.decides("off")
    slip(person, "hold = [")
    with pytest.raises(Exception, match="is not TOML"):
        person.decides("on")
    slip(person, "")
    assert json.loads(program("status", "--json", environ=person.environ).stdout)["decision"] == "off"


def test_a_value_is_not_written_into_a_file_that_is_not_toml(person: Person) -> None:
    path = slip(person, "hold = [")
    done = program("config", "set", "locale", "de", environ=person.environ)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 2
    assert b"is not TOML" in done.stderr
    assert path.read_text("utf-8") == "hold = ["


def test_a_key_that_would_mean_two_things_is_refused_before_it_is_written(person: Person) -> None:
    path = slip(person, '[keys]\n"preview.wire" = "f5"\n')
    for action, key in (("keys.app.quit", "w"), ("keys.ask.yes", "n"), ("keys.preview.outcome", "f5")):
        done = program("config", "set", action, key, environ=person.environ)
        assert done.returncode == 1 and b"is given to" in done.stderr, action
    assert path.read_text("utf-8") == '[keys]\n"preview.wire" = "f5"\n'


def test_taking_a_key_back_is_refused_where_another_has_it_meanwhile(person: Person) -> None:
    path = slip(person, '[keys]\n"app.quit" = "f6"\n"preview.wire" = "q"\n')
    done = program("config", "set", "keys.app.quit", "", environ=person.environ)
    assert done.returncode == 1 and b"is given to" in done.stderr
    assert "f6" in path.read_text("utf-8")


def test_a_clash_of_a_file_made_by_hand_is_mended_key_by_key(person: Person) -> None:
    path = slip(person, '[keys]\n"app.quit" = "w"\n"ask.yes" = "n"\nodd = 1\n')
    assert program("config", "set", "keys.app.quit", "f6", environ=person.environ).returncode == 0
    assert '"app.quit" = "f6"' in path.read_text("utf-8")
