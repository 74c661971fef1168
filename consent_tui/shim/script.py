"""The text of the shim, with everything that can be known when it is installed already in it.

The text itself is `dfx.sh`; it is what lies on the user's disk, so it explains itself. What it cannot do,
because a POSIX shell cannot:

- tell a dfx that exits with 143 from one that died by TERM (likewise 129 to 142 for the other signals, and
  130 for Ctrl-C): it leaves by the signal in both cases, which `$?` shows as the same number;
- survive a KILL sent to its own process, or hand on an INT that was sent to that process alone (a Ctrl-C
  reaches dfx because the terminal sends it to the whole group);
- keep dfx's descriptor 9, which holds standard input meanwhile;
- record a run whose standard input is closed;
- hide the line with which a shell complains when it is started in a folder that has been deleted;
- hand TERM and HUP on where neither bash nor GNU env is there to let dfx feel Ctrl-C beside a waiting shell
  (BusyBox): there dfx runs in the foreground of the shim, and ends with the terminal but not with the shim.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import consent_tui

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

ENV = "/usr/bin/env"
PACKAGE = Path(consent_tui.__file__)
TEMPLATE = Path(__file__).with_name("dfx.sh")


def render(home: str, record_command: Sequence[str], first_run_command: Sequence[str], env: str) -> str:
    """The shim for the state folder *home*.

    *record_command* is the recorder's argv up to ``--exit-status N -- dfx …``; *first_run_command* is the
    card's, up to ``-- dfx …``, which answers 0 to go on and 130 to end. *env* is the path of a GNU env, or
    empty. Names that are not UTF-8 are surrogates, as ``os.fsdecode`` makes them.
    """
    values = {
        "home": shlex.quote(home),
        "python": shlex.quote(first_run_command[0]),
        "package": shlex.quote(str(PACKAGE)),
        "first_run": shlex.join(first_run_command),
        "record": shlex.join(record_command),
        "env": shlex.quote(env),
    }
    return re.sub(r"@(\w+)@", lambda found: values[found[1]], TEMPLATE.read_text("utf-8"))


def gnu_env() -> str:
    """The path of an env that can give a child its signals back, or empty where there is none."""
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed path
            [ENV, "--default-signal=INT,QUIT", ENV],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ENV if answer.returncode == 0 else ""
