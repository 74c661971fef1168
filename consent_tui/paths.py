"""Where our files lie: one folder for state, one for configuration."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "dfx-consent"


class Paths:
    """``state`` and ``config`` are folders, as absolute paths; nothing is created by asking.

    ``DFX_CONSENT_HOME`` puts both into one folder; otherwise the platform's own places are used.
    """

    __slots__ = ("config", "state")

    def __init__(self, environ: Mapping[str, str]) -> None:
        home = environ.get("DFX_CONSENT_HOME", "")
        if home:
            self.state = self.config = os.path.abspath(home)  # noqa: PTH100 - pathlib is too slow to start here
        else:
            from platformdirs import user_config_dir, user_state_dir  # noqa: PLC0415 - costs 15 ms

            self.state = user_state_dir(NAME, appauthor=False)
            self.config = user_config_dir(NAME, appauthor=False)

    @property
    def database(self) -> str:
        """The SQLite file."""
        return os.path.join(self.state, "consent.db")  # noqa: PTH118

    @property
    def decisions(self) -> str:
        """The record of decisions."""
        return os.path.join(self.state, "decisions.jsonl")  # noqa: PTH118


def record_command(folder: str) -> list[str]:
    """The argv that the shim starts, up to its ``--exit-status``, for the state folder *folder*.

    It names this interpreter and this installation, so it works from a wheel, an editable install or a
    virtual environment, and needs neither site-packages nor an environment of its own.
    """
    entry = os.path.join(os.path.dirname(os.path.abspath(__file__)), "start_recorder.py")  # noqa: PTH100, PTH118, PTH120
    return [sys.executable, "-I", "-S", entry, os.path.abspath(folder)]  # noqa: PTH100
