"""The tabs, the header that is the same on all of them, and what every tab owes its reader."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from consent_tui.services.configuration import write
from consent_tui.services.deciding import decide, name_recipient
from consent_tui.services.truth import signature, truth
from consent_tui.store.session import writing
from consent_tui.tui.drawing.header import header
from consent_tui.tui.figures import DRAWN, TYPED
from consent_tui.tui.screens.help import HelpScreen
from consent_tui.tui.widgets.tab_line import TABS, TITLES
from tests.screens.demo import NOW, app_on, make_app, make_sample, profile, screen_text, until
from tests.screens.test_snapshots import compare


def open_tab(text: str) -> str:
    return text.splitlines()[1].partition("[")[2].partition("]")[0]


async def test_every_tab_has_a_key(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path, 5), "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        for number, name in reversed(list(enumerate(TABS, 1))):
            await pilot.press(str(number))
            await pilot.pause()
            assert open_tab(screen_text(pilot)) == f"{number} {TITLES[name]}"
        for expected in [*(f"{number} {TITLES[name]}" for number, name in enumerate(TABS, 1)), "1 Consent"][
            1:
        ]:
            await pilot.press("ctrl+pagedown")
            await pilot.pause()
            assert open_tab(screen_text(pilot)) == expected
        await pilot.press("ctrl+pageup")
        await pilot.pause()
        assert open_tab(screen_text(pilot)) == f"{len(TABS)} {TITLES[TABS[-1]]}"


async def test_a_click_opens_a_tab_and_a_card_is_its_key(environ: dict[str, str]) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        row = screen_text(pilot).splitlines()[1]
        await pilot.click(offset=(row.index("Activity"), 1))
        await until(pilot, lambda: open_tab(screen_text(pilot)) == "3 Activity")
        await pilot.press("1")
        await pilot.pause()
        lines = screen_text(pilot).splitlines()
        at = next(number for number, line in enumerate(lines) if "l  local only" in line)
        await pilot.click(offset=(lines[at].index("l  local only"), at))
        await until(pilot, lambda: "◐ local" in screen_text(pilot).splitlines()[0])


async def test_digits_typed_into_a_field_open_no_tab(environ: dict[str, str]) -> None:
    app = make_app(environ, "preview")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", *"dfx13")
        assert open_tab(screen_text(pilot)) == "2 Preview"


@pytest.mark.parametrize("tab", TABS)
async def test_help_names_every_key_of_the_place(tmp_path: Path, tab: str) -> None:
    app = app_on(make_sample(tmp_path, 5), tab)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = [each for each in app.screen.active_bindings.values() if each.binding.show]
        keys = {app.get_key_display(each.binding) for each in shown}
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        text = screen_text(pilot)
        await pilot.press("end")
        await pilot.pause()
        text += screen_text(pilot)
        assert "ctrl+c" in text, "it can be read to its end"
        words = set(text.replace("│", " ").split())
        assert [key for key in keys - {"?"} if key not in words and not set(key) <= words] == []


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_the_foot_is_never_cut_and_every_size_is_survived(
    tmp_path: Path, tab: str, size: tuple[int, int]
) -> None:
    app = app_on(make_sample(tmp_path, 5), tab)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        assert screen_text(pilot).rstrip().splitlines()[-1].endswith("q Quit")
        for other in ((200, 60), (40, 12), (21, 8), (1, 1), (133, 9), size):
            await pilot.resize_terminal(*other)
            await pilot.pause()


@pytest.mark.parametrize("tab", ["consent", "activity", "pending"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_the_tab_as_text(tmp_path: Path, tab: str, size: tuple[int, int]) -> None:
    app = app_on(make_sample(tmp_path), tab)
    async with app.run_test(size=size) as pilot:
        expected = {"consent": "so it is", "activity": "#mau", "pending": '"event"'}[tab]
        await until(pilot, lambda: expected in screen_text(pilot))
        await pilot.pause(0.1)
        compare(f"{tab}-{size[0]}x{size[1]}", screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_the_question_as_text(environ: dict[str, str], size: tuple[int, int]) -> None:
    app = make_app(environ, "consent")
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        compare(f"question-{size[0]}x{size[1]}", screen_text(pilot))


async def test_counts_change_within_a_second(tmp_path: Path) -> None:
    from tests.screens.test_pending_screen import record  # noqa: PLC0415 - shared between the two files

    sample = make_sample(tmp_path, 5)
    app = app_on(sample, "preview")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        record(sample, 2)
        start = time.monotonic()
        await until(pilot, lambda: "7 pending" in screen_text(pilot).splitlines()[0])
        assert time.monotonic() - start < 1.5


async def test_nothing_is_read_again_while_nothing_changes(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 5)
    app = app_on(sample, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.2)
        before = app._watch.truth
        await pilot.pause(1.2)
        assert app._watch.truth is before


def test_looking_does_not_look_like_a_change(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 5)
    before = signature(sample)
    truth(sample)
    assert signature(sample) == before


@pytest.mark.parametrize("figures", [DRAWN, TYPED])
@pytest.mark.parametrize("state", ["undecided", "off", "local", "on"])
def test_the_header_tells_state_and_facts_at_every_width(
    environ: dict[str, str], state: str, figures: object
) -> None:
    if state != "undecided":
        decide(profile(environ), state, "cli", "shown")
    found = truth(profile(environ))
    for width in range(54, 200):
        line = header(found, figures, width)  # type: ignore[arg-type]
        assert line.cell_length <= width
        assert state in line.plain
        assert "0 pending" in line.plain or "0 wait" in line.plain
        assert "nothing" in line.plain
        assert "no shim" in line.plain or "do not reach" in line.plain
    assert header(found, TYPED, 80).plain.isascii()


def test_a_narrow_header_keeps_whole_words_and_what_matters_most(environ: dict[str, str]) -> None:
    found = truth(profile(environ))
    words = {each for width in range(50, 200) for each in header(found, DRAWN, width).plain.split()}
    for width in range(12, 60):
        line = header(found, DRAWN, width)
        assert line.cell_length <= max(width, len("○ undecided"))
        assert set(line.plain.split()) <= words
        assert "undecided" in line.plain
        if "pending" in line.plain or "wait" in line.plain:
            assert "nothing" in line.plain, "that nothing leaves is left out last"


async def test_the_next_sending_is_said_where_an_endpoint_is_set(tmp_path: Path) -> None:
    sample = make_sample(tmp_path, 5)
    write(sample, "endpoint", "https://collector.example/v1")
    name_recipient(sample, "cli", "shown")
    with writing(sample.paths.state) as connection:
        connection.execute("UPDATE limits SET next_send = ?", (NOW + 2 * 86400,))
    app = app_on(sample, "consent")
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(pilot)
        assert "25 Nov 14:00" in text.splitlines()[0]
        assert "https://collector.example/v1, on 25 Nov 14:00" in " ".join(text.split())
        await pilot.press("x")
        await until(pilot, lambda: "nothing is sent" in screen_text(pilot).splitlines()[0])
