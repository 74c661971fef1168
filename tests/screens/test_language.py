"""Keys, palette, footer and screens in another language, and switched to it while the app is open."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
import textual
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

import consent_tui.tui
from consent_tui.i18n import ENGLISH, speak, speak_with, spoken
from consent_tui.tui.palette import commands
from consent_tui.tui.speaking import FROM_TEXTUAL
from consent_tui.tui.widgets.tab_line import TABS
from tests.screens.demo import app_on, make_sample, screen_text
from tests.screens.scenes import settled


class Longer(NullTranslations):
    """Every text between brackets, with four letters in ten more."""

    def gettext(self, message: str) -> str:
        """The text, longer."""
        return f"[{message}{'~' * (len(message) * 4 // 10)}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text, longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The text, longer."""
        return self.gettext(message)


@pytest.fixture(autouse=True)
def back_to_english() -> Iterator[None]:
    speak(ENGLISH)
    yield
    speak(ENGLISH)


def ours() -> list[type[DOMNode]]:
    """Every class of the app that has keys of its own."""
    found = []
    for each in pkgutil.walk_packages(consent_tui.tui.__path__, "consent_tui.tui."):
        module = importlib.import_module(each.name)
        classes = [value for value in vars(module).values() if isinstance(value, type)]
        found += [
            each for each in classes if issubclass(each, DOMNode) and each.__module__ == module.__name__
        ]
    return found


def test_every_key_of_textuals_that_we_inherit_is_known() -> None:
    inherited = {base for each in ours() for base in each.__mro__ if base.__module__.startswith("textual.")}
    assert len(inherited) > 5
    texts = set()
    for base in inherited | {App}:
        for binding in vars(base).get("BINDINGS", ()):
            if isinstance(binding, Binding):
                texts |= {binding.description, binding.tooltip}
    texts |= {"palette", "Open the command palette"}
    texts -= {"", "Quit", "Quit the app and return to the command prompt."}  # our own keys take their place
    assert texts - set(FROM_TEXTUAL) == set(), f"Textual {textual.__version__} says something new"


@pytest.mark.parametrize("tab", TABS)
async def test_keys_are_described_in_the_language_spoken(tmp_path: Path, tab: str) -> None:
    speak_with("de", Longer())
    app = app_on(make_sample(tmp_path, 5), tab)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for each in app.screen.active_bindings.values():
            for text in (each.binding.description, each.tooltip):
                assert not text or text.startswith("["), text
        for command in commands(app, app.screen):
            for text in (command.title, command.help):
                assert text.startswith("["), text


async def test_the_help_names_the_verdicts_in_the_language_spoken(tmp_path: Path) -> None:
    speak_with("de", Longer())
    app = app_on(make_sample(tmp_path, 5), "preview")
    async with app.run_test(size=(120, 60)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark")
        await settled(pilot)
        shown = screen_text(pilot)
    for verdict in ("captured", "reduced", "counted", "dropped"):
        assert f"[{verdict}" in shown


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_footer_and_header_cut_no_word_in_a_longer_language(
    tmp_path: Path, tab: str, width: int
) -> None:
    speak_with("de", Longer())
    app = app_on(make_sample(tmp_path, 5), tab)
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(pilot)
        lines = screen_text(pilot).rstrip("\n").splitlines()
        for line in (lines[0], lines[1], lines[-1]):
            assert line.count("[") == line.count("]"), line
        assert "? [Help" in lines[-1]
        assert "q [Quit" in lines[-1]


async def test_another_language_is_spoken_at_once_on_every_tab(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path, 5), "consent")
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("4", "1")
        await settled(pilot)
        assert "What you agreed to" in screen_text(pilot)
        await app.use_language("de")
        assert spoken() == "de"
        speak_with("de", Longer())  # whatever the catalogue holds by now
        await app.say_again()
        await settled(pilot)
        assert "[What you agreed to~" in screen_text(pilot)
        for key in ("3", "4"):
            await pilot.press(key)
            await settled(pilot)
            assert "[Quit~]" in screen_text(pilot).splitlines()[-1]
            assert "[Activity~~~]" in screen_text(pilot).splitlines()[1]
