"""A home of its own for every test, and no veil that another one left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui.services import veil
from tests.screens.demo import make_home


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return make_home(tmp_path)


@pytest.fixture(autouse=True)
def without_veil() -> Iterator[None]:
    """The veil is on for the whole process: a test that fails under it, or a picture, would leave it on."""
    yield
    veil.take_off()
