"""When the shim puts the first-run question, written so that it knows without starting a program.

The file ``ask`` in the state folder: the question is put from the time that is its modification time; where
the file is missing, cannot be seen or belongs to somebody else, it is never put. So whoever loses the state
is not asked, and the shim does nothing but run dfx. The shim compares it with an empty file ``now`` that it
has just written: ``test -nt`` is the only clock that every POSIX shell has built in. On a disk that takes no
writes nobody is asked. The time is a matter of cost only: the card itself looks at the decisions again.

After every decision, every "later" and every installation of the shim, write what
``consent.asking.next_question`` answers: a time (0 is now) through :func:`ask_from`, None through
:func:`ask_never`.
"""

from __future__ import annotations

import os
from pathlib import Path

ASK = "ask"
NOW = "now"


def ask_from(home: str, moment: int) -> None:
    """Let the shim put the question at the first run after *moment* (Unix seconds, 0 is now).

    The state folder is made where it is missing. Raises OSError if the file cannot be written.
    """
    path = Path(home, ASK)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        os.utime(descriptor, (moment, moment))
    finally:
        os.close(descriptor)


def ask_never(home: str) -> None:
    """Let the shim put no question. Raises OSError if the files are there and cannot be removed."""
    for name in (ASK, NOW):
        Path(home, name).unlink(missing_ok=True)
