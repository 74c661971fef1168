"""The MAU/DAU cache as it is shown."""

from __future__ import annotations

from pathlib import Path

from consent_tui.services.activity import activity, activity_document, wipe_activity
from consent_tui.services.pending import count
from tests.unit.services.person import Person

NOTHING = {"last_recorded": None, "last_sent": None, "next_eligible": None, "pending": False}


def test_where_nothing_was_ever_stored_nothing_is_made(tmp_path: Path) -> None:
    person = Person(tmp_path)
    document = activity_document(activity(person.profile))
    assert document == {"mau": NOTHING, "dau": NOTHING, "active_days": []}
    wipe_activity(person.profile)
    assert not person.state.exists()


def test_what_was_recorded_and_when_it_counts_again(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy")
    person.now += 3 * 86400
    person.runs("deploy")
    assert activity_document(activity(person.profile)) == {
        "mau": {
            "last_recorded": "2026-09-21T14:13:20Z",
            "last_sent": None,
            "next_eligible": "2026-10-21T14:13:20Z",
            "pending": True,
        },
        "dau": {
            "last_recorded": "2026-09-24T14:13:20Z",
            "last_sent": None,
            "next_eligible": "2026-09-25T14:13:20Z",
            "pending": True,
        },
        "active_days": ["2026-09-21", "2026-09-24"],
    }
    strip = activity(person.profile).strip
    assert [is_active for _, is_active in strip] == [False] * 26 + [True, False, False, True]
    person.now += 86400
    assert activity(person.profile).dau.next_eligible is None


def test_what_counts_depends_on_the_state_in_force(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.decides("local")
    person.runs("deploy")
    assert activity(person.profile).mau.next_eligible is not None
    (person.state / "config.toml").write_text("a slip\n")
    assert activity(person.profile).mau.next_eligible is not None  # the recorder goes on, too
    (person.state / "config.toml").unlink()
    person.decides("on")
    assert activity(person.profile).mau.next_eligible is None


def test_a_wipe_forgets_all_but_what_is_pending(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy")
    wipe_activity(person.profile)
    found = activity(person.profile)
    assert found.days == []
    assert found.mau.pending
    assert count(person.profile) == 3
