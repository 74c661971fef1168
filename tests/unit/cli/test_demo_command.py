"""``demo`` in the installed program."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pexpect
import pytest

from tests.program import PROGRAM, document, environment, program, tree

CI = {"CI": "true", "GITHUB_ACTIONS": "true", "CLAUDECODE": "1", "DO_NOT_TRACK": "1", "DFX_TELEMETRY": "off"}


def test_built_in_ci_and_kept(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environ = environment(home, **CI)
    folder = tmp_path / "demo"
    words = ["demo", "--home", str(folder), "--events", "50", "--build-only"]
    done = program(*words, environ=environ)
    assert done.returncode == 0, done.stderr
    assert list(home.iterdir()) == []
    there = environment(home, DFX_CONSENT_HOME=str(folder))
    assert len(document("pending", "list", "--json", environ=there)) == 50
    found = document("status", "--json", environ=there)
    assert (found["decision"], found["effective"], found["pending"]) == ("on", "on", 50)
    before = tree(folder)
    again = program(*words, environ=environ)
    assert again.returncode == 1
    assert b"not empty" in again.stderr
    assert tree(folder) == before


def test_thrown_away_without_a_folder(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    environ = environment(tmp_path, TMPDIR=str(tmp_path / "tmp"), **CI)
    done = program("demo", environ=environ)
    assert done.returncode == 0, done.stderr
    assert b"pending    200" in done.stdout
    assert b"may be sent" in done.stdout
    assert [path.name for path in tmp_path.rglob("*")] == ["tmp"]


def test_wrong_usage(tmp_path: Path) -> None:
    for words in (["--events", "-1"], ["--events", "99999999"], ["--events", "x"]):
        assert program("demo", *words, environ=environment(tmp_path)).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP])
def test_the_app_opens_on_it_and_it_goes_with_the_app(tmp_path: Path, number: signal.Signals | None) -> None:
    (tmp_path / "tmp").mkdir()
    environ = environment(tmp_path, TMPDIR=str(tmp_path / "tmp"), **CI)
    child = pexpect.spawn(PROGRAM, ["demo"], env=environ, cwd=str(tmp_path), timeout=60, dimensions=(40, 120))
    child.expect_exact(b"\x1b[?1049h")
    child.expect(b"200 pending|dfxStop")  # the header, or the newest of the sample history
    (folder,) = (tmp_path / "tmp").iterdir()
    assert (folder / "consent.db").exists()
    if number is None:
        child.send(b"\x03")
    else:
        os.kill(child.pid, number)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (0 if number is None else 128 + number)
    assert [path.name for path in tmp_path.rglob("*")] == ["tmp"]


def test_a_demo_without_a_name_is_kept_where_it_says(tmp_path: Path) -> None:
    environ = environment(tmp_path, TMPDIR=str(tmp_path))
    done = program("demo", "--events", "5", "--build-only", environ=environ)
    (folder,) = tmp_path.glob("dfx-consent-demo-*")
    assert str(folder) in done.stdout.decode()
    assert (folder / "consent.db").exists()
