"""``make bench``: print every figure, one line each; names on the command line choose among the modules."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path

import tests.benchmarks

HARNESS = {"__main__", "lines", "measure", "screen"}


def main() -> None:
    """Run the chosen benchmarks in alphabetical order."""
    names = [
        each.name for each in pkgutil.iter_modules(tests.benchmarks.__path__) if each.name not in HARNESS
    ]
    for name in sorted(set(sys.argv[1:]) or names):
        module = importlib.import_module(f"tests.benchmarks.{name}")
        with tempfile.TemporaryDirectory() as folder:
            for what, figure, limit in module.measure(Path(folder)):
                verdict = (
                    "" if not limit else f"   limit {limit:.2f}   {'holds' if figure <= limit else 'FAILS'}"
                )
                print(f"{figure:9.2f}   {what}{verdict}", flush=True)


if __name__ == "__main__":
    main()
