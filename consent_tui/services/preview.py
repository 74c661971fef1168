"""What a command would emit, token by token: the same function, event and bytes as the recorder's."""

from __future__ import annotations

from consent_tui.capture.explain import explain
from consent_tui.capture.explanation import DROPPED_WORD, ENVIRONMENT, NOT_COVERED, REDUCED, Explanation
from consent_tui.consent.coverage import covered
from consent_tui.services.outlook import EVERYTHING, Outlook
from consent_tui.services.wire import NDJSON, request_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.capture.event import Event
    from consent_tui.capture.surroundings import Surroundings
    from consent_tui.history.command import ShellCommand

NETWORK_VARIABLE = "DFX_NETWORK"


class Preview:
    """One command line and what it would emit.

    ``also`` are the MAU and DAU events that would ride along. ``body`` is the request body of the event,
    byte for byte, and ``sha256`` its digest in hexadecimal; both are empty where nothing is emitted.
    ``wire`` is the one in force, ``endpoint`` where it would go, None where nothing can leave.
    """

    __slots__ = ("also", "body", "endpoint", "explanation", "sha256", "wire")

    def __init__(
        self,
        explanation: Explanation,
        also: tuple[Event, ...],
        body: bytes,
        wire: str = NDJSON,
        endpoint: str | None = None,
    ) -> None:
        self.explanation = explanation
        self.also = also
        self.body = body
        self.sha256 = _digest(body) if body else ""
        self.wire = wire
        self.endpoint = endpoint

    @property
    def event(self) -> Event | None:
        """The event, or None when nothing is emitted."""
        return self.explanation.event


def _digest(body: bytes) -> str:
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, which the first frame of the app does not need

    return sha256(body).hexdigest()


def preview(
    argv: Sequence[str], exit_status: int, surroundings: Surroundings, expected: Outlook = EVERYTHING
) -> Preview:
    """What running *argv* (``dfx`` first) here would emit, had it left *exit_status*. Writes nothing.

    *expected* is how the records stand: under a standing yes, only what it covers is emitted.
    """
    return _preview(explain(argv, exit_status, surroundings), expected)


def preview_command(
    command: ShellCommand, exit_status: int, surroundings: Surroundings, expected: Outlook = EVERYTHING
) -> Preview:
    """The same for a command found in a shell's line, with the variables set before it."""
    if not command.environment:
        return preview(command.words, exit_status, surroundings, expected)
    explanation = explain(command.words, exit_status, surroundings.with_assignments(command.environment))
    if NETWORK_VARIABLE in command.environment:
        _put_variable_first(f"{NETWORK_VARIABLE}={command.environment[NETWORK_VARIABLE]}", explanation)
    return _preview(explanation, expected)


def _put_variable_first(text: str, explanation: Explanation) -> None:
    said = DROPPED_WORD
    if explanation.event is not None and explanation.network_source == ENVIRONMENT:
        said = (REDUCED, (explanation.event.network,), len(text))
    explanation.texts.insert(0, text)
    explanation.said.insert(0, said)


def _preview(explanation: Explanation, expected: Outlook) -> Preview:
    if expected.covered is not None:
        limit_to(explanation, expected.covered)
    event = explanation.event
    if event is None:
        return Preview(explanation, (), b"")
    body = request_body(event, expected.wire)
    return Preview(explanation, riding_along(event, expected), body, expected.wire, expected.endpoint)


def limit_to(explanation: Explanation, tokens: frozenset[str]) -> None:
    """Leave out of *explanation* what a standing yes does not cover, as the recorder does."""
    event = explanation.event
    if event is None:
        return
    explanation.event = limited = covered(event, tokens)
    if limited is None:
        explanation.silence = NOT_COVERED
        explanation.drop_all()
        return
    for at, (verdict, emits, kept) in enumerate(explanation.said):
        left = tuple(each for each in emits if each in tokens or each == limited.dfx_version)
        if left != emits:
            explanation.said[at] = (verdict, left, kept) if left else DROPPED_WORD


def riding_along(event: Event, expected: Outlook) -> tuple[Event, ...]:
    """The MAU and DAU events that would be recorded with this one, as far as a standing yes covers them."""
    riders = [event.riding_along(kind) for kind in expected.riding]
    if expected.covered is not None:
        tokens = expected.covered
        return tuple(each for each in riders if covered(each, tokens) is not None)
    return tuple(riders)


def request_body(event: Event, wire: str = NDJSON) -> bytes:
    """The body of the request that sends this event alone (contract, section 5)."""
    return request_bytes((event.encode(),), wire)
