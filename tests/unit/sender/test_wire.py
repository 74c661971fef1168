"""The bytes of a request: golden, shown before as they are sent, alike for everybody."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from google.protobuf.json_format import Parse
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from consent_tui.capture.event import Event
from consent_tui.services.sending import dry_run, send_now
from consent_tui.services.wire import headers, request_bytes, wire_of
from tests.program import document, program
from tests.server.collector import Collector, answer
from tests.server.sending import DAY, Sender

TRANSFER = Event(
    "#command",
    "#linux",
    "0.24.3",
    "#ic",
    "#dfxLedgerTransfer",
    options=("#optionIcp", "#optionMemo", "#networkIc"),
    outcome="#success",
)
MONTH = Event("#mau", "#darwin", "#unknown", "#localShared")
BARE = Event("#command", "#linux", "#unknown", "#other", "#dfxDeploy", "#all", (), "#failure")

NDJSON = (
    b'{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","network":"#ic",'
    b'"command":"#dfxLedgerTransfer","options":["#optionIcp","#optionMemo","#networkIc"],'
    b'"outcome":"#success"}\n'
)
OTLP = (
    b'{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"dfx"}}]},'
    b'"scopeLogs":[{"scope":{"name":"dfx-consent"},"logRecords":[{"eventName":"dfx.command","attributes":['
    b'{"key":"event","value":{"stringValue":"#command"}},{"key":"platform","value":{"stringValue":"#linux"}},'
    b'{"key":"dfxVersion","value":{"stringValue":"0.24.3"}},{"key":"network","value":{"stringValue":"#ic"}},'
    b'{"key":"command","value":{"stringValue":"#dfxLedgerTransfer"}},{"key":"options","value":{"arrayValue":'
    b'{"values":[{"stringValue":"#optionIcp"},{"stringValue":"#optionMemo"},{"stringValue":"#networkIc"}]}}},'
    b'{"key":"outcome","value":{"stringValue":"#success"}}]}]}]}]}'
)


def test_golden_bytes() -> None:
    assert request_bytes([TRANSFER.encode()], "ndjson") == NDJSON
    assert request_bytes([TRANSFER.encode()], "otlp") == OTLP
    month = MONTH.encode()
    assert request_bytes([month, month], "ndjson") == month + b"\n" + month + b"\n"
    assert (wire_of(NDJSON), wire_of(OTLP)) == ("ndjson", "otlp")


def test_otlp_parses_strictly_and_says_what_the_event_says() -> None:
    events = [TRANSFER, MONTH, BARE, Event("#dau", "#windows", "1.0.0-beta.1", "#ic")]
    body = request_bytes([each.encode() for each in events], "otlp")
    found = ExportLogsServiceRequest()
    Parse(body, found, ignore_unknown_fields=False)
    ((scope,),) = [each.scope_logs for each in found.resource_logs]
    (service,) = found.resource_logs[0].resource.attributes
    assert (service.key, service.value.string_value) == ("service.name", "dfx")
    assert (scope.scope.name, scope.scope.version) == ("dfx-consent", "")
    assert [each.event_name for each in scope.log_records] == [
        "dfx.command",
        "dfx.mau",
        "dfx.command",
        "dfx.dau",
    ]
    for record, event in zip(scope.log_records, events, strict=True):
        said = {
            each.key: [one.string_value for one in each.value.array_value.values]
            if each.value.HasField("array_value")
            else each.value.string_value
            for each in record.attributes
        }
        assert list(said.items()) == list(json.loads(event.encode()).items())
        assert (record.time_unix_nano, record.observed_time_unix_nano, record.severity_number) == (0, 0, 0)
        assert (record.trace_id, record.span_id, record.severity_text) == (b"", b"", "")


@pytest.mark.parametrize("wire", ["ndjson", "otlp"])
def test_what_is_previewed_is_what_arrives(tmp_path: Path, wire: str) -> None:
    """By the program itself, from the command line to the socket: body, digest, path, headers in order."""
    with Collector(answer(204)) as server:
        sender = Sender(tmp_path, server.url, wire)
        words = ["--", "dfx", "deploy", "my_secret_backend", "--network", "ic"]
        previewed = document("preview", "--json", *words, environ=sender.environ)
        shown = program("preview", "--wire", *words, environ=sender.environ).stdout.decode("ascii")
        record = program("record", "--exit-status", "0", *words, environ=sender.environ)
        assert record.returncode == 0, record.stderr
        sender.configure(hold="0s")
        dry = program("send", "--dry-run", environ=sender.environ).stdout.decode("ascii")
        assert server.connections == 0
        sent = program("send", "--now", environ=sender.environ)
        assert sent.returncode == 0, sent.stderr
        assert len(server.requests) == 3  # the command, #mau and #dau
        (arrived,) = [each for each in server.requests if b"dfxDeploy" in each.body]
        assert sha256(arrived.body).hexdigest() == previewed["sha256"]
        copies = document("sent", "--json", environ=sender.environ)
        assert {each["sha256"] for each in copies} == {
            sha256(each.body).hexdigest() for each in server.requests
        }
        assert {each["request"].encode() for each in copies} == {each.body for each in server.requests}
        key = "(a random UUID, new for each request)"
        lines = [
            arrived.first,
            *[f"{n}: {key if n == 'idempotency-key' else v}" for n, v in arrived.headers],
            "",
            arrived.body.decode("ascii").rstrip("\n"),
        ]
        assert shown.startswith("\n".join(lines) + "\n")
        assert "\n".join(lines) + "\n" in dry
        assert shown.endswith(f"sha256 of the body: {previewed['sha256']}\n")


def test_headers_are_the_same_for_everybody_and_nothing_joins_two_requests(tmp_path: Path) -> None:
    """Two people on two machines, as far as a server can tell: but for key and length, nothing differs."""
    with Collector(answer(200, Set_Cookie="who=you; Path=/", Etag='"1"')) as server:
        for name in ("one", "two"):
            sender = Sender(tmp_path / name, server.url)
            sender.environ |= {"USER": name, "LANG": "de_DE.UTF-8", "HTTP_PROXY": "http://127.0.0.1:9"}
            sender.has(10)
            assert send_now(sender.profile).delivered == 10
        varying = {"idempotency-key", "content-length"}
        seen = {
            (each.first, *[(n, "" if n in varying else v) for n, v in each.headers])
            for each in server.requests
        }
        assert seen == {
            (
                "POST /v1 HTTP/1.1",
                ("host", f"127.0.0.1:{server.port}"),
                ("accept", "*/*"),
                ("accept-encoding", "identity"),
                ("connection", "close"),
                ("user-agent", "dfx-consent"),
                ("content-type", "application/x-ndjson"),
                ("idempotency-key", ""),
                ("content-length", ""),
            )
        }
        assert server.connections == 20
        assert len({each.key for each in server.requests}) == 20
        assert all(each.key[14] == "4" for each in server.requests)  # random, not of time or machine


def test_the_order_is_shuffled_anew_and_a_batch_has_none(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        orders = []
        for name in ("one", "two"):
            sender = Sender(tmp_path / name, server.url)
            events = sender.has(40)
            before = len(server.requests)
            send_now(sender.profile)
            orders.append([each.body[:-1] for each in server.requests[before:]])
            assert sorted(orders[-1]) == sorted(events)
            assert orders[-1] not in (events, events[::-1])
        assert orders[0] != orders[1]
        sender = Sender(tmp_path / "three", server.url, batch_size="20")
        sender.has(40)
        before = len(server.requests)
        send_now(sender.profile)
        batches = [each.body.splitlines() for each in server.requests[before:]]
        assert [len(each) for each in batches] == [20, 20]
        assert all(each == sorted(each) for each in batches)


def test_a_dry_run_shows_open_requests_with_their_key_and_opens_nothing(tmp_path: Path) -> None:
    with Collector(answer(503)) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(2)
        sender.has(1, first=7, age=DAY // 2)  # still on hold
        assert len(list(dry_run(sender.profile))) == 2
        assert server.connections == 0
        send_now(sender.profile)
        before = server.connections
        texts = list(dry_run(sender.profile))
        assert server.connections == before
        assert {each.key in text for each in server.requests for text in texts} == {True, False}
        assert all(any(each.key in text for text in texts) for each in server.requests)


def test_without_an_endpoint_there_is_no_host() -> None:
    assert "host" not in dict(headers(b"x"))
    assert dict(headers(b"x", "otlp", "https://Collector.Example:443/v1/logs"))["host"] == "collector.example"
