"""A home of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.demo import make_home


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return make_home(tmp_path)
