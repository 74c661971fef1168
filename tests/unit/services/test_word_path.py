"""The path of a word: one sentence for every verdict, and the tokens it gave."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_tui.capture.explain import explain
from consent_tui.capture.explanation import Explanation
from consent_tui.capture.surroundings import Surroundings
from consent_tui.history.shell import first_dfx_command
from consent_tui.services.outlook import Outlook
from consent_tui.services.preview import limit_to, preview_command
from consent_tui.services.signature import Layout
from consent_tui.services.word_path import WordPath, word_path

HERE = Surroundings("/", {}, lambda toolchain: "0.24.3", "#linux")


def explained(line: str) -> Explanation:
    return explain(shlex.split(line), 0, HERE)


def path_of(explanation: Explanation, begins: str) -> WordPath:
    """The path of the column whose first word begins like this."""
    (words,) = [
        each.words
        for each in Layout(100).columns(explanation)
        if explanation.texts[each.words[0]].startswith(begins)
    ]
    return word_path(explanation, words, explanation)


@pytest.mark.parametrize(
    ("line", "word", "verdict", "sentence", "tokens"),
    [
        ("dfx ping", "dfx", "", "dfx itself. Every event is of dfx, so it needs no token.", []),
        (
            "dfx ledger transfer",
            "ledger",
            "captured",
            "ledger transfer is a command of dfx. It leaves by that name: #dfxLedgerTransfer.",
            ["#dfxLedgerTransfer"],
        ),
        (
            "dfx canister --ic install x",
            "canister",
            "captured",
            "canister begins the name of a command, which leaves as #dfxCanisterInstall.",
            ["#dfxCanisterInstall"],
        ),
        (
            "dfx ledger transfer --icp 1.0",
            "--icp",
            "captured",
            "--icp is an option of dfx. That it was given leaves as #optionIcp, its value never.",
            ["#optionIcp"],
        ),
        ("dfx ledger transfer --icp 1.0", "1.0", "dropped", "1.0 is the value of --icp. It stays here.", []),
        (
            "dfx deploy --ic",
            "--ic",
            "captured",
            "--ic chooses the network, which leaves as one of four words: #networkIc.",
            ["#ic", "#networkIc"],
        ),
        (
            "dfx deploy --network mine",
            "--network",
            "reduced",
            "--network mine chooses the network, which leaves as one of four words: #networkOther.",
            ["#networkOther", "#other"],
        ),
        (
            "dfx canister install x --mode upgrade",
            "upgrade",
            "reduced",
            "upgrade is one of 4 values that dfx lists for --mode. It leaves as #modeUpgrade.",
            ["#modeUpgrade"],
        ),
        (
            "dfx canister install x --mode=upgrade",
            "--mode",
            "reduced",
            (
                "--mode=upgrade: that it was given leaves as #optionMode, and its value, a word of a list, "
                "as #modeUpgrade."
            ),
            ["#modeUpgrade", "#optionMode"],
        ),
        (
            "dfx deploy --argument=s3cret",
            "--argument",
            "reduced",
            "--argument=s3cret: that it was given leaves as #optionArgument. What follows the = stays here.",
            ["#optionArgument"],
        ),
        (
            "dfx deploy -qy",
            "-qy",
            "captured",
            "-qy gives options by their short names. What they are leaves as #optionQuiet #optionYes.",
            ["#optionQuiet", "#optionYes"],
        ),
        (
            "dfx deploy mine",
            "mine",
            "counted",
            "mine names a canister. Only that one is named leaves: #one.",
            ["#one"],
        ),
        (
            "dfx completion zsh",
            "zsh",
            "reduced",
            "zsh is one of 5 words that dfx lists here. It leaves as #shellZsh.",
            ["#shellZsh"],
        ),
        ("dfx new mine", "mine", "dropped", "mine is what dfx calls project_name. It stays here.", []),
        ("dfx ping ic x", "x", "dropped", "dfx has no place for x here. It stays here.", []),
        ("dfx deploy -- x", "--", "dropped", "-- ends the options; it gives nothing.", []),
        (
            "dfx deploy --tokn x",
            "--tokn",
            "reduced",
            (
                "--tokn is no option that dfx lists. That there was one leaves as #optionUnrecognized, "
                "what it says stays here."
            ),
            ["#optionUnrecognized"],
        ),
        (
            "dfx mine --token x",
            "mine",
            "reduced",
            (
                "mine is no command of dfx, so an extension runs. That leaves as #dfxExtension, "
                "its name stays here."
            ),
            ["#dfxExtension"],
        ),
        ("dfx mine --token x", "--token", "dropped", "--token belongs to an extension. It stays here.", []),
        (
            "dfx canister bogus x",
            "x",
            "dropped",
            "x comes after a word that dfx does not know. It stays here.",
            [],
        ),
        (
            "dfx +0.21.0 ping",
            "+0",
            "reduced",
            "+0.21.0 chooses the dfx that runs; its released version leaves: 0.24.3.",
            ["0.24.3"],
        ),
        (
            "dfx deploy --help",
            "deploy",
            "dropped",
            "Nothing is emitted by this line, so deploy stays here.",
            [],
        ),
    ],
)
def test_each_word_says_what_became_of_it(
    line: str, word: str, verdict: str, sentence: str, tokens: list[str]
) -> None:
    found = path_of(explained(line), word)
    assert (found.verdict, found.sentence, sorted(found.tokens)) == (verdict, sentence, tokens)


def test_a_variable_chooses_the_network() -> None:
    command = first_dfx_command("DFX_NETWORK=ic dfx deploy")
    assert command is not None
    found = path_of(preview_command(command, 0, HERE).explanation, "DFX_NETWORK")
    assert found.sentence == ("DFX_NETWORK=ic chooses the network, which leaves as one of four words: #ic.")
    assert found.tokens == {"#ic"}


def test_what_a_yes_does_not_cover_says_so() -> None:
    limited = explained("dfx canister install x --mode upgrade")
    event = limited.event
    assert event is not None
    covered = frozenset(("#command", "#linux", "#localShared", "#dfxCanisterInstall", "#one", "#success"))
    limit_to(limited, Outlook(covered, ()).covered or frozenset())
    for word in ("--mode", "upgrade"):
        found = path_of(limited, word)
        assert found.sentence == f"Your yes does not cover what {word} would give, so it is left out.", (
            found.sentence
        )
        assert not found.tokens


def test_a_veiled_word_is_said_as_it_is_shown() -> None:
    found = explained("dfx deploy my_secret")
    shown = explained("dfx deploy hidden")
    assert "my_secret" not in word_path(found, range(2, 3), shown).sentence


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "deploy",
                "canister",
                "install",
                "--ic",
                "--mode=x",
                "--mode",
                "-qy",
                "--",
                "+1",
                "ping",
                "zsh",
                "-",
            ]
        ),
        st.text(),
    )
)


@given(WORDS)
def test_every_word_of_any_line_has_a_path(words: list[str]) -> None:
    found = explain(["dfx", *words], 0, HERE)
    emitted = set()
    for column in Layout(80).columns(found):
        path = word_path(found, column.words, found)
        assert path.sentence
        assert "\n" not in path.sentence
        emitted |= path.tokens
    assert {each for token in found.tokens for each in token.emits} <= emitted
