"""Other keys for what the app does: the table ``[keys]`` of ``config.toml``, an action's id and its keys.

``"preview.type" = "t,slash"`` gives an action two keys in place of those it has. An id or a key that is not
known, and a key that would mean two things at one place, are refused where the table is read.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from consent_tui.errors import FAILED, USAGE, ConsentError
from consent_tui.i18n import _
from consent_tui.services.binding_ids import APP, BINDINGS, MODAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MODIFIERS = ("ctrl", "shift", "alt")
SIGNS = {
    "?": "question_mark",
    "/": "slash",
    ".": "full_stop",
    "-": "minus",
    "=": "equals_sign",
    ":": "colon",
    ";": "semicolon",
    "@": "at",
}
"""What Textual calls these characters, so that a key is known under both names."""
NAMED = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown"),
        *("insert", "delete", "backspace", "tab", "enter", "escape", "space"),
        *SIGNS.values(),
        *(f"f{number}" for number in range(1, 13)),
    )
)
"""Keys with names; every other key is named by its one character."""
NEAR = 0.85
"""How much an id must have in common with one that is known to be taken for a slip (difflib's ratio)."""
KEPT = ("app.quit_anywhere", "app.suspend")
"""What nobody may lose: the way out."""


def validated_keys(action: str, text: str) -> str | None:
    """The keys in *text* for this action, with commas and without spaces; None for its own.

    Raises:
        ConsentError: there is no such action or key, or the action keeps its keys; exit status 2.
    """
    return _validated(action, text, USAGE)


def validated_keymap(table: object, path: str) -> Mapping[str, str]:
    """The whole table, as the file at *path* has it.

    Raises:
        ConsentError: it is no table of texts, or as ``validated_keys`` says, or two actions clash.
    """
    if not isinstance(table, dict):
        raise ConsentError(
            _("%(path)s: keys is not a table.") % {"path": path}, _("Write it as [keys], an action a line.")
        )
    found = {}
    for action, text in table.items():
        keys = _validated(str(action), text, FAILED)
        if keys:
            found[str(action)] = keys
    _check_clashes(found, found)
    return found


def check_clashes(table: Mapping[str, object], action: str) -> None:
    """See whether the keys that *action* has with this table are another action's at the same place, too.

    Only that: whatever else is wrong with the table is said where it is read.

    Raises:
        ConsentError: they are.
    """
    sound = {}
    for each, text in table.items():
        with suppress(ConsentError):
            sound[each] = _validated(each, text, FAILED)
    _check_clashes({each: keys for each, keys in sound.items() if keys}, (action,))


def keys_in_force(keymap: Mapping[str, str]) -> dict[str, str]:
    """The keys of every action that has an id, in the order of the places."""
    return {action: keymap.get(action, keys) for action, keys, _kind in BINDINGS}


def _validated(action: str, text: object, status: int) -> str | None:
    known = [each[0] for each in BINDINGS]
    if action not in known:
        from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

        near = get_close_matches(action, known, 1, NEAR)
        mend = _("dfx-consent config keys lists them all.")
        if near:
            mend = _("Did you mean %(action)s?") % {"action": near[0]}
        raise ConsentError(
            _("There is no action %(action)s to give keys to.") % {"action": ascii(action)[:60]}, mend, status
        )
    if action in KEPT:
        raise ConsentError(
            _("%(action)s keeps its keys.") % {"action": action},
            _("Remove it: whatever is remapped, the way out stays."),
            status,
        )
    if not isinstance(text, str):
        raise _no_key(text, status)
    keys = [SIGNS.get(each.strip(), each.strip()) for each in text.split(",") if each.strip()]
    taken = [key for kept, kept_keys, _kind in BINDINGS if kept in KEPT for key in kept_keys.split(",")]
    for key in keys:
        if not _is_key(key) or key in taken:
            raise _no_key(key, status)
    return ",".join(keys) or None


def _is_key(key: str) -> bool:
    *modifiers, base = key.split("+") if len(key) > 1 else [key]
    if any(each not in MODIFIERS for each in modifiers) or len(set(modifiers)) < len(modifiers):
        return False
    return base in NAMED or (len(base) == 1 and base.isprintable() and not base.isspace())


def _no_key(key: object, status: int) -> ConsentError:
    return ConsentError(
        _("%(key)s is no key that can be given.") % {"key": ascii(key)[:60]},
        _("A key is a character, a name such as f5 or pageup, or either after ctrl+, shift+ or alt+."),
        status,
    )


def _check_clashes(keymap: Mapping[str, str], actions: Iterable[str]) -> None:
    in_force = keys_in_force(keymap)
    kinds = {action: kind for action, _keys, kind in BINDINGS}
    for action in actions:
        keys = in_force[action]
        for other, others in in_force.items():
            if other == action or not _meet(action, kinds[action], other, kinds[other]):
                continue
            both = sorted(set(keys.split(",")) & set(others.split(",")))
            if both:
                raise ConsentError(
                    _("The key %(key)s is given to %(one)s and to %(other)s.")
                    % {"key": both[0], "one": action, "other": other},
                    _("Give one of them another key."),
                )


def _meet(action: str, kind: str, other: str, other_kind: str) -> bool:
    """Whether both may be wanted at one place: on a page over the screen only what is the page's own is."""
    if action.partition(".")[0] == other.partition(".")[0]:
        return True
    if MODAL in (kind, other_kind):
        return False
    return kind != other_kind or kind == APP
