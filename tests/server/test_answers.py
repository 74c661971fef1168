"""Every answer a server can give, and none, over both wires: no event is lost, and none is taken twice."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme

from consent_tui.errors import ConsentError
from consent_tui.sender.run import AT_ONCE, SCHEDULED, run
from consent_tui.services.deciding import name_recipient
from consent_tui.services.sending import dry_run, schedule_of, send_now
from consent_tui.services.status import status
from consent_tui.services.times import rfc3339
from consent_tui.services.wire import request_bytes
from tests.server.collector import (
    Behaviour,
    Collector,
    Exchange,
    answer,
    closed_port,
    dripping_head,
    endless_body,
    no_http,
    redirect_loop,
    reset_after_acceptance,
    reset_at_once,
    reset_before_acceptance,
    silence,
)
from tests.server.sending import NOON, Sender

WIRES = ["ndjson", "otlp"]
BOTH = pytest.mark.parametrize("wire", WIRES)

DELIVERED = {"200": answer(200), "202": answer(202, b"{}"), "204": answer(204), "endless": endless_body}
KEPT = {
    "408": answer(408),
    "429": answer(429),
    "429 nonsense": answer(429, Retry_After="soon"),
    "500": answer(500),
    "502": answer(502),
    "503": answer(503),
    "504": answer(504),
    "reset at once": reset_at_once,
    "reset before": reset_before_acceptance,
    "no http": no_http,
}
ENDPOINT = {
    "301": answer(301, Location="https://elsewhere.example/"),
    "redirect loop": redirect_loop,
    "304": answer(304),
    "401": answer(401),
    "403": answer(403),
    "404": answer(404),
    "405": answer(405),
    "501": answer(501),
}
REJECTED = {
    "400": answer(400, b"bad\x1b[31m event"),
    "413": answer(413),
    "422": answer(422),
    "410": answer(410),
}


def each(behaviours: dict[str, Behaviour]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("behaviour", behaviours.values(), ids=behaviours)


@BOTH
@each(DELIVERED)
def test_delivered(tmp_path: Path, wire: str, behaviour: Behaviour) -> None:
    with Collector(behaviour) as server:
        sender = Sender(tmp_path, server.url, wire)
        events = sender.has(5)
        tally = send_now(sender.profile)
        assert (tally.delivered, tally.problem) == (5, "")
        assert sorted(server.accepted.values()) == sorted(request_bytes([body], wire) for body in events)
        assert sender.pending() == sender.rejected() == []
        assert {(one.outcome, one.idempotency_key, one.request) for one in sender.sent()} == {
            ("delivered", key, body) for key, body in server.accepted.items()
        }
        assert server.connections == 5 and server.faults == []


@BOTH
@each(KEPT)
def test_kept_and_delivered_later_under_the_same_key(tmp_path: Path, wire: str, behaviour: Behaviour) -> None:
    """The first answer is to one event; the others pass it, and it comes again unchanged."""
    with Collector([behaviour, answer(200)]) as server:
        sender = Sender(tmp_path, server.url, wire)
        events = sender.has(4)
        tally = send_now(sender.profile)
        assert (tally.delivered, tally.kept, tally.problem) == (3, 1, "")
        (left,) = sender.pending()
        (open_one,) = [one for one in sender.sent() if one.outcome == "open"]
        assert open_one.request == request_bytes([left], wire)
        sender.now += 10
        assert send_now(sender.profile).delivered == 1
        assert server.accepted[open_one.idempotency_key] == open_one.request
        assert sorted(server.accepted.values()) == sorted(request_bytes([body], wire) for body in events)
        assert sender.pending() == [] and server.faults == []


@BOTH
def test_reset_after_acceptance_is_one_key_all_the_same(tmp_path: Path, wire: str) -> None:
    with Collector([reset_after_acceptance, answer(200)]) as server:
        sender = Sender(tmp_path, server.url, wire)
        sender.has(3)
        send_now(sender.profile)
        send_now(sender.profile)
        assert len(server.requests) == 4
        assert len(server.accepted) == len(set(server.accepted.values())) == 3
        assert sender.pending() == [] and server.faults == []


@BOTH
@each(ENDPOINT)
def test_the_endpoint_is_at_fault_and_the_run_ends(tmp_path: Path, wire: str, behaviour: Behaviour) -> None:
    with Collector(behaviour) as server:
        sender = Sender(tmp_path, server.url, wire)
        events = sender.has(3)
        tally = send_now(sender.profile)
        assert (tally.delivered, tally.rejected) == (0, 0)
        assert tally.problem.startswith("The endpoint is at fault.")
        assert schedule_of(sender.profile).problem == tally.problem
        assert len(server.requests) == 1
        assert sender.pending() == events and sender.rejected() == []


@BOTH
@each(REJECTED)
def test_rejected_is_never_sent_again_and_holds_up_nobody(
    tmp_path: Path, wire: str, behaviour: Behaviour
) -> None:
    with Collector([behaviour, answer(200)]) as server:
        sender = Sender(tmp_path, server.url, wire)
        events = sender.has(4)
        tally = send_now(sender.profile)
        assert (tally.delivered, tally.rejected, tally.kept) == (3, 1, 0)
        ((_, refused),) = sender.rejected()
        assert refused in events and sender.pending() == []
        send_now(sender.profile)
        assert len(server.requests) == 4
        assert all(one.answer is None or one.answer.isprintable() for one in sender.sent())


@BOTH
def test_nobody_listens(tmp_path: Path, wire: str) -> None:
    sender = Sender(tmp_path, f"http://127.0.0.1:{closed_port()}/", wire)
    events = sender.has(9)
    tally = send_now(sender.profile)
    assert tally.kept == 5  # then it is plain that nobody answers
    assert "does not take anything" in tally.problem
    assert sender.pending() == events


@BOTH
@each({"silence": silence, "dripping": dripping_head})
def test_silence_and_dripping_end_in_time(tmp_path: Path, wire: str, behaviour: Behaviour) -> None:
    with Collector([behaviour, answer(200)]) as server:
        sender = Sender(tmp_path, server.url, wire)
        sender.has(2)
        before = time.monotonic()
        tally = send_now(sender.profile)
        assert time.monotonic() - before < 12
        assert (tally.delivered, tally.kept) == (1, 1)
        assert len(server.accepted) == 1


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("0120", 120),
        (format_datetime(datetime.fromtimestamp(NOON, UTC) + timedelta(minutes=10), usegmt=True), 600),
        ("99999999999999999999", 86400),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
    ],
)
@BOTH
def test_retry_after_pauses_the_endpoint_and_now_respects_it(
    tmp_path: Path, wire: str, text: str, seconds: int
) -> None:
    with Collector([answer(429, Retry_After=text), answer(200)]) as server:
        sender = Sender(tmp_path, server.url, wire)
        sender.has(3)
        assert str(rfc3339(NOON + seconds)) in send_now(sender.profile).problem
        assert schedule_of(sender.profile).pause_until == NOON + seconds
        sender.now += seconds - 1
        with pytest.raises(ConsentError, match="left alone"):
            send_now(sender.profile)
        assert len(server.requests) == 1
        sender.now += 1
        assert send_now(sender.profile).delivered == 3


@pytest.mark.parametrize("text", ["soon", "-5", "1.5", "", "Mon, 99 Foo 2026 99:99:99 GMT", "0"])
@BOTH
def test_nonsense_in_retry_after_is_no_pause(tmp_path: Path, wire: str, text: str) -> None:
    with Collector([answer(503, Retry_After=text), answer(200)]) as server:
        sender = Sender(tmp_path, server.url, wire)
        sender.has(3)
        tally = send_now(sender.profile)
        assert (tally.delivered, tally.kept, tally.problem) == (2, 1, "")
        assert schedule_of(sender.profile).pause_until == 0
        assert len(server.requests) == 3


def test_a_single_bad_event_is_passed_by_all_others_run_after_run(tmp_path: Path) -> None:
    def moody(exchange: Exchange) -> None:
        request = exchange.read()
        if b"0.24.3" in request.body:
            exchange.write("HTTP/1.1 500 Said\ncontent-length: 0\n\n")
            return
        exchange.accept(request)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(moody) as server:
        sender = Sender(tmp_path, server.url)
        events = sender.has(30)
        assert send_now(sender.profile).delivered == 29
        assert sender.pending() == [events[3]]
        sender.now += 15 * 86400  # nor does it stay for ever
        send_now(sender.profile)
        assert sender.pending() == []
        assert len(server.accepted) == 29


@pytest.mark.parametrize("bad", [30, 40])
def test_many_bad_events_keep_no_other_from_its_first_try(tmp_path: Path, bad: int) -> None:
    """Even where they come first and the run ends early when it tries them again."""

    def moody(exchange: Exchange) -> None:
        request = exchange.read()
        if b"0.24.9" in request.body:
            exchange.write("HTTP/1.1 500 Said\ncontent-length: 0\n\n")
            return
        exchange.accept(request)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(moody) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(bad, first=900)
        assert send_now(sender.profile).kept == bad
        good = sender.has(2)
        assert send_now(sender.profile).delivered == 2
        assert sorted(server.accepted_events()) == sorted(good)
        assert len(server.requests) == bad + 2 + 20  # then it is plain enough
        assert len(sender.pending()) == bad


@pytest.mark.parametrize(
    ("body", "left_out", "moved"),
    [
        (b'{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"no"}}', 1, 0),
        (b'{"partialSuccess":{"rejectedLogRecords":2}}', 2, 2),
        (b'{"partialSuccess":{"rejectedLogRecords":0,"errorMessage":"a warning"}}', 0, 0),
        (b'{"partialSuccess":{"rejectedLogRecords":"many"}}', 0, 0),
        (b'{"partialSuccess":[]}', 0, 0),
        (b"{" * 3000, 0, 0),
    ],
)
def test_partial_success_is_final_and_recorded(
    tmp_path: Path, body: bytes, left_out: int, moved: int
) -> None:
    with Collector(answer(200, body)) as server:
        sender = Sender(tmp_path, server.url, "otlp", batch_size="2")
        sender.has(2)
        send_now(sender.profile)
        (one,) = sender.sent()
        assert (one.outcome, one.refused) == ("partial" if left_out else "delivered", left_out)
        assert sender.pending() == []
        assert len(sender.rejected()) == moved
        send_now(sender.profile)
        assert len(server.requests) == 1


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """A certificate authority to throw away."""
    return trustme.CA()


def served_by(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def plain_words(exchange: Exchange) -> None:
    exchange.write("HTTP/1.1 400 Said\ncontent-length: 0\n\n")


@BOTH
@pytest.mark.parametrize("fault", ["none", "wrong name", "expired", "unknown authority", "no tls"])
def test_tls_is_verified_against_the_systems_trust_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, authority: trustme.CA, wire: str, fault: str
) -> None:
    trusted = trustme.CA() if fault == "unknown authority" else authority
    trusted.cert_pem.write_to_path(str(tmp_path / "trusted.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    name = "elsewhere.example" if fault == "wrong name" else "localhost"
    ends = datetime.now(UTC) - timedelta(days=1) if fault == "expired" else None
    certificate = authority.issue_cert(name, not_after=ends)
    tls = None if fault == "no tls" else served_by(certificate)
    with Collector(plain_words if tls is None else answer(200), tls) as server:
        sender = Sender(tmp_path / "home", f"https://localhost:{server.port}/v1", wire)
        events = sender.has(2)
        tally = send_now(sender.profile)
        if fault == "none":
            assert tally.delivered == 2 and len(server.accepted) == 2
            return
        assert "TLS failed" in tally.problem
        assert server.requests == [] and server.connections == 1
        assert sender.pending() == events


def test_events_kept_for_a_faulty_endpoint_go_to_the_one_that_takes_its_place(tmp_path: Path) -> None:
    with Collector(answer(404)) as wrong, Collector(answer(200)) as right:
        sender = Sender(tmp_path, wrong.url)
        events = sender.has(3)
        send_now(sender.profile)
        sender.configure(endpoint=right.url)
        with pytest.raises(ConsentError, match="does not name it"):
            send_now(sender.profile)
        name_recipient(sender.profile, "cli", "endpoint set by a test")
        assert send_now(sender.profile).delivered == 3
        assert sorted(right.accepted_events()) == sorted(events)


@pytest.mark.parametrize("change", ["endpoint", "wire"])
def test_what_may_have_arrived_goes_again_unchanged_or_not_at_all(tmp_path: Path, change: str) -> None:
    """Under another endpoint or wire it waits, until the first is in force again or it is too old."""
    with Collector([reset_after_acceptance, answer(200)]) as one, Collector(answer(200)) as other:
        sender = Sender(tmp_path, one.url)
        (kept,) = sender.has(1)
        assert send_now(sender.profile).kept == 1
        elsewhere = {"endpoint": other.url} if change == "endpoint" else {"wire": "otlp"}
        sender.configure(**elsewhere)
        name_recipient(sender.profile, "cli", "endpoint set by a test")
        assert list(dry_run(sender.profile)) == []
        sender.now += 10
        began = time.monotonic()
        assert [run(sender.profile, pace).waiting for pace in (AT_ONCE, SCHEDULED)] == [1, 1]
        assert time.monotonic() - began < 5  # nor is a backoff waited for that helps nobody
        assert other.requests == [] and len(one.requests) == 1
        assert sender.pending() == [kept]
        sender.configure(endpoint=one.url, wire="ndjson")
        name_recipient(sender.profile, "cli", "endpoint set by a test")
        assert send_now(sender.profile).delivered == 1
        assert [each.body for each in one.requests] == [kept + b"\n"] * 2
        assert len(one.accepted) == 1 and one.faults == []


def test_what_waits_for_another_endpoint_is_dropped_and_counted_when_it_is_too_old(tmp_path: Path) -> None:
    with Collector(reset_after_acceptance) as one, Collector(answer(200)) as other:
        sender = Sender(tmp_path, one.url)
        sender.has(1)
        send_now(sender.profile)
        sender.configure(endpoint=other.url)
        name_recipient(sender.profile, "cli", "endpoint set by a test")
        sender.now += 15 * 86400
        assert send_now(sender.profile).dropped == 1
        assert other.requests == [] and sender.pending() == []
        assert [each.outcome for each in sender.sent()] == ["unknown"]
        assert status(sender.profile).dropped == 1
        assert send_now(sender.profile).dropped == 0
