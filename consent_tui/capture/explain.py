"""The one function that classifies a command line, for the preview and for the recorder alike."""

from __future__ import annotations

from consent_tui.capture.event import COMMAND, FAILURE, SUCCESS, Event
from consent_tui.capture.explanation import (
    BARE,
    CAPTURED,
    COUNTED,
    DEFAULT,
    DROPPED_WORD,
    ENVIRONMENT,
    REDUCED,
    TYPED,
    Explanation,
)
from consent_tui.capture.reading import Reading
from consent_tui.vocabulary.commands import EXTENSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.capture.surroundings import Surroundings
    from consent_tui.vocabulary.commands import Option

LOCAL = "local"


def explain(argv: Sequence[str], exit_status: int, surroundings: Surroundings) -> Explanation:
    """What becomes of each word of *argv*, and the event they make (contract, section 2).

    *argv* begins with dfx itself, by whatever path it was called; *exit_status* is the one dfx left.
    Nothing of *argv* is ever copied into the event. Never raises for any *argv*.
    """
    explanation = Explanation(list(argv))
    if not argv:
        explanation.silence = BARE
        return explanation
    reading = Reading(explanation)
    reading.read()
    if reading.silence:
        explanation.silence = reading.silence
        explanation.drop_all()
        return explanation
    typed = _typed_network(reading, surroundings)
    version = surroundings.ask_version(reading.toolchain)
    explanation.network_source, network = _network(reading, surroundings, typed)
    explanation.event = Event(
        COMMAND,
        surroundings.platform,
        version,
        network,
        EXTENSION if reading.is_extension else reading.command.token,
        _target(reading),
        () if reading.is_extension else _options(reading, typed),
        SUCCESS if exit_status == 0 else FAILURE,
    )
    if reading.toolchain:
        explanation.said[1] = (REDUCED, (version,), 0)
    if not reading.is_extension:
        at = reading.command_word
        explanation.said[at] = (CAPTURED, (reading.command.token,), len(explanation.texts[at]))
    return explanation


def _selected(reading: Reading) -> tuple[str, int] | None:
    """The network that the command line chose and the word that chose it; dfx's own order of preference."""
    chosen: dict[str, tuple[str, int]] = {}
    for selector, name, index in reading.selectors:
        chosen[selector] = (name, index)
    return chosen.get("playground") or chosen.get("ic") or chosen.get("network")


def _typed_network(reading: Reading, surroundings: Surroundings) -> str | None:
    """The network chosen on the command line, resolved; marks the words that chose it."""
    if not reading.selectors or reading.is_extension:
        return None
    selected = _selected(reading)
    if selected is None:
        return None
    name, chosen = selected
    network = surroundings.network(name)
    typed = "#network" + network[1].upper() + network[2:]
    for selector, _, index in reading.selectors:
        if index != chosen:
            reading.said[index] = DROPPED_WORD
        elif selector == "network":
            reading.said[index] = (REDUCED, (typed,), len(reading.texts[index]))
        else:
            verdict, _, kept = reading.said[index]
            reading.said[index] = (verdict, (typed,), kept)
    return network


def _network(reading: Reading, surroundings: Surroundings, typed: str | None) -> tuple[str, str]:
    """Where the network was chosen, and its token."""
    if typed is not None and not reading.command.is_always_local:
        return TYPED, typed
    if reading.is_extension or reading.command.is_always_local or not surroundings.dfx_network:
        return DEFAULT, surroundings.network(LOCAL)
    return ENVIRONMENT, surroundings.network(surroundings.dfx_network)


def _target(reading: Reading) -> str | None:
    command = reading.command
    if command.canister < 0 or reading.unrecognized or reading.is_extension:
        return None
    everything = command.names.get("--all")
    if reading.canister_word < 0 or (everything is not None and everything in reading.given):
        return "#all"
    reading.said[reading.canister_word] = (COUNTED, ("#one",), 0)
    return "#one"


def _options(reading: Reading, typed: str | None) -> tuple[str, ...]:
    found: list[str] = []
    given = reading.given
    for option in sorted(given, key=_rank) if len(given) > 1 else given:
        if option.presence:
            found.append(option.presence)
            values = given[option]
            found += (
                [each for each in option.values.values() if each in values] if len(values) > 1 else values
            )
    if typed is None and not reading.positional_tokens and not reading.unrecognized and len(found) < 2:
        return tuple(found)
    found += reading.positional_tokens
    if typed is not None:
        found.append("#network" + typed[1].upper() + typed[2:])
    found += reading.unrecognized
    return tuple(found)


def _rank(option: Option) -> int:
    return option.rank
