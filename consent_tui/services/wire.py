"""The request that carries events: the one place where its body and headers are made (contract, section 5).

What the preview shows, what ``send --dry-run`` prints and what the sender transmits all come from here.
"""

from __future__ import annotations

from functools import lru_cache

from consent_tui.i18n import N_, _
from consent_tui.services.endpoints import origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.services.preview import Preview
    from consent_tui.services.records import Records

NDJSON = "ndjson"
OTLP = "otlp"
NO_ENDPOINT = N_("(no endpoint is configured: nothing can leave)")
RANDOM_KEY = N_("(a random UUID, new for each request)")

CONTENT_TYPES = {NDJSON: "application/x-ndjson", OTLP: "application/json"}

_OTLP_BEGINNING = (
    '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"dfx"}}]},'
    '"scopeLogs":[{"scope":{"name":"dfx-consent"},"logRecords":['
)
_OTLP_END = "]}]}]}"


def request_bytes(events: Sequence[bytes], wire: str) -> bytes:
    """The body of one request for these events, each the bytes that ``Event.encode`` gives."""
    if wire == OTLP:
        return (_OTLP_BEGINNING + ",".join(_log_record(each) for each in events) + _OTLP_END).encode("ascii")
    return b"".join(each + b"\n" for each in events)


def wire_in_force(found: Records) -> str:
    """A policy's wire before the person's own."""
    from consent_tui.services.in_force import in_force  # noqa: PLC0415 - a preview of the bytes needs none

    return str(in_force(found, "wire").value)


def batch_size_in_force(found: Records) -> int:
    """A policy's batch size before the person's own."""
    from consent_tui.services.in_force import in_force  # noqa: PLC0415

    return int(in_force(found, "batch_size").value or 1)


def wire_of(body: bytes) -> str:
    """Under which wire a body of ours was made."""
    return OTLP if body.startswith(_OTLP_BEGINNING.encode("ascii")) else NDJSON


def _log_record(event: bytes) -> str:
    """One event as an OTLP LogRecord in JSON. No character of an event needs an escape (``Event.encode``)."""
    from json import loads  # noqa: PLC0415 - ndjson needs none

    fields: dict[str, str | list[str]] = loads(event)
    attributes = ",".join(f'{{"key":"{key}","value":{_any_value(value)}}}' for key, value in fields.items())
    name = "dfx." + str(fields["event"]).removeprefix("#")
    return f'{{"eventName":"{name}","attributes":[{attributes}]}}'


def _any_value(value: str | list[str]) -> str:
    if isinstance(value, str):
        return f'{{"stringValue":"{value}"}}'
    return '{"arrayValue":{"values":[' + ",".join(_any_value(each) for each in value) + "]}}"


def headers(
    body: bytes, wire: str = NDJSON, endpoint: str | None = None, key: str = ""
) -> list[tuple[str, str]]:
    """Every header in the order in which it is sent; names and values alike for everybody but for the key.

    Without an endpoint there is no ``host``. Without a *key*, one is described in the language spoken.
    """
    host = [("host", _host(endpoint))] if endpoint else []
    return [
        *host,
        ("accept", "*/*"),
        ("accept-encoding", "identity"),
        ("connection", "close"),
        ("user-agent", "dfx-consent"),
        ("content-type", CONTENT_TYPES[wire]),
        ("idempotency-key", key or _(RANDOM_KEY)),
        ("content-length", str(len(body))),
    ]


@lru_cache(8)
def _host(endpoint: str) -> str:
    return origin(endpoint).partition("://")[2]


def request_target(endpoint: str) -> str:
    """The path of the endpoint, as the first line of a request names it."""
    from urllib.parse import urlsplit  # noqa: PLC0415 - only where there is an endpoint

    return urlsplit(endpoint).path or "/"


def request_text(body: bytes, wire: str, endpoint: str | None, key: str = "") -> str:
    """The whole request as text: its first line, its headers in their order, and its body."""
    first = f"POST {request_target(endpoint)} HTTP/1.1" if endpoint else f"POST {_(NO_ENDPOINT)}"
    lines = [first, *[f"{name}: {value}" for name, value in headers(body, wire, endpoint, key)]]
    return "\n".join([*lines, "", body.decode("ascii")]).rstrip("\n") + "\n"


def wire_text(preview: Preview) -> str:
    """The request for *preview*'s event, then its digest; says so where nothing is emitted."""
    if preview.event is None:
        return _("Nothing is emitted, so there is no request.") + "\n"
    text = request_text(preview.body, preview.wire, preview.endpoint)
    digest = _("sha256 of the body: %(digest)s") % {"digest": preview.sha256}
    return f"{text}\n{digest}\n"
