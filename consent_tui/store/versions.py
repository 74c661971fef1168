"""The cache of what dfx said its version is, keyed by everything that decides which dfx answers.

dfxvm takes the version from a ``+VERSION`` word, ``DFX_VERSION``, the project's dfx.json, or its own default,
in this order. The key holds all four, files by their state and not by their content, and is a digest: neither
a path nor anything else of the person's lies in it.
"""

from __future__ import annotations

import os

from consent_tui.capture.networks import project_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from sqlite3 import Connection

TRUSTED_FOR = 86400
"""For how long an answer is believed, in seconds: a script called dfx may change its mind unseen."""
KEPT = 64
"""How many answers are kept."""

_DFXVM = ".config/dfx/version-manager.json"


def key(real_dfx: str, toolchain: str, cwd: str, environ: Mapping[str, str]) -> bytes:
    """What this dfx's answer depends on, here and now, as a digest."""
    from _blake2 import blake2b  # noqa: PLC0415 - hashlib costs ten times as much

    project = project_file(cwd) if cwd else None
    home = environ.get("HOME", "")
    parts = (
        real_dfx,
        _state(real_dfx),
        toolchain,
        environ.get("DFX_VERSION", ""),
        project or "",
        _state(project) if project else "",
        home,
        _state(f"{home}/{_DFXVM}"),
    )
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=32).digest()


def known(connection: Connection, answer_key: bytes, now: int) -> str | None:
    """The answer given to this key within the last day, or None."""
    row = connection.execute(
        "SELECT version, asked_at FROM dfx_versions WHERE key = ?", (answer_key,)
    ).fetchone()
    if row is None or not 0 <= now - row[1] < TRUSTED_FOR:
        return None
    version: str = row[0]
    return version


def remember(connection: Connection, answer_key: bytes, version: str, now: int) -> None:
    """Keep an answer; within the caller's transaction."""
    connection.execute("INSERT OR REPLACE INTO dfx_versions VALUES (?, ?, ?)", (answer_key, version, now))
    connection.execute(
        "DELETE FROM dfx_versions"
        " WHERE key NOT IN (SELECT key FROM dfx_versions ORDER BY asked_at DESC LIMIT ?)",
        (KEPT,),
    )


def _state(path: str) -> str:
    try:
        found = os.stat(path)  # noqa: PTH116 - pathlib is too slow to start here
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}:{found.st_size}:{found.st_mtime_ns}"
