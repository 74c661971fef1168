"""Real shells in real terminals write their own histories; the readers read them back.

A stub executable named ``dfx`` stands in for the real one: the shells need something to run.
"""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pexpect
import pytest

from consent_tui.history.recent import RecentCommand, recent_commands
from consent_tui.history.sources import Watcher

if TYPE_CHECKING:
    from pathlib import Path

JAPANESE = "dfx canister call 挨拶 greet '(\"こんにちは、世界\")'"
PROMPT = "R" + "EADY>"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    stub = tmp_path / "bin/dfx"
    stub.write_text("#!/bin/sh\nexit 0\n")
    stub.chmod(0o755)
    return tmp_path


def clean_environment(home: Path, shell: str) -> dict[str, str]:
    """An environment of a person's own, whatever the tests run under."""
    return {
        "HOME": str(home),
        "SHELL": f"/bin/{shell}",
        "PATH": f"{home}/bin:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
    }


def run_in(command: list[str], environ: dict[str, str], lines: list[str], start: str) -> None:
    """Type *lines* at the prompts of the shell *command*, after *start*, and leave it with ``exit``."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    shell = pexpect.spawn(
        command[0], command[1:], env=environ, encoding="utf-8", timeout=30, cwd=environ["HOME"]
    )
    try:
        time.sleep(0.3)
        shell.sendline(start)
        shell.expect_exact(PROMPT)
        for line in lines:
            shell.sendline(line)
            shell.expect_exact(PROMPT)
        shell.sendline("exit")
        shell.expect(pexpect.EOF)
    finally:
        shell.close(force=True)


def texts(found: list[RecentCommand]) -> list[str]:
    return [recent.command.text for recent in found]


@pytest.mark.parametrize("stamped", [False, True])
def test_bash(home: Path, *, stamped: bool) -> None:
    environ = clean_environment(home, "bash")
    watcher = Watcher(environ)
    setting = "HISTTIMEFORMAT='%F '; " if stamped else ""
    lines = ["dfx deploy --yes", "for x in a b; do dfx ping $x; done", "echo dfx no", JAPANESE]
    before = int(time.time())
    run_in(["bash", "--norc", "--noprofile", "-i"], environ, lines, f"{setting}PS1='READY''>'")
    found = list(recent_commands(environ))
    assert texts(found) == [JAPANESE, "dfx ping $x", "dfx deploy --yes"]
    assert {recent.shell for recent in found} == {"bash"}
    times = [recent.when for recent in found]
    if stamped:
        assert all(when is not None and before - 1 <= when <= time.time() + 1 for when in times)
    else:
        assert times == [None, None, None]
    assert watcher.changed() is True


def test_bash_keeps_lines_together(home: Path) -> None:
    environ = clean_environment(home, "bash")
    setting = "shopt -s cmdhist lithist; HISTTIMEFORMAT='%F '; PS2='READY''>'; PS1='READY''>'"
    lines = [
        "dfx canister call a b '(",
        "1)'",
        "if true",
        "then dfx stop",
        "fi",
        "cat <<END",
        "dfx not",
        "END",
    ]
    run_in(["bash", "--norc", "--noprofile", "-i"], environ, lines, setting)
    found = list(recent_commands(environ))
    assert texts(found) == ["dfx stop", "dfx canister call a b '(\n1)'"]
    assert found[1].command.words[-1] == "(\n1)"


@pytest.mark.parametrize("extended", [False, True])
def test_zsh(home: Path, *, extended: bool) -> None:
    environ = clean_environment(home, "zsh")
    setting = "setopt extended_history" if extended else "unsetopt extended_history"
    start = f"HISTFILE=~/.zsh_history HISTSIZE=100 SAVEHIST=100; {setting}; PS2='READY''>' PS1='READY''>'"
    lines = ["dfx deploy --yes", JAPANESE, "if true", "then dfx stop", "fi", "dfx ping \\\\", "echo dfx no"]
    # Not -f: a zsh without start-up files saves no history when it exits.
    (home / ".zshrc").write_text("")
    run_in(["zsh", "-d", "-i"], environ, lines, start)
    written = (home / ".zsh_history").read_bytes()
    assert JAPANESE.encode() not in written, "zsh stores these characters metafied"
    found = list(recent_commands(environ))
    assert texts(found) == ["dfx ping \\\\", "dfx stop", JAPANESE, "dfx deploy --yes"]
    assert all((recent.when is not None) is extended for recent in found)


def test_fish(home: Path) -> None:
    environ = clean_environment(home, "fish") | {"TERM": "xterm"}
    start = "function fish_prompt; echo -n 'READY''>'; end"
    lines = ["dfx deploy --yes", JAPANESE, "begin; dfx stop; end", "dfx ping 'a\\\\b'", "echo dfx no"]
    run_in(["fish", "-i"], environ, lines, start)
    found = list(recent_commands(environ))
    assert texts(found) == ["dfx ping 'a\\\\b'", "dfx stop", JAPANESE, "dfx deploy --yes"]
    assert all(recent.when is not None and recent.shell == "fish" for recent in found)
