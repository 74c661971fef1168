"""A yes covers what was shown: none is taken while what it would cover is behind the veil."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.errors import REFUSED
from consent_tui.services import veil
from consent_tui.services.agreement import agreement
from consent_tui.services.configuration import write
from consent_tui.services.records import records
from tests.screens.demo import make_home
from tests.screens.demo import profile as undecided
from tests.screens.onlooker import ENDPOINT, leaks


@pytest.fixture(autouse=True)
def _unveiled() -> Iterator[None]:
    yield
    veil.take_off()


def test_a_yes_that_covers_a_recipient_is_not_taken_while_the_recipient_is_hidden(tmp_path: Path) -> None:
    found = undecided(make_home(tmp_path))
    for endpoint in (None, ENDPOINT):
        if endpoint:
            write(found, "endpoint", endpoint)
        asked = agreement(records(found), found.paths.state)
        for is_shared in (False, True):
            (veil.put_on if is_shared else veil.take_off)()
            refusal = asked.refusal(ON)
            assert (refusal is not None) is bool(endpoint and is_shared)
            assert refusal is None or (refusal.status == REFUSED and not leaks(refusal.message))
            assert asked.refusal(LOCAL) is None and asked.refusal(OFF) is None
