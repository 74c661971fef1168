"""Completion offers what the catalog knows, where the cursor is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_tui.services.completion import HIDDEN, Completion, complete, offer
from consent_tui.services.unfinished import Unfinished
from consent_tui.vocabulary.commands import commands

FACTS = Path(__file__).parents[1] / "facts/dfx-cli.json"


def offered(line: str) -> list[Completion]:
    return complete(line, len(line))


def texts(line: str) -> list[str]:
    return [each.text for each in offered(line)]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("", ["dfx"]),
        ("d", ["dfx"]),
        ("dfx dep", ["deploy", "deps"]),
        ("dfx ledger tr", ["transfer"]),
        ("dfx canister install x --mo", ["--mode"]),
        ("dfx canister install x --mode ", ["install", "reinstall", "upgrade", "auto"]),
        ("dfx canister install x --mode=re", ["reinstall"]),
        ("dfx canister install x --mode upgrade --mod", []),
        ("dfx --log ", ["stderr", "tee", "file"]),
        ("dfx deploy --network ", ["ic", "local", "playground"]),
        ("/opt/bin/dfx pi", ["ping"]),
        ("dfx completion z", ["zsh"]),
        ("dfx ping i", ["ic"]),
        ("git sta", []),
        ("dfx deploy --icp=", []),
        # Another name is offered once it is begun; a short one as it stands.
        ("dfx start --emu", ["--emulator"]),
        ("dfx canister install x -m ", ["install", "reinstall", "upgrade", "auto"]),
        # The value of an option without a list, and of a positional that has had its turn.
        ("dfx ledger transfer --icp ", []),
        ("dfx completion zsh z", []),
        # After -- there are no options and no subcommands, but positionals as ever.
        ("dfx deploy -- --m", []),
        ("dfx completion -- z", ["zsh"]),
        ("dfx -- dep", []),
        # After what dfx does not know nothing is certain.
        ("dfx my-ext --m", []),
        ("dfx canister bogus --m", []),
        ("dfx deploy --help --m", []),
        # As the shell reads it: quotes with spaces, variables, wrappers, the command under the cursor.
        ("dfx canister install 'a b' --mode re", ["reinstall"]),
        ('dfx canister install "it\'s x" --mode "re', ["reinstall"]),
        ("dfx canister install a\\ b --mode\\=re", ["reinstall"]),
        ("DFX_NETWORK=ic sudo -u me dfx led", ["ledger"]),
        ("sudo d", ["dfx"]),
        ("cd x && d", ["dfx"]),
        ("dfx build; dfx led", ["ledger"]),
        ("echo $(dfx led", ["ledger"]),
        ("echo d", []),
    ],
)
def test_offers(line: str, first: list[str]) -> None:
    assert texts(line)[: max(len(first), 1)] == first


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("dfx ledger transfer --icp ", "The value of --icp. It stays here."),
        ("dfx deploy ", "A canister. Only whether one is named is counted, never which."),
        ("dfx canister call x ", "What dfx calls method_name. It stays here."),
        ("dfx my-ext ", "An extension's own words. They stay here."),
        ("dfx canister ", ""),
    ],
)
def test_it_says_what_belongs_there(line: str, expected: str) -> None:
    assert offer(line, len(line)).expected == expected


def test_each_says_what_it_gives_and_what_it_expects() -> None:
    by_text = {each.text: (each.token, each.expects) for each in offered("dfx canister install x --")}
    assert by_text["--mode"] == ("#optionMode", "one of 4 words")
    assert by_text["--argument"] == ("#optionArgument", "a value, which stays here")
    assert by_text["--async-call"] == ("#optionAsyncCall", "")
    assert by_text["--ic"] == ("#network…", "")
    (call,) = [each for each in offered("dfx canister ca") if each.text == "call"]
    assert (call.token, call.expects) == ("#dfxCanisterCall", "canister_name method_name [argument]")


def test_internal_and_hidden_subcommands_are_not_offered_unasked() -> None:
    assert not [each for each in texts("dfx ") if each.startswith("_")]
    assert "toolchain" not in texts("dfx ")
    assert texts("dfx tool") == ["toolchain"]
    assert "--replica" not in texts("dfx start -")
    assert "--replica" in texts("dfx start --rep")


def test_what_is_hidden_is_what_dfx_hides() -> None:
    hidden = set()
    for each in json.loads(FACTS.read_text("utf-8"))["commands"]:
        path = " ".join(each["path"])
        if each.get("hidden") and path[0] != "_" and path.rpartition(" ")[0] != "sns":
            hidden.add(path)
        hidden |= {f"{path} {option['long'][0]}" for option in each["options"] if option.get("hidden")}
    assert hidden == HIDDEN


def test_own_options_come_before_inherited_ones() -> None:
    found = texts("dfx canister install -")
    assert found.index("--mode") < found.index("--wallet") < found.index("--identity")


def test_accepting_replaces_only_the_word_under_the_cursor() -> None:
    line = "dfx canister install x --mode=re"
    (found,) = offered(line)
    assert line[: found.start] + found.text == "dfx canister install x --mode=reinstall"


def test_the_cursor_may_stand_in_the_middle() -> None:
    assert [each.text for each in complete("dfx led --icp 1", 7)] == ["ledger"]


def test_every_command_is_reached_word_by_word() -> None:
    for each in commands():
        *parents, last = each.path.split(" ")
        assert last in texts(" ".join(["dfx", *parents, last])), each.path


@given(st.text(alphabet="dfx -='\"\\ab;|&(){}`$\n\t"), st.integers(0, 40))
def test_any_line_may_be_completed_anywhere(line: str, cursor: int) -> None:
    for each in complete("dfx " + line, cursor):
        assert 0 <= each.start <= cursor


@pytest.mark.parametrize("line", ['dfx \'a b\' c\\ d "e \\"f" g', "dfx 'open quote", "x=1 env y=2 dfx z w"])
def test_words_are_read_as_the_shell_reads_them(line: str) -> None:
    found = Unfinished(line)
    assert found.is_dfx
    assert (found.words, found.typed) == {
        'dfx \'a b\' c\\ d "e \\"f" g': (["dfx", "a b", "c d", 'e "f'], "g"),
        "dfx 'open quote": (["dfx"], "open quote"),
        "x=1 env y=2 dfx z w": (["dfx", "z"], "w"),
    }[line]
