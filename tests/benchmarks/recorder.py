"""What the recorder costs after every dfx command, against a bare interpreter that commits one row."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from consent_tui.paths import record_command
from consent_tui.store import clock, database, pending, settings
from tests.benchmarks.measure import PYTHON
from tests.unit.store.decided import decide, environment

ROUNDS = 25
MILLION = 1_000_000
LIMIT = 1.25
LIMIT_FULL = 1.1

_COMMIT = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('CREATE TABLE IF NOT EXISTS t (x)');"
    " c.execute('INSERT INTO t VALUES (1)'); c.commit(); c.close()"
)
_EVENT = (
    b'{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","network":"#localShared",'
    b'"command":"#dfxDeploy","target":"#all","options":[],"outcome":"#success"}'
)


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """The ratios of whole-process CPU, interleaved, medians."""
    # An executable named dfx stands in for the real one; it is asked once, in the round that does not count.
    (folder / "bin").mkdir()
    (folder / "bin/dfx").write_text("#!/bin/sh\necho dfx 0.24.3\n")
    (folder / "bin/dfx").chmod(0o755)
    project = folder / "project"
    project.mkdir()
    canisters = {f"canister_{number}": {"type": "motoko", "main": "src/main.mo"} for number in range(20)}
    (project / "dfx.json").write_text(
        json.dumps(
            {"dfx": "0.24.3", "networks": {"local": {"bind": "127.0.0.1:8000"}}, "canisters": canisters}
        )
    )
    for name in ("empty", "full"):
        decide(folder / name)
    fill(folder / "full")
    environ = environment(folder, PATH=f"{folder / 'bin'}:/usr/bin:/bin")
    words = ["--exit-status", "0", "--", "dfx", "canister", "install", "x", "--mode", "reinstall", "-y"]
    cases: dict[str, tuple[Sequence[str], Path]] = {
        "limit": ([PYTHON, "-I", "-S", "-c", _COMMIT, str(folder / "one.db")], folder),
        "outside": ([*record_command(str(folder / "empty")), *words], folder),
        "project": ([*record_command(str(folder / "empty")), *words], project),
        "full": ([*record_command(str(folder / "full")), *words], folder),
    }
    medians = costs(cases, environ)
    return [
        ("recorder: CPU of python -I -S committing one row", medians["outside"] / medians["limit"], LIMIT),
        ("recorder: the same, in a project with a dfx.json", medians["project"] / medians["limit"], LIMIT),
        ("recorder: 1,000,000 pending to none", medians["full"] / medians["outside"], LIMIT_FULL),
    ]


def fill(folder: Path) -> None:
    """A million pending events."""
    connection = database.open_for_writing(str(folder))
    settings.set_limits(connection, 86400, 2 * MILLION)
    with connection:
        connection.execute("BEGIN")
        moment = clock.now()
        for _ in range(MILLION // 1000):
            pending.add(connection, [_EVENT] * 1000, "on", moment)
    connection.close()


def costs(cases: dict[str, tuple[Sequence[str], Path]], environ: dict[str, str]) -> dict[str, float]:
    """The median CPU seconds of each command, all of them in turn."""
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(ROUNDS + 1):
        for name, (argv, cwd) in cases.items():
            found[name].append(cpu_seconds(argv, environ, cwd))
    return {name: statistics.median(each[1:]) for name, each in found.items()}


def cpu_seconds(argv: Sequence[str], environ: dict[str, str], cwd: Path) -> float:
    """User and system time of one process, from the kernel's own accounting."""
    child = subprocess.Popen(argv, env=environ, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{argv} left {child.returncode}")
    return usage.ru_utime + usage.ru_stime
