"""Looking changes nothing: every view, watched by Python's own audit hooks and by comparing every file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consent_tui.recorder import record
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from tests.program import environment, tree

# Told through a pipe of its own: what a process opens for writing, makes, moves or removes, and every socket.
WATCHED = """
import json, os, sys
seen = []
CHANGING = {"mkdir", "rename", "remove", "rmdir", "link", "symlink", "truncate", "chmod", "utime"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def hook(name, arguments):
    if name.startswith("socket."):
        seen.append([name, ""])
    elif name.startswith("os.") and name[3:] in CHANGING:
        seen.append([name, repr(arguments[0])])
    elif name == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        seen.append([name, repr(arguments[0])])
sys.addaudithook(hook)
sys.argv = ["dfx-consent", *sys.argv[2:]]
from consent_tui.__main__ import main
status = main()
os.write(int(os.environ["TOLD"]), json.dumps(seen).encode())
sys.exit(status)
"""

VIEWS = [
    ["status"],
    ["status", "--json"],
    ["notice"],
    ["preview", "--", "dfx", "deploy", "--ic"],
    ["preview", "--json", "--", "dfx", "deploy"],
    ["history", "--json"],
    ["vocabulary"],
    ["receipt"],
    ["receipt", "--format", "iso27560"],
    ["receipt", "--format", "kantara"],
    ["config", "list"],
    ["shim", "status"],
    ["doctor"],
    ["pending", "list"],
    ["rejected", "list"],
    ["activity"],
]


def check_view(words: list[str], home: Path) -> None:
    environ = environment(home, PYTHONDONTWRITEBYTECODE="1")
    before = tree(home)
    reading, writing = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "-", *words],
        env={**environ, "TOLD": str(writing)},
        cwd=home,
        capture_output=True,
        pass_fds=[writing],
        stdin=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        seen = json.loads(told.read() or "null")
    assert done.returncode in {0, 1}, done.stderr
    assert [each for each in seen if each != ["open", "'/dev/null'"]] == []
    after = {name: found for name, found in tree(home).items() if not name.endswith(("-shm", "-wal"))}
    assert after == {name: found for name, found in before.items() if not name.endswith(("-shm", "-wal"))}
    assert all(content == b"" for name, (_, content) in tree(home).items() if name.endswith("-wal"))


@pytest.mark.parametrize("words", VIEWS, ids=" ".join)
def test_where_nothing_was_ever_stored(tmp_path: Path, words: list[str]) -> None:
    check_view(words, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", VIEWS, ids=" ".join)
def test_where_events_are_pending(tmp_path: Path, words: list[str]) -> None:
    environ = environment(tmp_path)
    profile = Profile(environ, str(tmp_path), time.time)
    profile.paths.state = profile.paths.config = str(tmp_path / ".local/state/dfx-consent")
    decide(profile, "on", "cli", "a test")
    assert record(["dfx", "deploy"], 0, str(tmp_path), environ, profile.paths.state) == "recorded"
    check_view(words, tmp_path)
