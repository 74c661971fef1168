"""What changes while a run is under way counts for its very next request."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from consent_tui.services.pending import wipe_all
from consent_tui.services.sending import send_now
from consent_tui.services.sent import wipe_sent
from tests.server.collector import Collector, Exchange
from tests.server.sending import Sender


def policy_appears(sender: Sender) -> None:
    (sender.state / "policy.toml").write_text('max = "local"\n')


def endpoint_is_taken_away(sender: Sender) -> None:
    sender.configure(endpoint="")


def hold_is_prolonged(sender: Sender) -> None:
    sender.configure(hold="7d")


CHANGES = [policy_appears, endpoint_is_taken_away, hold_is_prolonged]


@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
def test_one_request_and_no_more(tmp_path: Path, change: Callable[[Sender], None]) -> None:
    def changing(exchange: Exchange) -> None:
        exchange.accept(exchange.read())
        change(sender)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(changing) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(5)
        send_now(sender.profile)
        assert len(server.requests) == 1
        assert len(sender.pending()) == 4


def test_sent_wiped_during_a_run_stays_wiped_and_loses_no_event(tmp_path: Path) -> None:
    """The copies go, the request in flight is waited for, and the rest is sent as before."""
    said: list[str] = []
    wipers: list[threading.Thread] = []

    def wiping(exchange: Exchange) -> None:
        exchange.accept(exchange.read())
        if len(exchange.collector.requests) == 3:
            wipers.append(threading.Thread(target=lambda: wipe_sent(sender.profile, said.append)))
            wipers[0].start()
            while not said:
                time.sleep(0.005)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(wiping) as server:
        sender = Sender(tmp_path, server.url)
        events = sender.has(8)
        assert send_now(sender.profile).delivered == 8
        wipers[0].join()
        assert sorted(server.accepted_events()) == sorted(events) and server.faults == []
        assert server.requests[2].key in said[0]
        assert sorted(each.idempotency_key for each in sender.sent()) == sorted(
            each.key for each in server.requests[3:]
        )
        assert wipe_sent(sender.profile).count == 5 and sender.sent() == []


def test_a_wipe_during_a_run_is_told_which_request_it_waits_for(tmp_path: Path) -> None:
    said: list[str] = []
    gone: list[int] = []

    def wiping(exchange: Exchange) -> None:
        exchange.accept(exchange.read())
        wiper = threading.Thread(target=lambda: gone.append(wipe_all(sender.profile, said.append).count))
        wiper.start()
        while not said:
            time.sleep(0.005)
        exchange.write("HTTP/1.1 204 Said\n\n")
        wiper.join()

    with Collector(wiping) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(8)
        assert send_now(sender.profile).delivered == 1
        assert len(server.requests) == 1 and server.requests[0].key in said[0]
        assert gone == [7] and sender.pending() == []
        assert [each.outcome for each in sender.sent()] == ["delivered"]


def test_what_was_taken_is_noted_when_the_next_one_may_not_go(tmp_path: Path) -> None:
    """Its answer shares a transaction with the next request, which is never begun."""

    def changing(exchange: Exchange) -> None:
        exchange.accept(exchange.read())
        policy_appears(sender)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(changing) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(3)
        tally = send_now(sender.profile)
        assert tally.delivered == 1 and "policy" in tally.problem
        assert [(each.outcome, each.status) for each in sender.sent()] == [("delivered", 204)]
        assert len(sender.pending()) == 2 and len(server.requests) == 1
