"""Checks of the installation and its surroundings, each with what mends it."""

from __future__ import annotations

import os
import stat
import sys

from consent_tui.capture.networks import project_file
from consent_tui.capture.version import UNKNOWN
from consent_tui.consent.ceilings import environment_ceilings
from consent_tui.history.sources import sources
from consent_tui.services.doctor_records import examine_records
from consent_tui.services.findings import FINE, NOTE, PROBLEM, Finding
from consent_tui.shim.find import find_real_dfx

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from consent_tui.services.profile import Profile

NOT_SWITCHES = {
    "DFX_TELEMETRY_DISABLED": "No current dfx reads it; it stopped counting long ago.",
    "DFX_DISABLE_TELEMETRY": "No dfx reads it.",
    "DO_NOT_TRACK": "It keeps dfx-consent off; dfx's own telemetry does not read it.",
    "DFX_TELEMETRY": "It is a ceiling for dfx-consent; dfx's own telemetry goes by its config.json.",
}


def examine(profile: Profile) -> list[Finding]:
    """Every check, in a fixed order. Nothing is written and no socket is opened."""
    return [
        _python(),
        *_terminal(profile),
        _dfx(profile),
        _project(profile),
        *_histories(profile),
        *_state_folder(profile),
        *examine_records(profile),
        *_switches(profile),
    ]


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("python", FINE, f"Python {found} at {sys.executable}")


def _terminal(profile: Profile) -> Iterator[Finding]:
    term = profile.environ.get("TERM", "")
    if term in {"", "dumb"}:
        yield Finding(
            "terminal",
            NOTE,
            f"TERM is {term or 'not set'}, so the status is printed instead of the app.",
            "Set TERM.",
        )
    else:
        yield Finding("terminal", FINE, f"TERM is {term}")
    encoding = (sys.stdout.encoding or "ascii").lower()
    if not encoding.startswith("utf"):
        yield Finding(
            "encoding",
            NOTE,
            f"Standard output is {encoding}: lines are drawn in ASCII.",
            "Use a UTF-8 locale.",
        )


def _dfx(profile: Profile) -> Finding:
    path = find_real_dfx(profile.environ)
    if path is None:
        return Finding(
            "dfx", NOTE, "There is no dfx on PATH; its version is #unknown.", "Install dfx, or mend PATH."
        )
    version = profile.ask_version("")
    if version == UNKNOWN:
        return Finding(
            "dfx",
            PROBLEM,
            f"{path} did not tell its version within a second; it is #unknown.",
            f"Run {path} --version and see what it says.",
        )
    return Finding("dfx", FINE, f"{path} is version {version}")


def _project(profile: Profile) -> Finding:
    path = project_file(profile.cwd) if profile.cwd else None
    if path is None:
        return Finding("project", FINE, "There is no dfx.json here or above; networks are the shared ones.")
    if not _is_readable_file(path):
        return Finding(
            "project", PROBLEM, f"{path} cannot be read; networks are #other.", "Make it a readable file."
        )
    return Finding("project", FINE, f"{path} says what this project's networks are.")


def _is_readable_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.stat(path).st_mode) and os.access(path, os.R_OK)  # noqa: PTH116
    except OSError:
        return False


def _histories(profile: Profile) -> Iterator[Finding]:
    found = sources(profile.environ)
    for each in found:
        yield Finding("history", FINE, f"{each.shell}: {each.path}")
    if not found:
        yield Finding(
            "history",
            NOTE,
            "No shell history was found, so there are no recent commands to show.",
            "Set HISTFILE to where your shell keeps it, and export it.",
        )


def _state_folder(profile: Profile) -> Iterator[Finding]:
    folder = profile.paths.state
    try:
        found = os.stat(folder)  # noqa: PTH116
    except FileNotFoundError:
        yield Finding("state", FINE, f"Nothing was ever stored: {folder} does not exist.")
        return
    except OSError as error:
        yield Finding(
            "state", PROBLEM, f"{folder} cannot be looked at: {error.strerror}.", "Mend its permissions."
        )
        return
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        yield Finding("state", PROBLEM, f"Others can look into {folder}.", f"Run: chmod 700 {folder}")
    else:
        yield Finding("state", FINE, f"{folder} is yours alone.")


def _switches(profile: Profile) -> Iterator[Finding]:
    for name, detail in NOT_SWITCHES.items():
        if profile.environ.get(name):
            yield Finding(
                "switches",
                NOTE,
                f"{name} is set. {detail}",
                "To stop dfx's own telemetry, run: dfx config telemetry off",
            )
    sources = {source for source, _, _ in environment_ceilings(profile.environ)}
    for name, source in (("CI", "ci"), ("DO_NOT_TRACK", "DO_NOT_TRACK")):
        if profile.environ.get(name) and source not in sources:
            yield Finding(
                "switches",
                NOTE,
                f"{name} is set. Its value is no ceiling, but the shim records nothing while it is set.",
                f"Unset {name} to have dfx runs recorded.",
            )
