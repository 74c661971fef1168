"""Previews as JSON documents (contract, section 6)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.capture.event import Event
    from consent_tui.services.preview import Preview


def event_document(event: Event) -> dict[str, object]:
    """The event with its keys in the contract's order, absent ones omitted."""
    document: dict[str, object] = {
        "event": event.event,
        "platform": event.platform,
        "dfxVersion": event.dfx_version,
        "network": event.network,
    }
    if event.command is not None:
        document["command"] = event.command
    if event.target is not None:
        document["target"] = event.target
    if event.options is not None:
        document["options"] = list(event.options)
    if event.outcome is not None:
        document["outcome"] = event.outcome
    return document


def preview_document(preview: Preview) -> dict[str, object]:
    """``event``, ``also``, ``tokens`` and ``sha256``; the digest is null where nothing is emitted."""
    event = preview.event
    return {
        "event": None if event is None else event_document(event),
        "also": [event_document(each) for each in preview.also],
        "tokens": [
            {"text": _valid(token.text), "verdict": token.verdict, "emits": list(token.emits)}
            for token in preview.explanation.tokens
        ],
        "sha256": preview.sha256 or None,
    }


def _valid(text: str) -> str:
    """Bytes that are no UTF-8 arrive from the system as lone surrogates, which JSON cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def dump(document: object) -> str:
    """One JSON document in ASCII alone: no control or bidi character of its strings reaches a terminal."""
    import json  # noqa: PLC0415 - 10 ms that only this needs

    return json.dumps(document, indent=2).replace("\x7f", "\\u007f")
