"""``activity`` in the installed program."""

from __future__ import annotations

import time
from pathlib import Path

from tests.program import document, program
from tests.unit.services.person import Person


def test_for_a_person_and_as_json(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.now = int(time.time())
    person.decides("on")
    person.runs("deploy")
    found = document("activity", "--json", environ=person.environ)
    assert list(found) == ["mau", "dau", "active_days"]
    assert list(found["mau"]) == ["last_recorded", "last_sent", "next_eligible", "pending"]
    assert found["dau"]["pending"] is True
    assert len(found["active_days"]) == 1
    shown = program("activity", environ=person.environ).stdout.decode().splitlines()
    (strip,) = [line for line in shown if set(line) <= set("·■ ") and line]
    assert len(strip.split()) == 30
    assert "■" in strip.split()[-2:]  # midnight UTC may have passed meanwhile
    assert "no" in " ".join(shown[-2:]) and "identifier" in " ".join(shown[-2:])
    plain = program("activity", environ={**person.environ, "PYTHONIOENCODING": "ascii"})
    assert plain.returncode == 0
    assert plain.stdout.isascii()
    assert any(set(line) == set("#. ") for line in plain.stdout.decode().splitlines())


def test_a_wipe_forgets_the_days(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.now = int(time.time())
    person.decides("on")
    person.runs("deploy")
    assert program("activity", "wipe", environ=person.environ).returncode == 0
    found = document("activity", "--json", environ=person.environ)
    assert found["active_days"] == []
    assert len(document("pending", "list", "--json", environ=person.environ)) == 3
