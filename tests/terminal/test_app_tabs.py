"""The tabs on a real pseudo-terminal: deciding, looking on while dfx runs, wiping, and leaving."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.program import document, environment, stub_dfx
from tests.terminal.opened import ENTRY, Opened, tree

QUESTION = b"May dfx tell its developers"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    home = tmp_path / "home"
    home.mkdir()
    stub_dfx(tmp_path / "bin")
    found = environment(home, DFX_CONSENT_HOME=str(tmp_path / "state"), SHELL="/bin/bash")
    return {
        **found,
        "PATH": f"{tmp_path}/bin:/usr/bin:/bin",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


@pytest.fixture
def app(environ: dict[str, str]) -> Iterator[Opened]:
    opened = Opened(ENTRY, environ)
    opened.wait_for(QUESTION)
    opened.settle()
    yield opened
    opened.child.close(force=True)


def run_dfx(environ: dict[str, str], *words: str) -> None:
    """Record a run as the shim does: the command that ``status`` names, in a process of its own."""
    command = document("status", "--json", environ=environ)["record_command"]
    done = subprocess.run(
        [*command, "--exit-status", "0", "--", "dfx", *words], env=environ, cwd=environ["HOME"], timeout=30
    )
    assert done.returncode == 0


def test_a_yes_on_a_real_terminal_then_live_counts_then_off(app: Opened, environ: dict[str, str]) -> None:
    app.child.send("\r")
    app.settle()
    assert document("status", "--json", environ=environ)["decision"] == "undecided"
    app.child.send("y")
    app.until_shown("● on · your decision")
    assert document("status", "--json", environ=environ)["decision"] == "on"
    app.child.send("4")
    app.until_shown("Nothing waits.")
    run_dfx(environ, "deploy", "--ic")
    start = time.monotonic()
    app.until_shown("#dfxDeploy")
    assert time.monotonic() - start < 3
    app.until_shown("3 pending")
    app.child.send("1x")
    app.until_shown("Wiped: 3 events; no byte of that")
    app.until_shown("✕ off · your decision")
    assert document("status", "--json", environ=environ)["pending"] == 0
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()


def test_leaving_undecided_writes_nothing(app: Opened, environ: dict[str, str]) -> None:
    root = Path(environ["HOME"]).parent
    before = tree(root)
    for key in "234":
        app.child.send(key)
        app.settle(0.2)
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()
    assert tree(root) == before
    assert not os.path.lexists(environ["DFX_CONSENT_HOME"])


@pytest.mark.parametrize("tab", ["consent", "activity", "pending"])
def test_each_tab_opens_by_its_name_and_looking_changes_no_file(
    environ: dict[str, str], tmp_path: Path, tab: str
) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "consent_tui", "demo", "--home", str(tmp_path / "demo"), "--build-only"],
        env=environ,
        capture_output=True,
        timeout=60,
    )
    assert built.returncode == 0, built.stderr
    demo = {**environ, "DFX_CONSENT_HOME": str(tmp_path / "demo")}
    before = contents(tmp_path / "demo")
    app = Opened([*ENTRY, "--tab", tab], demo)
    expected = {"consent": "so it is", "activity": "once in thirty days", "pending": "200 pending ·"}[tab]
    app.until_shown(expected)
    app.child.send("?")
    app.settle()
    app.child.send("\x1b")
    app.settle()
    app.child.send("q")
    assert app.end() == 0
    app.assert_restored()
    assert contents(tmp_path / "demo") == before


def contents(folder: Path) -> dict[str, bytes]:
    """Every file's bytes, but for SQLite's shared memory and an empty log."""
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.endswith("-shm")
        and (path.stat().st_size or "-wal" not in path.name)
    }


def test_a_decision_says_that_it_was_made_in_the_app(app: Opened, environ: dict[str, str]) -> None:
    app.child.send("l")
    app.until_shown("◐ local · your decision")
    app.child.send("q")
    assert app.end() == 0
    lines = Path(environ["DFX_CONSENT_HOME"], "decisions.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["method"] for line in lines] == ["tui"]
