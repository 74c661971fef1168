"""Checks of the installation and its surroundings, each with what mends it."""

from __future__ import annotations

import os
import stat
import sys

from consent_tui.capture.networks import project_file
from consent_tui.capture.version import UNKNOWN
from consent_tui.consent.ceilings import environment_ceilings
from consent_tui.history.sources import sources
from consent_tui.i18n import N_, _
from consent_tui.retold import why
from consent_tui.services.doctor_records import examine_records
from consent_tui.services.findings import FINE, NOTE, PROBLEM, Finding
from consent_tui.shim.find import find_real_dfx

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from consent_tui.services.profile import Profile

NOT_SWITCHES = {
    "DFX_TELEMETRY_DISABLED": N_("%(name)s is set. No current dfx reads it; it stopped counting long ago."),
    "DFX_DISABLE_TELEMETRY": N_("%(name)s is set. No dfx reads it."),
    "DO_NOT_TRACK": N_("%(name)s is set. It keeps dfx-consent off; dfx's own telemetry does not read it."),
    "DFX_TELEMETRY": N_(
        "%(name)s is set. It is a ceiling for dfx-consent; dfx's own telemetry goes by its config.json."
    ),
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
    detail = _("Python %(version)s at %(path)s") % {"version": found, "path": sys.executable}
    return Finding("python", FINE, detail)


def _terminal(profile: Profile) -> Iterator[Finding]:
    term = profile.environ.get("TERM", "")
    if not term:
        yield Finding(
            "terminal",
            NOTE,
            _("TERM is not set, so the status is printed instead of the app."),
            _("Set TERM."),
        )
    elif term == "dumb":
        yield Finding(
            "terminal",
            NOTE,
            _("TERM is dumb, so the status is printed instead of the app."),
            _("Set TERM."),
        )
    else:
        yield Finding("terminal", FINE, _("TERM is %(name)s") % {"name": term})
    encoding = (sys.stdout.encoding or "ascii").lower()
    if not encoding.startswith("utf"):
        yield Finding(
            "encoding",
            NOTE,
            _("Standard output is %(encoding)s: lines are drawn in ASCII.") % {"encoding": encoding},
            _("Use a UTF-8 locale."),
        )


def _dfx(profile: Profile) -> Finding:
    path = find_real_dfx(profile.environ)
    if path is None:
        return Finding(
            "dfx",
            NOTE,
            _("There is no dfx on PATH; its version is #unknown."),
            _("Install dfx, or mend PATH."),
        )
    version = profile.ask_version("")
    if version == UNKNOWN:
        return Finding(
            "dfx",
            PROBLEM,
            _("%(path)s did not tell its version within a second; it is #unknown.") % {"path": path},
            _("Run %(path)s --version and see what it says.") % {"path": path},
        )
    detail = _("%(path)s is version %(version)s") % {"path": path, "version": version}
    return Finding("dfx", FINE, detail)


def _project(profile: Profile) -> Finding:
    path = project_file(profile.cwd) if profile.cwd else None
    if path is None:
        return Finding(
            "project", FINE, _("There is no dfx.json here or above; networks are the shared ones.")
        )
    if not _is_readable_file(path):
        return Finding(
            "project",
            PROBLEM,
            _("%(path)s cannot be read; networks are #other.") % {"path": path},
            _("Make it a readable file."),
        )
    return Finding("project", FINE, _("%(path)s says what this project's networks are.") % {"path": path})


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
            _("No shell history was found, so there are no recent commands to show."),
            _("Set HISTFILE to where your shell keeps it, and export it."),
        )


def _state_folder(profile: Profile) -> Iterator[Finding]:
    folder = profile.paths.state
    try:
        found = os.stat(folder)  # noqa: PTH116
    except FileNotFoundError:
        detail = _("Nothing was ever stored: %(path)s does not exist.") % {"path": folder}
        yield Finding("state", FINE, detail)
        return
    except OSError as error:
        yield Finding(
            "state",
            PROBLEM,
            _("%(path)s cannot be looked at: %(reason)s.") % {"path": folder, "reason": why(error)},
            _("Mend its permissions."),
        )
        return
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        yield Finding(
            "state",
            PROBLEM,
            _("Others can look into %(path)s.") % {"path": folder},
            _("Run: %(command)s") % {"command": f"chmod 700 {folder}"},
        )
    else:
        yield Finding("state", FINE, _("%(path)s is yours alone.") % {"path": folder})


def _switches(profile: Profile) -> Iterator[Finding]:
    for name, detail in NOT_SWITCHES.items():
        if profile.environ.get(name):
            yield Finding(
                "switches",
                NOTE,
                _(detail) % {"name": name},
                _("To stop dfx's own telemetry, run: dfx config telemetry off"),
            )
    sources = {source for source, _, _ in environment_ceilings(profile.environ)}
    for name, source in (("CI", "ci"), ("DO_NOT_TRACK", "DO_NOT_TRACK")):
        if profile.environ.get(name) and source not in sources:
            yield Finding(
                "switches",
                NOTE,
                _("%(name)s is set. Its value is no ceiling, but the shim records nothing while it is set.")
                % {"name": name},
                _("Unset %(name)s to have dfx runs recorded.") % {"name": name},
            )
