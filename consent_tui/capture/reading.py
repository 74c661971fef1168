"""Reading the words of a command line as dfx's own parser (clap) does, without copying any of them."""

from __future__ import annotations

from consent_tui.capture.explanation import (
    BARE,
    CAPTURED,
    DROPPED_WORD,
    HELP,
    INTERNAL,
    OUR_OWN,
    REDUCED,
    UNREACHED,
    Explanation,
)
from consent_tui.vocabulary.commands import (
    EXTENSION,
    OPTION_UNRECOGNIZED,
    SUBCOMMAND_UNRECOGNIZED,
    Option,
    command,
)

OURS = "consent"


class Reading:
    """What was found in a command line; the verdict on each of its words goes into the explanation.

    ``command`` is the deepest known command and ``command_word`` the index of its last word. ``given``
    maps each option to the tokens of its listed values. ``selectors`` are the networks that were typed:
    (name of the selector, network, index of the word). ``silence`` says why the line emits nothing (one
    of ``explanation.SILENCES``), ``is_extension`` that an extension runs.
    """

    command = command("")
    command_word = 0
    canister_word = -1
    position = 0
    toolchain = ""
    silence = BARE
    waiting: Option | None = None
    after_unrecognized = False
    words_only = False
    hyphen_values = False
    is_extension = False
    is_finished = False

    def __init__(self, explanation: Explanation) -> None:
        # What seldom changes is left to the class: setting it for each line would double the cost of reading.
        self.texts = explanation.texts
        self.said = explanation.said
        self.given: dict[Option, list[str]] = {}
        self.selectors: list[tuple[str, str, int]] = []
        self.positional_tokens: list[str] = []
        self.unrecognized: list[str] = []

    def read(self) -> None:
        """Read every word after the first, which is dfx itself, until one decides that no more are read."""
        texts = self.texts
        self.said[0] = (CAPTURED, (), len(texts[0]))
        start = 1
        if len(texts) > 1 and texts[1][:1] == "+":
            self.toolchain = texts[1]
            start = 2
        for index in range(start, len(texts)):
            text = texts[index]
            if self.words_only or text[:1] != "-" or text == "-":
                if self.waiting is not None:
                    self._value(self.waiting, text, index, 0)
                    self.waiting = None
                else:
                    self._word(text, index)
            else:
                self.waiting = None
                self.after_unrecognized = False
                if self.command.takes_hyphen_values and self._is_hyphen_value(text):
                    self._positional(text, index)
                elif text == "--":
                    self.words_only = True
                elif text[1] == "-":
                    self._long(text, index)
                else:
                    self._cluster(text, index)
            if self.is_finished:
                return

    def _is_hyphen_value(self, text: str) -> bool:
        """Whether clap takes this as the value of a positional that allows hyphens, not as an option."""
        positionals = self.command.positionals
        if self.hyphen_values:
            return True
        if self.position >= len(positionals) or not positionals[self.position].hyphen or text == "--":
            return False
        names = self.command.names
        if text[1] == "-":
            name = text.partition("=")[0]
            return name not in names and name != "--help"
        return any("-" + letter not in names and letter != "h" for letter in text[1:])

    def _stop_silently(self, silence: str) -> None:
        self.silence = silence
        self.is_finished = True

    def _unrecognized(self, index: int, kept: int, emitted: tuple[str, ...] = ()) -> None:
        if not self.unrecognized:
            self.unrecognized.append(OPTION_UNRECOGNIZED)
        self.after_unrecognized = True
        self.said[index] = (REDUCED, (*emitted, OPTION_UNRECOGNIZED), kept)

    def _long(self, text: str, index: int) -> None:
        name, equals, value = text.partition("=")
        option = self.command.names.get(name)
        if option is not None:
            self.given.setdefault(option, [])
            if option.selects_network and not option.takes_value:
                self.selectors.append((option.name, option.name, index))
            emits = (option.presence,) if option.presence else ()
            self.said[index] = (REDUCED if equals else CAPTURED, emits, len(name))
            if option.takes_value:
                if equals:
                    self._value(option, value, index, len(name) + 1)
                else:
                    self.waiting = option
        elif name == "--help" or (name == "--version" and not self.command.path):
            self._stop_silently(HELP)
        else:
            self._unrecognized(index, 0)

    def _cluster(self, text: str, index: int) -> None:
        """``-y``, ``-qy``, ``-m upgrade``, ``-mupgrade``, ``-m=upgrade``."""
        names = self.command.names
        emitted: tuple[str, ...] = ()
        for at in range(1, len(text)):
            option = names.get("-" + text[at])
            if option is None:
                if text[at] == "h" or (text[at] == "V" and not self.command.path):
                    self._stop_silently(HELP)
                elif text[at] == "=" and at > 1:
                    self.said[index] = (REDUCED, emitted, at)
                else:
                    self._unrecognized(index, at if emitted else 0, emitted)
                return
            self.given.setdefault(option, [])
            emitted = (*emitted, option.presence)
            if option.takes_value:
                rest = at + 1
                self.said[index] = (CAPTURED, emitted, rest)
                if rest == len(text):
                    self.waiting = option
                else:
                    rest += text[rest] == "="
                    self._value(option, text[rest:], index, rest)
                return
        self.said[index] = (CAPTURED, emitted, len(text))

    def _value(self, option: Option, value: str, index: int, start: int) -> None:
        """*value* belongs to *option*; it is the word at *index*, from its character *start* on."""
        if start:
            self.said[index] = (REDUCED, *self.said[index][1:])
        listed = option.values.get(value)
        if option.selects_network:
            self.selectors.append((option.name, value, index))
        elif listed is not None:
            if listed not in self.given[option]:
                self.given[option].append(listed)
            self.said[index] = (REDUCED, (*self.said[index][1], listed), start + len(value))

    def _word(self, text: str, index: int) -> None:
        after_unrecognized, self.after_unrecognized = self.after_unrecognized, False
        here = self.command
        path = here.subcommands.get(text)
        if path is not None and not self.words_only:
            self._descend(path, text, index)
        elif not here.path:
            self._first_word(text, index)
        elif not here.subcommands:
            if not after_unrecognized:
                self._positional(text, index)
        elif text == "help" and not self.words_only:
            self._stop_silently(HELP)
        elif not after_unrecognized:
            self.unrecognized.append(SUBCOMMAND_UNRECOGNIZED)
            self.is_finished = True
            self.said[index] = (REDUCED, (SUBCOMMAND_UNRECOGNIZED,), 0)

    def _descend(self, path: str, text: str, index: int) -> None:
        if path[0] == "_":
            self._stop_silently(INTERNAL)
            return
        self.silence = ""
        self.command = command(path)
        self.command_word = index
        self.said[index] = (CAPTURED, (), len(text))

    def _first_word(self, text: str, index: int) -> None:
        """A word in the place of dfx's own subcommand that is none."""
        if self.words_only:
            self.silence = UNREACHED
        elif text == "help":
            self._stop_silently(HELP)
        elif self.unrecognized:
            self.silence = UNREACHED
        elif text == OURS:
            self._stop_silently(OUR_OWN)
        elif text[:1] == "_":
            self._stop_silently(INTERNAL)
        else:
            self.is_extension = self.is_finished = True
            self.silence = ""
            self.said[1:] = [DROPPED_WORD] * (len(self.texts) - 1)
            self.said[index] = (REDUCED, (EXTENSION,), 0)

    def _positional(self, text: str, index: int) -> None:
        positionals = self.command.positionals
        if self.position >= len(positionals):
            return
        positional = positionals[self.position]
        if self.position == self.command.canister:
            self.canister_word = index
        listed = positional.values.get(text)
        if listed is not None:
            self.positional_tokens.append(listed)
            self.said[index] = (REDUCED, (listed,), len(text))
        elif positional.name == "network":
            self.selectors.append(("network", text, index))
        if positional.is_unbounded:
            self.hyphen_values = positional.hyphen
        else:
            self.position += 1
