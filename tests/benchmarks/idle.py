"""What the app costs while nobody touches it: each tab on a real terminal, with a store of sample data."""

from __future__ import annotations

import time
from pathlib import Path

from consent_tui.services.demo import build
from tests.benchmarks.measure import PROGRAM, clean_environment
from tests.benchmarks.screen import Terminal

LIMIT = 0.003
"""A share of one processor."""
EVENTS = 1_000
SETTLING = 3.0
IDLE = 20.0
LAST_ON_SCREEN = b"Quit"


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """(what, figure, limit): the share of a processor that an idle tab takes, over the share allowed."""
    state = folder / "state"
    build(str(state), EVENTS, int(time.time()), {})
    environ = clean_environment(folder, DFX_CONSENT_HOME=str(state), SHELL="/bin/bash")
    found = []
    for tab in ("consent", "preview"):
        terminal = Terminal([PROGRAM, "--tab", tab], environ)
        terminal.wait_for(LAST_ON_SCREEN)
        terminal.settle(SETTLING)
        start, before, drawn = time.monotonic(), terminal.cpu_seconds(), len(terminal.output)
        terminal.settle(IDLE)
        share = (terminal.cpu_seconds() - before) / (time.monotonic() - start)
        found.append((f"idle CPU of the tab {tab} / 0.3 % of one processor", share / LIMIT, 1.0))
        found.append((f"bytes drawn meanwhile, tab {tab}", float(len(terminal.output) - drawn), 0.0))
        terminal.end()
    return found
