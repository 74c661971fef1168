"""The catalog and the facts it is made of agree, and the vocabulary is closed."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

from consent_tui.vocabulary.commands import command, commands
from consent_tui.vocabulary.tokens import derived_tokens, option_tokens, tokens

ROOT = Path(__file__).parents[2]
FACTS = json.loads((ROOT / "tests/facts/dfx-cli.json").read_text("utf-8"))


def test_the_catalog_is_what_the_script_makes_of_the_facts() -> None:
    script = runpy.run_path(str(ROOT / "tests/facts/make_catalog.py"))
    assert (ROOT / "consent_tui/vocabulary/catalog.py").read_text("utf-8") == script["catalog"]()
    assert (ROOT / "consent_tui/vocabulary/closed.py").read_text("utf-8") == script["vocabulary"]()
    assert tokens() == derived_tokens()


def test_every_fact_is_in_the_catalog() -> None:
    for facts in FACTS["commands"]:
        if facts["path"][:1] == ["toolchain"] and len(facts["path"]) > 1:
            continue  # `dfx toolchain` takes any words since 0.17
        found = command(" ".join(facts["path"]))
        assert [each.name for each in found.positionals] == [each["id"] for each in facts["positionals"]]
        for option in facts["options"]:
            for name in option["long"] + option["short"]:
                assert found.names[name].takes_value == option["takes_value"], (facts["path"], name)
            if "until" not in option:
                assert list(found.names[option["long"][0]].values) == option.get("values", [])


def test_an_option_reaches_subcommands_only_where_it_is_global() -> None:
    assert "--wallet" in command("canister snapshot create").names
    assert "--log" in command("canister snapshot create").names
    assert "--all" not in command("canister").names


def test_no_token_names_what_emits_nothing() -> None:
    every = tokens()
    assert every == sorted(set(every))
    assert not {
        "#dfx",
        "#dfxConsent",
        "#dfx_sendTelemetry",
        "#optionNetwork",
        "#optionIc",
        "#optionHelp",
    } & set(every)
    assert all(token[0] == "#" and token[1:].isalnum() and token.isascii() for token in every)


def test_the_tokens_of_each_command_are_in_the_vocabulary() -> None:
    every = set(tokens())
    assert all(each.token in every and every.issuperset(option_tokens(each)) for each in commands())
    assert "#dfxToolchainInstall" not in every
