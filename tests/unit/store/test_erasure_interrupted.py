"""A signal in the midst of a wipe waits: what has begun is proven before anybody leaves."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from consent_tui.consent.states import ON
from consent_tui.services.pending import count
from consent_tui.store.erasure import wipe_all_pending
from consent_tui.store.session import writing
from tests.unit.services.person import Person


@pytest.mark.parametrize("moment", ["DELETE", "COMMIT", "PRAGMA wal_checkpoint"])
def test_an_interrupt_comes_when_the_wipe_is_done(tmp_path: Path, moment: str) -> None:
    person = Person(tmp_path)
    person.decides(ON)
    person.runs("ledger", "transfer", "--icp", "1")
    struck: list[str] = []

    def strike(statement: str) -> None:
        if statement.startswith(moment) and not struck:
            struck.append(statement)
            # To this thread: those of the test runner hold no signal back.
            signal.raise_signal(signal.SIGINT)

    with writing(str(person.state)) as connection:
        connection.set_trace_callback(strike)
        with pytest.raises(KeyboardInterrupt):
            wipe_all_pending(connection, str(person.state))
    assert struck
    assert count(person.profile) == 0
    for name, content in person.files().items():
        assert b"dfxLedgerTransfer" not in content, name
