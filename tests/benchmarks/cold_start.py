"""What it costs to ask one thing: ratios against a bare ``python -c pass`` of the same environment."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.measure import PROGRAM, PYTHON, clean_environment, ratio

COMMANDS = [
    ("--version", ["--version"], 1.9),
    ("status --json", ["status", "--json"], 4.0),
    ("preview --json", ["preview", "--json", "--", "dfx", "deploy", "x", "--ic"], 4.0),
]


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """(what, ratio, limit) for each command."""
    environ = clean_environment(folder)
    bare = [PYTHON, "-c", "pass"]
    return [
        (f"dfx-consent {name} / python -c pass, CPU", ratio([PROGRAM, *words], bare, environ, runs=21), limit)
        for name, words, limit in COMMANDS
    ]
