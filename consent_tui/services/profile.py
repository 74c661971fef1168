"""Where and for whom we run: made once at the edge and handed down; there is no global state."""

from __future__ import annotations

import os
from time import time

from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.policy import SITE_PATH
from consent_tui.paths import Paths
from consent_tui.services.dfx_version import DfxVersion

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Profile:
    """The environment, the folder, the clock (Unix seconds, UTC) and the paths of one run.

    ``site_policy`` is where the site's policy lies; only a test names another place, never the environment.
    """

    __slots__ = ("_paths", "ask_version", "clock", "cwd", "environ", "site_policy")

    def __init__(
        self,
        environ: Mapping[str, str],
        cwd: str,
        clock: Callable[[], float] = time,
        site_policy: str = SITE_PATH,
    ) -> None:
        self.environ = environ
        self.cwd = cwd
        self.clock = clock
        self.site_policy = site_policy
        self.ask_version = DfxVersion(environ)
        self._paths: Paths | None = None

    @property
    def paths(self) -> Paths:
        """Where our files lie; looked up when first needed, because that costs an import."""
        if self._paths is None:
            self._paths = Paths(self.environ)
        return self._paths

    def surroundings(self) -> Surroundings:
        """What a command run here and now would find; dfx's files are read anew each time."""
        return Surroundings(self.cwd, self.environ, self.ask_version)


def this_process() -> Profile:
    """The profile of this process."""
    try:
        cwd = os.getcwd()  # noqa: PTH109 - pathlib is too slow to start here
    except OSError:
        cwd = ""
    return Profile(dict(os.environ), cwd)
