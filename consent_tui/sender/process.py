"""The sender as a process of its own, that nobody waits for and that says nothing."""

from __future__ import annotations

import os

from consent_tui.errors import ConsentError
from consent_tui.paths import Paths
from consent_tui.services.profile import Profile

HOME = "DFX_CONSENT_HOME"


def main(arguments: list[str]) -> int:
    """The process: ``FOLDER``, the state folder of whoever started it; returns the exit status."""
    if len(arguments) != 1:
        return 2
    from consent_tui.services.sending import send_if_due  # noqa: PLC0415 - not for a wrong command line

    folder = arguments[0]
    environ = dict(os.environ)
    if Paths(environ).state != folder:
        environ[HOME] = folder  # the shim carries the folder that it was installed for
    os.chdir("/")  # keep no folder of a project busy
    try:
        send_if_due(Profile(environ, ""))
    except ConsentError:
        return 1  # noted in the store, where status and doctor find it
    return 0
