"""A script read whole: its commands with their lines, transcripts, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_tui.capture.surroundings import Surroundings
from consent_tui.errors import ConsentError
from consent_tui.services.difference import Difference
from consent_tui.services.outlook import EVERYTHING
from consent_tui.services.preview import preview
from consent_tui.services.script import Reader, Script, read_file, unprompted

HERE = Surroundings("/", {}, lambda toolchain: "0.24.3", "#linux")


def read(text: str) -> Script:
    return Reader(text, 0, HERE, EVERYTHING).read(lambda counted: None)


def found(text: str) -> list[tuple[int, str]]:
    return [(each.line, " ".join(each.command.words)) for each in read(text).commands]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dfx start\n\ndfx build\n", [(1, "dfx start"), (3, "dfx build")]),
        ("# dfx a\ndfx deploy \\\n  --ic\ndfx ping", [(2, "dfx deploy --ic"), (4, "dfx ping")]),
        ("cat <<E\ndfx no\nE\nif true; then\n  dfx ping\nfi\n", [(5, "dfx ping")]),
        ("dfx ping; dfx ping\r\ndfx ping\r\n", [(1, "dfx ping"), (1, "dfx ping"), (2, "dfx ping")]),
        (
            "$ dfx deploy \\\n> --ic\ndfx build is no command here\n$ dfx ping\n",
            [(1, "dfx deploy --ic"), (4, "dfx ping")],
        ),
        ("me@host:~/x$ dfx ping\npong\n", [(1, "dfx ping")]),
        ("export DFX_NETWORK=ic\ndfx deploy\n", [(2, "dfx deploy")]),
        ("", []),
    ],
)
def test_commands_and_their_lines(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text) == expected
    assert read(text).is_whole


def test_what_is_no_whole_script_is_read_line_by_line() -> None:
    script = read("if true; then\ndfx ping \\\n  ic\ndfx build\n")
    assert not script.is_whole
    assert [(each.line, each.command.words) for each in script.commands] == [
        (2, ["dfx", "ping", "ic"]),
        (4, ["dfx", "build"]),
    ]


def test_totals_count_what_would_be_emitted() -> None:
    script = read("dfx deploy x --ic\ndfx deploy --ic\necho\ndfx --version\nDFX_NETWORK=ic dfx build")
    assert script.totals == {
        "#dfxDeploy": 2,
        "#dfxBuild": 1,
        "#one": 1,
        "#all": 2,
        "#networkIc": 2,
        "#ic": 3,
    }
    assert (script.silent, script.lines, script.lines_without) == (1, 5, 1)


def test_progress_is_told() -> None:
    heard: list[int] = []
    Reader("dfx ping\n" * 2000, 0, HERE, EVERYTHING).read(heard.append)
    assert heard == [0, 512, 1024, 1536]


@given(st.text(alphabet="$%> \\\nadfx'\"", max_size=60))
def test_taking_prompts_away_keeps_the_lines(text: str) -> None:
    assert unprompted(text).count("\n") == text.count("\n")
    read(text)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for each in (tmp_path, tmp_path / "pipe", tmp_path / "none"):
        with pytest.raises(ConsentError):
            read_file(str(each))
    (tmp_path / "script").write_bytes(b"dfx new \xff\n")
    assert [each.command.words for each in read(read_file(str(tmp_path / "script"))).commands] == [
        ["dfx", "new", "\udcff"]
    ]


def test_a_difference_has_every_token_once() -> None:
    first = preview(["dfx", "deploy", "x", "--ic"], 0, HERE).event
    second = preview(["dfx", "deploy", "--mode", "reinstall"], 1, HERE).event
    difference = Difference(first, second)
    assert difference.only_first == [
        ("target", "#one"),
        ("options", "#networkIc"),
        ("network", "#ic"),
        ("outcome", "#success"),
    ]
    assert ("options", "#modeReinstall") in difference.only_second
    assert ("command", "#dfxDeploy") in difference.both
    assert Difference(None, second).only_second == [*Difference(second, second).both]
