"""From the words typed to the noun that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.cli.entry import QUICK, _parsed
from tests.program import environment, program


@pytest.mark.parametrize("name", QUICK)
def test_the_quick_way_knows_every_argument_and_its_default(name: str) -> None:
    theirs = ["--", "dfx", "deploy"] if name == "preview" else []
    quick = vars(_parsed([name, "--json", *theirs]))
    parsed = vars(_parsed(["--tab", "consent", name, "--json", *theirs]))
    for_the_app = vars(_parsed([])).keys() - {"command", "dfx"}
    assert {key: value for key, value in parsed.items() if key not in for_the_app} == quick


def test_only_a_preview_begins_a_command_line_without_hyphens(tmp_path: Path) -> None:
    folder = tmp_path / "dfx"
    done = program(
        "demo", "--home", str(folder), "--events", "1", "--build-only", environ=environment(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "consent.db").exists()


def test_an_error_names_a_path_without_obeying_it(tmp_path: Path) -> None:
    environ = environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "a\x1b[31mb"))
    (tmp_path / "a\x1b[31mb").mkdir()
    (tmp_path / "a\x1b[31mb/config.toml").write_text("nonsense", "utf-8")
    done = program("status", environ=environ)
    assert done.returncode == 1
    assert b"config.toml" in done.stderr
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize("option", ["--screen-share", "--plain"])
def test_what_only_the_app_can_do_is_not_ignored_before_a_command(option: str, tmp_path: Path) -> None:
    done = program(option, "doctor", environ=environment(tmp_path))
    assert done.returncode == 2
    assert done.stdout == b""
    assert f"unrecognized arguments: {option}".encode() in done.stderr
    assert program(option, environ=environment(tmp_path)).returncode == 0
