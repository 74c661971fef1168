"""Where the real dfx is: the first `dfx` on PATH that is not our shim.

Everything that asks dfx something (its version, first of all) asks the file found here, so that the
shim is never asked and never records our own question. On the recorder's way: imports `os` only.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKER = b"# dfx-consent shim"
"""The words by which a shim is recognised, in its first 200 bytes."""


def is_shim(path: str) -> bool:
    """Whether the file at *path* is a shim of ours; False for what cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return MARKER in os.read(descriptor, 200)
    except OSError:
        return False
    finally:
        os.close(descriptor)


def each_dfx(environ: Mapping[str, str]) -> Iterator[str]:
    """Every executable file named dfx on PATH, shims included, in order; an empty entry is this folder."""
    for folder in environ.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder or os.curdir, "dfx")  # noqa: PTH118 - pathlib is too slow for the recorder
        if os.path.isfile(path) and os.access(path, os.X_OK):  # noqa: PTH113 - likewise
            yield path


def find_real_dfx(environ: Mapping[str, str]) -> str | None:
    """The path of the dfx that the shim would run, or None where there is none."""
    for path in each_dfx(environ):
        if not is_shim(path):
            return path
    return None
