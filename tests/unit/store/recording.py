"""Running the recorder in a test: its clock, its environment, and a dfx to ask."""

from __future__ import annotations

from pathlib import Path

from consent_tui import recorder
from consent_tui.store.clock import Moment
from tests.unit.store.decided import NO_SITE_POLICY, NOON, at, environment

DEPLOY = ["dfx", "deploy", "my_secret_backend", "--network", "ic"]


def run(folder: Path, argv: list[str] = DEPLOY, moment: Moment | None = None, **more: str) -> str:
    environ = environment(folder.parent, **more)
    moment = moment or at(NOON)
    return recorder.record(argv, 0, str(folder.parent), environ, str(folder), lambda: moment, NO_SITE_POLICY)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def stub_dfx(path: Path, text: str) -> None:
    """An executable named dfx that stands in for the real one."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
