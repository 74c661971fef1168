"""How a text names the keys of an action: by the action's id, for every action may have got other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from consent_tui.i18n import ours
from consent_tui.services.keymap import keys_in_force

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.dom import DOMNode

    KeyOf = Callable[[str], str]
    """From the id of an action to its first key, as it is shown."""

PAIRS = {
    "field.next": ("field.before", "field.next"),
    "list.newer": ("list.newer", "list.older"),
    "page.down": ("page.up", "page.down"),
    "path.next": ("path.before", "path.next"),
    "preview.follow": ("preview.follow_back", "preview.follow"),
}
"""By the id of the one that is shown: two actions that are named at once, there and back."""


def keys_of(app: App[Any], identifier: str) -> list[str]:
    """The keys that the action with this id has at present, each as it is shown, whatever has the focus.

    Raises:
        KeyError: no action has this id.
    """
    keymap = app._keymap  # noqa: SLF001 - Textual keeps what it was given, and offers no way to read it
    return [key_shown(app, key) for key in keys_in_force(keymap)[identifier].split(",")]


def key_of(node: DOMNode, identifier: str) -> str:
    """The first of them: what a sentence calls the key. It counts as a text of ours."""
    return ours(keys_of(node.app, identifier)[0])


def key_shown(app: App[Any], key: str) -> str:
    """How this one key is shown."""
    return app.get_key_display(Binding(key, ""))


def pair_shown(app: App[Any], identifier: str) -> str:
    """Both keys of a pair: side by side where each is a sign, else with a stroke between them."""
    there, back = (keys_of(app, each)[0] for each in PAIRS[identifier])
    return there + back if len(there) == len(back) == 1 else f"{there}/{back}"


def spelt_out(shown: str) -> str:
    """A key as Textual shows it, but with ctrl and enter by their names."""
    before, caret, key = f"+{shown}".rpartition("+^")
    if caret and key:  # else it is the key ^ itself
        shown = f"{before}+ctrl+{key}".removeprefix("+")
    return shown.replace("⏎", "enter")
