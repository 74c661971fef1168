"""The sieve: of a line, only words of ours come through, whoever drew it."""

from __future__ import annotations

import pytest

from consent_tui.services import veil
from consent_tui.services.sieve import Sieve
from consent_tui.vocabulary.closed import TOKENS

SAID = {
    "The history of your shells and/or files.",
    "%(count)s events wait since %(when)s.",
    "イベントを消去",
    "Event %(id)d",
}
BLOCKS = veil.BLOCK * veil.LENGTH


@pytest.fixture
def sieve() -> Sieve:
    return Sieve(set(SAID))


@pytest.mark.parametrize(
    "line",
    [
        '{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","options":["#optionIcp"]}',
        "│ 12,345 events wait since 23 Nov 14:00. │",
        "2024-11-23T14:00:05Z  24h  5 KiB  30/30",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "idempotency-key: 0b4c1e0e-1111-4222-8333-444455556666",
        "content-type: application/x-ndjson",
        "files and/or events",
        "イベントを 消去",
        "#optionSubaccountFro",
        "hist…",
        "…story of your",
        "━━━●┄┄┄○ ▒▒▒▒▒ ✕ ~~~ /",
        "dfx-consent-20241123-140000.svg",
        "dfx-consent-20241123-140000-2.svg.",
        "│ Event 1000042 │",
    ],
)
def test_words_of_ours_come_through(sieve: Sieve, line: str) -> None:
    assert sieve.sifted(line) == line


@pytest.mark.parametrize(
    ("line", "sifted"),
    [
        ("events of qzvxwkjp wait", "events of B wait"),
        ("wait at /history/files/events", "wait at B"),
        ("wait at ~/events", "wait at B"),
        (r"wait at C:\events\wait", "wait at B"),
        ("POST https://events.wait/files", "POST B"),
        ("wait 10.2.3.4:8443 files", "wait B files"),
        ("wait [fe80::1]:8443", "wait [B"),
        ("your@files wait", "B wait"),
        ("#optionQzvxwkjp wait", "B wait"),
        ("#notAToken", "B"),
        ("events-qzvx-wait your files", "B your files"),
        ("wait 70419 files", "wait B files"),
        ("wait 704195836123", "wait B"),
        ("events: 70419583s", "events: B"),
        ("wait 12-704195-3", "wait B"),
        ("events 70419-83614", "events B"),
        ("your-dfx-consent-20241123-140000.svg", "B"),
        ("イ鼎ン", "B"),
        ("histqzvx…", "B…"),
    ],
)
def test_every_other_word_becomes_blocks_of_one_length(sieve: Sieve, line: str, sifted: str) -> None:
    assert sieve.sifted(line) == sifted.replace("B", BLOCKS)


def test_lines_are_sifted_one_by_one(sieve: Sieve) -> None:
    assert sieve.sifted("your qzvxwkjp\n\nfiles\n") == f"your {BLOCKS}\n\nfiles\n"


def test_a_text_is_known_from_the_moment_at_which_it_is_said() -> None:
    said = set(SAID)
    sieve = Sieve(said)
    assert sieve.sifted("Nothing leaves") == f"{BLOCKS} {BLOCKS}"
    said.add("Nothing leaves")
    assert sieve.sifted("Nothing leaves") == "Nothing leaves"


def test_every_token_comes_through(sieve: Sieve) -> None:
    assert sieve.sifted(TOKENS) == TOKENS
