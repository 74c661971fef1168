"""The rest of the command line, in the installed program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from consent_tui import __version__
from consent_tui.vocabulary.tokens import tokens
from tests.program import PROGRAM, document, environment, program, stub_dfx, tree


def test_version(tmp_path: Path) -> None:
    done = program("--version", environ=environment(tmp_path))
    assert done.stdout == f"dfx-consent {__version__}\n".encode()


@pytest.mark.parametrize(
    "words", [["--help"], ["preview", "--help"], ["history", "-h"], ["vocabulary", "-h"], ["doctor", "-h"]]
)
def test_help(tmp_path: Path, words: list[str]) -> None:
    done = program(*words, environ=environment(tmp_path))
    assert done.returncode == 0
    assert b"dfx-consent" in done.stdout


@pytest.mark.parametrize(
    "words", [["nope"], ["status", "--nope"], ["status", "--", "dfx"], ["history", "--limit", "-1"]]
)
def test_wrong_usage(tmp_path: Path, words: list[str]) -> None:
    done = program(*words, environ=environment(tmp_path))
    assert done.returncode == 2
    assert done.stdout == b""


def test_the_vocabulary_is_whole_and_by_command(tmp_path: Path) -> None:
    found = document("vocabulary", "--json", environ=environment(tmp_path))
    assert found["tokens"] == tokens()
    told = {token for values in found["common"].values() for token in values}
    for each in found["commands"]:
        told |= {each["command"], *each["target"], *each["options"]}
    assert told == set(tokens())
    text = program("vocabulary", environ=environment(tmp_path)).stdout.decode()
    assert set(tokens()) <= set(text.split())


def test_without_a_terminal_the_status_is_printed(tmp_path: Path) -> None:
    before = tree(tmp_path)
    done = program(environ=environment(tmp_path))
    assert done.returncode == 0
    assert b"undecided" in done.stdout
    assert tree(tmp_path) == before


def test_history_newest_first_with_what_it_would_emit(tmp_path: Path) -> None:
    lines = "#1700000000\ndfx deploy --ic\n#1700000100\necho dfx\n#1700000200\n"
    lines += "cd x; dfx start | DFX_NETWORK=ic dfx build a\n"
    (tmp_path / ".bash_history").write_text(lines, "utf-8")
    environ = environment(tmp_path, SHELL="/bin/bash")
    found = document("history", "--json", environ=environ)
    assert [each["event"]["command"] for each in found] == ["#dfxBuild", "#dfxStart", "#dfxDeploy"]
    assert found[0]["event"]["network"] == "#ic"
    assert found[2]["when"] == "2023-11-14T22:13:20Z"
    assert found[2]["command_line"] == "dfx deploy --ic"
    assert len(document("history", "--json", "--limit", "1", environ=environ)) == 1
    assert document("history", "--json", "--shell", "fish", environ=environ) == []


def test_history_neutralises_what_a_terminal_would_obey(tmp_path: Path) -> None:
    (tmp_path / ".bash_history").write_bytes(b"dfx deploy \x1b]0;x\x07 \xc2\x9b31m \xe2\x80\xae \x9b\n")
    environ = environment(tmp_path, SHELL="/bin/bash")
    for words in (["history"], ["history", "--json"]):
        text = program(*words, environ=environ).stdout.decode()
        assert "#dfxDeploy" in text
        assert not any(bad in text for bad in "\x1b\x07\x9b\u202e")


def test_doctor_finds_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    stub_dfx(tmp_path / "bin", "sleep 30\n")
    environ = environment(tmp_path, PATH=f"{tmp_path}/bin:/usr/bin:/bin", DFX_TELEMETRY_DISABLED="1")
    done = program("doctor", "--json", environ=environ)
    found = {each["check"]: each for each in json.loads(done.stdout)}
    assert done.returncode == 1
    assert found["dfx"]["state"] == "problem" and found["dfx"]["mend"]
    assert found["switches"]["state"] == "note" and "DFX_TELEMETRY_DISABLED" in found["switches"]["detail"]
    stub_dfx(tmp_path / "bin")
    done = program("doctor", environ=environ)
    assert done.returncode == 0
    assert b"0.24.3" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--json"],
        ["preview", "--json", "--", "dfx", "deploy"],
        ["vocabulary"],
        ["history"],
        ["--help"],
    ],
)
def test_nothing_imports_what_it_does_not_need(tmp_path: Path, words: list[str]) -> None:
    environ = environment(tmp_path, PYTHONPROFILEIMPORTTIME="1")
    imported = {
        line.rpartition("|")[2].strip()
        for line in program(*words, environ=environ).stderr.decode().splitlines()
    }
    assert "consent_tui.cli.entry" in imported
    assert (
        not {"textual", "rich", "httpx", "asyncio", "sqlite3", "dataclasses", "importlib.metadata"} & imported
    )


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [PROGRAM, "vocabulary"], env=environment(tmp_path), stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert done.returncode == 128 + signal.SIGPIPE
    assert done.stderr == b""
