"""Commands, options and positionals of dfx, unpacked from the catalog one command at a time."""

from __future__ import annotations

from consent_tui.vocabulary.catalog import COMMANDS

EXTENSION = "#dfxExtension"
OPTION_UNRECOGNIZED = "#optionUnrecognized"
SUBCOMMAND_UNRECOGNIZED = "#subcommandUnrecognized"
NETWORK_SELECTORS = ("network", "playground", "ic")
ALWAYS_LOCAL = ("info webserver-port", "info pocketic-config-port")
OPTIONAL_CANISTER = ("canister?", "canister_name?")


def pascal(name: str) -> str:
    """``update-settings`` or ``update_settings`` as ``UpdateSettings``."""
    return "".join([part[:1].upper() + part[1:] for part in name.replace("_", "-").split("-")])


def value_tokens(name: str, values: str) -> dict[str, str]:
    """The token of each value of a comma-separated list: ``#`` + camelCase name + PascalCase value."""
    name = pascal(name)
    prefix = "#" + name[:1].lower() + name[1:]
    return {value: prefix + pascal(value) for value in values.split(",")} if values else {}


class Option:
    """One option of one command.

    ``name`` is its first long name without hyphens; ``names`` all that a person may type, hyphens
    included. ``presence`` is the token that says it was given, empty for a network selector, whose
    token comes from the network. ``values`` maps each listed value to its token. ``rank`` sorts the
    options of a command before those of its ancestors, and each in catalog order.
    """

    __slots__ = ("inherited", "name", "names", "presence", "rank", "selects_network", "takes_value", "values")

    def __init__(self, packed: str, rank: int) -> None:
        self.name, *rest = packed.split(" ")
        self.names = ["--" + self.name]
        self.rank = rank
        self.inherited = self.takes_value = False
        self.values: dict[str, str] = {}
        for part in rest:
            if part[0] == "~":
                self.names.append("--" + part[1:])
            elif part[0] == "-":
                self.names.append(part)
            elif part[0] == "*":
                self.inherited = True
            else:
                self.takes_value = True
                self.values = value_tokens(self.name, part[1:])
        self.selects_network = self.name in NETWORK_SELECTORS
        self.presence = "" if self.selects_network else "#option" + pascal(self.name)


class Positional:
    """One positional. ``values`` maps each listed value to its token; ``name`` is dfx's id for it."""

    __slots__ = ("hyphen", "is_optional", "is_unbounded", "name", "values")

    def __init__(self, packed: str) -> None:
        packed, _, values = packed.partition("=")
        self.hyphen = packed.endswith("-")
        packed = packed.rstrip("-")
        self.is_unbounded = packed.endswith("*")
        self.is_optional = packed.endswith(("?", "*"))
        self.name = packed.rstrip("?*")
        self.values = value_tokens(self.name, values)


class Command:
    """One command of dfx.

    ``path`` is its words without ``dfx``, joined by a space, and empty for dfx itself; ``token`` is
    what it emits. ``subcommands`` maps the word of each to its path. ``options`` are its own, in
    catalog order; ``names`` finds an option by what was typed (``--mode``, ``-m``), those inherited from
    its ancestors included. ``canister`` is the index of the optional canister positional that
    ``target`` counts, or -1.
    """

    __slots__ = (
        "canister",
        "has_selector",
        "is_always_local",
        "names",
        "options",
        "parent",
        "path",
        "positionals",
        "subcommands",
        "takes_hyphen_values",
        "token",
    )

    def __init__(self, path: str, parent: Command | None) -> None:
        subcommands, positionals, options = COMMANDS[path].split("|")
        words = path.split(" ") if path else []
        base = (100 - len(words)) * 1000
        self.path = path
        self.parent = parent
        self.token = "#dfx" + "".join([pascal(word) for word in words])
        self.subcommands = (
            {name: f"{path} {name}".lstrip() for name in subcommands.split(" ")} if subcommands else {}
        )
        packed = positionals.split(" ") if positionals else []
        self.positionals = [Positional(each) for each in packed]
        self.takes_hyphen_values = any(each.hyphen for each in self.positionals)
        self.canister = next((i for i, each in enumerate(packed) if each in OPTIONAL_CANISTER), -1)
        self.options = (
            [Option(each, base + i) for i, each in enumerate(options.split(";"))] if options else []
        )
        self.names: dict[str, Option] = {}
        if parent is not None:
            self.names.update({name: each for name, each in parent.names.items() if each.inherited})
        self.names.update({name: each for each in self.options for name in each.names})
        self.has_selector = "--network" in self.names or path == "ping"
        self.is_always_local = not self.has_selector or path in ALWAYS_LOCAL


_unpacked: dict[str, Command] = {}


def command(path: str) -> Command:
    """The command with this path, such as ``canister install``; the empty path is dfx itself.

    Raises:
        KeyError: dfx has no such command.
    """
    known = _unpacked.get(path)
    if known is None:
        parent = command(path.rpartition(" ")[0]) if path else None
        known = _unpacked[path] = Command(path, parent)
    return known


def commands() -> list[Command]:
    """Every command that can emit an event, in alphabetical order; groups included, dfx itself not."""
    return [command(path) for path in sorted(COMMANDS) if path and path[0] != "_"]
