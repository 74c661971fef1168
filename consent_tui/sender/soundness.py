"""Is what lies in the store an event of ours? Asked before every request, whoever wrote there since."""

from __future__ import annotations

from consent_tui.capture.event import Event
from consent_tui.capture.version import UNKNOWN, semver
from consent_tui.vocabulary.tokens import tokens

_KEYS = ("event", "platform", "dfxVersion", "network", "command", "target", "options", "outcome")
_REQUIRED = _KEYS[:4]
_VERSION = b'"dfxVersion":"'
_LARGEST = 16384
_REMEMBERED = 256

_vocabulary: frozenset[str] = frozenset()
_known: dict[bytes, bool] = {}


def is_ours(body: object) -> bool:
    """Whether these bytes are exactly what ``Event.encode`` gives for tokens of the closed vocabulary."""
    if not isinstance(body, bytes) or len(body) > _LARGEST:
        return False
    # What differs most often is the version. It is looked at by itself, and the rest remembered without it.
    before, mark, after = body.partition(_VERSION)
    version, quote, rest = after.partition(b'"')
    return _is_version(version) and _is_known(before + mark + UNKNOWN.encode("ascii") + quote + rest)


def _is_version(version: bytes) -> bool:
    try:
        text = version.decode("ascii")
    except UnicodeDecodeError:
        return False
    return text == UNKNOWN or (semver(text) == text and "+" not in text)


def _is_known(body: bytes) -> bool:
    known = _known.get(body)
    if known is None:
        if len(_known) >= _REMEMBERED:
            _known.clear()
        known = _known[body] = _is_ours(body)
    return known


def _is_ours(body: bytes) -> bool:
    """Whether this is an event of ours whose version is not known."""
    from json import loads  # noqa: PLC0415 - only where something is about to be sent

    try:
        fields = loads(body)
    except (ValueError, RecursionError):
        return False
    if not isinstance(fields, dict) or not set(_REQUIRED) <= fields.keys() <= set(_KEYS):
        return False
    options = fields.get("options", [])
    if not isinstance(options, list):
        return False
    words = [fields[key] for key in fields if key not in {"dfxVersion", "options"}] + options
    vocabulary = _tokens()
    if not all(isinstance(word, str) and word in vocabulary for word in words):
        return False
    event = Event(
        fields["event"],
        fields["platform"],
        UNKNOWN,
        fields["network"],
        fields.get("command"),
        fields.get("target"),
        tuple(options) if "options" in fields else None,
        fields.get("outcome"),
    )
    return event.encode() == body


def _tokens() -> frozenset[str]:
    global _vocabulary  # noqa: PLW0603 - read once, and the same for everybody
    if not _vocabulary:
        _vocabulary = frozenset(tokens())
    return _vocabulary
