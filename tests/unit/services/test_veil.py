"""The veil: of a command line, only what an event says of it stays readable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.notice_text import Particulars
from consent_tui.services import veil
from consent_tui.services.notice import Notice
from consent_tui.services.signature import render_plain
from consent_tui.vocabulary.commands import commands

CANARY = "qzvxwkjp"
BLOCKS = veil.BLOCK * veil.LENGTH


@pytest.fixture(autouse=True)
def _veiled() -> Iterator[None]:
    veil.put_on()
    yield
    veil.take_off()


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (
            "dfx ledger transfer --icp 1.0 abcd-1233 --memo 123 --network=ic",
            "dfx ledger transfer --icp B B --memo B --network=ic",
        ),
        ("dfx canister install pending --mode=upgrade -y", "dfx canister install B --mode=upgrade -y"),
        ("dfx deploy deploy", "dfx deploy B"),
        ("dfx deploy --network local", "dfx deploy --network local"),
        ("dfx deploy --network prod", "dfx deploy --network B"),
        ("dfx deploy --network=prod --ic", "dfx deploy --network=B --ic"),
        ("dfx ping https://host?a=ic", "dfx ping B"),
        ("dfx ping https://host/--network=ic", "dfx ping B"),
        ("DFX_NETWORK=prod dfx deploy", "DFX_NETWORK=B dfx deploy"),
        ("DFX_NETWORK=ic dfx deploy", "DFX_NETWORK=ic dfx deploy"),
        ("SECRET=1 dfx deploy", "dfx deploy"),
        ("/home/ada/bin/dfx deploy", "dfx deploy"),
        ("dfx completion zsh", "dfx completion zsh"),
        ("dfx completion zshx", "dfx completion B"),
        ("dfx my-ext --token x", "dfx B B B"),
        ("dfx +0.21.0 start", "dfx B start"),
        ("dfx deploy --tokn x", "dfx deploy B B"),
        ("dfx --help", "dfx B"),
        ("dfx dep", "dfx B"),
        ("git push origin", "B"),
        ("dfx deploy 'unfinished", "B"),
        ("", ""),
    ],
)
def test_only_what_the_event_says_of_a_line_is_readable(line: str, shown: str) -> None:
    assert veil.veiled_line(line) == shown.replace("B", BLOCKS)
    veil.take_off()
    assert veil.veiled_line(line) == line


def test_the_signature_and_what_stays_here_are_under_the_veil_too() -> None:
    words = [
        "dfx",
        "canister",
        "call",
        CANARY,
        CANARY + "x",
        f"--argument-file={CANARY}",
        "--network",
        CANARY,
    ]
    found = explain(words, 0, Surroundings("/", {}, lambda _: "0.24.3"))
    drawn = render_plain(found, 100, unicode=True)
    assert CANARY[:4] not in drawn
    assert "--argument-file=" + BLOCKS in drawn
    assert "#optionArgumentFile" in drawn
    veil.take_off()
    assert CANARY in render_plain(found, 100, unicode=True)


def test_every_length_is_drawn_alike() -> None:
    assert veil.veiled("a") == veil.veiled("a" * 500) == BLOCKS
    assert veil.veiled("") == ""


OURS = sorted({word for each in commands() for word in (*each.path.split(), *each.names)})


@given(
    st.lists(
        st.one_of(
            st.sampled_from(OURS),
            st.just(CANARY),
            st.sampled_from(OURS).map(lambda word: f"{word}={CANARY}"),
            st.sampled_from(["-", "--", "-y", "-v"]).map(lambda word: word + CANARY),
            st.just(f"--network={CANARY}=ic"),
            st.just(f"ic{CANARY}"),
        ),
        max_size=8,
    ),
    st.sampled_from(["", f"DFX_NETWORK={CANARY} ", f"X={CANARY} "]),
)
def test_no_line_lets_a_private_word_through(words: list[str], before: str) -> None:
    line = before + " ".join(["dfx", *words])
    drawn = veil.veiled_line(line)
    found = explain(["dfx", *words], 0, Surroundings("/", {}, lambda _: "0.24.3"))
    drawn += "".join(veil.veiled_explanation(found).texts)
    assert CANARY[:4] not in drawn


def test_names_that_the_notice_states_are_blocks_though_they_be_numbers_or_words_of_ours() -> None:
    named = Particulars("https://kx.example", "704", "the server", "local")
    notice = Notice(named, ("#dfxDeploy",))
    drawn = " ".join(text for each in notice.sections() for text in each.paragraphs)
    assert f"data: {BLOCKS}. To be reached at: {BLOCKS}. Jurisdiction: {BLOCKS}." in drawn
    assert "kx.example" not in drawn
    unstated = Notice(Particulars(), ("#dfxDeploy",)).sections()
    assert "Jurisdiction: not stated." in " ".join(text for each in unstated for text in each.paragraphs)
    under_veil = notice.text_hash
    veil.take_off()
    open_notice = Notice(named, ("#dfxDeploy",))
    assert open_notice.text_hash == under_veil, "a decision keeps the hash of the words, not of the blocks"
    drawn = " ".join(text for each in open_notice.sections() for text in each.paragraphs)
    assert "data: 704. To be reached at: the server. Jurisdiction: local." in drawn
