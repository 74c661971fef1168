"""What ``send`` answers where it does not send: that is true, and says what is the most."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from consent_tui.services.configuration import write
from consent_tui.services.deciding import name_recipient
from consent_tui.services.demo import build
from tests.program import environment, program

MOST = b"That is in 30 days, which is the most."


@pytest.fixture
def sample(tmp_path: Path) -> dict[str, str]:
    """Thirty events that wait under a yes, and an endpoint that was set since."""
    clean = environment(tmp_path)
    now = int(datetime.now(UTC).timestamp())
    found = build(str(tmp_path / "sample"), 30, now, clean, lambda _: None)
    write(found, "endpoint", "https://telemetry.example/v1")
    name_recipient(found, "cli", "endpoint")
    return dict(found.environ)


def test_events_may_wait_though_no_sending_time_is_set(sample: dict[str, str]) -> None:
    done = program("send", environ=sample)
    assert done.returncode == 0
    assert b"nothing was recorded" not in done.stdout
    assert done.stdout.startswith(b"No sending time is set: the next dfx run that is recorded sets one.")


@pytest.mark.parametrize(("asked", "is_most"), [("9999d", True), ("30d", True), ("12h", False)])
def test_whoever_postpones_for_long_hears_what_is_the_most(
    sample: dict[str, str],
    asked: str,
    is_most: bool,  # noqa: FBT001 - what is expected
) -> None:
    done = program("send", "--postpone", asked, environ=sample)
    assert done.returncode == 0
    assert (MOST in done.stdout) == is_most
