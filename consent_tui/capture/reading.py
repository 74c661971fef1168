"""Reading the words of a command line as dfx's own parser (clap) does, without copying any of them."""

from __future__ import annotations

from consent_tui.capture.explanation import (
    BARE,
    CAPTURED,
    COUNTED,
    DROPPED,
    HELP,
    INTERNAL,
    OUR_OWN,
    REDUCED,
    UNREACHED,
    Token,
)
from consent_tui.vocabulary.commands import (
    EXTENSION,
    OPTION_UNRECOGNIZED,
    SUBCOMMAND_UNRECOGNIZED,
    Command,
    Option,
    command,
)

OURS = "consent"


class Reading:
    """What was found in a command line, and the verdict on each of its words so far.

    ``command`` is the deepest known command and ``command_word`` the index of its last word. ``given``
    maps each option to the tokens of its listed values. ``selectors`` are the networks that were typed:
    (name of the selector, network, index of the word). ``silence`` says why the line emits nothing (one
    of ``explanation.SILENCES``), ``is_extension`` that an extension runs.
    """

    __slots__ = (
        "after_unrecognized",
        "canister_word",
        "command",
        "command_word",
        "given",
        "hyphen_values",
        "is_extension",
        "is_finished",
        "position",
        "positional_tokens",
        "selectors",
        "silence",
        "tokens",
        "toolchain",
        "unrecognized",
        "waiting",
        "words_only",
    )

    def __init__(self) -> None:
        self.command = command("")
        self.given: dict[Option, list[str]] = {}
        self.selectors: list[tuple[str, str, int]] = []
        self.positional_tokens: list[str] = []
        self.unrecognized: list[str] = []
        self.tokens: list[Token] = []
        self.toolchain = ""
        self.silence = BARE
        self.command_word = 0
        self.canister_word = -1
        self.position = 0
        self.waiting: Option | None = None
        self.after_unrecognized = False
        self.words_only = False
        self.hyphen_values = False
        self.is_extension = False
        self.is_finished = False

    def read(self, argv: list[str]) -> None:
        """Read every word after the first, which is dfx itself."""
        tokens = self.tokens
        tokens.append(Token(argv[0], CAPTURED, (), len(argv[0])))
        start = 1
        if len(argv) > 1 and argv[1][:1] == "+":
            self.toolchain = argv[1]
            tokens.append(Token(argv[1], DROPPED, (), 0))
            start = 2
        for index in range(start, len(argv)):
            text = argv[index]
            if self.is_finished:
                tokens.append(Token(text, DROPPED, (), 0))
            elif self.words_only or text[:1] != "-" or text == "-":
                if self.waiting is not None:
                    self._value(self.waiting, text, index, 0)
                    self.waiting = None
                else:
                    self._word(text, index)
            else:
                self.waiting = None
                self.after_unrecognized = False
                if self._is_hyphen_value(text):
                    self._positional(text, index)
                elif text == "--":
                    self.words_only = True
                    tokens.append(Token(text, DROPPED, (), 0))
                elif text[1] == "-":
                    self._long(text, index)
                else:
                    self._cluster(text, index)

    def _is_hyphen_value(self, text: str) -> bool:
        """Whether clap takes this as the value of a positional that allows hyphens, not as an option."""
        if self.hyphen_values:
            return True
        positionals = self.command.positionals
        if self.position >= len(positionals) or not positionals[self.position].hyphen or text == "--":
            return False
        names = self.command.names
        if text[1] == "-":
            name = text.partition("=")[0]
            return name not in names and name != "--help"
        return any("-" + letter not in names and letter != "h" for letter in text[1:])

    def _stop_silently(self, text: str, silence: str) -> None:
        self.silence = silence
        self.is_finished = True
        self.tokens.append(Token(text, DROPPED, (), 0))

    def _unrecognized(self, text: str, kept: int, emitted: tuple[str, ...] = ()) -> None:
        if OPTION_UNRECOGNIZED not in self.unrecognized:
            self.unrecognized.append(OPTION_UNRECOGNIZED)
        self.after_unrecognized = True
        self.tokens.append(Token(text, REDUCED, (*emitted, OPTION_UNRECOGNIZED), kept))

    def _long(self, text: str, index: int) -> None:
        name, equals, value = text.partition("=")
        option = self.command.names.get(name)
        if option is not None:
            self._option(option, text, index)
            if option.takes_value:
                if equals:
                    self._value(option, value, index, len(name) + 1)
                else:
                    self.waiting = option
            elif equals:
                self.tokens[index].kept = len(name)
                self.tokens[index].verdict = REDUCED
        elif name == "--help" or (name == "--version" and not self.command.path):
            self._stop_silently(text, HELP)
        else:
            self._unrecognized(text, 0)

    def _cluster(self, text: str, index: int) -> None:
        """``-y``, ``-qy``, ``-m upgrade``, ``-mupgrade``, ``-m=upgrade``."""
        names = self.command.names
        emitted: tuple[str, ...] = ()
        for at in range(1, len(text)):
            option = names.get("-" + text[at])
            if option is None:
                if text[at] == "h" or (text[at] == "V" and not self.command.path):
                    self._stop_silently(text, HELP)
                elif text[at] == "=" and at > 1:
                    self.tokens.append(Token(text, REDUCED, emitted, at))
                else:
                    self._unrecognized(text, at if emitted else 0, emitted)
                return
            self.given.setdefault(option, [])
            emitted = (*emitted, option.presence)
            if option.takes_value:
                self.tokens.append(Token(text, CAPTURED, emitted, len(text)))
                rest = at + 1
                if rest == len(text):
                    self.waiting = option
                else:
                    rest += text[rest] == "="
                    self._value(option, text[rest:], index, rest)
                return
        self.tokens.append(Token(text, CAPTURED, emitted, len(text)))

    def _option(self, option: Option, text: str, index: int) -> None:
        self.given.setdefault(option, [])
        if option.selects_network:
            if not option.takes_value:
                self.selectors.append((option.name, option.name, index))
            self.tokens.append(Token(text, CAPTURED, (), len(text)))
        else:
            self.tokens.append(Token(text, CAPTURED, (option.presence,), len(text)))

    def _value(self, option: Option, value: str, index: int, start: int) -> None:
        """*value* belongs to *option*; it is the word at *index*, from its character *start* on."""
        if start == 0:
            token = Token(value, DROPPED, (), 0)
            self.tokens.append(token)
        else:
            token = self.tokens[index]
            token.verdict = REDUCED
            token.kept = start - 1 if token.text[start - 1] == "=" else start
        listed = option.values.get(value)
        if option.selects_network:
            self.selectors.append((option.name, value, index))
        elif listed is not None:
            if listed not in self.given[option]:
                self.given[option].append(listed)
            token.verdict = REDUCED
            token.emits = (*token.emits, listed)
            token.kept = len(token.text)

    def _word(self, text: str, index: int) -> None:
        after_unrecognized, self.after_unrecognized = self.after_unrecognized, False
        here = self.command
        if not self.words_only and text in here.subcommands:
            self._descend(here, text, index)
        elif not here.path:
            self._first_word(text)
        elif here.subcommands and not self.words_only and text == "help":
            self._stop_silently(text, HELP)
        elif after_unrecognized:
            self.tokens.append(Token(text, DROPPED, (), 0))
        elif here.subcommands:
            self.unrecognized.append(SUBCOMMAND_UNRECOGNIZED)
            self.is_finished = True
            self.tokens.append(Token(text, REDUCED, (SUBCOMMAND_UNRECOGNIZED,), 0))
        else:
            self._positional(text, index)

    def _descend(self, here: Command, text: str, index: int) -> None:
        if not here.path and text[0] == "_":
            self._stop_silently(text, INTERNAL)
            return
        self.silence = ""
        self.command_word = index
        self.command = command(f"{here.path} {text}" if here.path else text)
        self.tokens.append(Token(text, CAPTURED, (), len(text)))

    def _first_word(self, text: str) -> None:
        """A word in the place of dfx's own subcommand that is none."""
        if text == "help" and not self.words_only:
            self._stop_silently(text, HELP)
        elif self.words_only or self.unrecognized:
            self.silence = UNREACHED
            self.tokens.append(Token(text, DROPPED, (), 0))
        elif text == OURS:
            self._stop_silently(text, OUR_OWN)
        elif text[:1] == "_":
            self._stop_silently(text, INTERNAL)
        else:
            self.is_extension = self.is_finished = True
            self.silence = ""
            for token in self.tokens[1:]:
                token.verdict, token.emits, token.kept = DROPPED, (), 0
            self.tokens.append(Token(text, REDUCED, (EXTENSION,), 0))

    def _positional(self, text: str, index: int) -> None:
        positionals = self.command.positionals
        token = Token(text, DROPPED, (), 0)
        self.tokens.append(token)
        if self.position >= len(positionals):
            return
        positional = positionals[self.position]
        if self.position == self.command.canister:
            self.canister_word = index
            token.verdict = COUNTED
        listed = positional.values.get(text)
        if listed is not None:
            self.positional_tokens.append(listed)
            token.verdict = REDUCED
            token.emits = (listed,)
            token.kept = len(text)
        elif positional.name == "network":
            self.selectors.append(("network", text, index))
        if positional.is_unbounded:
            self.hyphen_values = positional.hyphen
        else:
            self.position += 1
