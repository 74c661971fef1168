"""The Pending tab with a million events: how soon it opens, what a page costs, what idling costs."""

from __future__ import annotations

import time
from pathlib import Path

from consent_tui.services.demo import build
from tests.benchmarks.measure import PROGRAM, clean_environment
from tests.benchmarks.screen import Terminal

RUNS = 5
PAGE_DOWN, END = b"\x1b[6~", b"\x1b[F"
QUIET = 0.08
IDLE = 10.0
READ = b"sha256"
"""Stands on the screen once the chosen event is drawn."""


def _profile(folder: Path, events: int) -> dict[str, str]:
    state = folder / f"state-{events}"
    build(str(state), events, int(time.time()), {})
    return clean_environment(folder, DFX_CONSENT_HOME=str(state), SHELL="/bin/bash")


def _opened(environ: dict[str, str]) -> Terminal:
    terminal = Terminal([PROGRAM, "--tab", "pending"], environ)
    terminal.wait_for(READ)
    return terminal


def _seconds(environ: dict[str, str]) -> float:
    start = time.monotonic()
    terminal = _opened(environ)
    taken = time.monotonic() - start
    terminal.end()
    return taken


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """(what, figure, limit): a ratio, milliseconds of CPU for a page, and percents of a core when idle."""
    few, many = _profile(folder, 1_000), _profile(folder, 1_000_000)
    runs = [(_seconds(few), _seconds(many)) for _ in range(RUNS + 1)][1:]
    small, large = (min(each) for each in zip(*runs, strict=True))
    terminal = _opened(many)
    terminal.settle(1.0)
    before = terminal.cpu_seconds()
    for _ in range(20):
        terminal.send(PAGE_DOWN)
        terminal.settle(QUIET)
    terminal.send(END)
    terminal.settle(QUIET)
    pages = (terminal.cpu_seconds() - before) / 21 * 1000
    terminal.settle(1.0)
    before = terminal.cpu_seconds()
    time.sleep(IDLE)
    idle = (terminal.cpu_seconds() - before) / IDLE * 100
    terminal.end()
    return [
        (
            "the tab Pending, 1,000,000 events / 1,000, wall to the event drawn, best of each",
            large / small,
            1.1,
        ),
        ("a page key in it, 1,000,000 events, ms of CPU", pages, 25.0),
        ("the app left alone, percent of a core", idle, 0.3),
    ]
