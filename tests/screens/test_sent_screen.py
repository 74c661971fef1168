"""The Sent tab: every request that was made, when the next may be, and what can be done about either."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent_tui.services import sent as service
from consent_tui.services.browse import SentTable
from consent_tui.services.configuration import configuration, write
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from consent_tui.services.sending import dry_run, schedule_of
from consent_tui.services.verdicts import VERDICTS, verdict
from consent_tui.services.walk import Search
from consent_tui.store import sent
from consent_tui.store.clock import Moment
from consent_tui.store.pending import add
from consent_tui.store.session import writing
from consent_tui.tui.drawing.requests import request_lines, verdict_glyph
from consent_tui.tui.figures import DRAWN, TYPED
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.page import PageScreen
from consent_tui.tui.widgets.sent_list import SentList
from tests.screens.demo import NOW, app_on, make_app, make_sample, profile, screen_text, until
from tests.screens.test_snapshots import compare

BODY = b'{"event":"#dau","platform":"#linux","dfxVersion":"0.24.3","network":"#ic"}\n'
ENDPOINT = "https://telemetry.example/v1/events"


def words_on(pilot: object) -> str:
    """What stands on the screen as one line, whatever the wrapping."""
    return " ".join(screen_text(pilot).replace("│", " ").split())  # type: ignore[arg-type]


async def shown(pilot: object) -> None:
    """Wait until the store is read and the chosen request drawn."""
    await until(pilot, lambda: "requests" in screen_text(pilot) and "rest for" in screen_text(pilot))  # type: ignore[arg-type]


def request(found: Profile, outcome: str, status: int | None, answer: str = "", body: bytes = BODY) -> int:
    """Store a request as the sender does."""
    with writing(found.paths.state) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            number = sent.count(connection)
            made = sent.attempt(connection, [], ENDPOINT, f"key-{number}", body, NOW - 60 + number)
            if outcome:
                sent.close(connection, made, outcome, status, answer, NOW)
    return made


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16), (160, 50)])
async def test_the_sent_tab(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_on(make_sample(tmp_path), "sent")
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "11 requests" in screen_text(pilot))
        await until(pilot, lambda: "No endpoint" in screen_text(pilot))
        compare(f"sent-{size[0]}x{size[1]}", screen_text(pilot))


async def test_every_answer_has_a_word_and_a_glyph_of_its_own(environ: dict[str, str]) -> None:
    person = profile(environ)
    decide(person, "on", "cli", "shown")
    for outcome, status in (
        ("delivered", 204),
        ("partial", 200),
        ("rejected", 422),
        ("open", 503),
        ("open", None),
        ("", None),
        ("unknown", None),
    ):
        request(person, outcome, status)
    app = make_app(environ, "sent")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "7 requests" in screen_text(pilot))
        text = screen_text(pilot)
        for word in ("delivered", "delivered in part", "refused", "put off", "no answer", "under way"):
            assert f" {word} " in text, word
        assert "answer unknown" in text
    for figures in (DRAWN, TYPED):
        assert len({verdict_glyph(each, figures) for each in VERDICTS}) == len(VERDICTS)


def test_what_became_of_a_request_is_told_from_its_answer() -> None:
    assert verdict("open", None, None) == "open"
    assert verdict("open", None, 5) == "silent"
    assert verdict("open", 503, 5) == "at fault"
    assert verdict("unknown", None, None) == "unknown"


async def test_a_request_is_shown_and_copied_byte_for_byte(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    newest = service.sent_requests(sample)[0]
    app = app_on(sample, "sent")
    async with app.run_test(size=(160, 50)) as pilot:
        await shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PageScreen)
        text = screen_text(pilot)
        for line in service.sent_text(newest).splitlines():
            assert line in text
        assert f"sha256 {newest.digest}" in text
        assert newest.request.decode().rstrip() in text
        assert str(newest.answer) in text
        await pilot.press("escape", "c")
        await until(pilot, lambda: "Copied: the request" in screen_text(pilot))
        assert app.clipboard == service.sent_text(newest)


def test_nothing_of_a_request_is_left_out_and_nothing_harms_the_terminal(environ: dict[str, str]) -> None:
    person = profile(environ)
    decide(person, "on", "cli", "shown")
    made = request(person, "rejected", 400, "no\x1b]0;title\x07日本é\r\nsecond line", BODY * 30)
    found = service.sent_request(person, made)
    assert found is not None
    for width in (28, 33, 80):
        drawn = request_lines(found, DRAWN, width)
        assert max(each.cell_length for each in drawn) <= width
        lines = [each.plain for each in drawn]
        text = "".join(lines)
        assert text.count(BODY.decode().rstrip()) == 30
        assert "no␛]0;title␇日本é" in text
        assert "second line" in text
        assert not [each for each in text if each < " "]


async def test_a_request_is_exported(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    newest = service.sent_requests(sample)[0]
    app = app_on(sample, "sent")
    async with app.run_test(size=(120, 40)) as pilot:
        await shown(pilot)
        for number, form in enumerate(("http", "json")):
            await pilot.press("e")
            await until(pilot, lambda: "Export this request to which file?" in screen_text(pilot))
            await pilot.press(*["shift+tab"] * number, "enter")
            told = f".{form}."
            await until(pilot, lambda told=told: told in words_on(pilot).replace(" ", ""))  # type: ignore[misc]
    stem = f"{sample.environ['HOME']}/dfx-consent-request-{newest.digest[:12]}"
    check_exports(Path(stem + ".http"), Path(stem + ".json"), newest)


def check_exports(http: Path, document: Path, newest: sent.SentRequest) -> None:
    assert http.read_bytes().partition(b"\n\n")[2] == newest.request
    assert json.loads(document.read_text("utf-8")) == service.sent_document(newest)
    assert http.stat().st_mode & 0o777 == 0o600


async def test_wiping_says_what_it_means_and_keeps_what_is_open(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    kept = request(sample, "open", 503)
    app = app_on(sample, "sent")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "Wipe our copies of all 12 requests that were made?" in words_on(pilot)
        assert "a server keeps what it got" in words_on(pilot)
        await pilot.press("enter", "n")
        assert len(service.sent_requests(sample)) == 12
        await pilot.press("w", "y")
        await until(pilot, lambda: "our copies of 11 requests." in words_on(pilot))
        await until(pilot, lambda: "1 request" in screen_text(pilot).splitlines()[4])
    assert [each.id for each in service.sent_requests(sample)] == [kept]


async def test_the_next_sending_is_postponed_and_the_hold_prolonged(environ: dict[str, str]) -> None:
    person = sending(environ)
    app = make_app(environ, "sent")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Requests go to https://telemetry.example." in words_on(pilot))
        assert "Events rest for 24 hours first." in words_on(pilot)
        await pilot.press("p")
        await until(pilot, lambda: "The next sending is on" in screen_text(pilot))
        assert schedule_of(person).next_send == NOW + 86400
        await until(pilot, lambda: "Next sending: 24 Nov 2024 14:00 at the earliest." in words_on(pilot))
        await pilot.press("p")
        await until(pilot, lambda: "Next sending: 25 Nov 2024 14:00" in words_on(pilot))
        await pilot.press("h")
        await until(pilot, lambda: "Events rest for 2 days first." in words_on(pilot))
        assert configuration(person).hold == 2 * 86400
        await pilot.press("h")
        await until(pilot, lambda: "Events rest for 3 days first." in words_on(pilot))
        await pilot.press("h")
        await until(pilot, lambda: "Events rest for 7 days first." in words_on(pilot))
        await pilot.press("h")
        await until(pilot, lambda: "Events rest for 14 days first." in words_on(pilot))
        await pilot.press("h")
        await until(pilot, lambda: "which is the longest" in words_on(pilot))
    assert configuration(person).hold == 14 * 86400


def sending(environ: dict[str, str]) -> Profile:
    """A person who said yes to this endpoint, with an event that has rested."""
    person = profile(environ)
    decide(person, "on", "cli", "shown")
    write(person, "endpoint", ENDPOINT)
    decide(person, "on", "cli", "shown")
    with writing(person.paths.state) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            add(connection, [BODY.rstrip()], "on", Moment(NOW - 3 * 86400, b"before", 1))
    return person


async def test_the_dry_run_shows_the_exact_requests_and_makes_none(environ: dict[str, str]) -> None:
    person = sending(environ)
    (expected,) = dry_run(person)
    app = make_app(environ, "sent")
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Requests go to" in screen_text(pilot))
        assert "Press d to see what would be sent" in screen_text(pilot)
        await pilot.press("d")
        await until(pilot, lambda: "Not a byte has left for this." in screen_text(pilot))
        for line in expected.splitlines():
            assert line in screen_text(pilot)
    assert not service.sent_requests(person)


async def test_nothing_sent_says_why_and_what_to_do(environ: dict[str, str]) -> None:
    app = make_app(environ, "sent")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nothing was ever sent from here" in screen_text(pilot))
        await pilot.press("enter", "c", "e", "w", "down", "end")
        assert len(app.screen_stack) == 1
        await pilot.press("l")
        await until(pilot, lambda: "What can a server still learn?" in screen_text(pilot))
        await pilot.press("escape", "d")
        await until(pilot, lambda: len(app.screen_stack) > 1 or "Nothing may be sent" in words_on(pilot))


@pytest.mark.parametrize("batch_size", [1, 40])
async def test_the_page_says_whether_events_belong_together(tmp_path: Path, batch_size: int) -> None:
    sample = make_sample(tmp_path)
    write(sample, "batch_size", batch_size)
    app = app_on(sample, "sent")
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: "Events rest" in screen_text(pilot))
        await pilot.press("l")
        await until(pilot, lambda: "What can a server still learn?" in screen_text(pilot))
        assert ("one request holds" in words_on(pilot)) == (batch_size == 40)


async def test_requests_are_filtered_by_their_tokens_and_answers(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "sent")
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        listing = app.screen.query_one(SentList)
        await pilot.press("slash", *"422")
        await until(pilot, lambda: listing.count == 2)
        await pilot.press("escape", "escape", "slash", *"#mau")
        await until(pilot, lambda: listing.count == 1)
        assert "#mau" in screen_text(pilot).split("Request")[1] or listing.chosen_row is not None
        await pilot.press("down", "escape")
        await until(pilot, lambda: listing.count == 11)


def test_a_hundred_percent_sign_is_looked_for_as_such(environ: dict[str, str]) -> None:
    person = profile(environ)
    decide(person, "on", "cli", "shown")
    made = request(person, "rejected", 400, "100 % wrong_")
    request(person, "rejected", 400, "quite wrong")
    table = SentTable(person)
    for words, expected in ((("%",), [made]), (("wrong_",), [made]), (("wrong",), [made + 1, made])):
        search = Search(table, table.extent(), words)
        assert search.run()
        assert list(search.found) == expected
