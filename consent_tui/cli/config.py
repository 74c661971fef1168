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
    Configuration,
    config_path,
    configuration,
    validated,
    write,
)
from consent_tui.services.deciding import mirror_limits, name_recipient
from consent_tui.services.in_force import CONFIG, DEFAULT, POLICY, all_in_force, in_force
from consent_tui.services.keymap import keys_in_force
from consent_tui.services.records import records
from consent_tui.services.settings import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from consent_tui.services.in_force import InForce
    from consent_tui.services.profile import Profile
    from consent_tui.services.settings import Value


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    keys = ", ".join((*SETTINGS, f"{KEYS}.PLACE.ACTION"))
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listing = actions.add_parser("list", help=_("every key, its value, and where that comes from"))
    listing.add_argument("--json", action="store_true", help=_("one JSON document"))
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
        sys.stdout.write(_got(profile, found, arguments.key) + "\n")
        return DONE
    if arguments.action == "keys":
        rows = [[f"{KEYS}.{each}", keys] for each, keys in keys_in_force(found.keymap).items()]
        sys.stdout.write("\n".join(table(rows)) + "\n")
        return DONE
    return _list(arguments, profile)


def _list(arguments: Namespace, profile: Profile) -> int:
    held = all_in_force(records(profile))
    if arguments.json:
        from consent_tui.services.documents import dump  # noqa: PLC0415 - only --json needs it

        sys.stdout.write(dump([each.document() for each in held]) + "\n")
        return DONE
    own = printable(config_path(profile))
    rows = []
    for each in held:
        rows.append([each.key, _text(each.value), _source(each)])
        if each.set_value is not None:
            # Translators: beside a value in config.toml that a policy, or the environment, overrides.
            rows.append(["", _text(each.set_value), _("%(path)s, not in force") % {"path": own}])
    sys.stdout.write("\n".join(table(rows)) + "\n")
    return DONE


def _source(held: InForce) -> str:
    if held.source == POLICY:
        return _("policy %(path)s") % {"path": printable(held.path or "")}
    if held.source == DEFAULT:
        # Translators: where a value comes from that the person has not set.
        return pgettext("setting", "default")
    return printable(held.path or held.source)


def _got(profile: Profile, found: Configuration, key: str) -> str:
    """The value of *key* that holds; ConsentError, status 2, where there is no such key."""
    if key in SETTINGS:
        return _text(in_force(records(profile), key).value)
    action = key.removeprefix(KEYS + ".")
    keys = keys_in_force(found.keymap).get(action) if action != key else None
    if keys is None:
        validated(key, "")
    return keys or ""


def _text(value: Value) -> str:
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
    found = records(profile)
    if key in SETTINGS and found.fault is None:  # another slip in the file is no reason to say this failed
        _tell_overridden(in_force(found, key))
    return DONE


def _tell_overridden(held: InForce) -> None:
    """Say so where what was just set does not hold."""
    if held.source in (CONFIG, DEFAULT):
        return
    # Translators: after a setting was written; the source is a policy with its path, or a variable's name.
    text = _("It is written down, but it does not hold: %(key)s is %(value)s by %(source)s.")
    told = {"key": held.key, "value": _text(held.value) or "-", "source": _source(held)}
    sys.stderr.write(text % told + "\n")


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
