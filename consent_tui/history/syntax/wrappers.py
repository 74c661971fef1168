"""Commands that run another command (``sudo``, ``env``, ``timeout 5`` …), and where that one begins."""

from __future__ import annotations

import re

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
# How much `NAME+=value` may grow: appended to again and again, a line would cost the square of its length.
_APPENDED = 4096
# What changes the event of a dfx command, and is gone under `env -i`.
_EMPTIED = ("DFX_NETWORK",)


class Wrapper:
    """How the words after a wrapper's name are read.

    ``letters`` are its short options that take a value, ``names`` its long ones; ``stops`` are options
    with which it runs nothing (``command -v``); ``operands`` is how many words of its own stand before
    the command (the 5 of ``timeout 5``); ``assigns`` whether ``NAME=value`` may stand there too.
    """

    __slots__ = ("assigns", "letters", "names", "operands", "stops")

    def __init__(
        self, letters: str = "", names: str = "", stops: str = "", operands: int = 0, *, assigns: bool = False
    ) -> None:
        self.letters = letters
        self.names = frozenset(names.split())
        self.stops = frozenset(stops.split())
        self.operands = operands
        self.assigns = assigns


_BARE = Wrapper()
_WRAPPERS = {
    "builtin": _BARE,
    "caffeinate": Wrapper("tw"),
    "chronic": _BARE,
    "command": Wrapper(stops="v V query search"),
    "doas": Wrapper("uC", stops="L s"),
    "env": Wrapper("uCPS", "unset chdir split-string", stops="S split-string", assigns=True),
    "exec": Wrapper("a"),
    "faketime": Wrapper(operands=1),
    "flock": Wrapper("wE", "timeout wait conflict-exit-code", stops="c command", operands=1),
    "ionice": Wrapper("cnpPu", "class classdata pid pgid uid", stops="p P u pid pgid uid"),
    "nice": Wrapper("n", "adjustment"),
    "nocorrect": _BARE,
    "noglob": _BARE,
    "nohup": _BARE,
    "repeat": Wrapper(operands=1),
    "rlwrap": _BARE,
    "setsid": _BARE,
    "stdbuf": Wrapper("ioe", "input output error"),
    "strace": Wrapper("abeEIoOpPsSuUX", "output trace string-limit attach", stops="p attach"),
    "sudo": Wrapper(
        "CDghpRrTtUu",
        "user group host prompt chdir chroot role type other-user command-timeout close-from",
        stops="e edit K l list V version v validate",
        assigns=True,
    ),
    "time": Wrapper("fo", "format output"),
    "timeout": Wrapper("sk", "signal kill-after", operands=1),
    "unbuffer": _BARE,
    "watch": Wrapper("nq", "interval equexit"),
    "xargs": Wrapper(
        "adEILnPs", "arg-file delimiter max-args max-procs max-lines max-chars replace process-slot-var"
    ),
}


def is_assignment(source: str, position: int = 0) -> bool:
    """Whether *source* from *position* on reads ``NAME=`` or ``NAME+=``."""
    return _ASSIGNMENT.match(source, position) is not None


def assign(environment: dict[str, str], word: str) -> None:
    """Put the assignment *word* into *environment*; ``NAME+=`` appends to what the line itself has set."""
    name, _, value = word.partition("=")
    if name.endswith("+"):
        name = name[:-1]
        value = (environment.get(name, "") + value)[:_APPENDED]
    environment[name] = value


def find_dfx(words: list[str], position: int, environment: dict[str, str]) -> int | None:
    """The index of the word that starts dfx, reading *words* from *position* through wrappers; else None.

    *environment* takes up what the wrappers set and take away on the way.
    """
    while position < len(words):
        name = words[position].rpartition("/")[2]
        if name == "dfx":
            return position
        wrapper = _WRAPPERS.get(name)
        if wrapper is None:
            return None
        position, options = _read_options(words, position + 1, wrapper)
        for option, value in options:
            if option in wrapper.stops:
                return None
            if name == "env":
                _take_away(environment, option, value)
        while wrapper.assigns and position < len(words) and is_assignment(words[position]):
            assign(environment, words[position])
            position += 1
        position += wrapper.operands
    return None


def _take_away(environment: dict[str, str], option: str, value: str) -> None:
    if option in {"u", "unset"}:
        environment[value] = ""
    elif option in {"i", "ignore-environment", ""}:
        environment.clear()
        environment.update(dict.fromkeys(_EMPTIED, ""))


def _read_options(words: list[str], position: int, wrapper: Wrapper) -> tuple[int, list[tuple[str, str]]]:
    """Where the options that begin at *position* end, and each as (name without hyphens, value or '')."""
    options: list[tuple[str, str]] = []
    while position < len(words) and words[position].startswith("-"):
        word = words[position]
        position += 1
        if word == "--":
            break
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            if not equals and name in wrapper.names and position < len(words):
                value = words[position]
                position += 1
            options.append((name, value))
        else:
            position = _read_cluster(words, position, wrapper, options)
    return position, options


def _read_cluster(words: list[str], position: int, wrapper: Wrapper, options: list[tuple[str, str]]) -> int:
    """Read the short options of the word before *position*; where reading goes on."""
    cluster = words[position - 1][1:]
    if not cluster:
        options.append(("", ""))
    for index, letter in enumerate(cluster):
        if letter not in wrapper.letters:
            options.append((letter, ""))
            continue
        attached = cluster[index + 1 :]
        if attached or position == len(words):
            options.append((letter, attached))
            return position
        options.append((letter, words[position]))
        return position + 1
    return position
