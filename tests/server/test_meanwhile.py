"""What changes while a run is under way counts for its very next request."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from consent_tui.services.sending import send_now
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
