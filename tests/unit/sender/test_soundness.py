"""Whoever writes into the store: what is no event of ours never leaves."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from consent_tui.sender.soundness import is_ours
from consent_tui.services.sending import send_now
from tests.server.collector import Collector, answer
from tests.server.sending import Sender, event

GOOD = event(1)
STRANGE = [
    GOOD.replace(b"#dfxDeploy", b"#dfxMySecret"),
    GOOD.replace(b"#dfxDeploy", b"my_canister"),
    GOOD.replace(b"0.24.1", b"0.24.1+build.of.alice"),
    GOOD.replace(b"0.24.1", b"my laptop"),
    GOOD.replace(b'"#networkIc"', b'"#networkIc","alice"'),
    GOOD.replace(b'"event"', b'"user":"alice","event"'),
    GOOD.replace(b",", b", "),
    GOOD + b" ",
    GOOD[:-1] + b',"outcome":"#success"}',
    GOOD.replace(b"#success", b"\\u0023success"),
    GOOD.replace(b'["#networkIc"]', b'"#networkIc"'),
    GOOD.replace(b'["#networkIc"]', b'[["#networkIc"]]'),
    GOOD.replace(b'"#ic"', b"null"),
    b"",
    b"[]",
    b"\xff\xfe",
    b"{" * 100_000,
]


@pytest.mark.parametrize("body", STRANGE, ids=range(len(STRANGE)))
def test_only_what_the_recorder_writes_is_ours(body: bytes) -> None:
    assert is_ours(GOOD)
    assert body != GOOD
    assert not is_ours(body)
    assert not is_ours(GOOD.decode())


@pytest.mark.parametrize("wire", ["ndjson", "otlp"])
def test_strange_rows_are_refused_here_and_hold_up_nobody(tmp_path: Path, wire: str) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url, wire, batch_size="3")
        sender.has(len(STRANGE) + 5)
        with sqlite3.connect(sender.state / "consent.db") as connection:
            for number, body in enumerate(STRANGE, 1):
                connection.execute("UPDATE pending SET body = ? WHERE id = ?", (body, number))
        connection.close()
        tally = send_now(sender.profile)
        assert (tally.delivered, tally.rejected) == (5, len(STRANGE))
        assert sorted(sender.rejected()) == sorted((0, body) for body in STRANGE)
        assert all(body not in each.body for each in server.requests for body in STRANGE if len(body) > 2)
        assert b"alice" not in b"".join(each.body for each in server.requests)
