"""The veil of screen-share mode: what a person typed, named or configured becomes blocks.

A word of a command line stays readable only as far as it is what the event says of it: the name of a
command or an option, a value of a fixed list, a network that dfx itself names. Everything else becomes the
same five blocks, however long it is, because a length tells a canister's name from an amount. That an
onlooker sees how many words there are is left, for the marks under them are the point of the drawing.

Whether the veil is on belongs to the process, as the language does. It is off until somebody puts it on.
"""

from __future__ import annotations

from consent_tui.capture.explanation import CAPTURED, REDUCED, Explanation, Token
from consent_tui.capture.reading import Reading
from consent_tui.consent.resolver import DECISION
from consent_tui.i18n import Said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from consent_tui.consent.ceilings import Reason
    from consent_tui.history.command import ShellCommand

BLOCK, ASCII_BLOCK = "▒", "*"
LENGTH = 5
NETWORKS = frozenset(("ic", "local", "playground"))
"""The networks that dfx itself names; any other name is the person's."""
VARIABLE = "DFX_NETWORK"
TYPED_NETWORK = "#network"


class _Veil:
    """Whether it is on, and what it is woven of."""

    __slots__ = ("block", "is_on")

    def __init__(self) -> None:
        self.is_on = False
        self.block = BLOCK


_veil = _Veil()


def put_on() -> None:
    """Draw everything private as blocks from now on."""
    _veil.is_on = True


def take_off() -> None:
    """Draw everything as it is from now on."""
    _veil.is_on = False


def is_on() -> bool:
    """Whether screen-share mode is on."""
    return _veil.is_on


def weave(block: str) -> None:
    """Draw with this character, of one cell: plain ASCII where the terminal has nothing else."""
    _veil.block = block


def block() -> str:
    """The character that blocks are drawn with."""
    return _veil.block


def blocks() -> str:
    """What is drawn in the place of anything private."""
    return Said(_veil.block * LENGTH)


def veiled(text: str) -> str:
    """*text*, or blocks of a fixed length in its place while the veil is on; nothing stays nothing."""
    return blocks() if _veil.is_on and text else text


def made_of(text: str, parts: Iterable[str]) -> str:
    """*text* as one that may be seen, if all the *parts* that it was made of may."""
    return Said(text) if all(isinstance(each, Said) for each in parts) else text


def veiled_explanation(explanation: Explanation) -> Explanation:
    """The same verdicts, on words of which only what the event says of them is readable."""
    if not _veil.is_on:
        return explanation
    found = Explanation([])
    found.event, found.silence = explanation.event, explanation.silence
    found.network_source = explanation.network_source
    program = 1 if explanation.texts and explanation.texts[0].startswith(VARIABLE + "=") else 0
    for at, token in enumerate(explanation.tokens):
        shown = Said("dfx") if at == program else _word(token)
        kept = len(shown) if token.kept == len(token.text) else token.kept
        found.texts.append(shown)
        found.said.append((token.verdict, token.emits, kept))
    return found


def veiled_command(command: ShellCommand) -> str:
    """A command of a shell's history as one line to show; while the veil is off, as it was typed."""
    if not _veil.is_on:
        return command.text
    explanation = Explanation(list(command.words))
    reading = Reading(explanation)
    reading.read()
    if reading.silence:
        explanation.drop_all()
    else:
        for _, _, index in reading.selectors:
            explanation.said[index] = (REDUCED, (TYPED_NETWORK,), len(explanation.texts[index]))
    words = ["dfx", *[_word(token) for token in explanation.tokens[1:]]]
    network = command.environment.get(VARIABLE)
    if network:
        text = f"{VARIABLE}={network}"
        words.insert(0, _word(Token(text, REDUCED, (TYPED_NETWORK,), len(text))))
    return Said(" ".join(words))


def veiled_reason(reason: Reason) -> Reason:
    """Why a state holds, without the file, the variable's value or the name in which that lies."""
    source, ceiling, detail = reason
    return reason if source == DECISION else (source, ceiling, veiled(detail))


def veiled_line(line: str) -> str:
    """A line as somebody types it: the dfx command in it, or blocks where none can be read from it."""
    if not _veil.is_on:
        return line
    from consent_tui.history.shell import first_dfx_command  # noqa: PLC0415 - a preview alone reads no line

    command = first_dfx_command(line)
    return veiled(line.strip()) if command is None else veiled_command(command)


def _word(token: Token) -> str:
    """A word with blocks in the place of what is the person's."""
    text, kept = token.text, token.kept
    if token.verdict not in (CAPTURED, REDUCED) or not kept:
        return veiled(text)
    name, equals, value = text.partition("=")
    if kept == len(text) and _names_a_network(token):
        if name not in ("--network", VARIABLE):
            name, equals, value = "", "", text
        return Said(name + equals + (value if value in NETWORKS else veiled(value)))
    if text[kept : kept + 1] == "=":
        kept += 1
    return Said(text[:kept] + veiled(text[kept:]))


def _names_a_network(token: Token) -> bool:
    """Whether the word itself is a network's name or address, which only dfx's own may show."""
    is_flag = token.text in ("--ic", "--playground")
    return (
        not is_flag and any(each.startswith("#network") for each in token.emits)
    ) or token.text.startswith(VARIABLE + "=")
