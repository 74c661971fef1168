"""Every action may have got another key: then no screen, no page and no help names the one that it had."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from consent_tui.services.binding_ids import BINDINGS
from consent_tui.services.configuration import write
from consent_tui.services.keymap import KEPT
from consent_tui.tui.app import ConsentApp
from tests.screens.demo import opened, screen_text, until
from tests.screens.homes import HOMES
from tests.screens.scenes import SCENES, scene, settled

LETTERS = [
    *map(chr, range(0x10D0, 0x10F1)),
    *map(chr, range(0x0561, 0x0587)),
    *map(chr, range(0x0430, 0x0450)),
]
"""Georgian, Armenian and Cyrillic: no text of the app has one, and all of them are one cell wide."""
GIVEN = {
    action: f"alt+{letter}"
    for (action, _keys, _kind), letter in zip(
        (each for each in BINDINGS if each[0] not in KEPT), LETTERS, strict=False
    )
}
"""Another key for every action that may have one, each of them only once."""
OTHERS = {
    "pending-help": ("pending", ("question_mark",), "sample"),
    "sent-help": ("sent", ("question_mark",), "sample"),
    "activity-help": ("activity", ("question_mark",), "sample"),
    "page-help": ("consent", ("N", "question_mark"), "sample"),
    "ask-help": ("consent", ("l", "question_mark"), "sample"),
    "export-help": ("pending", ("e", "question_mark"), "sample"),
    "dfx-typed": ("preview", ("slash", *"dfx"), "own"),
    "palette-of-pending": ("pending", ("ctrl+p",), "sample"),
}
"""Scenes that are looked at here alone."""
NOT_HERE = ("slip", "slip-pending", "typing")
"""Where ``config.toml`` cannot be understood, no key in it counts; and what is typed may be a key's name."""

CHARACTERS = {key for _action, keys, _kind in BINDINGS for key in keys.split(",") if len(key) == 1} - {"a"}
"""Keys that are characters; ``a`` is a word of English as well."""
OLD = re.compile(
    r"(?<![\"\w'.+/*$|-])"
    rf"(?:[{''.join(sorted(each for each in CHARACTERS if each.isalpha()))}?]|esc|enter|f9|f10|pgup|pgdn|"
    r"ctrl\+(?:t|f|pgup|pgdn)|⇧\w+|[↑↓←→]+)(?![\w'/*+=|-])"
    r"|[Pp]ress (?!alt\+)\S+|^ ?\[?[1-5] ?\[?[A-Z]"
)
"""How the app names the keys that its actions have without a table of keys."""


def test_every_action_has_got_a_key_of_its_own() -> None:
    assert len(set(GIVEN.values())) == len(GIVEN) == len(BINDINGS) - len(KEPT)


def now_on(app: ConsentApp, key: str) -> str:
    """The key that was given to the action which has *key* of its own, where the focus is now."""
    own = {action: keys.split(",") for action, keys, _kind in BINDINGS}
    found = (each.binding for each in app.screen.active_bindings.values())
    return next((each.key for each in found if key in own.get(each.id or "", ())), key)


def look(pilot: Pilot[None], name: str) -> None:
    """See what the screen names."""
    found = [
        f"{match[0]!r} in {line}" for line in screen_text(pilot).splitlines() if (match := OLD.search(line))
    ]
    assert not found, f"{name}: {found}"


@pytest.mark.parametrize("name", [each for each in (*SCENES, *OTHERS) if each not in NOT_HERE])
async def test_no_screen_names_a_key_that_its_action_no_longer_has(tmp_path: Path, name: str) -> None:
    tab, keys, home = {**SCENES, **OTHERS}[name]
    found = HOMES[home](tmp_path)
    for action, key in GIVEN.items():
        write(found, f"keys.{action}", key)
    app = ConsentApp(found, tab=tab, terminals=(True, True, True))
    async with app.run_test(size=(120, 50)) as pilot:
        if tab == "preview":
            await opened(pilot)
        await settled(pilot)
        look(pilot, tab)
        for key in keys:
            await pilot.press(now_on(app, key))
            await settled(pilot)
        look(pilot, name)


@pytest.mark.parametrize("name", ["question", "pending", "preview-help", "sent", "nothing-pending"])
async def test_the_same_look_finds_the_keys_that_actions_have_of_their_own(tmp_path: Path, name: str) -> None:
    async with scene(name, tmp_path, (120, 50)) as pilot:
        assert sum(bool(OLD.search(line)) for line in screen_text(pilot).splitlines()) > 1


async def test_a_pair_is_named_by_both_its_keys_though_one_of_them_alone_was_changed(tmp_path: Path) -> None:
    found = HOMES["sample"](tmp_path)
    write(found, "keys.list.older", "f5,j")
    app = ConsentApp(found, tab="pending", terminals=(True, True, True))
    async with app.run_test(size=(120, 50)) as pilot:
        await settled(pilot)
        assert "↑/f5 Walk" in screen_text(pilot)


async def test_a_key_that_is_changed_beside_the_app_is_named_at_once(tmp_path: Path) -> None:
    found = HOMES["sample"](tmp_path)
    app = ConsentApp(found, tab="consent", terminals=(True, True, True))
    async with app.run_test(size=(120, 50)) as pilot:
        await settled(pilot)
        write(found, "keys.app.consent", "f5")
        write(found, "keys.consent.off", "f6")
        await until(pilot, lambda: "[f5 Consent]" in screen_text(pilot))
        await until(pilot, lambda: " f6  ✕ off" in screen_text(pilot))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("ctrl+t", "ctrl+t"),
        ("ctrl+shift+home", "shift+ctrl+home"),
        ("alt+ctrl+x", "alt+ctrl+x"),
        ("^", "^"),
        ("alt+^", "alt+^"),
        ("ctrl+^", "ctrl+^"),
        ("?", "?"),
        ("f5", "f5"),
    ],
)
async def test_a_key_is_shown_as_the_configuration_calls_it(tmp_path: Path, given: str, shown: str) -> None:
    found = HOMES["own"](tmp_path)
    write(found, "keys.app.help", "f11")
    write(found, "keys.app.consent", given)
    app = ConsentApp(found, tab="consent", terminals=(True, True, True))
    async with app.run_test(size=(120, 50)) as pilot:
        await settled(pilot)
        assert f"[{shown} Consent]" in screen_text(pilot)
