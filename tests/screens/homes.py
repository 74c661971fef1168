"""The homes in which the scenes play: what somebody decided there, and what stands in their way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consent_tui.services.configuration import write
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from consent_tui.store.decisions import keep_vocabulary
from consent_tui.vocabulary.tokens import tokens
from tests.screens.demo import make_home, make_sample, profile
from tests.unit.store.decided import decide as decide_for

MINE, THEIRS = "https://telemetry.example/v1", "https://host.example/v1"


def own(folder: Path) -> Profile:
    """Nothing is decided."""
    return profile(make_home(folder))


def in_ci(folder: Path) -> Profile:
    """A yes was said, and ``CI`` is set since."""
    found = own(folder)
    decide(found, "on", "cli", "shown")
    return Profile({**found.environ, "CI": "true"}, found.cwd, found.clock, found.site_policy)


def said_no(folder: Path) -> Profile:
    """A no was said."""
    found = own(folder)
    decide(found, "off", "cli", "shown")
    return found


def unnamed_recipient(folder: Path) -> Profile:
    """A yes names one recipient, and a policy asks for another."""
    found = own(folder)
    write(found, "endpoint", MINE)
    decide(found, "on", "cli", "shown")
    Path(found.paths.state, "policy.toml").write_text(f'endpoint = "{THEIRS}"\n', "utf-8")
    return found


def fewer_tokens(folder: Path) -> Profile:
    """A yes to a notice whose vocabulary was smaller."""
    found = own(folder)
    state = Path(found.paths.state)
    state.mkdir(mode=0o700)
    smaller = tuple(each for each in tokens() if each not in ("#dfxDeploy", "#optionMode"))
    keep_vocabulary(str(state), smaller)
    decide_for(state, "on", list(smaller))
    return found


def broken_configuration(folder: Path) -> Profile:
    """``config.toml`` has a slip."""
    found = own(folder)
    state = Path(found.paths.state)
    state.mkdir(mode=0o700)
    state.joinpath("config.toml").write_text("hold = [", "utf-8")
    return found


def broken_record(folder: Path) -> Profile:
    """Somebody has changed a decision."""
    found = make_sample(folder, 3)
    path = Path(found.paths.decisions)
    path.write_bytes(path.read_bytes().replace(b'"method":"cli"', b'"method":"tui"'))
    return found


def with_endpoint(folder: Path) -> Profile:
    """The sample, and an endpoint is configured: a few events could be sent now."""
    found = make_sample(folder, 60)
    write(found, "endpoint", MINE)
    decide(found, "on", "cli", "shown")
    return found


HOMES: dict[str, Callable[[Path], Profile]] = {
    "own": own,
    "sample": make_sample,
    "endpoint": with_endpoint,
    "ci": in_ci,
    "no": said_no,
    "unnamed": unnamed_recipient,
    "fewer": fewer_tokens,
    "slip": broken_configuration,
    "broken": broken_record,
}
"""By name: what makes a home in an empty folder."""
