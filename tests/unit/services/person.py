"""A person who has decided, in a folder of the test's own: the same parts that the program uses."""

from __future__ import annotations

from pathlib import Path

from consent_tui.recorder import record
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from consent_tui.store.clock import Moment
from tests.program import environment

NOON = 1_790_000_000
"""A moment in 2026, in Unix seconds."""
BOOT = b"of a test"


class Person:
    """``now`` is their clock, for the test to move; ``state`` is the folder that DFX_CONSENT_HOME names."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.state = home / "state"
        self.now = NOON
        self.environ = environment(home, DFX_CONSENT_HOME=str(self.state))
        self.profile = Profile(self.environ, str(home), lambda: self.now, "/nonexistent/policy.toml")

    def decides(self, state: str) -> None:
        decide(self.profile, state, "cli", "a test")

    def runs(self, *words: str, exit_status: int = 0) -> None:
        """Have a dfx command recorded as the shim would."""
        said = record(
            ["dfx", *words],
            exit_status,
            str(self.home),
            self.environ,
            str(self.state),
            lambda: Moment(self.now, BOOT, self.now),
            "/nonexistent/policy.toml",
        )
        assert said == "recorded"

    def files(self) -> dict[str, bytes]:
        """What lies in the state folder, but for SQLite's index of the log and an empty log."""
        return {
            path.name: path.read_bytes()
            for path in self.state.rglob("*")
            if path.is_file() and not path.name.endswith("-shm") and path.stat().st_size
        }
