"""Every token that can ever be emitted, by command."""

from __future__ import annotations

from consent_tui.vocabulary import tokens as closed
from consent_tui.vocabulary.catalog import VERSIONS
from consent_tui.vocabulary.commands import EXTENSION, Command, commands

COMMON = {
    "event": closed.EVENTS,
    "platform": closed.PLATFORMS,
    "dfxVersion": (closed.UNKNOWN_VERSION,),
    "network": closed.NETWORKS,
    "outcome": closed.OUTCOMES,
}


def own_tokens(command: Command, shared: list[str]) -> list[str]:
    """The tokens of ``options`` that this command adds to those of every command."""
    return [token for token in closed.option_tokens(command) if token not in shared]


def everywhere() -> list[str]:
    """The tokens of ``options`` that every command of dfx can emit."""
    shared: list[str] | None = None
    for each in commands():
        mine = closed.option_tokens(each)
        shared = mine if shared is None else [token for token in shared if token in mine]
    return shared or []


def vocabulary_document() -> dict[str, object]:
    """The vocabulary as a JSON document: what all events share, then each command, then the sorted whole."""
    found = [
        {
            "command_line": f"dfx {each.path}",
            "command": each.token,
            "target": list(closed.TARGETS) if each.canister >= 0 else [],
            "options": closed.option_tokens(each),
        }
        for each in commands()
    ]
    found.append({"command_line": "an extension", "command": EXTENSION, "target": [], "options": []})
    return {
        "dfx_versions": list(VERSIONS),
        "common": {key: list(value) for key, value in COMMON.items()},
        "commands": found,
        "tokens": closed.tokens(),
    }
