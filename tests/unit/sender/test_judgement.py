from __future__ import annotations

import pytest

from consent_tui.sender.judgement import backoff, judge, retry_after


def test_every_status_has_its_verdict() -> None:
    endpoint = {*range(100, 200), *range(300, 400), 401, 403, 404, 405, 501, *range(600, 1000)}
    retry = {408, 429, *range(500, 600)} - {501}
    for status in range(100, 1000):
        expected = "rejected"
        if 200 <= status < 300:
            expected = "delivered"
        elif status in endpoint:
            expected = "endpoint"
        elif status in retry:
            expected = "retry"
        assert judge(status) == expected, status


def test_backoff_has_full_jitter_doubles_and_stays_within_an_hour() -> None:
    longest = [backoff(failed, lambda _, high: high) for failed in range(1, 40)]
    assert longest[:6] == [1, 2, 4, 8, 16, 32]
    assert longest[11] == 2048
    assert set(longest[12:]) == {3600}
    assert {backoff(failed, lambda low, _: low) for failed in range(1, 40)} == {0}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("0", 0),
        (" 17 ", 17),
        ("86401", 86400),
        ("9" * 5000, 86400),
        ("-1", None),
        ("\u0661", None),
        ("soon", None),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 0),
        ("Thu, 01 Jan 1970 00:02:00 GMT", 20),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
    ],
)
def test_retry_after(text: str | None, seconds: int | None) -> None:
    assert retry_after(text, 100) == seconds
