"""The shim with every state there can be, and with ours gone or broken. `dfx` is a stub executable here."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consent_tui.shim.install import install
from consent_tui.shim.question import ask_from
from consent_tui.store.folder import mark_recording, unmark_recording
from tests.terminal.shim_stage import INTERPRETERS, PRESENT, Stage

STRACE = shutil.which("strace")


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.install()
    stage.dfx("cat; echo err >&2; echo $$; exit 7")
    return stage


def runs_as_if_alone(stage: Stage, **options: object) -> None:
    """dfx is this very process: nothing of ours stays behind it, and nothing is recorded."""
    process = stage.start([str(stage.shim), "deploy"], stdin=subprocess.PIPE, **options)
    assert process.communicate(b"in\n", timeout=10) == (b"in\n%d\n" % process.pid, b"err\n")
    assert process.returncode == 7
    assert stage.silent()


@pytest.mark.parametrize("shell", PRESENT)
def test_off_or_undecided_is_one_exec(stage: Stage, shell: str) -> None:
    process = stage.start([*INTERPRETERS[shell], str(stage.shim)])
    assert process.communicate(timeout=10) == (b"%d\n" % process.pid, b"err\n")
    assert stage.silent()


def test_recording_ends_with_the_marker(stage: Stage) -> None:
    mark_recording(str(stage.home))
    stage.run([str(stage.shim), "deploy"])
    assert stage.recorded()[-1] == b"deploy"
    unmark_recording(str(stage.home))
    runs_as_if_alone(stage)


@pytest.mark.parametrize("name", ["CI", "DO_NOT_TRACK"])
def test_ci_and_do_not_track_start_no_recorder(stage: Stage, name: str) -> None:
    mark_recording(str(stage.home))
    stage.environ[name] = "1"
    runs_as_if_alone(stage)
    stage.environ[name] = ""
    stage.run([str(stage.shim), "deploy"])
    assert stage.recorded()[-1] == b"deploy"


@pytest.mark.skipif(STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("ask", [None, 0, 2**31 - 1])
def test_the_kernel_sees_two_programs_and_no_fork(stage: Stage, ask: int | None) -> None:
    """While off, and while undecided without a terminal: the shell, then dfx; no Python, no other process."""
    if ask is not None:
        ask_from(str(stage.home), ask)
    stage.dfx("exit 7")
    trace = stage.folder / "trace"
    traced = ["strace", "-f", "-o", str(trace), "-e", "trace=execve,clone,clone3,fork,vfork", str(stage.shim)]
    done = subprocess.run(
        traced, env=stage.environ, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    if b"ptrace" in done.stderr:
        pytest.skip("tracing is not allowed here")
    assert done.returncode == 7
    calls = [line.split(None, 1)[1] for line in trace.read_text().splitlines() if " = 0" in line]
    assert [call.split('"')[1] for call in calls] == [str(stage.shim), str(stage.folder / "real" / "dfx")]


def garbage(home: Path) -> None:
    for name in ("recording", "ask", "now", "consent.db", "decisions.jsonl"):
        (home / name).write_bytes(os.urandom(300))


def folders(home: Path) -> None:
    for name in ("recording", "ask", "now"):
        (home / name).mkdir()


def loops(home: Path) -> None:
    for name in ("recording", "ask", "now"):
        (home / name).symlink_to(name)


@pytest.mark.parametrize("spoil", [garbage, folders, loops, shutil.rmtree])
def test_dfx_runs_whatever_the_state_is(stage: Stage, spoil: Callable[[Path], None]) -> None:
    spoil(stage.home)
    left = stage.run([str(stage.shim), "deploy"], b"in\n")
    assert (left[0], left[1][:3], left[2]) == (7, b"in\n", b"err\n")


def test_a_state_file_instead_of_a_folder(stage: Stage) -> None:
    stage.home.rmdir()
    stage.home.write_text("")
    runs_as_if_alone(stage)


def test_a_state_of_somebody_else_records_nothing(stage: Stage) -> None:
    if os.geteuid():
        pytest.skip("only root can give a file away")
    mark_recording(str(stage.home))
    os.chown(stage.home / "recording", 65534, 65534)
    runs_as_if_alone(stage)


def test_an_unreadable_state() -> None:
    """Root may read everything, so somebody else runs dfx then, in a folder that they can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        stage = Stage(Path(folder))
        stage.install()
        stage.dfx("cat; echo err >&2; echo $$; exit 7")
        mark_recording(str(stage.home))
        ask_from(str(stage.home), 0)
        stage.home.chmod(0)
        somebody = {"user": 65534, "group": 65534, "extra_groups": []}
        try:
            runs_as_if_alone(stage, **({} if os.geteuid() else somebody))
        finally:
            stage.home.chmod(0o700)


@pytest.mark.parametrize("gone", ["recorder", "folder"])
def test_our_package_or_python_is_gone(stage: Stage, gone: str) -> None:
    mark_recording(str(stage.home))
    stage.recorder.unlink() if gone == "recorder" else stage.recorder.write_text("#!/no/such/python\n")
    left = stage.run([str(stage.shim), "deploy"], b"in\n")
    assert (left[0], left[1][:3], left[2]) == (7, b"in\n", b"err\n")
    assert stage.silent()


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 kB, full to the last byte."""
    folder = tmp_path / "full"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_and_a_read_only_one(full_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "stage").mkdir()
    stage = Stage(tmp_path / "stage")
    stage.home = full_disk / "state"
    stage.home.mkdir()
    stage.install()
    stage.dfx("echo out; exit 7")
    mark_recording(str(stage.home))
    ask_from(str(stage.home), 0)
    with (full_disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="space"):
        ballast.writelines(b"x" * 512 for _ in range(1000))
    assert stage.run([str(stage.shim), "deploy"]) == (7, b"out\n", b"")
    assert stage.recorded()[-1] == b"deploy"
    subprocess.run(["mount", "-o", "remount,ro", str(full_disk)], check=True)
    assert stage.run([str(stage.shim), "deploy"]) == (7, b"out\n", b"")
    assert stage.recorded()[-1] == b"deploy"


def test_no_other_dfx(stage: Stage) -> None:
    (stage.folder / "real" / "dfx").unlink()
    left = stage.run([str(stage.shim)])
    assert left[:2] == (127, b"")
    assert left[2].startswith(b"dfx: command not found")


@pytest.mark.parametrize("shell", PRESENT)
def test_what_cannot_be_run_is_passed_over(stage: Stage, shell: str) -> None:
    (stage.folder / "folder" / "dfx").mkdir(parents=True)
    (stage.folder / "plain").mkdir()
    (stage.folder / "plain" / "dfx").write_text("")
    (stage.folder / "links").mkdir()
    (stage.folder / "links" / "dfx").symlink_to(stage.shim)
    before = [stage.folder / each for each in ("folder", "plain", "links", "none", "sh*m folder")]
    stage.environ["PATH"] = ":".join([*map(str, before), stage.environ["PATH"]])
    assert stage.run([*INTERPRETERS[shell], str(stage.shim)])[0] == 7
    stage.environ["PATH"] = ":".join(map(str, [*before, stage.shim.parent]))
    for interpreter in (shutil.which(INTERPRETERS[shell][0]),):
        assert stage.run([str(interpreter), *INTERPRETERS[shell][1:], str(stage.shim)])[0] == 127


@pytest.mark.parametrize(
    "path", ["{shim}:", ":{shim}", "{shim}::{shim}", "", ".", "{shim}:.:{shim}", "{shim}/:{real}"]
)
def test_empty_and_repeated_entries_of_path(stage: Stage, path: str) -> None:
    stage.environ["PATH"] = path.format(shim=stage.shim.parent, real=stage.folder / "real")
    stage.dfx("exit 8")
    assert stage.run([str(stage.shim)], cwd=stage.folder / "real")[0] == 8


@pytest.mark.parametrize("order", ["abr", "bar", "abar", "babr", "aabbabr", "abra"])
@pytest.mark.parametrize("recording", ["", "a", "ab"])
def test_two_shims_never_run_in_circles(stage: Stage, order: str, recording: str) -> None:
    """Two installations that know nothing of each other, in every order, each off or recording."""
    other = stage.folder / "other home"
    command = [str(stage.recorder)]
    alone = {**stage.environ, "PATH": "/usr/bin:/bin"}
    install(str(stage.folder / "b"), str(other), command, command, alone)
    other.mkdir()
    for each in recording:
        mark_recording(str(stage.home if each == "a" else other))
    folders = {"a": stage.shim.parent, "b": stage.folder / "b", "r": stage.folder / "real"}
    stage.environ["PATH"] = ":".join(str(folders[each]) for each in order) + ":/usr/bin:/bin"
    stage.dfx("exit 9")
    assert stage.run([str(folders[order[0]] / "dfx")])[0] == 9


def test_a_dfx_that_calls_dfx_is_recorded_for_both(stage: Stage) -> None:
    """A build step of a dfx.json that runs dfx itself."""
    mark_recording(str(stage.home))
    counting = '#!/bin/sh\nfor last; do :; done; : >"$STAGE/recorded by $last"\n'
    stage.script(stage.recorder, counting)
    stage.dfx('[ "$1" = inner ] || dfx inner')
    assert stage.run([str(stage.shim), "outer"])[0] == 0
    for _ in range(100):
        if len(list(stage.folder.glob("recorded by *"))) == 2:
            return
        stage.silent()
    pytest.fail("both were run, not both recorded")
