"""What a reader sees while a decision is being written."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.services.records import Records, records
from consent_tui.store.session import writing
from tests.unit.services.person import Person


@pytest.mark.parametrize("state", [LOCAL, OFF])
def test_a_decision_that_is_being_written_is_no_broken_record(tmp_path: Path, state: str) -> None:
    person = Person(tmp_path)
    person.decides(ON)
    record = person.state / "decisions.jsonl"
    size = record.stat().st_size
    seen: list[Records] = []
    decides = threading.Thread(target=person.decides, args=(state,))
    looks = threading.Thread(target=lambda: seen.append(records(person.profile)))
    with writing(str(person.state)) as connection:
        connection.execute("BEGIN IMMEDIATE")  # the store has to wait, so that the record is ahead of it
        decides.start()
        while record.stat().st_size == size:
            time.sleep(0.005)
        looks.start()
        time.sleep(0.2)
        connection.execute("ROLLBACK")
    decides.join()
    looks.join()
    assert seen[0].effective.state == state
    assert not seen[0].chain.problems() and not seen[0].chain.unfinished
