"""What came of a no, in sentences: nothing of what is not there, and no key that may be another one."""

from __future__ import annotations

import pytest

from consent_tui.services.decided import told_kept, told_off
from consent_tui.services.deciding import Decided
from consent_tui.store.erasure import Wiped

OFF = "Off: nothing is recorded from now on."
AGAIN = "Close whatever reads the database, and wipe again."
NONE = Wiped(0, ())


def test_nothing_that_was_kept_or_wiped_is_not_counted() -> None:
    assert told_off(Decided(NONE, 0, 0, "")) == [OFF]
    assert told_kept(Decided(NONE, 0, 0, "")) == [OFF]


@pytest.mark.parametrize("told", [told_off, told_kept])
def test_what_stays_is_said_of_both(told: object) -> None:
    assert callable(told)
    said = told(Decided(NONE, 0, 3, "decisions.broken"))
    assert said[0] == OFF
    assert "decisions.broken" in said[1]
    assert said[2] == "Requests sent before: 3; their copies stay here."


def test_what_remains_is_named_and_what_could_not_be_read_is_said() -> None:
    said = told_off(Decided(Wiped(2, ("consent.db-wal", "?")), 0, 0, ""))
    assert said[0] == OFF
    assert "consent.db-wal" in said[1]
    assert "?" not in said[1]
    assert said[2:] == ["Not every file in the state folder could be read to look for it.", AGAIN]
