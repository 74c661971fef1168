"""Completion of a dfx command line from the catalog: what may stand where the cursor is."""

from __future__ import annotations

from consent_tui.vocabulary.commands import Command, Option, command

SUBCOMMAND, OPTION, VALUE = "subcommand", "option", "value"
NETWORKS = ("ic", "local", "playground")
"""The networks that every dfx knows; a project's own names are not read for completion."""


class Completion:
    """One word that may stand at the cursor.

    ``text`` replaces the line from ``start`` to the cursor. ``kind`` is SUBCOMMAND, OPTION or VALUE;
    ``help`` is the token the word gives, or what it expects, in a few words.
    """

    __slots__ = ("help", "kind", "start", "text")

    def __init__(self, text: str, start: int, kind: str, help: str) -> None:  # noqa: A002 - the public name
        self.text = text
        self.start = start
        self.kind = kind
        self.help = help


def complete(line: str, cursor: int) -> list[Completion]:
    """Everything that may stand at *cursor* (in characters), best first; empty where nothing is known.

    Subcommands come in the catalog's order, then options, a command's own before those of its
    ancestors; after an option with a list of values, the values alone. The line is split at spaces,
    which is all that a line under the cursor can be asked: it need not be finished shell.
    """
    before = line[:cursor]
    start = before.rfind(" ") + 1
    typed = before[start:]
    words = before[:start].split()
    if not words:
        return [Completion("dfx", start, SUBCOMMAND, "the command")] if "dfx".startswith(typed) else []
    if words[0].rpartition("/")[2] != "dfx":
        return []
    here, waiting, given = _walk(words[1:])
    if waiting is not None:
        return _values(waiting, typed, start)
    name, equals, value = typed.partition("=")
    if equals:
        option = here.names.get(name)
        return _values(option, value, start + len(name) + 1) if option and option.takes_value else []
    found = [] if typed.startswith("-") else _words(here, typed, start)
    return found + _options(here, given, typed, start)


def _walk(words: list[str]) -> tuple[Command, Option | None, set[Option]]:
    """The command reached by *words*, the option that waits for its value, and the options given."""
    here = command("")
    waiting: Option | None = None
    given: set[Option] = set()
    for word in words:
        if waiting is not None:
            waiting = None
        elif word.startswith("-"):
            option = here.names.get(word.partition("=")[0])
            if option is not None:
                given.add(option)
                waiting = option if option.takes_value and "=" not in word else None
        elif word in here.subcommands:
            here = command(f"{here.path} {word}".strip())
    return here, waiting, given


def _words(here: Command, typed: str, start: int) -> list[Completion]:
    found = []
    for each in here.subcommands:
        if each.startswith(typed) and each[0] != "_":
            token = command(f"{here.path} {each}".strip()).token
            found.append(Completion(each, start, SUBCOMMAND, token))
    for positional in here.positionals:
        for value, token in positional.values.items():
            if value.startswith(typed):
                found.append(Completion(value, start, VALUE, token))
    return found


def _options(here: Command, given: set[Option], typed: str, start: int) -> list[Completion]:
    """Options by their first long name, by another name only where that was begun; own before inherited."""
    unique = dict.fromkeys(here.names.values())
    found = []
    for option in sorted(unique, key=lambda each: each.rank):
        name = next((each for each in option.names if each.startswith(typed)), None)
        if name is not None and option not in given and (typed or not option.inherited):
            found.append(
                Completion(name, start, OPTION, option.presence or "the network, as one of four words")
            )
    return found


def _values(option: Option, typed: str, start: int) -> list[Completion]:
    if option.selects_network:
        return [Completion(each, start, VALUE, "a network") for each in NETWORKS if each.startswith(typed)]
    return [
        Completion(value, start, VALUE, token)
        for value, token in option.values.items()
        if value.startswith(typed)
    ]
