"""What ``send`` tells a person about a run that ended early, and what a server learns of larger requests."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from consent_tui.services.deciding import decide
from tests.program import program
from tests.server.collector import Collector, Exchange, answer
from tests.server.sending import DAY, Sender

PENDING = b"What was not taken stays pending."
NOTHING = b"Nothing is pending any more."


@pytest.mark.parametrize(("is_kept", "told"), [(False, NOTHING), (True, PENDING)])
def test_an_off_in_mid_run_is_told_as_it_is(tmp_path: Path, *, is_kept: bool, told: bytes) -> None:
    waits: list[str] = []

    def withdrawing(exchange: Exchange) -> None:
        exchange.accept(exchange.read())
        decision.start()
        while not waits:
            time.sleep(0.005)
        exchange.write("HTTP/1.1 204 Said\n\n")
        decision.join()

    with Collector(withdrawing) as server:
        sender = Sender(tmp_path, server.url)
        sender.now = int(time.time())  # the program has the real clock
        sender.has(3)
        decision = threading.Thread(
            target=lambda: decide(
                sender.profile, "off", "cli", "a test", keep_pending=is_kept, tell=waits.append
            )
        )
        done = program("send", "--now", environ=sender.real_environ())
    assert len(server.requests) == 1 and len(sender.pending()) == (2 if is_kept else 0)
    assert done.returncode == 1
    assert told in done.stderr and (NOTHING in done.stderr) != (PENDING in done.stderr)


@pytest.mark.parametrize("batch_size", [1, 40])
def test_that_events_belong_together_is_said_where_they_do(tmp_path: Path, batch_size: int) -> None:
    with Collector(answer(204)) as server:
        sender = Sender(tmp_path, server.url, batch_size=str(batch_size))
        sender.now = int(time.time())
        sender.has(3)
        shown = program("send", "--dry-run", environ=sender.real_environ()).stderr
        assert program("send", "--now", environ=sender.real_environ()).returncode == 0
        listed = program("sent", environ=sender.real_environ()).stdout
    assert len(server.requests) == (3 if batch_size == 1 else 1)
    for told in (shown, listed):
        assert b"What a server can still learn" in told
        assert (b"one request holds" in told) == (batch_size == 40)


def test_what_was_dropped_before_anything_was_sent_is_told(tmp_path: Path) -> None:
    with Collector(answer(204)) as server:
        sender = Sender(tmp_path, server.url)
        sender.now = int(time.time())
        sender.has(2, age=40 * DAY)
        sender.has(1, first=2)
        told = program("send", "--now", environ=sender.real_environ()).stdout
    assert len(server.requests) == 1
    assert b"delivered 1 " in told and b"2 events were dropped before" in told
