"""Whole-process CPU of two commands, in turn, so that the machine's mood falls on both alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

PYTHON = sys.executable
PROGRAM = str(Path(sys.executable).with_name("dfx-consent"))


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which a person works: no CI, no agent, a home of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(home), "TERM": "xterm-256color", **more}


def cpu_seconds(argv: Sequence[str], environ: dict[str, str], stdin: Path | None = None) -> float:
    """User and system time of the process and its children, from the kernel's own accounting."""
    with Path(stdin or os.devnull).open("rb") as source:
        child = subprocess.Popen(argv, stdin=source, stdout=subprocess.DEVNULL, env=environ)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{argv} left {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def ratio(
    ours: Sequence[str],
    limit: Sequence[str],
    environ: dict[str, str],
    stdin: Path | None = None,
    runs: int = 15,
) -> float:
    """The median of ours over the median of the limit, from *runs* pairs after one that does not count."""
    cpu_seconds(ours, environ, stdin)
    cpu_seconds(limit, environ, stdin)
    pairs = [(cpu_seconds(ours, environ, stdin), cpu_seconds(limit, environ, stdin)) for _ in range(runs)]
    return statistics.median(first for first, _ in pairs) / statistics.median(second for _, second in pairs)
