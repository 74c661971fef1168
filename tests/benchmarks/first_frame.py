"""The first full frame of the app against that of a bare Textual hello, on a real pseudo-terminal."""

from __future__ import annotations

import time
from pathlib import Path

from tests.benchmarks.measure import PROGRAM, PYTHON, clean_environment
from tests.benchmarks.screen import Terminal, write_history

RUNS = 15
HELLO = """
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("hello, world")

Hello().run()
"""
LAST_ON_SCREEN = b"Quit"


def _seconds(argv: list[str], environ: dict[str, str], needle: bytes) -> float:
    start = time.monotonic()
    terminal = Terminal(argv, environ)
    terminal.wait_for(needle)
    taken = time.monotonic() - start
    terminal.end()
    return taken


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """(what, figure, limit): ratios, and what a long history adds in milliseconds."""
    few, many = folder / "few", folder / "many"
    write_history(few, 200)
    write_history(many, 1_000_000)
    hello = folder / "hello.py"
    hello.write_text(HELLO, "utf-8")
    environ = clean_environment(few, SHELL="/bin/bash")
    crowded = clean_environment(many, SHELL="/bin/bash")
    # The best of interleaved runs: wall time only ever grows by what else the machine does.
    runs = [
        (
            _seconds([PYTHON, str(hello)], environ, b"hello, world"),
            _seconds([PROGRAM], environ, LAST_ON_SCREEN),
            _seconds([PROGRAM, "--tab", "preview"], environ, LAST_ON_SCREEN),
            _seconds([PROGRAM, "--tab", "preview"], crowded, LAST_ON_SCREEN),
        )
        for _ in range(RUNS + 1)
    ][1:]
    bare, ours, preview, long = (min(each) for each in zip(*runs, strict=True))
    return [
        ("first full frame / a bare Textual hello, wall, best of each", ours / bare, 1.3),
        ("the same of the tab Preview, opened by its name", preview / bare, 1.3),
        ("what 1,000,000 lines of history add to that, ms", (long - preview) * 1000, 50.0),
    ]
