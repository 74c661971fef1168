"""The tabs over the store with a million rows: how soon they open, what a page and a search cost."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from uuid import uuid4

from consent_tui.services.demo import build
from consent_tui.services.profile import Profile
from consent_tui.store import sent
from consent_tui.store.session import writing
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.screens.listing import ListingPlace
from tests.benchmarks.measure import PROGRAM, clean_environment
from tests.benchmarks.screen import Terminal

RUNS = 5
PAGE_DOWN, END = b"\x1b[6~", b"\x1b[F"
QUIET = 0.08
IDLE = 10.0
READ = b"sha256"
"""Stands on the screen once the chosen row is drawn."""
BEAT = 0.002
WORDS = ("deploy", "#networkIc", "nothing-of-that")
BODY = (
    b'{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","network":"#ic","command":"#dfxPing"}\n'
)

Figure = tuple[str, float, float]


def _state(folder: Path, events: int, requests: int = 0) -> str:
    state = str(folder / f"state-{events}-{requests}")
    if not Path(state).exists():
        build(state, events, int(time.time()), {})
        _add_requests(state, requests)
    return state


def _add_requests(state: str, count: int) -> None:
    with writing(state) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            for number in range(count):
                at = int(time.time()) - count + number
                made = sent.attempt(connection, [], "https://telemetry.example/v1", str(uuid4()), BODY, at)
                sent.close(connection, made, sent.DELIVERED, 204, "", at + 1)


def _environ(folder: Path, state: str) -> dict[str, str]:
    return clean_environment(folder, DFX_CONSENT_HOME=state, SHELL="/bin/bash")


def _opened(environ: dict[str, str], tab: str) -> Terminal:
    terminal = Terminal([PROGRAM, "--tab", tab], environ)
    terminal.wait_for(READ)
    return terminal


def _seconds(environ: dict[str, str], tab: str) -> float:
    start = time.monotonic()
    terminal = _opened(environ, tab)
    taken = time.monotonic() - start
    terminal.end()
    return taken


def _mebibytes(terminal: Terminal) -> float:
    """Memory that is the process's own or its share of what it shares with others."""
    lines = Path(f"/proc/{terminal.pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _walked(terminal: Terminal) -> tuple[float, float]:
    """Milliseconds of CPU for a page key, and the memory after all of them."""
    terminal.settle(1.0)
    before = terminal.cpu_seconds()
    for _ in range(20):
        terminal.send(PAGE_DOWN)
        terminal.settle(QUIET)
    terminal.send(END)
    terminal.settle(QUIET)
    return (terminal.cpu_seconds() - before) / 21 * 1000, _mebibytes(terminal)


def _tab(few: dict[str, str], many: dict[str, str], tab: str, what: str) -> list[Figure]:
    """What a tab costs with many rows beside few."""
    runs = [(_seconds(few, tab), _seconds(many, tab)) for _ in range(RUNS + 1)][1:]
    small, large = (min(each) for each in zip(*runs, strict=True))
    terminal = _opened(few, tab)
    _, least = _walked(terminal)
    terminal.end()
    terminal = _opened(many, tab)
    page, most = _walked(terminal)
    terminal.end()
    return [
        (f"the tab {what} / 1,000, wall to the first row drawn, best of each", large / small, 1.25),
        (f"the tab {what} - 1,000, MiB more after 21 page keys", most - least, 25.0),
        (f"a page key in it, {what}, ms of CPU", page, 25.0),
    ]


def _idle(environ: dict[str, str]) -> float:
    terminal = _opened(environ, "pending")
    terminal.settle(1.0)
    before = terminal.cpu_seconds()
    time.sleep(IDLE)
    used = terminal.cpu_seconds() - before
    terminal.end()
    return used / IDLE * 100


def _unserved() -> float:
    """Seconds for which this thread could have run, and others had the processor."""
    return int(Path("/proc/thread-self/schedstat").read_text("ascii").split()[1]) / 1e9


async def _searched(state: str, tab: str) -> tuple[float, float]:
    """The longest the loop stood still while words were typed and found, and the slowest search; ms."""
    app = ConsentApp(
        Profile({"DFX_CONSENT_HOME": state, "TERM": "xterm-256color"}, state, time.time), tab=tab
    )
    longest = slowest = 0.0
    async with app.run_test(size=(80, 24)) as pilot:
        place = app.screen
        assert isinstance(place, ListingPlace)
        while not place.listing.count:
            await pilot.pause(0.05)
        await asyncio.sleep(1.0)
        stop = asyncio.Event()

        async def beat() -> None:
            nonlocal longest
            while not stop.is_set():
                before, waited = time.monotonic(), _unserved()
                await asyncio.sleep(BEAT)
                still = time.monotonic() - before - BEAT - (_unserved() - waited)
                longest = max(longest, still)

        beating = asyncio.create_task(beat())
        for word in WORDS:
            start = time.monotonic()
            place.filter_line.field.value = word
            while place.words != (word.lower(),) or not place.is_found:  # noqa: ASYNC110 - told to nobody else
                await asyncio.sleep(0.005)
            slowest = max(slowest, time.monotonic() - start)
        place.action_back()
        await asyncio.sleep(0.5)
        stop.set()
        await beating
    return longest * 1000, slowest * 1000


def measure(folder: Path) -> list[Figure]:
    """(what, figure, limit): ratios, MiB, milliseconds, and percents of a core when idle."""
    few, many = _state(folder, 1_000, 1_000), _state(folder, 1_000_000, 100_000)
    environs = _environ(folder, few), _environ(folder, many)
    found = _tab(*environs, "pending", "Pending, 1,000,000 events")
    found += _tab(*environs, "sent", "Sent, 100,000 requests")
    for tab in ("pending", "sent"):
        blocked, slowest = asyncio.run(_searched(many, tab))
        found += [
            (f"the filter of the tab {tab}: ms for which the loop stood still at most", blocked, 50.0),
            (f"the filter of the tab {tab}: ms until everything was found, the slowest", slowest, 0.0),
        ]
    return [*found, ("the app left alone, percent of a core", _idle(environs[1]), 0.3)]
