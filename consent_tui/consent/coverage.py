"""A yes covers what was shown: what it did not cover stays out of events. On the recorder's way."""

from __future__ import annotations

from consent_tui.capture.event import Event

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container


def covered(event: Event, covered_tokens: Container[str]) -> Event | None:
    """The event without the tokens that the standing yes did not cover.

    None when what makes it an event at all is not covered (its kind, platform, network or command): nothing
    is recorded then. A version that is SemVer is no token and always covered; ``#unknown`` is one.
    """
    version = event.dfx_version
    if version.startswith("#") and version not in covered_tokens:
        return None
    for token in (event.event, event.platform, event.network, event.command):
        if token is not None and token not in covered_tokens:
            return None
    options = event.options
    if options is not None:
        options = tuple(token for token in options if token in covered_tokens)
    target = event.target if event.target in covered_tokens else None
    outcome = event.outcome if event.outcome in covered_tokens else None
    if (options, target, outcome) == (event.options, event.target, event.outcome):
        return event
    return Event(event.event, event.platform, version, event.network, event.command, target, options, outcome)
