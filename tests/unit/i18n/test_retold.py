"""What is said in English where no language may be looked up is listed, so that it can be retold."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest

from consent_tui import i18n
from consent_tui.errors import ConsentError
from consent_tui.retold import SENTENCES, recognised, retold
from consent_tui.store.database import UnreachableStoreError

PACKAGE = Path(i18n.__file__).parent
SAYING = {"ConsentError", "EndOfRunError", "NoAnswer", "Fault", "__init__", "_unreadable"}
IN_ENGLISH = [
    *sorted(PACKAGE.glob("store/*.py")),
    *sorted(PACKAGE.glob("sender/*.py")),
    PACKAGE / "consent/chain.py",
    PACKAGE / "consent/policy.py",
]


class Backwards(NullTranslations):
    """Marks whatever it translates, so that untranslated parts show."""

    def gettext(self, message: str) -> str:
        return f"<{message}>"


@pytest.fixture
def backwards() -> Iterator[None]:
    i18n.speak_with("de", Backwards())
    yield
    i18n.speak(i18n.ENGLISH)


def sentence_of(node: ast.expr) -> str | None:
    """The text that this expression makes, with 7 for what is not known here; None if it is no text."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


def said(path: Path) -> list[str]:
    """The sentences that are given to whoever says something to a person, in this file."""
    given: list[ast.expr] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SAYING:
                given += node.args
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {
            "message",
            "mend",
            "reason",
        }:
            given.append(node.value)
    branches = [(each.body, each.orelse) for each in given if isinstance(each, ast.IfExp)]
    texts = map(sentence_of, [*given, *(each for both in branches for each in both)])
    return [text for text in texts if text and " " in text]


@pytest.mark.parametrize("path", IN_ENGLISH, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sentence_said_in_english_can_be_retold(path: Path) -> None:
    for text in said(path):
        whole = f"decision 7 {text}" if path.stem == "chain" else text
        assert recognised(whole) or recognised(f"decision 7 {text}"), text


def test_the_search_finds_sentences_at_all() -> None:
    assert sum(len(said(path)) for path in IN_ENGLISH) > 25


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_is_recognised_as_itself(sentence: str) -> None:
    said = re.sub(r"%\((\w+)\)s", lambda part: "/7" if part[1] == "file" else "7", sentence)
    found = recognised(said)
    assert found is not None
    assert found[0] == sentence


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Run it again.", "<Run it again.>"),
        (
            "The endpoint is at fault. The server answered 501.",
            "<The endpoint is at fault. <The server answered 501.>>",
        ),
        ("/home/x/policy.toml: is not TOML", "</home/x/policy.toml: <is not TOML>>"),
        (
            "decision 3 cannot be opened: Permission denied",
            "<decision 3 cannot be opened: <Permission denied>>",
        ),
        ("TLS failed: 100% wrong", "<TLS failed: 100% wrong>"),
        ("Whatever a server says", "Whatever a server says"),
        ("", ""),
    ],
)
def test_a_sentence_is_retold_with_its_parts(backwards: None, english: str, expected: str) -> None:
    assert retold(english) == expected


def test_an_error_of_the_store_is_kept_in_english_and_shown_in_the_language(backwards: None) -> None:
    error = UnreachableStoreError("/x/db", "database is locked")
    assert str(error) == "The database /x/db cannot be opened: database is locked."
    assert error.message == "<The database /x/db cannot be opened: <database is locked>.>"
    assert error.mend.startswith("<Make sure")


def test_an_error_that_was_said_in_the_language_is_shown_as_it_is(backwards: None) -> None:
    error = ConsentError("Schon übersetzt: 100 %.", "So %(bleibt)s es.")
    assert error.message == "Schon übersetzt: 100 %."
    assert error.mend == "So %(bleibt)s es."
