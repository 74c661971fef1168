"""What the person set: ``config.toml``, validated (contract, section 6)."""

from __future__ import annotations

import os

from consent_tui.errors import FAILED, USAGE, ConsentError
from consent_tui.i18n import _, preferred
from consent_tui.services.endpoints import endpoint_fault
from consent_tui.services.settings import SETTINGS, duration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from consent_tui.services.profile import Profile
    from consent_tui.services.settings import Value

KEYS = "keys"
"""The table of ``config.toml`` that gives other keys to what the app does."""


class Configuration:
    """``values`` has every key of ``SETTINGS``; ``set_keys`` those that the file sets.

    ``keymap`` has the keys of the app that the person gave to actions: the action's id, keys with commas.
    """

    __slots__ = ("keymap", "path", "set_keys", "values")

    def __init__(
        self, path: str, values: Mapping[str, Value], set_keys: frozenset[str], keymap: Mapping[str, str]
    ) -> None:
        self.keymap = keymap
        self.path = path
        self.values = values
        self.set_keys = set_keys

    @property
    def hold(self) -> int:
        """In seconds."""
        return duration(str(self.values["hold"]))

    @property
    def max_pending(self) -> int:
        """Events that may be pending at once."""
        return int(self.values["max_pending"] or 0)

    def text(self, key: str) -> str | None:
        """The value of a key that takes text; None where it has none."""
        value = self.values[key]
        return None if value is None else str(value)


def config_path(profile: Profile) -> str:
    """Where ``config.toml`` lies, or would."""
    return os.path.join(profile.paths.config, "config.toml")  # noqa: PTH118 - pathlib is too slow to start here


def configuration(profile: Profile) -> Configuration:
    """The settings in force: the file's where it has them, else the defaults.

    Raises:
        ConsentError: the file cannot be read, is not TOML, or holds a key or value that is not known.
    """
    path = config_path(profile)
    document = _document(path)
    keymap = _keymap(document.pop(KEYS, None), path)
    for key, value in document.items():
        if key not in SETTINGS:
            raise ConsentError(
                _unknown(key, path), _("Remove it, or correct it, in %(path)s.") % {"path": path}
            )
        try:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            document[key] = SETTINGS[key].validated(text)
        except ValueError:
            raise ConsentError(f"{path}: " + _cannot_be(key, value), SETTINGS[key].mend) from None
    values = {key: document.get(key, setting.default) for key, setting in SETTINGS.items()}
    return Configuration(path, values, frozenset(document), keymap)


def _keymap(table: object, path: str) -> Mapping[str, str]:
    if table is None:
        return {}
    from consent_tui.services.keymap import validated_keymap  # noqa: PLC0415 - few remap keys

    return validated_keymap(table, path)


def language(profile: Profile) -> str:
    """The language to speak: the one that was set, else the one that the environment asks for."""
    try:
        return configuration(profile).text("locale") or preferred(profile.environ)
    except ConsentError:
        return preferred(profile.environ)  # whoever needs the settings says what is wrong with them


def validated(key: str, text: str) -> Value:
    """The value that *text* gives to *key*.

    Raises:
        ConsentError: there is no such key, or it does not take this; exit status 2.
    """
    if key.startswith(KEYS + "."):
        return _validated_keys(key[len(KEYS) + 1 :], text)
    setting = SETTINGS.get(key)
    if setting is None:
        raise ConsentError(
            _unknown(key, "config"), _("The keys are: %(keys)s.") % {"keys": ", ".join(SETTINGS)}, USAGE
        )
    try:
        return setting.validated(text.strip())
    except ValueError:
        fault = endpoint_fault(text.strip()) if key == "endpoint" else ""
        raise ConsentError(fault or _cannot_be(key, text), setting.mend, USAGE) from None


def _validated_keys(action: str, text: str) -> Value:
    from consent_tui.services.keymap import validated_keys  # noqa: PLC0415

    return validated_keys(action, text)


def write(profile: Profile, key: str, value: Value) -> None:
    """Write one value into ``config.toml``, leaving everything else in it as it is; None removes the key.

    Raises:
        ConsentError: the file is not TOML or cannot be written, or a key would mean two things at one place.
    """
    import tomlkit  # noqa: PLC0415 - keeps the comments and the order of a file that people edit

    from consent_tui.retold import why  # noqa: PLC0415
    from consent_tui.services.configuration_file import replace, text_of  # noqa: PLC0415
    from consent_tui.store.folder import prepare  # noqa: PLC0415

    path = config_path(profile)
    _document(path)  # says where it is not TOML, better than the parser that keeps comments does
    document = tomlkit.parse(text_of(path))
    table: MutableMapping[str, object] = document
    if key.startswith(KEYS + "."):
        table, key = document.setdefault(KEYS, tomlkit.table()), key[len(KEYS) + 1 :]
    if value is None:
        table.pop(key, None)
    else:
        table[key] = value
    if table is not document:
        from consent_tui.services.keymap import check_clashes  # noqa: PLC0415 - few remap keys

        check_clashes(table, key)  # a table that clashes makes the whole file unreadable
    try:
        prepare(profile.paths.config)
        replace(path, tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise ConsentError(
            _("%(path)s cannot be written: %(reason)s.") % {"path": path, "reason": why(error)},
            _("Mend its permissions, or make room."),
            FAILED,
        ) from error


def _document(path: str) -> dict[str, Value]:
    if not os.path.lexists(path):
        return {}
    from consent_tui.services.configuration_file import document_of  # noqa: PLC0415 - most people have no file

    return document_of(path)


def _unknown(key: str, where: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

    near = get_close_matches(key, SETTINGS, 1)
    named = {"where": where, "key": ascii(key)[:60]}
    if near:
        return _("%(where)s has no key %(key)s. Did you mean %(near)s?") % {**named, "near": near[0]}
    return _("%(where)s has no key %(key)s.") % named


def _cannot_be(key: str, value: object) -> str:
    return _("%(key)s cannot be %(value)s.") % {"key": key, "value": ascii(value)[:60]}
