"""A program: names the files of a folder that hold certain bytes. Imports nothing of ours.

``python -I -S searching.py FOLDER``, needles on standard input, one a line in hexadecimal; the names go to
standard output in the same form. Exits 1 when a file could not be read.
"""

from __future__ import annotations

import os
import sys

_BLOCK = 1 << 20


def holds(path: str, needles: list[bytes]) -> bool:
    """Whether this file holds any of the needles. Raises OSError when it cannot be read."""
    overlap = max(map(len, needles), default=1) - 1
    with open(path, "rb") as file:  # noqa: PTH123 - runs without pathlib
        tail = b""
        while block := file.read(_BLOCK):
            window = tail + block
            if any(needle in window for needle in needles):
                return True
            tail = window[-overlap:] if overlap else b""
    return False


def main() -> int:
    """Search the files of the folder named on the command line."""
    needles = [bytes.fromhex(line) for line in sys.stdin.read().split()]
    status = 0
    folder = sys.argv[1]
    for name in sorted(os.listdir(folder)):  # noqa: PTH208
        path = f"{folder}/{name}"
        if not os.path.isfile(path):  # noqa: PTH113
            continue
        try:
            found = holds(path, needles)
        except FileNotFoundError:
            continue
        except OSError:
            status = 1
            continue
        if found:
            print(os.fsencode(name).hex())
    return status


if __name__ == "__main__":
    sys.exit(main())
