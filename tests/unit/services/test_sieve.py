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
    "%(count)dф",
    "%(day)02d/%(month)s/%(year)d",
    "Wipe %(name)s's file?",
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
        "content-length: 1432",
        "ctrl+q  f10  ⇧tab  j/k  q  x o n",
        "3ф 14ф",
        "23/11/2026 14:00",
        "12 345 %12 12% 12,345.6 12.345,6 1,234/5,678",
        "イベントを消去",
        "--mode=upgrade",
        "your's",
        '{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","n',
        '"eventName":"dfx.dfxDeploy"',
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
        ("hi…", "B…"),
        ("your his", "your B"),
        ("q\u0308z\u0308v\u0308", "B"),
        ("q\u200bz\u200bv", "B"),
        ("wait \u202ehistory\u202c", "wait B"),
        ("q.z.v wait q-z-v", "B wait B"),
        ("q z v x", "B B B B"),
        ("4111-1111-1111-1111", "B"),
        ("wait 4943", "wait B"),
        ("08.11.1977 192.168.1", "B B"),
        ("🏠🔑 wait 👩\u200d👧", "B wait B"),
        ("ⓠⓩⓥ ⠟⠵ 🇸🇪", "B B B"),
        ("history.events files-wait", "B B"),
        ("files%20wait $history wait=files", "B $B B"),
        ("\ud800files", "B"),
        ("[::1]", "[::B]"),
        ("\x1b]0;files\x07", "B"),
        ("消イ去", "B"),
        ("12/34/56", "B"),
        ("deadbeefcafe", "B"),
        ("3фыв", "B"),
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
