"""Which language is spoken: by name, by environment, by setting, by option; and what never is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from consent_tui import i18n
from consent_tui.cli.language import writable
from tests.program import environment, program


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("C", "en"),
        ("POSIX", "en"),
        ("C.UTF-8", "en"),
        ("en_GB.UTF-8", "en"),
        ("de_AT.UTF-8@euro", "de"),
        ("de", "de"),
        ("DE_de", "de"),
        ("es_419", "es"),
        ("fr-CA", "fr"),
        ("ja_JP.eucJP", "ja"),
        ("ko_KR", "ko"),
        ("pt_BR", "pt_BR"),
        ("pt-br", "pt_BR"),
        ("pt_PT", "pt_BR"),
        ("tr_TR", "tr"),
        ("uk_UA.UTF-8", "uk"),
        ("vi_VN", "vi"),
        ("zh_CN", "zh_CN"),
        ("zh_SG", "zh_CN"),
        ("zh_Hans_CN", "zh_CN"),
        ("zh-hans", "zh_CN"),
        ("zh", "zh_CN"),
        ("zh_TW", None),
        ("zh_HK.UTF-8", None),
        ("zh_Hant_TW", None),
        ("nl_NL", None),
        ("", None),
        ("_", None),
        ("../../etc/passwd", None),
        ("\x1b[31m", None),
        ("deutsch", None),
        ("é" * 1000, None),
    ],
)
def test_a_locale_name_means_a_language(name: str, language: str | None) -> None:
    assert i18n.supported(name) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "uk:fr"}, "uk"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "nl:zh_TW:fr"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "nl"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "::"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:fr"}, "en"),
        ({"LANG": "C", "LANGUAGE": "fr"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "en"),
        ({"LC_CTYPE": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_environment_is_read_in_the_order_of_gettext(environ: dict[str, str], language: str) -> None:
    assert i18n.preferred(environ) == language


def test_zh_tw_alone_is_english_and_not_the_other_script() -> None:
    assert i18n.preferred({"LANG": "zh_TW.UTF-8"}) == "en"


@pytest.mark.parametrize(
    ("language", "encoding", "spoken"),
    [
        ("ja", "utf-8", "ja"),
        ("ja", "euc_jp", "ja"),
        ("ja", "iso8859-1", "en"),
        ("de", "iso8859-1", "de"),
        ("de", "ascii", "en"),
        ("fr", "us-ascii", "en"),
        ("uk", "koi8-u", "uk"),
        ("en", "ascii", "en"),
        ("de", "no such encoding", "en"),
    ],
)
def test_what_the_terminal_cannot_write_is_not_spoken(language: str, encoding: str, spoken: str) -> None:
    assert writable(language, encoding) == spoken


def test_the_language_is_not_looked_up_before_a_text_is_wanted() -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        assert i18n._("said while it is asked for") == "said while it is asked for"
        return "en"

    i18n.speak_when_asked(ask)
    try:
        assert asked == []
        i18n._("text")
        i18n._("text")
        assert asked == ["once"]
    finally:
        i18n.speak(i18n.ENGLISH)


def spoken_by(*words: str, environ: dict[str, str]) -> str:
    """The language of ``status``: which one its first words are in."""
    script = (
        "import sys; from consent_tui.cli import entry; from consent_tui import i18n;"
        "sys.stdout = open('/dev/null', 'w', encoding='utf-8'); entry.run(sys.argv[1:]);"
        "sys.stderr.write(i18n.spoken())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environ,
        cwd=environ["HOME"],
        capture_output=True,
        text=True,
    )
    return done.stderr


@pytest.mark.parametrize(
    ("words", "setting", "lang", "language"),
    [
        (["status"], None, "C.UTF-8", "en"),
        (["status"], None, "ja_JP.UTF-8", "ja"),
        (["status"], "uk", "ja_JP.UTF-8", "uk"),
        (["status"], "en", "ja_JP.UTF-8", "en"),
        (["--locale", "fr", "status"], "uk", "ja_JP.UTF-8", "fr"),
        (["status", "--locale", "fr"], "uk", "ja_JP.UTF-8", "fr"),
        (["--locale=pt", "status"], None, "ja_JP.UTF-8", "pt_BR"),
        (["preview", "--locale=vi", "dfx", "deploy", "--locale", "xx"], None, "C", "vi"),
        (["preview", "--locale=vi", "--", "dfx", "deploy", "--locale", "xx"], None, "C", "vi"),
        (["status", "--json"], "uk", "ja_JP.UTF-8", "en"),
        (["status", "--json", "--locale", "fr"], None, "ja_JP.UTF-8", "en"),
        (["pending", "list", "--json"], None, "ja_JP.UTF-8", "en"),
    ],
)
def test_option_before_setting_before_environment(
    tmp_path: Path, words: list[str], setting: str | None, lang: str, language: str
) -> None:
    home = tmp_path / "state"
    home.mkdir()
    if setting is not None:
        (home / "config.toml").write_text(f'locale = "{setting}"\n', "utf-8")
    environ = environment(tmp_path, LANG=lang, DFX_CONSENT_HOME=str(home))
    assert spoken_by(*words, environ=environ) == language


@pytest.mark.parametrize(
    "words", [["--locale", "xx"], ["status", "--locale=klingon"], ["status", "--locale"]]
)
def test_an_unknown_language_is_told_with_those_there_are(tmp_path: Path, words: list[str]) -> None:
    done = program(*words, environ=environment(tmp_path))
    assert done.returncode == 2
    assert done.stdout == b""
    for language in i18n.LANGUAGES:
        assert language.encode() in done.stderr


def test_the_setting_is_kept_by_the_name_of_the_language(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    assert program("config", "set", "locale", "de_AT.UTF-8", environ=environ).returncode == 0
    assert program("config", "get", "locale", environ=environ).stdout == b"de\n"
    assert program("config", "set", "locale", "nonsense", environ=environ).returncode == 2
    assert program("config", "set", "locale", "", environ=environ).returncode == 0
    assert program("config", "get", "locale", environ=environ).stdout == b"\n"


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--json"],
        ["doctor", "--json"],
        ["notice", "--json"],
        ["receipt", "--json"],
        ["activity", "--json"],
        ["vocabulary", "--json"],
        ["pending", "list", "--json"],
        ["preview", "--json", "--", "dfx", "deploy", "--ic", "--with-cycles", "1"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_documents_are_the_same_in_every_language(tmp_path: Path, words: list[str]) -> None:
    english = program(*words, environ=environment(tmp_path, LANG="C.UTF-8"))
    for lang in ("ja_JP.UTF-8", "de_DE.ISO-8859-1", "uk_UA.UTF-8"):
        other = program(*words, environ=environment(tmp_path, LANG=lang))
        assert other.stdout == english.stdout, other.stderr
        assert other.returncode == english.returncode
    if "--json" in words:
        json.loads(english.stdout)


def test_a_text_that_lacks_a_letter_of_the_encoding_is_still_printed(tmp_path: Path) -> None:
    environ = environment(tmp_path, LANG="de_DE.UTF-8", PYTHONIOENCODING="iso8859-1")
    assert program("status", environ=environ).returncode == 0
    ascii_only = program("status", environ={**environ, "PYTHONIOENCODING": "ascii"})
    assert ascii_only.returncode == 0
    assert ascii_only.stdout.isascii()
