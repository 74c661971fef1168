"""Terminals and locales without our signs: the app and the command line write nothing but ASCII there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from tests.program import PROGRAM, environment

POOR = [
    {"LC_ALL": "C", "TERM": "xterm-256color"},
    {"LANG": "C", "TERM": "xterm-256color"},
    {"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8", "TERM": "xterm-256color"},
    {"LANG": "C.UTF-8", "TERM": "linux"},
]
RICH = [
    {"LANG": "C.UTF-8", "TERM": "xterm-256color"},
    {"LANG": "C", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"},
]
LINE = "dfx canister call backend greet --query"


def environ(folder: Path, variables: dict[str, str]) -> dict[str, str]:
    """A person's environment with these variables, and no CI and no agent in it."""
    home = folder / "home"
    home.mkdir()
    (home / ".bash_history").write_text(f"{LINE}\n", "utf-8")
    found = environment(home, DFX_CONSENT_HOME=str(folder / "state"), SHELL="/bin/bash")
    del found["LANG"]
    return found | variables


def preview(found: dict[str, str]) -> str:
    """What the command line draws of one command."""
    argv = [PROGRAM, "preview", "--", *LINE.split()]
    return subprocess.run(argv, env=found, capture_output=True, check=True).stdout.decode("utf-8")


@pytest.mark.parametrize("variables", POOR)
def test_the_command_line_writes_ascii(tmp_path: Path, variables: dict[str, str]) -> None:
    text = preview(environ(tmp_path, variables))
    assert "#dfxCanisterCall" in text
    assert text.isascii()


@pytest.mark.parametrize("variables", RICH)
def test_the_command_line_draws_where_it_can(tmp_path: Path, variables: dict[str, str]) -> None:
    assert "──" in preview(environ(tmp_path, variables))


@pytest.mark.parametrize("variables", POOR)
def test_the_app_writes_ascii(tmp_path: Path, variables: dict[str, str]) -> None:
    child = pexpect.spawn(
        PROGRAM, ["--tab", "preview"], env=environ(tmp_path, variables), dimensions=(24, 80)
    )
    written = b""
    for needle, key in ((b"Quit", "?"), (b"esc", "q"), (b"Quit", "3"), (b"identifier", "q")):
        child.expect_exact(needle, timeout=30)
        written += child.before + needle
        child.send(key)
    child.expect(pexpect.EOF, timeout=30)
    child.close()
    assert child.exitstatus == 0
    written += child.before
    assert b"#dfxCanisterCall" in re.sub(rb"\x1b\[[0-9;]*m", b"", written)
    assert written.isascii()
