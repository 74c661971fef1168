"""A person's home with a history and a dfx, the same for the tests of the screens and for the pictures."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from consent_tui.services.demo import build
from consent_tui.services.profile import Profile
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.widgets.recent_list import RecentList

NOW = 1_732_370_400
"""2024-11-23 14:00 UTC."""

HISTORY = (
    (NOW - 500 * 86400, "dfx new hello --type motoko"),
    (NOW - 9 * 86400, "dfx start --background"),
    (NOW - 9 * 86400 + 60, "dfx canister create --all"),
    (NOW - 8 * 86400, "git commit -m 'dfx deploy'"),
    (NOW - 7 * 86400, "dfx deploy my_secret_backend --ic"),
    (NOW - 3 * 86400, "DFX_NETWORK=ic dfx canister --wallet abcd call backend greet '(\"Ada\")'"),
    (NOW - 7200, "dfx canister install backend --mode reinstall -y"),
    (NOW - 3600, "dfx --help"),
    (NOW - 1800, "dfx my-ext --token s3cret"),
    (NOW - 60, "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"),
)
LEDGER = HISTORY[-1][1]


def make_home(folder: Path) -> dict[str, str]:
    """Write the history and a stub that stands in for dfx; the environment to run in."""
    home, programs = folder / "home", folder / "bin"
    home.mkdir()
    programs.mkdir()
    lines = "".join(f"#{when}\n{line}\n" for when, line in HISTORY)
    (home / ".bash_history").write_text(lines, "utf-8")
    stub = programs / "dfx"
    stub.write_text("#!/bin/sh\necho 'dfx 0.24.3'\n", "utf-8")
    stub.chmod(0o755)
    return {
        "HOME": str(home),
        "DFX_CONSENT_HOME": str(folder / "state"),
        "SHELL": "/bin/bash",
        "PATH": f"{programs}:/usr/bin:/bin",
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def append_to_history(environ: dict[str, str], line: str) -> None:
    """As the shell does when a command has been run."""
    with (Path(environ["HOME"]) / ".bash_history").open("a", encoding="utf-8") as file:
        file.write(f"#{NOW}\n{line}\n")


def make_app(environ: dict[str, str], tab: str = "preview") -> ConsentApp:
    """The app in that home, as on a terminal, with a clock that stands still."""
    return app_on(profile(environ), tab)


def app_on(found: Profile, tab: str) -> ConsentApp:
    """The app on this profile, as on a terminal."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    return ConsentApp(found, tab=tab, terminals=(True, True, True))


def make_sample(folder: Path, events: int = 200) -> Profile:
    """The sample profile of ``dfx-consent demo``: a yes, events that wait, days on which dfx ran."""
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
    return build(str(folder / "sample"), events, NOW, terminal, lambda _: None)


def profile(environ: dict[str, str]) -> Profile:
    """That home, with a clock that stands still and no policy of this machine's."""
    return Profile(environ, environ["HOME"], lambda: NOW, "/nonexistent/policy.toml")


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app work until *holds*; fails after ten seconds."""
    for _ in range(1000):
        if holds():
            await pilot.pause()
            return
        await pilot.pause(0.01)
    raise AssertionError(f"never came: {screen_text(pilot)}")


async def opened(pilot: Pilot[None]) -> None:
    """Wait until the histories are read and dfx has said its version."""
    await until(pilot, lambda: bool(pilot.app.screen.query_one(RecentList).rows))
    await until(pilot, lambda: "0.24.3" in screen_text(pilot))
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def screen_text(pilot: Pilot[None]) -> str:
    """What stands on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"
