"""The invariant itself: what an explanation emits is in the vocabulary, and holds nothing of the line."""

from __future__ import annotations

import json
import re

from consent_tui.capture.explanation import VERDICTS, Explanation
from consent_tui.vocabulary.tokens import tokens

VOCABULARY = frozenset(tokens())
KEYS = ["event", "platform", "dfxVersion", "network", "command", "target", "options", "outcome"]
# https://semver.org, without build metadata
SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?",
    re.ASCII,
)


def check_closed(argv: list[str], explanation: Explanation, version: str) -> None:
    """Raise AssertionError where this explanation breaks invariant 1."""
    assert [token.text for token in explanation.tokens] == argv
    emitted: set[str] = set()
    for token in explanation.tokens:
        assert token.verdict in VERDICTS
        assert 0 <= token.kept <= len(token.text)
        if token.verdict == "dropped":
            assert not token.emits and token.kept == 0
        emitted.update(token.emits)
    event = explanation.event
    if event is None:
        assert explanation.silence and not emitted
        return
    body = event.encode()
    document = json.loads(body)
    assert body == json.dumps(document, separators=(",", ":")).encode("ascii")
    assert list(document) == [key for key in KEYS if key in document]
    assert document.pop("dfxVersion") == version and (version == "#unknown" or SEMVER.fullmatch(version))
    options = document.pop("options")
    assert len(options) == len(set(options))
    assert VOCABULARY.issuperset(options) and VOCABULARY.issuperset(document.values())
    # every token that a word of the line is said to emit is in the event, and the other way round
    assert set(options) <= emitted <= {*options, *document.values(), version}
