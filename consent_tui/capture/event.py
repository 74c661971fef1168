"""The event of contract section 2, and its one encoding: the bytes shown, stored and sent."""

from __future__ import annotations

COMMAND = "#command"
MAU = "#mau"
DAU = "#dau"
SUCCESS = "#success"
FAILURE = "#failure"
UNKNOWN_VERSION = "#unknown"


class Event:
    """One event. Every field is a token of the vocabulary; ``dfx_version`` may be a SemVer version.

    ``command``, ``options`` and ``outcome`` are None for ``#mau`` and ``#dau``; ``target`` is None
    where the command has no optional canister.
    """

    __slots__ = ("command", "dfx_version", "event", "network", "options", "outcome", "platform", "target")

    def __init__(
        self,
        event: str,
        platform: str,
        dfx_version: str,
        network: str,
        command: str | None = None,
        target: str | None = None,
        options: tuple[str, ...] | None = None,
        outcome: str | None = None,
    ) -> None:
        self.event = event
        self.platform = platform
        self.dfx_version = dfx_version
        self.network = network
        self.command = command
        self.target = target
        self.options = options
        self.outcome = outcome

    def encode(self) -> bytes:
        """The event as compact JSON in the contract's key order, without a newline, ASCII only.

        Written by hand because the recorder may not import json, and safe because no field can hold
        a character that JSON escapes: the vocabulary is closed and a version is SemVer.
        """
        text = (
            f'{{"event":"{self.event}","platform":"{self.platform}",'
            f'"dfxVersion":"{self.dfx_version}","network":"{self.network}"'
        )
        if self.command is not None:
            text += f',"command":"{self.command}"'
        if self.target is not None:
            text += f',"target":"{self.target}"'
        if self.options is not None:
            text += ',"options":["' + '","'.join(self.options) + '"]' if self.options else ',"options":[]'
        if self.outcome is not None:
            text += f',"outcome":"{self.outcome}"'
        return (text + "}").encode("ascii")

    def riding_along(self, kind: str) -> Event:
        """The ``#mau`` or ``#dau`` event (*kind*) of the same run: what is common to all events, no more."""
        return Event(kind, self.platform, self.dfx_version, self.network)
