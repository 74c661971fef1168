"""The connections themselves: by which way they go, what they carry, what joins one to another."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest
import trustme

from consent_tui.sender.transport import NoAnswer, Transport
from consent_tui.services.sending import send_now
from tests.server.collector import Collector, answer, silence
from tests.server.proxy import Proxy
from tests.server.sending import Sender

ELSEWHERE = "collector.example"


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server that a throw-away authority, trusted here, says is ``collector.example`` and ``localhost``."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "trusted.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(ELSEWHERE, "localhost").configure_cert(context)
    return context


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_used_and_sees_no_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext, variable: str
) -> None:
    with Collector(answer(204), tls) as server, Proxy(server.port) as proxy:
        monkeypatch.setenv(variable, proxy.url)
        sender = Sender(tmp_path / "home", f"https://{ELSEWHERE}/v1")
        events = sender.has(3)
        assert send_now(sender.profile).delivered == 3
        assert sorted(server.accepted_events()) == sorted(events)
        assert len(proxy.asked) == 3  # each event on a connection of its own, here too
        assert len(set(proxy.asked)) == 1
        assert proxy.asked[0].startswith(f"CONNECT {ELSEWHERE}:443 HTTP/1.1\r\n")
        assert "dfx" not in proxy.asked[0].lower() and "idempotency" not in proxy.asked[0].lower()


def test_no_proxy_names_what_is_not_proxied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext
) -> None:
    with Collector(answer(204), tls) as server, Proxy(server.port) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", ".example")
        sender = Sender(tmp_path / "home", f"https://{ELSEWHERE}/v1")
        sender.has(1)
        assert send_now(sender.profile).kept == 1  # no such host can be reached from here
        assert proxy.asked == [] and server.connections == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_is_never_proxied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    with Collector(answer(204)) as server, Proxy(server.port) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        sender = Sender(tmp_path, f"http://{host}:{server.port}/v1")
        sender.has(2)
        assert send_now(sender.profile).delivered == 2
        assert proxy.asked == [] and server.connections == 2


def test_a_proxy_that_cannot_be_is_said_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://127.0.0.1:9")
    sender = Sender(tmp_path, f"https://{ELSEWHERE}/v1")
    events = sender.has(2)
    with pytest.raises(Exception, match="proxy"):
        send_now(sender.profile)
    assert sender.pending() == events and sender.sent() == []


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_no_connection_resumes_another(tmp_path: Path, tls: ssl.SSLContext, version: ssl.TLSVersion) -> None:
    """The server would resume: a client that asks for it, right here, is resumed."""
    tls.minimum_version = tls.maximum_version = version
    hellos: list[bool] = []
    with _TlsServer(tls, hellos) as server:
        _resumes(server.port, tls)
        assert hellos[-1] is True
        hellos.clear()
        sender = Sender(tmp_path / "home", f"https://localhost:{server.port}/v1")
        sender.has(6)
        assert send_now(sender.profile).delivered == 6
        assert hellos == [False] * 6


def test_raw_bytes_differ_in_nothing_but_body_key_and_length(tmp_path: Path) -> None:
    """Two people with other names, languages, folders and programs: what a wire-tap sees of them."""
    heads: dict[str, set[bytes]] = {}
    for name in ("ada", "grace"):
        seen: list[bytes] = []
        with _RawServer(seen, heads_port(tmp_path)) as server:
            sender = Sender(tmp_path / name, f"http://127.0.0.1:{server.port}/v1")
            sender.has(12, first=0 if name == "ada" else 90)
            assert send_now(sender.profile).delivered == 12
        assert len(seen) == 12
        heads[name] = {_blanked(each) for each in seen}
        keys = [_header(each, b"idempotency-key") for each in seen]
        assert len(set(keys)) == 12
        # A version 4, variant 1 UUID each, and nothing in it that stays the same or counts.
        assert all(key[14:15] == b"4" and key[19:20] in b"89ab" for key in keys)
        assert all(
            len({key[place] for key in keys}) > 1 for place in range(36) if place not in (8, 13, 14, 18, 23)
        )
    assert heads["ada"] == heads["grace"] and len(heads["ada"]) == 1


def heads_port(folder: Path) -> int:
    """The same port for everybody, for it stands in the header ``host``."""
    path = folder / "port"
    if not path.exists():
        with socket.create_server(("127.0.0.1", 0)) as found:
            path.write_text(str(found.getsockname()[1]))
    return int(path.read_text())


def test_a_name_that_never_resolves_ends_within_the_total_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver, made slow: what it finds after the time is over is not connected to."""
    with Collector(silence) as server:
        real = socket.getaddrinfo

        def slow(*words: object, **more: object) -> object:
            time.sleep(1.2)
            return real(*words, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", slow)
        with Transport(server.url, total=1.0) as transport:
            before = time.monotonic()
            with pytest.raises(NoAnswer, match="no answer in time"):
                transport.post([("host", "x"), ("content-length", "1")], b"x")
            assert time.monotonic() - before < 3
        assert server.requests == []


def _header(head: bytes, name: bytes) -> bytes:
    lines = [line for line in head.split(b"\r\n") if line.lower().startswith(name + b": ")]
    assert len(lines) == 1
    return lines[0].partition(b": ")[2]


def _blanked(request: bytes) -> bytes:
    head = request.partition(b"\r\n\r\n")[0]
    for name in (b"idempotency-key", b"content-length"):
        value = _header(head, name)
        head = head.replace(name + b": " + value, name + b": ")
    return head


def _resumes(port: int, server_context: ssl.SSLContext) -> None:
    context = ssl.create_default_context()
    session = None
    for _ in range(2):
        with socket.create_connection(("127.0.0.1", port)) as plain:
            wrapped = context.wrap_socket(plain, server_hostname="localhost", session=session)
            wrapped.sendall(b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n")
            while wrapped.recv(4096):
                pass
            session = wrapped.session
            wrapped.close()


class _RawServer:
    """Keeps every byte of each connection, up to the end of the first event, and says 204."""

    def __init__(self, seen: list[bytes], port: int = 0) -> None:
        self._seen = seen
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with suppress(OSError), connection:
                self._exchange(connection)

    def _exchange(self, connection: socket.socket) -> None:
        received = b""
        while not received.endswith((b"}\n", b"length: 0\r\n\r\n")):
            received += connection.recv(65536)
        self._seen.append(received)
        connection.sendall(b"HTTP/1.1 204 Said\r\nconnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)


class _TlsServer(_RawServer):
    """The same over TLS; notes of each connection whether it resumed another."""

    def __init__(self, context: ssl.SSLContext, resumed: list[bool]) -> None:
        super().__init__([])
        self._context = context
        self._resumed = resumed

    def _exchange(self, connection: socket.socket) -> None:
        wrapped = self._context.wrap_socket(connection, server_side=True)
        with wrapped:
            self._resumed.append(bool(wrapped.session_reused))
            super()._exchange(wrapped)
