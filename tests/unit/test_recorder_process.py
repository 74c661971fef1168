from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consent_tui import recorder
from consent_tui.paths import record_command
from tests.unit.store.decided import bodies, decide, environment, kinds
from tests.unit.store.recording import DEPLOY, stub_dfx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def command(folder: Path, *words: str) -> list[str]:
    return [*record_command(str(folder)), *words]


def test_the_process_leaves_nothing_open_prints_nothing_and_empties_its_log(folder: Path) -> None:
    decide(folder)
    done = subprocess.run(
        command(folder, "--exit-status", "255", "--", *DEPLOY),
        env=environment(folder.parent),
        cwd=folder.parent,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert '"outcome":"#failure"' in bodies(folder)[-1]
    assert {path.name for path in folder.iterdir()} >= {"consent.db", "decisions.jsonl"}
    assert not (folder / "consent.db-wal").exists() or (folder / "consent.db-wal").stat().st_size == 0


def test_the_process_holds_on_to_nothing_of_its_starter(folder: Path) -> None:
    decide(folder)
    # An executable named dfx stands in for the real one, and takes its time to say what it is.
    stub_dfx(folder.parent / "bin/dfx", "sleep 0.7\necho dfx 0.24.3\n")
    reading, writing = os.pipe()
    child = subprocess.Popen(
        command(folder, "--exit-status", "0", "--", *DEPLOY),
        env=environment(folder.parent, PATH=f"{folder.parent / 'bin'}:/usr/bin:/bin"),
        stdout=writing,
        stderr=writing,
        pass_fds=[writing],
    )
    os.close(writing)
    assert os.read(reading, 1) == b""  # the end of the pipe, while the recorder still waits for dfx
    time.sleep(0.1)
    assert child.poll() is None
    assert child.wait() == 0
    os.close(reading)
    assert '"dfxVersion":"0.24.3"' in bodies(folder)[-1]


@pytest.mark.parametrize(
    "words",
    [[], ["--exit-status"], ["--exit-status", "x", "--", "dfx"], ["--exit-status", "0", "dfx", "deploy"]],
)
def test_a_wrong_call_is_quiet(folder: Path, words: list[str]) -> None:
    done = subprocess.run(command(folder, *words), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_nasty_words_and_a_deleted_folder(folder: Path) -> None:
    decide(folder)
    gone = folder.parent / "gone"
    gone.mkdir()
    script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    done = subprocess.run(
        [
            "/bin/sh",
            "-c",
            script,
            "sh",
            str(gone),
            *command(folder, "--exit-status", "0", "--"),
            "dfx",
            "deploy",
            b"\xff\n",
        ],
        env=environment(folder.parent, PATH="/usr/bin:/bin"),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert '"target":"#one"' in bodies(folder)[-1]


def test_a_command_that_cannot_be_stored_is_lost_and_says_so_by_its_status(folder: Path) -> None:
    decide(folder)
    disk = subprocess.run(["mount", "--bind", folder, folder], check=False, capture_output=True)
    if disk.returncode:
        pytest.skip("may not mount anything here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        done = subprocess.run(
            command(folder, "--exit-status", "0", "--", *DEPLOY),
            env=environment(folder.parent),
            capture_output=True,
            check=False,
        )
    finally:
        subprocess.run(["umount", folder], check=True)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert kinds(folder) == []


def test_the_recorder_imports_nothing_dear(folder: Path) -> None:
    decide(folder)
    code = (
        "import sys; sys.path.append(sys.argv.pop(1)); from consent_tui import recorder;"
        " status = recorder.main(sys.argv[1:]);"
        " print(status, *sorted(sys.modules), file=open(sys.argv[1] + '/modules', 'w'))"
    )
    root = str(Path(recorder.__file__).parent.parent)
    subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, root, str(folder), "--exit-status", "0", "--", *DEPLOY],
        env=environment(folder.parent),
        check=True,
    )
    status, *loaded = (folder / "modules").read_text().split()
    assert status == "0"
    dear = {
        "functools",
        "enum",
        "re",
        "json",
        "typing",
        "pathlib",
        "dataclasses",
        "sqlite3",
        "datetime",
        "collections",
    }
    assert dear.isdisjoint(loaded)
    assert {"consent_tui.services", "consent_tui.cli", "consent_tui.tui"}.isdisjoint(loaded)
    assert {"consent_tui.i18n", "consent_tui.retold", "gettext"}.isdisjoint(loaded)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
