"""Recorders as the shim starts them: many at once, and killed at any moment."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from consent_tui.paths import record_command
from consent_tui.store import aside, database, erasure, settings
from consent_tui.vocabulary.tokens import tokens
from tests.unit.store.decided import bodies, decide, environment, kinds

COMMANDS = (
    ["dfx", "deploy"],
    ["dfx", "canister", "install", "x", "--mode", "reinstall", "-y"],
    ["dfx", "build"],
)


def start(folder: Path, argv: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*record_command(str(folder)), "--exit-status", "0", "--", *argv],
        env=environment(folder.parent),
        cwd=folder.parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def assert_whole(folder: Path) -> None:
    """The database is sound, and every event in it is one."""
    connection = sqlite3.connect(folder / "consent.db")
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    (counted,) = connection.execute("SELECT pending FROM limits").fetchone()
    (there,) = connection.execute("SELECT count(*) FROM pending").fetchone()
    connection.close()
    assert counted == there
    vocabulary = set(tokens())
    for body in bodies(folder):
        event = json.loads(body)
        options = event.pop("options", [])
        assert vocabulary.issuperset([*event.values(), *options])


def test_sixteen_processes_with_twenty_five_runs_each(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    decide(folder)
    loop = 'n=0; while [ $n -lt 25 ]; do "$@" || exit 1; n=$((n + 1)); done'
    words = [*record_command(str(folder)), "--exit-status", "0", "--", "dfx", "deploy"]
    shells = [
        subprocess.Popen(["/bin/sh", "-c", loop, "sh", *words], env=environment(tmp_path), cwd=tmp_path)
        for _ in range(16)
    ]
    looked = 0
    while any(shell.poll() is None for shell in shells):
        # Whoever looks meanwhile sees the decision, and is never told that the store cannot be read.
        standing = settings.look(str(folder))
        assert (standing.decision, standing.problems) == ("on", ())
        looked += 1
        time.sleep(0.02)
    assert looked > 10
    assert [shell.wait() for shell in shells] == [0] * 16
    found = kinds(folder)
    assert {kind: found.count(kind) for kind in set(found)} == {"#command": 400, "#mau": 1, "#dau": 1}
    assert found[:2] == ["#mau", "#dau"]
    assert_whole(folder)


def test_three_hundred_recorders_killed_at_any_moment(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    decide(folder)
    chance = random.Random(20260101)
    before = time.monotonic()
    assert start(folder, COMMANDS[0]).wait() == 0
    longest = time.monotonic() - before
    finished, killed = 1, 0
    for number in range(100):
        # Three at once, so that some are killed while they wait for one another.
        three = [start(folder, COMMANDS[(number + which) % 3]) for which in range(3)]
        for child in three:
            time.sleep(chance.uniform(0, longest / 2))
            os.kill(child.pid, signal.SIGKILL)
        statuses = [child.wait() for child in three]
        finished += statuses.count(0)
        killed += statuses.count(-signal.SIGKILL)
        # However busy the machine is, about half of them end by themselves.
        longest *= 0.8 if statuses.count(0) > 1 else 1.25
    assert finished + killed == 301
    assert killed > 50
    assert finished > 50
    stored = kinds(folder).count("#command")
    # One that was killed between its commit and its end is stored as well, and not said to be.
    assert finished <= stored <= 301
    assert kinds(folder).count("#mau") == kinds(folder).count("#dau") == 1
    assert_whole(folder)
    assert start(folder, COMMANDS[0]).wait() == 0
    assert kinds(folder).count("#command") == stored + 1


def test_killed_recorders_leave_a_log_that_a_wipe_empties(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    decide(folder)
    reader = database.open_for_reading(str(folder))  # so that the log is not removed by who closes
    assert reader is not None
    assert start(folder, COMMANDS[0]).wait() == 0
    assert (folder / "consent.db-wal").stat().st_size > 0
    reader.close()
    connection = database.open_for_writing(str(folder))
    assert erasure.wipe_all_pending(connection, str(folder)).remains == ()
    connection.close()
    assert b"dfxDeploy" not in b"".join(path.read_bytes() for path in folder.iterdir())


def open_by_many(folder: Path) -> list[int]:
    code = (
        "import sys; from consent_tui.store import database; database.open_for_writing(sys.argv[1]).close()"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, str(folder)]) for _ in range(8)]
    return [child.wait() for child in children]


def test_many_that_make_the_store_at_once_make_one(tmp_path: Path) -> None:
    assert open_by_many(tmp_path / "state") == [0] * 8
    assert aside.found(str(tmp_path / "state")) == []
    assert_whole(tmp_path / "state")


def test_many_that_find_it_damaged_set_it_aside_once(tmp_path: Path) -> None:
    (tmp_path / "consent.db").write_bytes(b"no database at all\n" * 1000)
    assert open_by_many(tmp_path) == [0] * 8
    assert len(aside.found(str(tmp_path))) == 1
    assert_whole(tmp_path)
