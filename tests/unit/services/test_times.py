"""Times, numbers and lists as a language writes them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from consent_tui import i18n
from consent_tui.services import numbers, times
from consent_tui.services.cells import cells
from tests.unit.services.person import NOON

GERMAN = {
    "%(day)02d %(month)s %(hour)02d:%(minute)02d": "%(day)d. %(month)s %(hour)02d:%(minute)02d",
    "%(day)d %(month)s %(year)d": "%(day)d. %(month)s %(year)d",
    "Sep": "Sept.",
    "Mar": "März",
    "12,345.6": "12.345,6",
    "%(number)s%%": "%(number)s %%",
    ", ": ", ",
    " and ": " und ",
    "%(count)d days": "%(count)d Tage",
}
JAPANESE = {
    "%(day)02d %(month)s %(hour)02d:%(minute)02d": "%(month)s%(day)d日 %(hour)02d:%(minute)02d",
    "%(day)d %(month)s %(year)d": "%(year)d年%(month)s%(day)d日",
    "Sep": "9月",
    "Nov": "11月",
    ", ": "、",
    " and ": "、",
}


class Table(NullTranslations):
    """A catalogue of these messages."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def _utc_and_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    i18n.speak(i18n.ENGLISH)
    yield
    i18n.speak(i18n.ENGLISH)
    monkeypatch.undo()
    time.tzset()


def test_english() -> None:
    assert times.short_local(NOON) == "21 Sep 14:13"
    assert times.short_local(None) == " " * 12 == times.short_local(10**18)
    assert times.short_width() == 12
    assert times.date_and_time(NOON) == "21 Sep 2026 14:13"
    assert times.date_utc(NOON) == "21 Sep 2026"
    assert times.date_and_time(None) == times.date_utc(-(10**18)) == ""
    assert numbers.number(1_234_567) == "1,234,567"
    assert numbers.decimal(1234.56) == "1,234.6"
    assert numbers.percent(0.126) == "13%"
    assert [numbers.size(each) for each in (12, 1234, 12_345_678)] == ["12 B", "1.2 kB", "12.3 MB"]
    assert [numbers.listed("abc"[:each]) for each in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_german() -> None:
    i18n.speak_with("de", Table(GERMAN))
    assert times.short_local(NOON) == "21. Sept. 14:13"
    assert times.short_local(NOON - 180 * 86400).rstrip() == "25. März 14:13"
    assert times.date_utc(NOON) == "21. Sept. 2026"
    assert numbers.number(1_234_567) == "1.234.567"
    assert numbers.decimal(1234.56) == "1.234,6"
    assert numbers.percent(0.126) == "13 %"
    assert numbers.listed("abc") == "a, b und c"
    assert times.duration(3 * 86400) == "3 Tage"


def test_japanese() -> None:
    i18n.speak_with("ja", Table(JAPANESE))
    assert times.short_local(NOON) == "9月21日 14:13 "
    assert times.date_utc(NOON) == "2026年9月21日"
    assert numbers.listed("abc") == "a、b、c"


@pytest.mark.parametrize("texts", [{}, GERMAN, JAPANESE])
def test_short_times_of_a_language_are_all_as_wide(texts: dict[str, str]) -> None:
    i18n.speak_with("de" if texts is GERMAN else "ja" if texts else "en", Table(texts))
    moments = [None, *range(NOON, NOON + 366 * 86400, 86400 * 5 + 3600)]
    assert {cells(times.short_local(each)) for each in moments} == {times.short_width()}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (90, "90 seconds"),
        (120, "2 minutes"),
        (7200, "2 hours"),
        (86400, "24 hours"),
        (172800, "2 days"),
        (14 * 86400, "14 days"),
    ],
)
def test_durations(seconds: int, said: str) -> None:
    assert times.duration(seconds) == said


def test_a_sample_that_was_translated_amiss_leaves_the_english_signs() -> None:
    i18n.speak_with("vi", Table({"12,345.6": "nothing to see"}))
    assert numbers.number(12345) == "12,345"
    assert numbers.decimal(1.5) == "1.5"


def test_documents_know_no_language() -> None:
    i18n.speak_with("de", Table(GERMAN))
    assert times.rfc3339(NOON) == "2026-09-21T14:13:20Z"
