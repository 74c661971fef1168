"""Streams that are closed, full or read by nobody: no traceback, and the status of any Unix program."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.program import PROGRAM, environment
from tests.terminal.card_stage import Person
from tests.terminal.opened import Opened

UNREAD, GONE = 128 + signal.SIGPIPE, 128 + signal.SIGHUP
WORDS = ["status", "status --json", "vocabulary", "notice", "preview -- dfx deploy", "--plain", "history"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "state"))


def run(words: str, redirected: str, environ: dict[str, str]) -> tuple[int, str, str]:
    """The exit status and what was written, by a shell that redirects so."""
    script = f"set -o pipefail; {PROGRAM} {words} {redirected}"
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        env=environ,
        cwd=environ["HOME"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", WORDS)
def test_a_pipe_that_nobody_reads(environ: dict[str, str], words: str) -> None:
    """Python would report a broken pipe when it ends, and leave with 120."""
    status, _said, errors = run(words, "| exec 0<&-", environ)
    assert (status, errors) == (UNREAD, "")


def test_a_reader_that_has_seen_enough(environ: dict[str, str]) -> None:
    status, said, errors = run("vocabulary", "| head -1", environ)
    assert (status, errors) in ((UNREAD, ""), (0, ""))
    assert said.count("\n") == 1


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_before_the_start(environ: dict[str, str], words: str, closed: str) -> None:
    status, said, errors = run(words, closed, environ)
    assert (status, errors) == (0, "")
    assert bool(said) == (">&-" not in closed.replace("2>&-", ""))


def test_no_file_of_ours_takes_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """Else what is written there would land in the database."""
    person = Person(tmp_path)
    done = subprocess.run(
        ["/bin/bash", "-c", f"{PROGRAM} off <&- >&- 2>&-; {PROGRAM} receipt >&2"],
        env=person.environ,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    assert person.acts() == [("decision", "off", "cli")]
    ours = [path for path in person.state.iterdir() if path.is_file()]
    assert "consent.db" in {path.name for path in ours}
    assert [path for path in ours if b"Off: nothing" in path.read_bytes()] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no device that is always full")
@pytest.mark.parametrize("words", WORDS)
def test_a_disk_that_is_full(environ: dict[str, str], words: str) -> None:
    status, _said, errors = run(words, "> /dev/full", environ)
    assert (status, errors) == (1, f"dfx-consent: {os.strerror(errno.ENOSPC)}\n")


def test_a_wrong_word_where_errors_go_nowhere(environ: dict[str, str]) -> None:
    for redirected in ("2>&-", "2>/dev/full"):
        status, said, errors = run("nonsense", redirected, environ)
        assert (status, said, errors) == (2, "", "")


@pytest.mark.parametrize("words", [["on"], ["local"]])
@pytest.mark.parametrize("hears", [True, False])
def test_a_terminal_that_vanishes_at_the_question(tmp_path: Path, words: list[str], hears: bool) -> None:  # noqa: FBT001
    person = Person(tmp_path)
    trap = "" if hears else "trap '' HUP;"
    script = f"{trap} {PROGRAM} {words[0]}; echo $? > '{tmp_path}/status'"
    app = Opened(["/bin/sh", "-c", f"trap : HUP; {script}" if hears else script], person.environ)
    app.wait_for(rb"\[y/N\] ")
    app.vanish()
    app.status_within(10)
    assert (tmp_path / "status").read_text() == f"{GONE}\n"
    assert person.acts() == []
