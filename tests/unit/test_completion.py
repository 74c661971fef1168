"""Completion offers what the catalog knows, where the cursor is."""

from __future__ import annotations

import pytest

from consent_tui.services.completion import complete
from consent_tui.vocabulary.commands import commands


def texts(line: str) -> list[str]:
    return [each.text for each in complete(line, len(line))]


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
        ("git sta", []),
        ("dfx deploy --icp=", []),
    ],
)
def test_offers(line: str, first: list[str]) -> None:
    assert texts(line)[: max(len(first), 1)] == first


def test_internal_subcommands_are_never_offered() -> None:
    assert not [each for each in texts("dfx ") if each.startswith("_")]


def test_own_options_come_before_inherited_ones() -> None:
    found = texts("dfx canister install -")
    assert found.index("--mode") < found.index("--wallet") < found.index("--identity")


def test_accepting_replaces_only_the_word_under_the_cursor() -> None:
    line = "dfx canister install x --mode=re"
    (found,) = complete(line, len(line))
    assert line[: found.start] + found.text == "dfx canister install x --mode=reinstall"


def test_the_cursor_may_stand_in_the_middle() -> None:
    assert [each.text for each in complete("dfx led --icp 1", 7)] == ["ledger"]


def test_every_command_is_reached_word_by_word() -> None:
    for each in commands():
        *parents, last = each.path.split(" ")
        assert last in texts(" ".join(["dfx", *parents, last])), each.path
