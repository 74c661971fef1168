"""The closed vocabulary: every token that an event can hold (contract, section 1)."""

from __future__ import annotations

from consent_tui.vocabulary import commands as _commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.vocabulary.commands import Command

EVENTS = ("#command", "#dau", "#mau")
PLATFORMS = ("#darwin", "#linux", "#windows")
NETWORKS = ("#ic", "#localProject", "#localShared", "#other")
TYPED_NETWORKS = ("#networkIc", "#networkLocalProject", "#networkLocalShared", "#networkOther")
TARGETS = ("#all", "#one")
OUTCOMES = ("#failure", "#success")
UNKNOWN_VERSION = "#unknown"


def option_tokens(command: Command) -> list[str]:
    """What this command can put into ``options``, in the order in which an event holds it."""
    found: list[str] = []
    options = sorted({each.rank: each for each in command.names.values()}.items())
    for _, option in options:
        if not option.selects_network:
            found += [option.presence, *option.values.values()]
    for positional in command.positionals:
        found += positional.values.values()
    if command.has_selector:
        found += TYPED_NETWORKS
    found.append(_commands.OPTION_UNRECOGNIZED)
    if command.subcommands:
        found.append(_commands.SUBCOMMAND_UNRECOGNIZED)
    return found


def tokens() -> list[str]:
    """Every token that can ever be emitted, sorted."""
    from consent_tui.vocabulary.closed import TOKENS  # noqa: PLC0415 - most who come here need other things

    return TOKENS.split()


def derived_tokens() -> list[str]:
    """The same, derived from the catalog; the test suite holds the two together."""
    found = {UNKNOWN_VERSION, _commands.EXTENSION, *EVENTS, *PLATFORMS, *NETWORKS, *TARGETS, *OUTCOMES}
    for each in _commands.commands():
        found.add(each.token)
        found.update(option_tokens(each))
    return sorted(found)
