"""A collector that misbehaves on a script, over real sockets."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Request:
    """``head`` as it came, header names in their own case and order; ``body`` byte for byte."""

    first: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def key(self) -> str:
        return dict(self.headers)["idempotency-key"]


class Exchange:
    """One connection: a behaviour reads the request when it likes, and answers as it likes."""

    def __init__(self, collector: Collector, connection: socket.socket) -> None:
        self.collector = collector
        self.connection = connection

    def read(self) -> Request:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = self.connection.recv(65536)
            if not piece:
                raise ConnectionError("the request broke off")
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        first, *lines = head.decode("ascii").split("\r\n")
        headers = tuple((name, value) for name, _, value in (line.partition(": ") for line in lines))
        length = int(dict(headers)["content-length"])
        while len(body) < length:
            piece = self.connection.recv(65536)
            if not piece:
                raise ConnectionError("the request broke off")
            body += piece
        request = Request(first, headers, body)
        with self.collector.lock:
            self.collector.requests.append(request)
        return request

    def accept(self, request: Request) -> None:
        """What a server does that keeps its word on idempotency keys: one key counts once."""
        with self.collector.lock:
            before = self.collector.accepted.setdefault(request.key, request.body)
        if before != request.body:
            self.collector.faults.append(f"{request.key} came with two bodies")

    def write(self, text: str, body: bytes = b"") -> None:
        self.connection.sendall(text.encode("ascii").replace(b"\n", b"\r\n") + body)

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if isinstance(self.connection, ssl.SSLSocket):
            self.connection = socket.socket(fileno=self.connection.detach())
        self.connection.close()


Behaviour = Callable[[Exchange], None]


def answer(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    """Read the request and answer it; 2xx accepts it."""

    def behave(exchange: Exchange) -> None:
        request = exchange.read()
        if 200 <= status < 300:
            exchange.accept(request)
        lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
        length = "" if status == 204 else f"content-length: {len(body)}\n"
        exchange.write(f"HTTP/1.1 {status} Said\n{lines}{length}\n", body)

    return behave


def reset_at_once(exchange: Exchange) -> None:
    exchange.reset()


def reset_before_acceptance(exchange: Exchange) -> None:
    exchange.read()
    exchange.reset()


def reset_after_acceptance(exchange: Exchange) -> None:
    exchange.accept(exchange.read())
    exchange.reset()


def silence(exchange: Exchange) -> None:
    exchange.read()
    exchange.collector.ended.wait(60)


def endless_body(exchange: Exchange) -> None:
    exchange.accept(exchange.read())
    exchange.write("HTTP/1.1 200 Said\n\n")
    while not exchange.collector.ended.is_set():
        exchange.connection.sendall(b"x" * 65536)


def dripping_head(exchange: Exchange) -> None:
    """A byte now and then: no single wait is long, and the answer never ends."""
    exchange.read()
    exchange.write("HTTP/1.1 200 Said\nx: ")
    while not exchange.collector.ended.wait(0.2):
        exchange.connection.sendall(b"x")


def no_http(exchange: Exchange) -> None:
    exchange.read()
    exchange.write("SSH-2.0-OpenSSH_9.6\n")


def redirect_loop(exchange: Exchange) -> None:
    exchange.read()
    exchange.write(f"HTTP/1.1 307 Said\nlocation: {exchange.collector.url}\ncontent-length: 0\n\n")


class Collector:
    """Listens on loopback; ``script(number, exchange)`` says how the connection of that number goes.

    ``accepted`` maps each idempotency key to the body that it came with first.
    """

    def __init__(self, behaviour: Behaviour | list[Behaviour], tls: ssl.SSLContext | None = None) -> None:
        self.behaviours = behaviour if isinstance(behaviour, list) else [behaviour]
        self.tls = tls
        self.lock = threading.Lock()
        self.ended = threading.Event()
        self.requests: list[Request] = []
        self.accepted: dict[str, bytes] = {}
        self.faults: list[str] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listener.getsockname()[1]
        name = "https://localhost" if tls else "http://127.0.0.1"
        self.url = f"{name}:{self.port}/v1"
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for thread in self._threads:
            thread.join(10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            number, self.connections = self.connections, self.connections + 1
            behaviour = self.behaviours[min(number, len(self.behaviours) - 1)]
            thread = threading.Thread(target=self._exchange, args=(connection, behaviour))
            self._threads.append(thread)
            thread.start()

    def _exchange(self, connection: socket.socket, behaviour: Behaviour) -> None:
        connection.settimeout(60)
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            self._open.append(connection)
            exchange = Exchange(self, connection)
            behaviour(exchange)
            connection = exchange.connection
        except OSError:
            pass
        finally:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            connection.close()

    def wait_for(self, requests: int, seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while len(self.requests) < requests:
            assert time.monotonic() < deadline, f"{len(self.requests)} requests, not {requests}"
            time.sleep(0.005)

    def accepted_events(self) -> list[bytes]:
        """Every event of every accepted key, for ndjson."""
        return [line for body in self.accepted.values() for line in body.splitlines()]


def closed_port() -> int:
    """A port on loopback that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port
