"""The way past the parser and the way through it give the same."""

from __future__ import annotations

import pytest

from consent_tui.cli.entry import QUICK, _parsed


@pytest.mark.parametrize("name", QUICK)
def test_the_quick_way_knows_every_argument_and_its_default(name: str) -> None:
    theirs = ["--", "dfx", "deploy"] if name == "preview" else []
    quick = vars(_parsed([name, "--json", *theirs]))
    parsed = vars(_parsed(["--tab", "consent", name, "--json", *theirs]))
    assert parsed.pop("tab") == "consent"
    assert quick == parsed
