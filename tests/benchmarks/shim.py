"""What the shim costs in the foreground, against the shortest sh wrappers that do as much as run dfx.

The recorder's own work is measured elsewhere: here its place is taken by ``/bin/true``, which the shim
starts as it would start the recorder. A stub executable named dfx stands in for the real one. The figures are
for one dfx run, median of the pairs: wall time until the caller has dfx's status, and the CPU of the
processes that the caller waits for.
"""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

from consent_tui.shim.install import install
from consent_tui.store.folder import mark_recording
from tests.benchmarks.measure import clean_environment

RUNS = 101


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """``(name, ratio, limit)`` of the shim while recording and while off."""
    stub = _script(folder / "real" / "dfx", "exit 0")
    wrapper = _script(folder / "wrapper" / "dfx", f'{stub} "$@"\nexit $?')
    bare = _script(folder / "bare" / "dfx", f'exec {stub} "$@"')
    environ = clean_environment(folder)
    environ["PATH"] = f"{folder / 'shim'}:{folder / 'real'}:/usr/bin:/bin"
    home = folder / "home"
    install(str(folder / "shim"), str(home), ["/bin/true"], ["/bin/true"], environ)
    shim = str(folder / "shim" / "dfx")
    home.mkdir()
    off_wall, off_cpu = _ratios(shim, bare, environ)
    mark_recording(str(home))
    on_wall, on_cpu = _ratios(shim, wrapper, environ)
    return [
        ("shim while recording, wall time, against a two-line sh wrapper", on_wall, 1.8),
        ("shim while recording, CPU, against a two-line sh wrapper", on_cpu, 1.8),
        ("shim while off, wall time, against a bare sh exec", off_wall, 1.25),
        ("shim while off, CPU, against a bare sh exec", off_cpu, 1.25),
    ]


def _script(path: Path, body: str) -> str:
    path.parent.mkdir()
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def _ratios(ours: str, limit: str, environ: dict[str, str]) -> tuple[float, float]:
    pairs = [(_once(ours, environ), _once(limit, environ)) for _ in range(RUNS)]
    wall = [statistics.median(pair[side][0] for pair in pairs) for side in (0, 1)]
    processor = [statistics.median(pair[side][1] for pair in pairs) for side in (0, 1)]
    return wall[0] / wall[1], processor[0] / processor[1]


def _once(program: str, environ: dict[str, str]) -> tuple[float, float]:
    """Wall and CPU seconds until the program has left; what it leaves behind detached is not waited for."""
    began = time.perf_counter()
    child = os.posix_spawn(program, ["dfx", "deploy"], environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{program} left {status}")
    time.sleep(0.002)  # whoever was left behind is not to be paid for by the next one
    return wall, usage.ru_utime + usage.ru_stime
