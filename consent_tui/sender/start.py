"""Starting the sender, detached. The recorder comes here when it is due: nothing is imported but ``os``."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def start_detached(folder: str, environ: Mapping[str, str]) -> None:
    """Start the sender for the state folder *folder* in a session of its own; never waits, never raises."""
    entry = __file__.rpartition("/sender/")[0] + "/start_sender.py"
    nowhere = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    words = [sys.executable, "-P", entry, folder]
    try:
        os.posix_spawn(sys.executable, words, environ, file_actions=nowhere, setsid=True)
    except NotImplementedError:  # an older macOS
        os.posix_spawn(sys.executable, words, environ, file_actions=nowhere, setpgroup=0)
    except OSError:
        pass  # the next dfx command after an hour tries again
