"""Previews of many lines, one JSON document each, at a fraction of what splitting them with shlex costs."""

from __future__ import annotations

from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted

from consent_tui.capture.explain import explain
from consent_tui.capture.explanation import DROPPED_WORD
from consent_tui.history.shell import first_dfx_command
from consent_tui.services.preview import preview_command, request_body, riding_along

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consent_tui.capture.event import Event
    from consent_tui.capture.explanation import Explanation
    from consent_tui.capture.surroundings import Surroundings
    from consent_tui.services.outlook import Outlook

NOTHING = '{"event":null,"also":[],"tokens":[],"sha256":null}\n'
DROPPED = ',"verdict":"dropped","emits":[]}'
CHUNK = 256
"""Lines a write."""

REMEMBERED = 20_000
"""Events and verdicts whose encoding is kept: lines differ, what they emit repeats."""


class Batch:
    """Previews lines as if each were run here with one exit status; its output is ASCII whatever comes in."""

    __slots__ = ("_ends", "_exit_status", "_expected", "_surroundings", "_verdicts")

    def __init__(self, exit_status: int, surroundings: Surroundings, expected: Outlook) -> None:
        self._exit_status = exit_status
        self._expected = expected
        self._surroundings = surroundings
        self._ends: dict[tuple[object, ...], tuple[str, str]] = {}
        self._verdicts: dict[tuple[str, tuple[str, ...], int], str] = {}

    def line(self, line: str) -> str:
        """The preview of the first dfx command of *line* as one line of JSON, newline included."""
        command = first_dfx_command(line)
        if command is None:
            return NOTHING
        expected = self._expected
        if command.environment or expected.covered is not None:
            explanation = preview_command(
                command, self._exit_status, self._surroundings, expected
            ).explanation
        else:
            explanation = explain(command.words, self._exit_status, self._surroundings)
        found = self._document(explanation)
        return found.replace("\x7f", "\\u007f") if "\x7f" in line else found

    def _document(self, explanation: Explanation) -> str:
        verdicts = self._verdicts
        tokens = [
            quoted(text) + (DROPPED if said is DROPPED_WORD else verdicts.get(said) or self._verdict(said))
            for text, said in zip(explanation.texts, explanation.said, strict=True)
        ]
        text = '{"text":' + ',{"text":'.join(tokens)
        event = explanation.event
        if event is None:
            return '{"event":null,"also":[],"tokens":[' + text + '],"sha256":null}\n'
        key = (event.command, event.target, event.options, event.network, event.dfx_version)
        before, after = self._ends.get(key) or self._around(key, event)
        return before + text + after

    def _verdict(self, said: tuple[str, tuple[str, ...], int]) -> str:
        """The JSON of a token after its text."""
        verdict, emits, _ = said
        emitted = ",".join([f'"{each}"' for each in emits])
        found = f',"verdict":"{verdict}","emits":[{emitted}]}}'
        if len(self._verdicts) < REMEMBERED:
            self._verdicts[said] = found
        return found

    def _around(self, key: tuple[object, ...], event: Event) -> tuple[str, str]:
        """The JSON before and after the tokens."""
        also = ",".join([each.encode().decode("ascii") for each in riding_along(event, self._expected)])
        body = request_body(event, self._expected.wire)
        before = f'{{"event":{event.encode().decode("ascii")},"also":[{also}],"tokens":['
        found = before, f'],"sha256":"{sha256(body).hexdigest()}"}}\n'
        if len(self._ends) < REMEMBERED:
            self._ends[key] = found
        return found

    def chunks(self, lines: Iterable[str]) -> Iterator[str]:
        """The previews of the input's lines, in order and one for every line, a few hundred at a time."""
        found: list[str] = []
        for line in lines:
            found.append(self.line(line.rstrip("\r\n")))
            if len(found) == CHUNK:
                yield "".join(found)
                found.clear()
        yield "".join(found)
