"""Views and exports, watched from outside by strace: no socket, and nothing written but the export."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.program import PROGRAM
from tests.unit.services.person import Person

STRACE = shutil.which("strace")
WRITES = re.compile(r'openat?\((?:AT_FDCWD, )?"([^"]+)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)')


def can_trace() -> bool:
    if STRACE is None:
        return False
    return subprocess.run([STRACE, "-f", "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not can_trace(), reason="strace is not installed, or may not trace here")
@pytest.mark.parametrize(
    "words",
    [
        ["pending", "list"],
        ["pending", "list", "--json"],
        ["rejected", "list"],
        ["activity"],
        ["pending", "export", "--format", "json", "-o", "out"],
        ["pending", "export", "--format", "csv", "-o", "-"],
    ],
    ids=" ".join,
)
def test_no_socket_and_no_write_but_the_export(tmp_path: Path, words: list[str]) -> None:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy")
    log = tmp_path / "trace"
    subprocess.run(
        [
            str(STRACE),
            "-f",
            "-o",
            str(log),
            "-e",
            "trace=%network,open,openat,rename,unlink,mkdir,link",
            PROGRAM,
            *words,
        ],
        env={**person.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    calls = log.read_text()
    assert "consent.db" in calls  # it was watched at all
    assert not re.search(r"\b(socket|socketpair|connect|bind|sendto)\(", calls)
    written = {Path(path).name for path in WRITES.findall(calls)}
    ours = {"consent.db-shm", "consent.db-wal", "null", "tty"}
    temporary = {name for name in written if name.startswith(".dfx-consent-")}
    assert written - ours - temporary == set()
    assert len(temporary) == (2 if "out" in words else 0)
