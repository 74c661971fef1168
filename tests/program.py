"""The installed program, run as a person or a script runs it, in an environment of the test's own making."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PROGRAM = str(Path(sys.executable).with_name("dfx-consent"))


def environment(home: Path, **more: str) -> dict[str, str]:
    """A person's environment with this home: no CI, no coding agent, nothing of ours."""
    return {"PATH": "/usr/bin:/bin", "HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", **more}


def program(
    *words: str, environ: Mapping[str, str], cwd: Path | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run ``dfx-consent`` with these words and no terminal."""
    return subprocess.run(
        [PROGRAM, *words],
        env=dict(environ),
        cwd=cwd or environ["HOME"],
        input=stdin,
        capture_output=True,
        timeout=60,
    )


def document(*words: str, environ: Mapping[str, str], cwd: Path | None = None, stdin: bytes = b"") -> Any:
    """The JSON document that these words print; nothing may stand beside it."""
    done = program(*words, environ=environ, cwd=cwd, stdin=stdin)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return json.loads(done.stdout)


def stub_dfx(folder: Path, body: str = 'echo "dfx 0.24.3"\n') -> Path:
    """A stub executable that stands in for the real dfx, which cannot be had here."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dfx"
    path.write_text("#!/bin/sh\n" + body, "utf-8")
    path.chmod(0o755)
    return path


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file below *folder* with its mode and content, to see that nothing changed."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = os.lstat(path)
        found[str(path)] = (status.st_mode, path.read_bytes() if path.is_file() else b"")
    return found
