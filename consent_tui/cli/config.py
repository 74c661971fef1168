"""``config``: what the person may set, validated, in ``config.toml``."""

from __future__ import annotations

import sys

from consent_tui.cli.columns import table
from consent_tui.consent.asking import may_say_yes
from consent_tui.errors import DONE
from consent_tui.history.printable import printable
from consent_tui.i18n import _, pgettext
from consent_tui.services.configuration import (
    KEYS,
    SETTINGS,
    Configuration,
    configuration,
    validated,
    write,
)
from consent_tui.services.deciding import mirror_limits, name_recipient
from consent_tui.services.keymap import keys_in_force
from consent_tui.services.records import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.profile import Profile


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    keys = ", ".join((*SETTINGS, f"{KEYS}.PLACE.ACTION"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("list", help=_("every key, its value, and where that comes from"))
    actions.add_parser("keys", help=_("every action of the app that may get other keys, and its keys"))
    get = actions.add_parser("get", help=_("one value"))
    get.add_argument("key", metavar="KEY", help=keys)
    put = actions.add_parser("set", help=_("set one value"))
    put.add_argument("key", metavar="KEY", help=keys)
    put.add_argument("value", metavar="VALUE")


def run(arguments: Namespace, profile: Profile) -> int:
    """List, get or set."""
    if arguments.action == "set":
        return _set(arguments.key, arguments.value, profile)
    found = configuration(profile)
    if arguments.action == "get":
        sys.stdout.write(_got(found, arguments.key) + "\n")
        return DONE
    if arguments.action == "keys":
        in_force = keys_in_force(found.keymap)
        sys.stdout.write(
            "\n".join(table([[f"{KEYS}.{each}", keys] for each, keys in in_force.items()])) + "\n"
        )
        return DONE
    # Translators: where a value comes from that the person has not set.
    default = pgettext("setting", "default")
    rows = [
        [key, _shown(found, key), printable(found.path) if key in found.set_keys else default]
        for key in SETTINGS
    ]
    sys.stdout.write("\n".join(table(rows)) + "\n")
    return DONE


def _got(found: Configuration, key: str) -> str:
    """The value of *key*; ConsentError, status 2, where there is no such key."""
    if key in SETTINGS:
        return _shown(found, key)
    action = key.removeprefix(KEYS + ".")
    keys = keys_in_force(found.keymap).get(action) if action != key else None
    if keys is None:
        validated(key, "")
    return keys or ""


def _shown(found: Configuration, key: str) -> str:
    value = found.values[key]
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else printable(str(value))


def _set(key: str, text: str, profile: Profile) -> int:
    value = validated(key, text)
    if key == "endpoint" and value is not None:
        _check_person(profile)
    write(profile, key, value)
    if key == "endpoint":
        name_recipient(profile, "cli", f"endpoint = {value or 'none'}")
    elif key in {"hold", "max_pending"}:
        mirror_limits(profile)
    return DONE


def _check_person(profile: Profile) -> None:
    """Naming a recipient under a standing yes widens that yes, and only a person says yes."""
    if records(profile).effective.decision not in {"local", "on"}:
        return
    refusal = may_say_yes(
        profile.environ,
        stdin_is_terminal=sys.stdin.isatty(),
        stdout_is_terminal=sys.stdout.isatty(),
        stderr_is_terminal=sys.stderr.isatty(),
    )
    if refusal is not None:
        raise refusal
