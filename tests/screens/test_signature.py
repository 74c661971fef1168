"""The signature: what stands under each word, at any width, for any line."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_tui.capture.explain import explain
from consent_tui.capture.explanation import Explanation
from consent_tui.capture.surroundings import Surroundings
from consent_tui.services.cells import cells, elide
from consent_tui.services.signature import render_plain, staying

HERE = Surroundings("/", {}, lambda toolchain: "0.24.3", "#linux")


def explained(line: str, **environ: str) -> Explanation:
    here = Surroundings("/", environ, lambda toolchain: "0.24.3", "#linux")
    return explain(shlex.split(line), 0, here)


def drawn(line: str, width: int = 100) -> list[str]:
    return render_plain(explained(line), width, unicode=True).splitlines()


LEDGER = "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"


def test_the_seeds_example() -> None:
    assert drawn(LEDGER) == [
        "dfx  ledger transfer     --icp       1.0  abcd-1233-ffff-eeee  --memo       123  --network=ic",
        "     ───────┬───────     ──┬──       ╌╌╌  ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌  ──┬───       ╌╌╌  ═════╤══════",
        "     #dfxLedgerTransfer  #optionIcp   ✕            ✕           #optionMemo   ✕   #networkIc",
        "",
        "sent with it  #linux · 0.24.3 · #ic · #success",
        "stays here    1.0 · abcd-1233-ffff-eeee · 123",
    ]


def test_plain_ascii_keeps_the_meaning() -> None:
    lines = render_plain(explained(LEDGER), 100, unicode=False).splitlines()
    assert lines[1].split() == ["=" * 15, "=" * 5, "...", "." * 19, "=" * 6, "...", "~" * 12]
    assert "".join(lines).isascii()


def test_it_wraps_at_words() -> None:
    lines = drawn(LEDGER, 40)
    assert all(cells(each) <= 40 for each in lines)
    assert lines[0] == "dfx  ledger transfer     --icp       1.0"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dfx deploy --log=tee --identity=me", ["──┬──═╤══", "─────┬────╌╌╌"]),
        ("dfx canister --network ic create x", ["───────╴", "──────────╤═", "───╥"]),
        ("dfx canister install x -qy", ["╥", "─┬─"]),
    ],
)
def test_marks(line: str, expected: list[str]) -> None:
    marks = drawn(line)[1].split()
    for each in expected:
        assert any(each[:3] in mark for mark in marks), (each, marks)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dfx", "dfx alone emits nothing."),
        ("dfx deploy --help", "Asking for help or for the version is never recorded."),
        ("dfx consent", "dfx consent is this program; it never records itself."),
        ("dfx -- deploy", "No command of dfx is reached on this line, so nothing is emitted."),
        ("dfx _send-telemetry", "Commands that begin with _ are for dfx itself; they are never recorded."),
    ],
)
def test_a_line_that_emits_nothing_says_why(line: str, sentence: str) -> None:
    assert drawn(line)[-1] == sentence


def test_what_stays_is_all_that_was_not_dfxs_own() -> None:
    assert staying(explained("dfx deploy my_secret --with-cycles=300 --tokn s3cret")) == [
        "my_secret",
        "300",
        "--tokn",
        "s3cret",
    ]
    assert staying(explained("dfx deploy --ic")) == []
    assert staying(explained("dfx deploy --network local")) == []
    assert staying(explained("dfx deploy --network=staging")) == ["staging"]
    assert staying(explained("dfx ping https://node.corp.example/?a=b")) == ["https://node.corp.example/?a=b"]


def test_the_network_of_the_environment_says_so() -> None:
    lines = render_plain(explained("dfx deploy", DFX_NETWORK="ic"), 80, unicode=True)
    assert "#ic from DFX_NETWORK" in lines


def test_wide_characters_keep_the_columns() -> None:
    words, marks, below = drawn("dfx new 日本語 --type rust")[:3]
    at = cells(words[: words.index("--type")])
    assert marks[cells(words[: words.index("日")]) :].startswith("╌" * 6)
    assert below.index("#optionType") == at


def test_control_characters_are_harmless() -> None:
    text = render_plain(explain(["dfx", "new", "\x1b]0;x\x07\x9b31m\u202e\n"], 0, HERE), 80, unicode=True)
    assert not set(text) & set("\x1b\x07\x9b\u202e")


WORDS = st.lists(
    st.one_of(
        st.sampled_from(["deploy", "canister", "--ic", "--mode=x", "-qy", "日本", "e\u0301", ""]), st.text()
    )
)


@given(WORDS, st.integers(20, 120))
def test_every_line_fits_and_every_token_is_shown(words: list[str], width: int) -> None:
    found = explain(["dfx", *words], 0, HERE)
    lines = render_plain(found, width, unicode=True).splitlines()
    assert all(cells(each) <= width for each in lines)
    if width >= 60:
        for token in found.tokens:
            for each in token.emits:
                assert any(each in line for line in lines)


@given(st.text(), st.integers(4, 40))
def test_elision_fits(text: str, width: int) -> None:
    short = elide(text, width, cells, "…")
    assert cells(short) <= width
    assert short == text or "…" in short
