"""What a command's event takes from outside its own words: platform, dfx version, network."""

from __future__ import annotations

import sys

from consent_tui.capture.networks import Networks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PLATFORMS = {"darwin": "#darwin", "win32": "#windows", "cygwin": "#windows"}


def this_platform() -> str:
    """The token of the platform we run on; dfx itself knows no others than these three."""
    return PLATFORMS.get(sys.platform, "#linux")


class Surroundings:
    """Where a dfx command runs.

    ``dfx_network`` is the value of ``DFX_NETWORK``, empty when unset. ``ask_version`` is called with
    ``""`` or a ``+VERSION`` word, only when there is an event, and answers a SemVer version without
    build metadata or ``#unknown``.
    """

    __slots__ = ("_cwd", "_environ", "_networks", "ask_version", "dfx_network", "platform")

    def __init__(
        self,
        cwd: str,
        environ: Mapping[str, str],
        ask_version: Callable[[str], str],
        platform: str | None = None,
    ) -> None:
        self._cwd = cwd
        self._environ = environ
        self._networks = Networks(cwd, environ)
        self.ask_version = ask_version
        self.dfx_network = environ.get("DFX_NETWORK", "")
        self.platform = platform or this_platform()

    def network(self, name: str) -> str:
        """The network that this name or URL stands for here: one of the four tokens, never an error."""
        return self._networks.resolve(name)

    def with_assignments(self, assignments: Mapping[str, str]) -> Surroundings:
        """The same place, with the variables that stand before the command (``DFX_NETWORK=ic dfx …``)."""
        changed = Surroundings(self._cwd, {**self._environ, **assignments}, self.ask_version, self.platform)
        if not {"DFX_CONFIG_ROOT", "HOME"}.intersection(assignments):
            changed._networks = self._networks
        return changed
