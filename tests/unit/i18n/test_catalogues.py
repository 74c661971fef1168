"""The catalogues: they hold the texts of the source, whole, and say nothing that the program cannot say."""

from __future__ import annotations

import argparse
import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural

from consent_tui.cli.entry import COMMANDS
from consent_tui.cli.spoken_parser import WORDS
from consent_tui.i18n import ENGLISH, LANGUAGES
from tests.packaging.catalogues import ROOT, TEMPLATE, catalogue_of, extracted, source_of, text, updated
from tests.program import environment, program

TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
POSIX_NAMES = {
    "de": "de_DE.UTF-8",
    "es": "es_ES.UTF-8",
    "fr": "fr_FR.UTF-8",
    "ja": "ja_JP.UTF-8",
    "ko": "ko_KR.UTF-8",
    "pt_BR": "pt_BR.UTF-8",
    "tr": "tr_TR.UTF-8",
    "uk": "uk_UA.UTF-8",
    "vi": "vi_VN.UTF-8",
    "zh_CN": "zh_CN.UTF-8",
}
AGAIN = "run: make catalogues"
PLACES = re.compile(r"%(?:\((\w+)\))?([-#0 +]*[0-9]*(?:\.[0-9]+)?)([diouxXeEfFgGcrsa%])")
SAID_TO_PROGRAMMERS = (
    "() not defined",
    "conflict",
    "required' is an invalid",
    "must be optional",
    "not callable",
    "can't open",
    "two groups are named",
    "invalid option string",
    "dest= is required",
    "multiple subparser",
    "expected %s argument",
    'argument "-" with mode',
    "deprecated",
    "warning: ",
    "subcommands",
    " (default: ",
    "__call__",
)
"""Parts of what argparse says about a parser that was made wrongly, or in ways that ours does not use."""


def forms(message: Message) -> list[str]:
    """Each form of the translation; a message without plural has one."""
    return list(message.string) if isinstance(message.string, (tuple, list)) else [message.string or ""]


def originals(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


def places(sentence: str) -> list[tuple[str, str]]:
    """The placeholders, by name and kind, each as often as it occurs; ``%%`` is none."""
    found = [(name, kind) for name, _width, kind in PLACES.findall(sentence) if kind != "%"]
    return sorted(set(found)) if all(name for name, _kind in found) else found


def never_translated(sentence: str) -> set[str]:
    """Tokens, options, commands, names of variables and files in this text."""
    commands = "|".join(sorted(COMMANDS, key=len, reverse=True))
    pattern = (
        rf"dfx-consent(?: (?:{commands})\b)?|(?<!\w)--[a-z][a-z-]*|(?<!\w)#[A-Za-z]\w*"
        r"|\b[A-Z]+_[A-Z_]+\b|\bPATH\b|\b[\w-]+\.(?:toml|json|jsonl|db)\b|\bdfx(?= [a-z]+ --)"
    )
    return set(re.findall(pattern, sentence, re.ASCII))


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (each for each in catalogue if each.id)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return catalogue_of(TEMPLATE)


@pytest.fixture(scope="module")
def source() -> Catalog:
    return extracted()


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def catalogue(language: str) -> Catalog:
    return catalogue_of(source_of(language), language)


def test_the_template_holds_the_texts_of_the_source(source: Catalog) -> None:
    assert text(source) == TEMPLATE.read_text("utf-8"), AGAIN


def test_every_catalogue_holds_the_texts_of_the_source(language: str, source: Catalog) -> None:
    assert text(updated(language, source)) == source_of(language).read_text("utf-8"), AGAIN


def test_every_text_is_translated(catalogue: Catalog) -> None:
    missing = [each.id for each in messages(catalogue) if not all(forms(each))]
    assert not missing, f"{len(missing)} of {len(catalogue)}, the first: {missing[:3]}"


def test_no_translation_is_a_guess(catalogue: Catalog) -> None:
    assert [each.id for each in messages(catalogue) if each.fuzzy] == []


def test_every_form_has_the_same_places(catalogue: Catalog) -> None:
    for each in messages(catalogue):
        allowed = [places(original) for original in originals(each)]
        for form in filter(None, forms(each)):
            assert places(form) in allowed, (each.id, form)


def test_every_form_can_be_filled_in(catalogue: Catalog) -> None:
    for each in messages(catalogue):
        named = {name: 7 for original in originals(each) for name, _kind in places(original) if name}
        unnamed = tuple(7 for original in originals(each)[:1] for name, _kind in places(original) if not name)
        for form in filter(None, forms(each)):
            if named or unnamed:
                assert form % (named or unnamed)


def test_there_is_a_form_for_every_number(language: str, catalogue: Catalog) -> None:
    rule = get_plural(language)
    assert (catalogue.num_plurals, catalogue.plural_expr) == (rule.num_plurals, rule.plural_expr)
    for each in messages(catalogue):
        if isinstance(each.id, tuple):
            assert len(forms(each)) == rule.num_plurals, each.id


def test_the_header_names_language_and_encoding(language: str, catalogue: Catalog) -> None:
    headers = dict(catalogue.mime_headers)
    assert headers["Language"] == language
    assert headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_is_never_translated_stays(catalogue: Catalog) -> None:
    for each in messages(catalogue):
        for form in filter(None, forms(each)):
            lost = never_translated(originals(each)[0]) - never_translated(form)
            assert not lost, (each.id, form)


def test_spaces_and_line_breaks_at_the_ends_stay(catalogue: Catalog) -> None:
    for each in messages(catalogue):
        if each.context in {"list", "number"}:
            continue  # what stands between the items of a list is the language's own
        for original, form in zip(originals(each), forms(each), strict=False):
            if form:
                assert original.endswith("\n") == form.endswith("\n"), each.id
                assert original.startswith(" ") == form.startswith(" "), each.id
                assert original.endswith(" ") == form.endswith(" "), each.id


def test_the_compiled_catalogue_says_what_was_written(catalogue: Catalog) -> None:
    content = BytesIO()
    write_mo(content, catalogue)
    content.seek(0)
    spoken = gettext.GNUTranslations(content)
    for each in messages(catalogue):
        if each.string and isinstance(each.id, str) and not each.context:
            assert spoken.gettext(each.id) == each.string


def test_nothing_of_the_moment_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "consent_tui.po"
    source.write_bytes(source_of("de").read_bytes())
    done = subprocess.run(
        [sys.executable, ROOT / "locales/compile_catalogues.py", source], capture_output=True
    )
    assert done.returncode == 0, done.stderr
    with source.with_suffix(".mo").open("rb") as file:
        header = gettext.GNUTranslations(file).info()
    assert header["pot-creation-date"] == header["po-revision-date"] == "2000-01-01 00:00+0000"


def test_no_sentence_is_marked_with_a_hand_made_plural(template: Catalog) -> None:
    assert [each.id for each in messages(template) if "(s)" in str(each.id)] == []


def test_every_place_of_ours_has_a_name(template: Catalog) -> None:
    for each in messages(template):
        for original in originals(each):
            if original not in WORDS:
                assert all(name for name, _kind in places(original)), original


def test_what_argparse_says_to_a_person_is_ours_to_translate() -> None:
    said = [
        word.value
        for call in ast.walk(ast.parse(Path(argparse.__file__).read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "ngettext"}
        for word in call.args
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    ]
    assert len(said) > 20
    for word in said:
        assert word in WORDS or any(part in word for part in SAID_TO_PROGRAMMERS), word


def test_no_compiled_catalogue_is_committed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "locales/consent_tui.pot" in listed.stdout
    assert ".mo\n" not in listed.stdout


def test_the_program_speaks_it_by_its_posix_name(language: str, catalogue: Catalog, tmp_path: Path) -> None:
    compiled = subprocess.run(
        [sys.executable, ROOT / "locales/compile_catalogues.py", source_of(language)], capture_output=True
    )
    assert compiled.returncode == 0, compiled.stderr
    done = program("status", environ=environment(tmp_path, LANG=POSIX_NAMES[language]))
    meaning = catalogue.get("Nothing is recorded and nothing is sent.")
    assert meaning is not None
    assert meaning.string
    assert done.stdout.decode().splitlines()[0] == meaning.string
    helped = program("--help", environ=environment(tmp_path, LANG=POSIX_NAMES[language])).stdout.decode()
    assert "show this help" not in helped
    assert "options:" not in helped
    assert "usage: " not in helped


MARKS = {"_": (0,), "N_": (0,), "ngettext": (0, 1), "pgettext": (1,), "NP_": (1,)}


def marked(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Each text given to one of ``MARKS`` in this file, with where it stands."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MARKS:
            for at in MARKS[call.func.id]:
                yield f"{path.relative_to(ROOT)}:{call.lineno}", call.args[at]


def test_every_marked_text_is_found_and_none_is_put_together(template: Catalog) -> None:
    known = {original for each in messages(template) for original in originals(each)}
    lost = [
        (place, text.value)
        for path in (ROOT / "consent_tui").rglob("*.py")
        for place, text in marked(path)
        if isinstance(text, ast.Constant) and text.value not in known
    ]
    made = [
        place
        for path in (ROOT / "consent_tui").rglob("*.py")
        for place, text in marked(path)
        if isinstance(text, (ast.JoinedStr, ast.BinOp))
    ]
    assert lost == [], "the extractor does not look into an f-string"
    assert made == []
