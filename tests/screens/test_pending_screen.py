"""The Pending tab and the paging below it, on the sample profile and on stores with gaps."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import MouseScrollDown

from consent_tui.sender.lock import RequestLock
from consent_tui.services import pending, veil
from consent_tui.services.ages import age
from consent_tui.services.browse import PAGE, PendingTable
from consent_tui.services.deciding import decide
from consent_tui.services.marked import Marked
from consent_tui.services.profile import Profile
from consent_tui.services.status import status
from consent_tui.services.walk import Search, Walk
from consent_tui.store.clock import Moment
from consent_tui.store.pending import add
from consent_tui.store.session import writing
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.export import ExportScreen
from consent_tui.tui.widgets.pending_list import PendingList
from consent_tui.tui.widgets.veiled_input import VeiledInput
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


async def test_the_chosen_event_is_wiped_once_that_is_confirmed(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    before = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("enter", "u")
        assert "wiped" not in screen_text(pilot), "nothing waits for its wipe, so enter confirms nothing"
        await pilot.press("down", "w")
        await pilot.pause()
        assert "1 event will be wiped for good: enter confirms, u undoes." in screen_text(pilot)
        assert "▸✕" in screen_text(pilot)
        assert status(sample).pending == 200
        await pilot.press("enter")
        await until(pilot, lambda: "Wiped for good: 1 event. No byte of that" in screen_text(pilot))
        await until(pilot, lambda: "199 pending" in screen_text(pilot))
    assert [each.id for each in pending.newest_first(sample)] == [before[0], *before[2:]]


@pytest.mark.parametrize("undo", ["u", "escape"])
async def test_a_wipe_that_was_undone_wipes_nothing(tmp_path: Path, undo: str) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("space", "space", "w", "down", "w")
        await until(pilot, lambda: "3 events will be wiped for good" in screen_text(pilot))
        await pilot.press(undo)
        await until(pilot, lambda: "Undone: nothing was wiped." in screen_text(pilot))
        marked = set(app.screen.query_one(PendingList).marked)
        assert marked == {each.id for each in list(pending.newest_first(sample))[:2]}, "as before the wipe"
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert "✕ 43m" not in screen_text(pilot)
    assert status(sample).pending == 200


async def test_marked_events_are_wiped_together(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    before = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("space", "down", "space", "space", "up", "space")
        assert set(app.screen.query_one(PendingList).marked) == {before[0], before[2]}
        assert "2 marked" in screen_text(pilot)
        await pilot.press("w", "enter")
        await until(pilot, lambda: "Wiped for good: 2 events." in screen_text(pilot))
    left = [each.id for each in pending.newest_first(sample)]
    assert left == [each for each in before if each not in (before[0], before[2])]


async def test_a_range_grows_and_shrinks_with_shift(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 300)
    ids = [each.id for each in pending.newest_first(sample)]
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        await pilot.press("space", "down", "shift+down", "shift+down", "shift+down")
        assert set(listing.marked) == {ids[0], *ids[2:6]}
        await pilot.press("shift+up", "shift+up")
        assert set(listing.marked) == {ids[0], *ids[2:4]}
        await pilot.press("shift+up", "shift+up", "shift+up")
        assert set(listing.marked) == set(ids[:3]), "what was marked before the range stays"
        await pilot.press("escape", "end", "shift+home")
        assert len(listing.marked) == 300
        assert listing.chosen == 0
        await pilot.press("escape")
        assert not listing.marked
        await pilot.click(listing, offset=(10, 3))
        first = listing.chosen
        await pilot.click(listing, offset=(10, 6), shift=True)
        assert set(listing.marked) == set(ids[first : first + 4])
        await pilot.click(listing, offset=(10, 8), control=True)
        assert len(listing.marked) == 5


async def test_all_that_a_filter_found_is_marked_exported_and_wiped(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 300)
    wanted = [each.id for each in pending.newest_first(sample) if b"#dfxDeploy" in each.body]
    assert 10 < len(wanted) < 200
    app = app_on(sample, "pending")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        await pilot.press("slash", *"DEPLOY")
        await until(pilot, lambda: listing.count == len(wanted))
        assert f"{len(wanted)} found" in screen_text(pilot)
        await pilot.press("escape", "a")
        assert set(listing.marked) == set(wanted)
        await pilot.press("e")
        await until(pilot, lambda: f"Export {len(wanted)} events to which file?" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: f"Exported: {len(wanted)} events" in screen_text(pilot))
        await pilot.press("w", "enter")
        await until(pilot, lambda: f"Wiped for good: {len(wanted)} events." in screen_text(pilot))
        await until(pilot, lambda: listing.count == 0)
        assert "Nothing holds these words." in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: listing.count == 300 - len(wanted))
    lines = in_the_way(sample).splitlines()
    assert len(lines) == len(wanted)
    assert all("#dfxDeploy" in line for line in lines)
    assert not [each for each in pending.newest_first(sample) if b"#dfxDeploy" in each.body]


async def test_escape_leaves_the_filter_and_then_clears_it(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 100)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        await pilot.press("slash", *"ic deploy")
        expected = [
            each.id
            for each in pending.newest_first(sample)
            if all(word in pending.tokens_line(each.body).lower() for word in ("ic", "deploy"))
        ]
        await until(pilot, lambda: listing.count == len(expected))
        assert [row.id for row in map(listing.row, range(len(expected))) if row] == expected
        await pilot.press("escape")
        assert app.screen.focused is listing
        assert listing.count == len(expected)
        record(sample, 1)
        await until(pilot, lambda: "101 pending" in screen_text(pilot))
        assert listing.count == len(expected), "what is recorded meanwhile and does not match stays out"
        await pilot.press("escape")
        await until(pilot, lambda: listing.count == 101)
        assert "ic deploy" not in screen_text(pilot)


async def test_an_event_that_is_read_stays_when_the_filter_is_cleared(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 300)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        await pilot.press("slash", *"#dfxledgertransfer")
        await until(pilot, lambda: 0 < listing.count < 30)
        await pilot.press("down", "down")
        chosen = listing.chosen_row
        await pilot.press("escape")
        await until(pilot, lambda: listing.count == 300)
        assert chosen is not None and listing.chosen_row is not None
        assert listing.chosen_row.id == chosen.id


async def test_everything_that_is_listed_is_wiped_and_nothing_that_comes_later(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("W")
        await until(pilot, lambda: "200 events will be wiped for good" in screen_text(pilot))
        record(sample, 1)
        await until(pilot, lambda: "201 pending" in screen_text(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Wiped for good: 200 events." in screen_text(pilot))
        await until(pilot, lambda: "1 pending" in screen_text(pilot))
    assert status(sample).pending == 1


@pytest.mark.parametrize("form", ["ndjson", "json", "csv"])
async def test_export_writes_the_form_of_the_ending(tmp_path: Path, form: str) -> None:
    sample = make_sample(tmp_path, 30)
    app = app_on(sample, "pending")
    target = Path(sample.environ["HOME"], f"dfx-consent-pending.{form}")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert "Export all 30 events that wait to which file?" in screen_text(pilot)
        await pilot.press(*["shift+tab"] * ["ndjson", "json", "csv"].index(form), "enter")
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


def words_on(pilot: object) -> str:
    """What stands on the screen as one line, whatever the wrapping."""
    return " ".join(screen_text(pilot).replace("│", " ").split())  # type: ignore[arg-type]


def names_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_export_replaces_a_file_only_after_a_question(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    target = in_the_way(sample, "mine")
    app = app_on(sample, "pending")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot)
        await pilot.press("e", "enter")
        await until(pilot, lambda: "is there already: enter replaces it" in words_on(pilot))
        await pilot.press("x", "enter")
        await until(pilot, lambda: "must end in one of: .ndjson, .json, .csv." in words_on(pilot))
        assert in_the_way(sample) == target
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: "is there already" in words_on(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "is there already" not in words_on(pilot))
        assert in_the_way(sample) == target
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "Exported: 3 events" in words_on(pilot))
    check_export(Path(sample.environ["HOME"], "dfx-consent-pending.ndjson"), "ndjson", 3)


async def test_a_folder_is_walked_into_and_a_name_completed(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    home = Path(sample.environ["HOME"])
    (home / "reports" / "may").mkdir(parents=True)
    (home / "reports" / "old.csv").write_text("mine", "utf-8")
    (home / "reports" / "notes.txt").write_text("mine", "utf-8")
    app = app_on(sample, "pending")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "reports/" in words_on(pilot))
        await pilot.press("down", "down", "down", "enter")
        field = app.screen.query_one(VeiledInput)
        assert field.value == f"{home}/reports/dfx-consent-pending.ndjson", "the name is kept"
        await until(pilot, lambda: "may/" in words_on(pilot))
        field.value = f"{home}/reports/o"
        await until(pilot, lambda: "old.csv" in words_on(pilot))
        assert "notes.txt" not in words_on(pilot)
        await pilot.press("tab")
        assert field.value == f"{home}/reports/old.csv"
        field.value = "~/reports/m"
        await until(pilot, lambda: "may/" in words_on(pilot))
        await pilot.press("tab", *"new.json", "enter")
        await until(pilot, lambda: "Exported: 3 events" in words_on(pilot))
    check_export(home / "reports" / "may" / "new.json", "json", 3)


async def test_an_export_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3000)
    home = Path(sample.environ["HOME"])
    before = names_in(home)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("e")
        await until(pilot, lambda: "Export all" in words_on(pilot))
        assert isinstance(app.screen, ExportScreen)
        app.screen.action_take()
        app.screen.action_leave()
        await until(pilot, lambda: "Stopped: no file was written." in words_on(pilot))
    assert names_in(home) == before


async def test_what_was_rejected_stands_apart(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 3)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 40)) as pilot:
        await shown(pilot)
        await pilot.press("r")
        await until(pilot, lambda: "Refused by a server: 3 events." in screen_text(pilot))
        assert "unknown token: #networkOther" in screen_text(pilot)
        await pilot.press("escape", "R", "y")
        await until(pilot, lambda: "Wiped for good: 3 events." in screen_text(pilot))
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
    table = PendingTable(sample)
    found = table.extent()
    assert (found.count, found.newest, found.oldest) == (len(expected), expected[0], expected[-1])
    assert found.is_dense == (gone in ((), (1,)))
    assert list(table.firsts()) == expected[::PAGE]
    walk = Walk(table, found, table.firsts())
    rows: list[int] = []
    for at in range(len(table.firsts())):
        rows += [each.id for each in walk.page(at) or []]
    assert rows == expected
    assert [walk.place_of(each) for each in expected] == list(range(len(expected)))
    assert [walk.place_of(each) for each in (*gone, 0, expected[0] + 1)] == [None] * (len(gone) + 2)
    assert list(walk.identifiers(10, 80)) == expected[10:81]


def test_a_search_finds_tokens_and_no_names_of_keys(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 500)
    rows = list(pending.newest_first(sample))
    table = PendingTable(sample)
    for words in (
        ("deploy",),
        ("#networkic", "one"),
        ("network",),
        ("e",),
        ("0.24",),
        ("command", "mau"),
        (),
    ):
        search = Search(table, table.extent(), words)
        assert search.run()
        expected = [
            row.id for row in rows if all(word in " ".join(_tokens(row.body)).lower() for word in words)
        ]
        assert list(search.found) == expected, words
    for words in (('"',), ("%",), ("_",), ("platform",), ('options":',)):
        search = Search(table, table.extent(), words)
        assert search.run()
        assert not search.found, words


def _tokens(body: bytes) -> list[str]:
    found = []
    for value in json.loads(body).values():
        found += value if isinstance(value, list) else [value]
    return found


def test_a_search_that_is_stopped_says_so(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 10)
    table = PendingTable(sample)
    search = Search(table, table.extent(), ("deploy",))
    search.stop()
    assert not search.run()
    assert search.part == 0


@given(st.lists(st.one_of(st.integers(0, 20_000), st.tuples(st.integers(0, 20_000), st.integers(0, 9000)))))
def test_marks_are_a_set(steps: list[int | tuple[int, int]]) -> None:
    marked, expected = Marked(), set[int]()
    for each in steps:
        if isinstance(each, int):
            marked.flip(each)
            expected ^= {each}
        else:
            span = range(each[0] + each[1], each[0] - 1, -1)
            marked.add(span)
            expected |= set(span)
    assert list(marked) == sorted(expected)
    assert len(marked) == len(expected)
    assert all(each in marked for each in expected)
    assert list(marked.copy().joined(Marked([5, 70_000]))) == sorted(expected | {5, 70_000})
    assert list(marked) == sorted(expected)


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


async def test_a_wipe_waits_for_the_request_in_flight_and_says_so(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 10)
    app = app_on(sample, "pending")
    async with app.run_test(size=(120, 24)) as pilot:
        await shown(pilot)
        flight = RequestLock(sample.paths.state)
        flight.hold()
        flight.name("https://collector.example/v1", "the-key")
        try:
            await pilot.press("w", "enter")
            await until(pilot, lambda: "Waiting for the one request that is in flight" in words_on(pilot))
            assert status(sample).pending == 10
            await pilot.press("w", "enter")
            await until(pilot, lambda: "Something is still being done" in words_on(pilot))
            assert "1 event will be wiped for good" in screen_text(pilot), "what was asked for is not lost"
        finally:
            flight.let_go()
            flight.close()
        await until(pilot, lambda: "Wiped for good: 1 event." in screen_text(pilot))
    assert status(sample).pending == 9


async def test_a_click_on_a_key_is_the_key_and_the_wheel_scrolls(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 200)
    app = app_on(sample, "pending")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        foot = screen_text(pilot).splitlines()[-1]
        await pilot.click(offset=(foot.index("Filter"), 23))
        await until(pilot, lambda: app.screen.focused is app.screen.query_one(VeiledInput))
        await pilot.press("escape")
        turn = (listing, 10, 3, 0, 1, 0, False, False, False)
        listing.post_message(MouseScrollDown(*turn))
        await until(pilot, lambda: listing.scroll_offset.y > 0)
        assert listing.chosen == 0, "the wheel looks further and chooses nothing"


async def test_under_the_veil_nothing_typed_is_seen_and_tokens_are(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 20)
    app = app_on(sample, "pending")
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await shown(pilot)
            veil.put_on()
            await pilot.press("slash", *"secretword")
            await until(pilot, lambda: app.screen.query_one(PendingList).count == 0)
            assert "secretword" not in screen_text(pilot)
            await pilot.press("escape", "escape")
            await until(pilot, lambda: "#dfx" in screen_text(pilot))
            await pilot.press("e")
            await until(pilot, lambda: "Export all" in screen_text(pilot))
            await pilot.pause(0.1)
            assert "sample" not in screen_text(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "Exported: 20 events to" in screen_text(pilot))
            assert "dfx-consent-pending" not in screen_text(pilot)
    finally:
        veil.take_off()


@pytest.mark.parametrize("days", [5, 400, 5000])
async def test_no_age_is_so_long_that_a_token_is_cut(tmp_path: Path, days: int) -> None:
    sample = make_sample(tmp_path, 20)
    later = Profile(sample.environ, sample.cwd, lambda: NOW + days * 86400, sample.site_policy)
    tokens = {word for row in pending.newest_first(sample) for word in pending.tokens_line(row.body).split()}
    app = app_on(later, "pending")
    async with app.run_test(size=(100, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(PendingList)
        for width in range(60, 100):
            for number in range(listing.count):
                drawn = listing.draw_row(number, width).text
                words = ("#" + drawn.partition("#")[2]).replace("…", " ").split()
                assert {*words} <= tokens, drawn
