"""Completion of a dfx command line from the catalog: what may stand where the cursor is.

The words before the cursor are read by the recorder's own reader, so that what is offered is what would be
understood.
"""

from __future__ import annotations

from consent_tui.capture.explanation import Explanation
from consent_tui.capture.reading import Reading
from consent_tui.i18n import _, ngettext, ours
from consent_tui.services.unfinished import Unfinished
from consent_tui.vocabulary.commands import command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.vocabulary.commands import Command, Option, Positional

SUBCOMMAND, OPTION, VALUE = "subcommand", "option", "value"
NETWORKS = ("ic", "local", "playground")
"""The networks that every dfx knows; a project's own names are not read for completion."""
ANY_NETWORK = "#network…"
"""Stands for the four tokens of which a network gives one."""

HIDDEN = frozenset(
    (
        "beta",
        "info replica-port",
        "pull",
        "sns",
        "toolchain",
        "upgrade",
        "wallet redeem-faucet-coupon",
        "canister create --freezing-threshold",
        "canister create --reserved-cycles-limit",
        "canister create --wasm-memory-limit",
        "start --running-in-background",
        "start --replica",
        "upgrade --release-root",
    )
)
"""What dfx's own help does not name: offered only once somebody begins to type it."""


class Completion:
    """One word that may stand at the cursor.

    ``text`` replaces the line from ``start`` to the cursor. ``kind`` is SUBCOMMAND, OPTION or VALUE,
    ``token`` what the word gives, ``expects`` what comes after it, in a few words or ''.
    """

    __slots__ = ("expects", "kind", "start", "text", "token")

    def __init__(self, text: str, start: int, kind: str, token: str, expects: str = "") -> None:
        self.text = text
        self.start = start
        self.kind = kind
        self.token = token
        self.expects = expects

    @property
    def help(self) -> str:
        """What the word gives, or what it expects."""
        return self.token or self.expects


class Offer:
    """``found`` may stand at the cursor, best first; ``expected`` says in a sentence what belongs there."""

    __slots__ = ("expected", "found")

    def __init__(self, found: list[Completion], expected: str = "") -> None:
        self.found = found
        self.expected = expected


def complete(line: str, cursor: int) -> list[Completion]:
    """What ``offer`` finds."""
    return offer(line, cursor).found


def offer(line: str, cursor: int) -> Offer:
    """Everything that may stand at *cursor* (in characters); an empty offer where nothing is known.

    Subcommands come in the catalog's order, then options, a command's own before those of its
    ancestors; after an option with a list of values, the values alone.
    """
    here = Unfinished(line[:cursor])
    if here.is_dfx:
        return _after(here, line)
    may_be_dfx = here.is_first and "dfx".startswith(here.typed)
    return Offer([Completion("dfx", here.start, SUBCOMMAND, "")] if may_be_dfx else [])


def _after(here: Unfinished, line: str) -> Offer:
    """What may stand after these words of dfx."""
    typed, start = here.typed, here.start
    reading = Reading(Explanation(here.words))
    reading.read()
    if reading.is_finished:
        return Offer([], _("An extension's own words. They stay here.") if reading.is_extension else "")
    if typed[:1] == "-" and not reading.words_only:
        name, equals, value = typed.partition("=")
        if equals:
            option = reading.command.names.get(name)
            return _values(option, value, line.index("=", start) + 1) if option else Offer([])
        return Offer(_options(reading, typed, start))
    if reading.waiting is not None:
        return _values(reading.waiting, typed, start)
    return _words(reading, typed, start)


def _words(reading: Reading, typed: str, start: int) -> Offer:
    """Subcommands or the listed values of the positional whose turn it is, then the command's own options."""
    here = reading.command
    found = []
    for each, path in here.subcommands.items() if not reading.words_only else ():
        if each.startswith(typed) and each[0] != "_" and (typed or path not in HIDDEN):
            found.append(Completion(each, start, SUBCOMMAND, command(path).token, _operands(command(path))))
    positional = None
    if here.path and not here.subcommands and reading.position < len(here.positionals):
        positional = here.positionals[reading.position]
        found += _listed(positional.values, typed, start)
        if positional.name == "network":
            found += _networks(typed, start)
    if not typed and here.path and not reading.words_only:
        found += _options(reading, "", start)
    return Offer(found, _expected(positional, reading))


def _expected(positional: Positional | None, reading: Reading) -> str:
    if positional is None:
        return ""
    if positional.values or positional.name == "network":
        return _("A word of a list. Any other stays here.")
    if reading.position == reading.command.canister:
        return _("A canister. Only whether one is named is counted, never which.")
    # Translators: %(name)s is what dfx itself calls this argument, such as method_name.
    return _("What dfx calls %(name)s. It stays here.") % {"name": ours(positional.name)}


def _operands(here: Command) -> str:
    """What follows the words of a command, by the names that dfx has for it."""
    if here.subcommands:
        count = len(here.subcommands)
        return ngettext("%(count)d subcommand", "%(count)d subcommands", count) % {"count": count}
    return " ".join(f"[{each.name}]" if each.is_optional else each.name for each in here.positionals)


def _options(reading: Reading, typed: str, start: int) -> list[Completion]:
    """Options by their first long name, by another name only where that was begun; own before inherited."""
    here = reading.command
    found = []
    for option in sorted(dict.fromkeys(here.names.values()), key=lambda each: each.rank):
        name = next((each for each in option.names if each.startswith(typed)), None)
        if name is None or option in reading.given or not (typed or option in here.options):
            continue
        if len(typed) < 3 and f"{here.path} --{option.name}" in HIDDEN:
            continue
        found.append(Completion(name, start, OPTION, option.presence or ANY_NETWORK, _needs(option)))
    return found


def _needs(option: Option) -> str:
    """What an option takes after its name."""
    if option.values:
        count = len(option.values)
        return ngettext("%(count)d word to choose", "one of %(count)d words", count) % {"count": count}
    if option.takes_value and not option.selects_network:
        return _("a value, which stays here")
    return ""


def _values(option: Option, typed: str, start: int) -> Offer:
    if option.selects_network:
        return Offer(
            _networks(typed, start), _("A network. It leaves as one of four words, never by its name.")
        )
    if option.values:
        return Offer(_listed(option.values, typed, start), _("A word of a list. Any other stays here."))
    if not option.takes_value:
        return Offer([])
    return Offer([], _("The value of %(option)s. It stays here.") % {"option": "--" + option.name})


def _networks(typed: str, start: int) -> list[Completion]:
    return [Completion(each, start, VALUE, ANY_NETWORK) for each in NETWORKS if each.startswith(typed)]


def _listed(values: dict[str, str], typed: str, start: int) -> list[Completion]:
    return [
        Completion(value, start, VALUE, token) for value, token in values.items() if value.startswith(typed)
    ]
