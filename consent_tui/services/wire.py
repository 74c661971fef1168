"""The request that would carry an event, as text (contract, section 5)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.preview import Preview

NO_ENDPOINT = "(no endpoint is configured: nothing can leave)"
RANDOM_KEY = "(a random UUID, new for each request)"


def headers(body: bytes) -> list[tuple[str, str]]:
    """The headers beyond ``host``, names and values alike for everybody but for the key."""
    return [
        ("accept", "*/*"),
        ("accept-encoding", "identity"),
        ("connection", "close"),
        ("user-agent", "dfx-consent"),
        ("content-type", "application/x-ndjson"),
        ("idempotency-key", RANDOM_KEY),
        ("content-length", str(len(body))),
    ]


def wire_text(preview: Preview) -> str:
    """The request for *preview*'s event, then its digest; says so where nothing is emitted."""
    if preview.event is None:
        return "Nothing is emitted, so there is no request.\n"
    lines = [f"POST {NO_ENDPOINT}"]
    lines += [f"{name}: {value}" for name, value in headers(preview.body)]
    return "\n".join([*lines, "", preview.body.decode("ascii"), f"sha256 of the body: {preview.sha256}", ""])
