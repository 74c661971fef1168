from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consent_tui import recorder
from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.paths import record_command
from consent_tui.store import aside, database, pending, settings
from consent_tui.store.clock import Moment
from consent_tui.vocabulary.tokens import tokens
from tests.unit.store.decided import NO_SITE_POLICY, NOON, at, bodies, decide, environment, kinds

DEPLOY = ["dfx", "deploy", "my_secret_backend", "--network", "ic"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def run(folder: Path, argv: list[str] = DEPLOY, moment: Moment | None = None, **more: str) -> str:
    environ = environment(folder.parent, **more)
    moment = moment or at(NOON)
    return recorder.record(argv, 0, str(folder.parent), environ, str(folder), lambda: moment, NO_SITE_POLICY)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_stored_is_what_the_preview_shows(folder: Path) -> None:
    decide(folder)
    assert run(folder) == recorder.RECORDED
    event = explain(
        DEPLOY, 0, Surroundings(str(folder.parent), environment(folder.parent), lambda _: "#unknown")
    ).event
    assert event is not None
    assert bodies(folder) == [
        event.riding_along("#mau").encode().decode(),
        event.riding_along("#dau").encode().decode(),
        event.encode().decode(),
    ]
    assert b"my_secret" not in b"".join(snapshot(folder).values())


def test_a_later_command_rides_alone(folder: Path) -> None:
    decide(folder)
    run(folder)
    run(folder, moment=at(NOON + 60))
    assert kinds(folder) == ["#mau", "#dau", "#command", "#command"]


@pytest.mark.parametrize("state", ["on", "local"])
def test_the_state_is_stored_with_the_event(folder: Path, state: str) -> None:
    decide(folder, "on")
    run(folder, DFX_TELEMETRY=state)
    connection = database.open_for_reading(str(folder))
    assert connection is not None
    assert {each.state for each in pending.each(connection)} == {state}
    connection.close()


@pytest.mark.parametrize(
    "variable", [("DO_NOT_TRACK", "1"), ("CI", "true"), ("GITHUB_ACTIONS", "true"), ("DFX_TELEMETRY", "off")]
)
def test_a_ceiling_of_the_environment_leaves_every_byte_as_it_was(
    folder: Path, variable: tuple[str, str]
) -> None:
    decide(folder)
    before = snapshot(folder)
    assert run(folder, **dict([variable])) == recorder.OFF_NOW
    assert snapshot(folder) == before


@pytest.mark.parametrize("state", ["off", ""])
def test_off_and_undecided_leave_every_byte_as_it_was(folder: Path, state: str) -> None:
    if state:
        decide(folder, state)
    else:
        database.open_for_writing(str(folder)).close()
    before = snapshot(folder)
    assert run(folder) == recorder.OFF_NOW
    assert snapshot(folder) == before


def test_without_a_store_none_is_made(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    assert run(folder) == recorder.NO_STORE
    assert snapshot(folder) == {}


def test_a_policy_in_the_state_folder_lowers_and_never_raises(folder: Path) -> None:
    decide(folder)
    (folder / "policy.toml").write_text('max = "off"\n')
    assert run(folder) == recorder.OFF_NOW
    (folder / "policy.toml").write_text('max = "on"\n')
    assert run(folder) == recorder.RECORDED
    (folder / "policy.toml").write_text("max = [\n")
    assert run(folder) == recorder.OFF_NOW


@pytest.mark.parametrize("change", ["longer", "shorter", "gone"])
def test_another_file_of_decisions_than_the_store_knows_means_off(folder: Path, change: str) -> None:
    decide(folder)
    path = folder / "decisions.jsonl"
    content = path.read_bytes()
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(content + b"\n" if change == "longer" else content[:-1])
    assert run(folder) == recorder.OFF_NOW
    assert kinds(folder) == []


def test_a_no_that_the_store_has_not_heard_of_yet_means_off(folder: Path) -> None:
    decide(folder)
    with sqlite3.connect(folder / "consent.db") as connection:
        row = connection.execute("SELECT * FROM consent").fetchone()
    connection.close()
    decide(folder, "off")
    with sqlite3.connect(folder / "consent.db") as connection:
        connection.execute("INSERT OR REPLACE INTO consent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.close()
    assert settings.look(str(folder)).decision == "on"
    assert run(folder) == recorder.OFF_NOW


def test_tokens_that_the_yes_did_not_cover_stay_out(folder: Path) -> None:
    decide(folder, covered=[each for each in tokens() if each != "#networkIc"])
    assert run(folder) == recorder.RECORDED
    assert '"options":[]' in bodies(folder)[-1]


def test_a_command_that_the_yes_did_not_cover_is_not_recorded(folder: Path) -> None:
    decide(folder, covered=[each for each in tokens() if each != "#dfxDeploy"])
    assert run(folder) == recorder.NOT_COVERED
    assert run(folder, ["dfx", "build"]) == recorder.RECORDED
    assert kinds(folder) == ["#mau", "#dau", "#command"]


def test_a_kind_that_the_yes_did_not_cover_does_not_ride_along(folder: Path) -> None:
    decide(folder, covered=[each for each in tokens() if each != "#mau"])
    run(folder)
    assert kinds(folder) == ["#dau", "#command"]


@pytest.mark.parametrize(
    "argv", [["dfx"], ["dfx", "--help"], ["dfx", "consent", "off"], ["dfx", "--", "deploy"]]
)
def test_what_emits_nothing_stores_nothing(folder: Path, argv: list[str]) -> None:
    decide(folder)
    assert run(folder, argv) == recorder.NOTHING
    assert kinds(folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_left_alone(folder: Path) -> None:
    decide(folder)
    os.chown(folder, 12345, -1)
    before = snapshot(folder)
    assert run(folder) == recorder.NOT_OURS
    assert snapshot(folder) == before


def test_a_damaged_database_is_set_aside_and_the_decision_is_off(folder: Path) -> None:
    decide(folder)
    (folder / "recording").touch()
    with (folder / "consent.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)
    assert run(folder) == recorder.OFF_NOW
    assert len(aside.found(str(folder))) == 1
    assert [reason[:2] for reason in settings.look(str(folder)).problems] == [("store", "off")]
    assert not (folder / "recording").exists()
    assert run(folder) == recorder.OFF_NOW
    decide(folder)
    assert run(folder) == recorder.RECORDED


def test_a_later_schema_is_left_alone_and_means_off(folder: Path) -> None:
    decide(folder)
    theirs = sqlite3.connect(folder / "consent.db")
    theirs.execute("PRAGMA user_version = 9")
    theirs.close()
    before = snapshot(folder)
    assert run(folder) == recorder.OFF_NOW
    assert snapshot(folder) == before


def test_no_more_than_max_pending_are_kept(folder: Path) -> None:
    decide(folder)
    connection = database.open_for_writing(str(folder))
    settings.set_limits(connection, 0, 3)
    connection.close()
    stored = 0
    for number in range(8):
        before = kinds(folder)
        run(folder, moment=at(NOON + number))
        after = kinds(folder)
        stored += 1 + ("#mau" not in before) + ("#dau" not in before)
        assert len(after) == 3
        assert after[-1] == "#command"
    connection = database.open_for_reading(str(folder))
    assert connection is not None
    assert pending.dropped(connection) == stored - 3
    connection.close()


def stub_dfx(path: Path, text: str) -> None:
    """An executable named dfx that stands in for the real one."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)


def test_dfx_is_asked_for_its_version_once(folder: Path) -> None:
    decide(folder)
    asked = folder.parent / "asked"
    stub_dfx(folder.parent / "bin/dfx", f'echo "$*" >> {asked}\necho dfx 0.24.3\n')
    path = f"{folder.parent / 'bin'}:/usr/bin:/bin"
    for second in range(3):
        run(folder, moment=at(NOON + second), PATH=path)
    run(folder, ["dfx", "+0.21.0", "build"], PATH=path)
    assert asked.read_text() == "--version\n+0.21.0 --version\n"
    assert all('"dfxVersion":"0.24.3"' in body for body in bodies(folder))


def test_a_project_that_names_another_version_is_asked_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(folder)
    stub_dfx(
        folder.parent / "bin/dfx",
        'case "$(cat dfx.json)" in *0.20*) echo dfx 0.20.0;; *) echo dfx 0.24.3;; esac\n',
    )
    path = f"{folder.parent / 'bin'}:/usr/bin:/bin"
    monkeypatch.chdir(folder.parent)
    for version in ("0.20.0", "0.24.3"):
        (folder.parent / "dfx.json").write_text(f'{{"dfx":"{version}"}}')
        run(folder, PATH=path)
        assert f'"dfxVersion":"{version}"' in bodies(folder)[-1]


def test_a_dfx_that_does_not_answer_is_unknown_and_no_answer_is_kept(folder: Path) -> None:
    decide(folder)
    stub_dfx(folder.parent / "bin/dfx", "exit 1\n")
    run(folder, PATH=f"{folder.parent / 'bin'}:/usr/bin:/bin")
    assert '"dfxVersion":"#unknown"' in bodies(folder)[-1]
    connection = database.open_for_writing(str(folder))
    assert connection.execute("SELECT count(*) FROM dfx_versions").fetchone() == (0,)
    connection.close()


def test_a_no_between_the_first_look_and_the_transaction_is_obeyed(folder: Path) -> None:
    decide(folder)
    # An executable named dfx stands in for the real one; while it is asked, a decision is written behind it.
    stub_dfx(
        folder.parent / "bin/dfx", f"echo a later decision >> {folder}/decisions.jsonl\necho dfx 0.24.3\n"
    )
    assert run(folder, PATH=f"{folder.parent / 'bin'}:/usr/bin:/bin") == recorder.OFF_NOW
    assert kinds(folder) == []


def test_what_looks_like_damage_in_a_sound_database_is_a_loss(folder: Path) -> None:
    decide(folder)
    (folder.parent / "garbage").write_bytes(b"no database" * 100)

    def now() -> Moment:
        garbage = sqlite3.connect(folder.parent / "garbage")
        try:
            garbage.execute("PRAGMA user_version")
        finally:
            garbage.close()
        raise AssertionError

    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        recorder.record(DEPLOY, 0, "", environment(folder.parent), str(folder), now, NO_SITE_POLICY)
    assert aside.found(str(folder)) == []
    assert run(folder) == recorder.RECORDED


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


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return


def test_a_full_disk_loses_the_command_and_nothing_else(folder: Path) -> None:
    folder.mkdir()
    disk = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", folder],
        check=False,
        capture_output=True,
    )
    if disk.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        decide(folder)
        assert run(folder) == recorder.RECORDED
        fill(folder / "filler")
        with pytest.raises(sqlite3.Error):
            run(folder, moment=at(NOON + 60))
        (folder / "filler").unlink()
        assert run(folder, moment=at(NOON + 120)) == recorder.RECORDED
        assert kinds(folder) == ["#mau", "#dau", "#command", "#command"]
        assert aside.found(str(folder)) == []
    finally:
        subprocess.run(["umount", folder], check=True)


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
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
