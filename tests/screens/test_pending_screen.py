"""The Pending tab and the paging below it, on the sample profile and on stores with gaps."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from consent_tui.services import browse, pending
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from consent_tui.services.status import status
from consent_tui.store.clock import Moment
from consent_tui.store.pending import add
from consent_tui.store.session import writing
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.widgets.pending_list import PendingList, age
from tests.screens.demo import NOW, app_on, make_app, make_sample, profile, screen_text, until


async def shown(pilot: object) -> None:
    """Wait until the store is read."""
    await until(pilot, lambda: '"event"' in screen_text(pilot))  # type: ignore[arg-type]


async def test_the_newest_event_is_shown_with_its_digest(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    newest = next(pending.newest_first(sample))
    app = app_on(sample, "pending")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot)
        text = screen_text(pilot)
        assert "200 pending" in text
        assert "3 rejected" in text
        assert sha256(newest.body + b"\n").hexdigest() in text
        below = text.split("Event")[1].split("sha256")[0]
        assert json.loads("".join(below.splitlines()[1:])) == json.loads(newest.body)


async def test_every_event_can_be_walked_to(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    expected = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        assert [row.id for row in map(listing.row, range(200)) if row] == expected
        await pilot.press("end")
        assert listing.chosen == 199
        await pilot.press("up", "k", "pageup", "home", "down", "j")
        assert listing.chosen == 2


async def test_the_chosen_event_is_wiped_after_a_question(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    before = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("down", "w")
        await pilot.pause()
        assert "Wipe 1 event of the 200 that wait?" in screen_text(pilot)
        await pilot.press("enter", "escape")
        assert status(sample).pending == 200
        await pilot.press("w", "y")
        await until(pilot, lambda: "Wiped: 1 event; no byte of that" in screen_text(pilot))
        await until(pilot, lambda: "199 pending" in screen_text(pilot))
    assert [each.id for each in pending.newest_first(sample)] == [before[0], *before[2:]]


async def test_marked_events_are_wiped_together(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    before = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("space", "down", "space", "space", "up", "space")
        assert app.screen.query_one(PendingList).marked == {before[0], before[2]}
        await pilot.press("w")
        await pilot.pause()
        assert "Wipe 2 events of the 200 that wait?" in screen_text(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "Wiped: 2 events" in screen_text(pilot))
    left = [each.id for each in pending.newest_first(sample)]
    assert left == [each for each in before if each not in (before[0], before[2])]


async def test_everything_is_wiped_after_a_question_that_says_how_much(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("W")
        await pilot.pause()
        assert isinstance(app.screen, AskScreen)
        assert "Wipe all that waits, 200 events?" in screen_text(pilot)
        await pilot.press("y")
        await until(pilot, lambda: "Nothing waits." in screen_text(pilot))
        assert "Wiped: 200 events" in screen_text(pilot)
    assert status(sample).pending == 0


@pytest.mark.parametrize("form", ["ndjson", "json", "csv"])
async def test_export_writes_the_form_of_the_ending(tmp_path: Path, form: str) -> None:
    sample = make_sample(tmp_path, 30)
    app = app_on(sample, "pending")
    target = Path(sample.environ["HOME"], f"dfx-consent-pending.{form}")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert "Export 30 events to which file?" in screen_text(pilot)
        await pilot.press(*["tab"] * ["ndjson", "json", "csv"].index(form), "enter")
        await until(pilot, lambda: "Exported: 30 events" in screen_text(pilot))
    check_export(target, form, 30)


def check_export(target: Path, form: str, count: int) -> None:
    """The manifest tells the truth about the file."""
    manifest = json.loads(target.with_name(target.name + ".manifest.json").read_text("utf-8"))
    assert (manifest["count"], manifest["format"]) == (count, form)
    assert manifest["sha256"] == sha256(target.read_bytes()).hexdigest()


def in_the_way(sample: Profile, text: str = "") -> str:
    """What the file holds that an export would have to replace, after *text* is written into it."""
    path = Path(sample.environ["HOME"], "dfx-consent-pending.ndjson")
    if text:
        path.write_text(text, "utf-8")
    return path.read_text("utf-8")


async def test_export_replaces_nothing_and_says_so(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    target = in_the_way(sample, "mine")
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("e", "enter")
        await until(pilot, lambda: "is there already" in screen_text(pilot))
        await pilot.press("x", "enter")
        await until(pilot, lambda: "must end in .ndjson" in screen_text(pilot))
        await pilot.press("escape")
        await shown(pilot)
    assert in_the_way(sample) == target


async def test_what_was_rejected_stands_apart(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 40)) as pilot:
        await shown(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "Refused by a server: 3." in screen_text(pilot))
        assert "unknown token: #networkOther" in screen_text(pilot)
        await pilot.press("escape", "R", "y")
        await until(pilot, lambda: "Wiped: 3 events" in screen_text(pilot))
    assert (status(sample).rejected, status(sample).pending) == (0, 3)


async def test_an_event_recorded_beside_the_app_appears(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("down")
        listing = app.screen.query_one(PendingList)
        before = listing.row(listing.chosen)
        record(sample, 1)
        await until(pilot, lambda: "4 pending" in screen_text(pilot))
        after = listing.row(listing.chosen)
        assert before is not None
        assert after is not None
        assert before.id == after.id, "the event that is being read stays"


def record(sample: Profile, count: int, state: str = "on") -> None:
    """Store events as the recorder does."""
    body = b'{"event":"#dau","platform":"#linux","dfxVersion":"0.24.3","network":"#ic"}'
    with writing(sample.paths.state) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            add(connection, [body] * count, state, Moment(NOW, b"demo", 1))


async def test_what_was_recorded_under_local_never_goes(environ: dict[str, str]) -> None:
    decide(profile(environ), "local", "cli", "shown")
    record(profile(environ), 1, "local")
    app = make_app(environ, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "never: local" in screen_text(pilot)


async def test_nothing_pending_says_what_to_do(environ: dict[str, str]) -> None:
    app = make_app(environ, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nothing waits." in screen_text(pilot))
        await pilot.press("w", "W", "down", "end", "space")
        assert not isinstance(app.screen, AskScreen)


@pytest.mark.parametrize("gone", [(), (1,), (64, 65, 128), tuple(range(40, 140)), tuple(range(2, 290, 3))])
def test_pages_find_every_row_whatever_is_missing(tmp_path: Path, gone: tuple[int, ...]) -> None:
    sample = make_sample(tmp_path, 300)
    if gone:
        pending.wipe(sample, gone)
    expected = [each.id for each in pending.newest_first(sample)]
    found = browse.extent(sample)
    assert (found.count, found.newest, found.oldest) == (len(expected), expected[0], expected[-1])
    assert found.is_dense == (gone in ((), (1,)))
    assert list(browse.firsts(sample)) == expected[:: browse.PAGE]
    rows = []
    for first in browse.firsts(sample):
        rows += [each.id for each in browse.page(sample, first + 1, found.hold)]
    assert rows == expected


async def test_a_list_with_gaps_shows_every_row(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 300)
    pending.wipe(sample, range(2, 290, 3))
    expected = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        await until(pilot, lambda: listing.row(len(expected) - 1) is not None)
        assert [row.id for row in map(listing.row, range(len(expected))) if row] == expected


def test_ages_take_four_cells() -> None:
    assert [age(each) for each in (0, 59, 60, 3599, 3600, 86399, 86400, 90 * 86400)] == [
        "0s",
        "59s",
        "1m",
        "59m",
        "1h",
        "23h",
        "1d",
        "90d",
    ]
