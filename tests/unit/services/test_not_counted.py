"""A store that cannot be read: no number is told of it, for none is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.cli.status import print_status
from consent_tui.services.agreement import agreement
from consent_tui.services.marks import BOXES
from consent_tui.services.outline_consent import consent_sections
from consent_tui.services.outline_truth import truth_rows
from consent_tui.services.profile import Profile
from consent_tui.services.truth import truth
from consent_tui.tui.drawing.header import header
from consent_tui.tui.figures import figures_for
from tests.screens.demo import make_sample

NOT_KNOWN = "not known, as the database cannot be read"


@pytest.fixture
def unreadable(tmp_path: Path) -> Profile:
    """The sample, its database overwritten."""
    found = make_sample(tmp_path, 5)
    Path(found.paths.database).write_bytes(b"nothing that SQLite knows" * 400)
    return found


def test_the_header_says_that_it_is_not_known(unreadable: Profile) -> None:
    for width in (80, 120, 200):
        line = header(truth(unreadable), figures_for(BOXES), width).plain
        assert "pending: not known" in line or "pending: ?" in line, line
        assert "0 pending" not in line


def test_plain_mode_and_the_consent_tab_say_so_too(unreadable: Profile) -> None:
    found = truth(unreadable)
    assert ("", "pending: not known") in truth_rows(found)
    assert found.status is not None
    asked = agreement(found.status.records, unreadable.paths.state)
    rows = [row for section in consent_sections(found, asked, is_asking=False) for row in section.rows]
    assert ("pending", NOT_KNOWN) in rows


def test_the_status_says_so(unreadable: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    print_status(unreadable)
    said = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if " " in line)
    assert [said[name] for name in ("pending", "rejected", "dropped")] == [NOT_KNOWN] * 3


def test_a_store_that_can_be_read_is_counted(tmp_path: Path) -> None:
    found = truth(make_sample(tmp_path, 5))
    assert found.is_counted
    assert ("", "5 pending") in truth_rows(found)
