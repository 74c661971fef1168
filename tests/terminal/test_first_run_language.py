"""The first-run card in the person's language, on a real pty, from a compiled catalogue. `dfx` is not run.

The languages are pseudo ones, compiled into a copy of the package, so that nothing hangs on the real ones.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo

import consent_tui
from consent_tui import i18n
from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.chain import Chain
from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.notice import text_hash
from consent_tui.consent.notice_text import HERE
from consent_tui.services.card import Card, first_card
from consent_tui.store import settings
from consent_tui.store.decisions import read_decisions
from tests.program import environment
from tests.pseudo import longer, wide
from tests.terminal.card_stage import DEAF, Shell

Change = Callable[[str], str]
PACKAGE = Path(consent_tui.__file__).parent
KEYWORDS = {**DEFAULT_KEYWORDS, "NP_": ((1, "c"), 2)}


class Stage:
    """A copy of the package with catalogues of its own, and a state folder in which nothing is decided."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.state.mkdir(mode=0o700)
        self.package = folder / "lib" / "consent_tui"
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("locales", "__pycache__"))
        self.shell: Shell | None = None

    def translate(self, language: str, change: Change, missing: str = "") -> Path:
        catalogue = Catalog(locale=language)
        for room in ("consent", "services"):
            for _, _, message, _, context in extract_from_dir(PACKAGE / room, keywords=KEYWORDS):
                if message == missing:
                    continue
                said = tuple(map(change, message)) if isinstance(message, tuple) else change(message)
                if isinstance(said, tuple):
                    said = (said[0], *[said[1]] * (catalogue.num_plurals - 1))
                catalogue.add(message, said, context=context)
        path = self.package / "locales" / language / "LC_MESSAGES" / "consent_tui.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, catalogue)
        return path

    def ask(self, waiting: str = "└", **environ: str) -> str:
        """Start the card as the shim does, in the group of its parent; what is on the screen then."""
        start = (
            f"{sys.executable} -S -P {self.package}/start_first_run.py {self.state} -- dfx deploy; echo =$?"
        )
        whole = environment(self.folder, DFX_CONSENT_HOME=str(self.state), **environ)
        self.shell = Shell(["/bin/sh", "-c", start], whole, self.folder, (24, 80))
        self.shell.child.expect_exact(waiting.encode())
        return "\n".join(self.shell.display())

    def press(self, key: str) -> None:
        assert self.shell is not None
        time.sleep(DEAF)
        self.shell.child.send(key)
        self.shell.child.expect_exact(b"=0")

    def chain(self) -> Chain:
        return read_decisions(str(self.state / "decisions.jsonl"), settings.look(str(self.state)).anchor)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    i18n.speak(i18n.ENGLISH)
    if stage.shell is not None:
        stage.shell.child.close(force=True)


def a_card_in(language: str, catalogue: Path) -> Card:
    with catalogue.open("rb") as file:
        i18n.speak_with(language, GNUTranslations(file))
    surroundings = Surroundings("/nonexistent", {}, lambda _: "0.24.3", "#linux")
    return first_card(explain(["dfx", "deploy"], 0, surroundings), NONE_YET)


@pytest.mark.parametrize(
    ("language", "change", "environ"),
    [
        ("de", longer, {"LANG": "de_DE.UTF-8"}),
        ("ja", wide, {"LC_ALL": "ja_JP.UTF-8", "LANG": "C"}),
        ("pt_BR", longer, {"LANGUAGE": "xx:pt_BR", "LANG": "en_GB.UTF-8"}),
    ],
)
def test_the_card_speaks_the_language_of_the_environment_and_puts_it_on_record(
    stage: Stage, language: str, change: Change, environ: dict[str, str]
) -> None:
    catalogue = stage.translate(language, change)
    shown = stage.ask(**environ)
    stage.press("l")
    card = a_card_in(language, catalogue)
    assert card.words.question.split()[0] in shown
    assert "May dfx" not in shown
    (decision,) = stage.chain().decisions
    assert (decision.state, decision.language) == ("local", language)
    assert decision.text_hash == text_hash(card.shown_text)


def test_the_setting_counts_before_the_environment(stage: Stage) -> None:
    stage.translate("de", longer)
    stage.translate("ja", wide)
    (stage.state / "config.toml").write_text('locale = "ja"\n')
    assert "字字" in stage.ask(LANG="de_DE.UTF-8")
    stage.press("n")
    assert stage.chain().decisions[0].language == "ja"


def test_a_translation_older_than_the_notice_is_not_shown(stage: Stage) -> None:
    stage.translate("de", longer, missing=HERE[1])
    assert "May dfx tell its developers" in stage.ask(LANG="de_DE.UTF-8")
    stage.press("n")
    assert stage.chain().decisions[0].language == "en"


@pytest.mark.parametrize("environ", [{"LC_ALL": "C", "LANGUAGE": "de"}, {"LANG": "xx_YY.UTF-8"}, {}])
def test_english_where_no_other_language_is_asked_for(stage: Stage, environ: dict[str, str]) -> None:
    stage.translate("de", longer)
    assert "May dfx tell its developers" in stage.ask("in the app", **environ)
