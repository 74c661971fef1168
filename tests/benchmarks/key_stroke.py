"""What a key costs in the Preview with a long history behind it: CPU until the frame after it is out."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.measure import PROGRAM, clean_environment
from tests.benchmarks.screen import Terminal, write_history

TYPED = b"dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"
DOWN = b"\x1b[B"
QUIET = 0.08
"""Seconds without output after which the frame is out; well over one of its sixtieths."""


def _per_key(terminal: Terminal, keys: list[bytes]) -> float:
    before = terminal.cpu_seconds()
    for key in keys:
        terminal.send(key)
        terminal.settle(QUIET)
    return (terminal.cpu_seconds() - before) / len(keys) * 1000


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """(what, milliseconds of CPU, limit), for typing and for walking."""
    home = folder / "home"
    write_history(home, 1_000_000)
    terminal = Terminal([PROGRAM, "--tab", "preview"], clean_environment(home, SHELL="/bin/bash"))
    terminal.wait_for(b"Quit")
    terminal.settle(2.5)
    walking = _per_key(terminal, [DOWN] * 40)
    terminal.send(b"/")
    terminal.settle(QUIET)
    typing = _per_key(terminal, [bytes([each]) for each in TYPED])
    terminal.end()
    return [
        ("a key typed, 1,000,000 lines of history, ms of CPU", typing, 25.0),
        ("a step down the history, ms of CPU", walking, 25.0),
    ]
