"""One request over a connection of its own; the only place that imports httpx.

Times and sizes are bounded, redirects are answers like any other, there are no cookies, TLS is verified
against the system's trust store and never resumed, and loopback is never proxied.
"""

from __future__ import annotations

import ssl
from threading import Event as Signal
from threading import Thread
from time import monotonic
from urllib.parse import urlsplit

from consent_tui.errors import ConsentError
from consent_tui.services.endpoints import endpoint_fault, is_loopback

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from socket import socket
    from types import TracebackType
    from typing import Any, Self

    import httpx

CONNECT, READ, WRITE, POOL, TOTAL = 5.0, 5.0, 5.0, 1.0, 10.0
"""The longest that each part of a request may take, in seconds, and all of it together."""
LARGEST_ANSWER = 1 << 16
"""How much of an answer is read, in bytes."""

_WATCHED_EVERY = 0.25
# What breaks off a handshake without saying that anything is wrong with it.
_BROKEN_OFF = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)

_BEFORE_THE_REQUEST = (
    "connection.connect_tcp.complete",
    "connection.start_tls.complete",
    "http11.send_request_headers.started",
    "http11.send_request_body.started",
)


class Answer:
    """What came back: ``status``, ``retry_after`` as written or None, and the beginning of ``body``."""

    __slots__ = ("body", "retry_after", "status")

    def __init__(self, status: int, retry_after: str | None, body: bytes) -> None:
        self.status = status
        self.retry_after = retry_after
        self.body = body


class NoAnswer(Exception):  # noqa: N818 - what came back is an answer or none
    """Nothing came back, for this ``reason``; ``is_endpoint`` says that trying again would be of no use."""

    def __init__(self, reason: str, *, is_endpoint: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_endpoint = is_endpoint


class Transport:
    """Makes requests to one URL; a context manager. Raises ConsentError for a URL or proxy that cannot be."""

    __slots__ = (
        "_deadline",
        "_ended",
        "_extensions",
        "_has_begun",
        "_http",
        "_is_secure",
        "_socket",
        "_url",
        "_watcher",
    )

    def __init__(self, url: str, total: float = TOTAL) -> None:
        import httpx  # noqa: PLC0415 - only who sends pays for it

        fault = endpoint_fault(url)
        if fault:
            raise ConsentError(fault, "Name another endpoint: dfx-consent config set endpoint URL")
        self._url = httpx.URL(url)
        self._is_secure = url.startswith("https:")
        proxy = _proxy(url)
        try:
            self._http = httpx.HTTPTransport(
                verify=_trust(url),
                trust_env=False,
                http1=True,
                http2=False,
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=0),
                proxy=proxy,
            )
        except (ValueError, ImportError, httpx.HTTPError) as error:
            raise ConsentError(
                "The proxy that the environment names cannot be used.", "Correct HTTPS_PROXY or ALL_PROXY."
            ) from error
        self._socket: socket | None = None
        self._has_begun = False
        self._extensions: dict[str, Any] = {}
        self._deadline = _Deadline(total)
        self._ended = Signal()
        self._watcher = Thread(target=self._watch, name="deadline", daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._watcher.join()
        self._http.close()

    def post(self, headers: Sequence[tuple[str, str]], body: bytes) -> Answer:
        """Make this request, once.

        Raises:
            NoAnswer: nothing came back.
        """
        import httpx  # noqa: PLC0415

        request = httpx.Request(
            "POST",
            self._url,
            headers=list(headers),
            stream=httpx.ByteStream(body),
            extensions={
                "timeout": {"connect": CONNECT, "read": READ, "write": WRITE, "pool": POOL},
                "trace": self._trace,
            },
        )
        self._extensions = request.extensions
        self._deadline.begin()
        self._has_begun = False
        try:
            response = self._http.handle_request(request)
            try:
                status = response.status_code
                pause = None if status < 300 else response.headers.get("retry-after")
                return Answer(status, pause, self._read(response))
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise _no_answer(error, has_begun=self._has_begun) from error
        except (OSError, ssl.SSLError) as error:
            raise NoAnswer(_reason(error), is_endpoint=False) from error
        finally:
            self._deadline.end()
            if self._socket is not None:
                self._socket.close()
                self._socket = None

    def _read(self, response: httpx.Response) -> bytes:
        """The beginning of the body. The status is the answer: a body that breaks off changes nothing."""
        import httpx  # noqa: PLC0415

        found = b""
        stream: Iterable[bytes] = response.stream  # type: ignore[assignment]
        try:
            for piece in stream:
                found += piece
                if len(found) >= LARGEST_ANSWER or self._deadline.is_over():
                    break
        except (httpx.HTTPError, OSError):
            pass
        return found[:LARGEST_ANSWER]

    def _trace(self, event: str, told: Mapping[str, Any]) -> None:
        """Watch a request: its socket, to end it in time; and let no byte leave after its time."""
        if event in _BEFORE_THE_REQUEST and self._deadline.is_over():
            opened = told.get("return_value")
            if opened is not None:  # a connection that nobody else knows of yet
                opened.close()
            raise TimeoutError("no answer in time")
        if event == "connection.connect_tcp.complete":
            found: socket = told["return_value"].get_extra_info("socket")
            self._socket = found.dup() if self._is_secure else found  # TLS takes the other one over
        elif event == "http11.send_request_headers.started":
            self._has_begun = True
        elif event == "http11.send_request_body.started":
            self._extensions.pop("trace", None)  # what follows tells nothing that anybody wants to know

    def _watch(self) -> None:
        """Break off what takes too long: a server that drips a byte now and then meets no other timeout."""
        from socket import SHUT_RDWR  # noqa: PLC0415

        while not self._ended.wait(_WATCHED_EVERY):
            found = self._socket
            if found is not None and self._deadline.is_over():
                try:  # noqa: SIM105 - it may have ended at this very moment
                    found.shutdown(SHUT_RDWR)
                except OSError:
                    pass


class _Deadline:
    __slots__ = ("_at", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._at: float | None = None

    def begin(self) -> None:
        self._at = monotonic() + self._seconds

    def end(self) -> None:
        self._at = None

    def is_over(self) -> bool:
        at = self._at
        return at is not None and monotonic() >= at


def _trust(url: str) -> ssl.SSLContext:
    if not url.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody, and nobody asks it
    context = ssl.create_default_context()
    context.options |= ssl.OP_NO_TICKET  # nothing of one connection returns in another
    return context


def _proxy(url: str) -> str | None:
    """The proxy that the environment names for this URL."""
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415

    parts = urlsplit(url)
    if is_loopback(parts.hostname) or proxy_bypass(parts.netloc):
        return None
    proxies = getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all")
    return found if not found or "://" in found else "http://" + found


def _no_answer(error: httpx.HTTPError, *, has_begun: bool) -> NoAnswer:
    """Why nothing came back; where TLS fails after the request began, it may have been taken all the same."""
    import httpx  # noqa: PLC0415

    cause: BaseException | None = error
    while cause is not None and not has_begun:
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _BROKEN_OFF):
            return NoAnswer(f"TLS failed: {_reason(cause)}", is_endpoint=True)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return NoAnswer("no answer in time", is_endpoint=False)
    is_endpoint = isinstance(error, (httpx.UnsupportedProtocol, httpx.LocalProtocolError))
    return NoAnswer(_reason(error), is_endpoint=is_endpoint)


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return str(error) or type(error).__name__
