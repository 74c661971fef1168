"""The two screens that ask for a path, export and script: one look, the same keys, the same manners."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from consent_tui.services import veil
from consent_tui.services.profile import Profile
from consent_tui.tui.screens.choose_path import ChoosePathScreen
from consent_tui.tui.widgets.folder_list import FolderList
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.veiled_input import VeiledInput
from tests.screens.demo import app_on, make_sample, screen_text, until

KINDS = {"export": ("pending", "e"), "request": ("sent", "e"), "script": ("preview", "o")}
BOTH = pytest.mark.parametrize("kind", ["export", "script"])


@pytest.fixture
def sample(tmp_path: Path) -> Profile:
    """A home with folders, one of them hidden, and a file for either screen."""
    made = make_sample(tmp_path, 30)
    home = Path(made.environ["HOME"])
    for name in ("reports", "reports/may", ".hidden", "taken.json", "canary-folder"):
        (home / name).mkdir()
    (home / "gone.sh").symlink_to("nowhere.sh")
    (home / "good.sh").write_text("dfx deploy\n", "utf-8")
    for number in range(30):
        for ending in ("ndjson", "http", "sh"):
            (home / "reports" / f"script{number:02}.{ending}").write_text("dfx deploy\n", "utf-8")
    return Profile(made.environ, str(home), made.clock, made.site_policy)


@asynccontextmanager
async def asked(sample: Profile, kind: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The screen that asks, once the folder is read."""
    tab, key = KINDS[kind]
    app = app_on(sample, tab)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, ChoosePathScreen))
        await until(pilot, lambda: names(pilot) != [])
        yield pilot


def field(pilot: Pilot[None]) -> VeiledInput:
    return pilot.app.screen.query_one(VeiledInput)


def folder(pilot: Pilot[None]) -> FolderList:
    return pilot.app.screen.query_one(FolderList)


def holds_events(sample: Profile, name: str) -> bool:
    """Whether a file of this name was written into the home."""
    return Path(sample.cwd, name).is_file()


def write_text(sample: Profile, name: str, text: str) -> None:
    """Put this text into a file in the home."""
    Path(sample.cwd, name).write_text(text, "utf-8")


def read_text(sample: Profile, name: str) -> str:
    """What is in that file."""
    return Path(sample.cwd, name).read_text("utf-8")


def words_on(pilot: Pilot[None]) -> str:
    """What stands on the screen as one line, whatever the wrapping."""
    return " ".join(screen_text(pilot).split())


def names(pilot: Pilot[None]) -> list[str]:
    return [each.text for each in folder(pilot).entries]


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40), (160, 50)])
@pytest.mark.parametrize("kind", KINDS)
async def test_the_end_of_the_path_the_folder_and_the_keys_are_seen(
    sample: Profile, kind: str, size: tuple[int, int]
) -> None:
    async with asked(sample, kind, size) as pilot:
        lines = screen_text(pilot).splitlines()
        room = [line for line in lines if line.strip() in ("../", "bin/", "reports/")]
        assert len(room) == 3, "the folder, and not a hidden one"
        assert any(line.rstrip().endswith(field(pilot).value[-12:]) for line in lines)
        assert lines[size[1] - 1].lstrip().startswith("↑↓ Choose"), "the keys are at the foot"
        assert pilot.app.screen.query_one(KeysLine).region.bottom == size[1]
        assert folder(pilot).size.height >= size[1] // 4
        assert not pilot.app.screen.vertical_scrollbar.display


@BOTH
async def test_the_same_keys_walk_complete_and_let_go(sample: Profile, kind: str) -> None:
    async with asked(sample, kind) as pilot:
        await pilot.press(*["backspace"] * len(field(pilot).value), *"~/rep")
        await until(pilot, lambda: names(pilot) == ["reports/"])
        await pilot.press("tab")
        assert field(pilot).value == "~/reports/"
        await until(pilot, lambda: "may/" in names(pilot))
        await pilot.press("down", "down")
        chosen = folder(pilot).chosen_entry
        assert chosen is not None
        assert chosen.text == "may/"
        await pilot.press("pagedown")
        assert folder(pilot).chosen > 10, "a page further"
        await pilot.press("pageup", "pageup", "up", "up")
        assert folder(pilot).chosen_entry is None, "before the first, what is typed is meant"
        await pilot.press("down", "down", "tab")
        assert field(pilot).value == "~/reports/may/"


@BOTH
async def test_a_hidden_folder_is_offered_where_a_dot_is_typed(sample: Profile, kind: str) -> None:
    async with asked(sample, kind) as pilot:
        await pilot.press(*["backspace"] * len(field(pilot).value), *"~/.h")
        await until(pilot, lambda: names(pilot) == [".hidden/"])


@BOTH
async def test_a_click_takes_an_entry(sample: Profile, kind: str) -> None:
    async with asked(sample, kind) as pilot:
        place = names(pilot).index("reports/")
        await pilot.click(FolderList, offset=(4, place))
        await until(pilot, lambda: "may/" in names(pilot))
        assert "/reports/" in field(pilot).value


@BOTH
async def test_what_is_wrong_stands_on_the_screen_that_asks(sample: Profile, kind: str) -> None:
    async with asked(sample, kind) as pilot:
        path = f"{sample.cwd}/absent/file.ndjson"
        field(pilot).value = path
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "No such file or directory" in words_on(pilot))
        assert field(pilot).has_focus
        assert " -o" not in screen_text(pilot), "no option of the command line"
        await pilot.press("x")
        await until(pilot, lambda: "No such file" not in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ChoosePathScreen))


async def test_a_folder_in_the_place_of_the_file_is_said(sample: Profile) -> None:
    async with asked(sample, "export") as pilot:
        field(pilot).value = f"{sample.cwd}/taken.json"
        await pilot.pause()
        await pilot.press("enter")
        await until(
            pilot, lambda: "is no ordinary file. Name another" in " ".join(screen_text(pilot).split())
        )
        assert "enter replaces it" not in words_on(pilot)
        assert field(pilot).has_focus
    assert not holds_events(sample, "taken.json")


async def test_a_folder_that_takes_no_file_is_said(sample: Profile) -> None:
    # Not even root may write into this one.
    async with asked(sample, "export") as pilot:
        field(pilot).value = "/proc/self/events.json"
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "The export could not be written" in screen_text(pilot))
        assert field(pilot).has_focus
        field(pilot).value = "~/events.json"
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "Exported: 30 events" in screen_text(pilot))
    assert holds_events(sample, "events.json")


async def test_whoever_walks_on_replaces_nothing(sample: Profile) -> None:
    before = "[]\n"
    async with asked(sample, "export") as pilot:
        write_text(sample, "events.json", before)
        field(pilot).value = "~/events.json"
        await until(pilot, lambda: "events.json" in names(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "enter replaces it" in words_on(pilot))
        await pilot.press("down", "up", "enter")
        await until(pilot, lambda: "enter replaces it" in words_on(pilot))
        assert read_text(sample, "events.json") == before
        await pilot.press("enter")
        await until(pilot, lambda: "Exported: 30 events" in screen_text(pilot))
    assert read_text(sample, "events.json") != before


async def test_a_folder_is_no_script(sample: Profile) -> None:
    async with asked(sample, "script") as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "The file cannot be read: Is a directory." in screen_text(pilot))


async def test_a_script_that_is_chosen_and_cannot_be_read_can_be_left_for_another(sample: Profile) -> None:
    async with asked(sample, "script") as pilot:
        await pilot.press(*"gone", "down", "enter")
        await until(pilot, lambda: "The file cannot be read" in screen_text(pilot))
        await pilot.press(*["backspace"] * len("ne.sh"), *"od")
        await until(pilot, lambda: names(pilot) == ["good.sh"])
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "good.sh: 1 command" in screen_text(pilot))


@BOTH
async def test_under_the_veil_no_name_is_seen(sample: Profile, kind: str) -> None:
    async with asked(sample, kind, (120, 40)) as pilot:
        try:
            assert "canary-folder" in screen_text(pilot)
            await pilot.press("f9")
            await until(pilot, lambda: "canary" not in screen_text(pilot))
            assert sample.cwd not in screen_text(pilot)
            assert "../" in screen_text(pilot), "the folder above has no name"
            field(pilot).value = f"{sample.cwd}/canary-absent/file.ndjson"
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, lambda: "No such file or directory" in words_on(pilot))
            assert "canary" not in screen_text(pilot)
        finally:
            veil.take_off()


@pytest.mark.parametrize("keys", [("o",), ("slash",), ("ctrl+p",)])
async def test_no_cursor_blinks(sample: Profile, keys: tuple[str, ...]) -> None:
    app = app_on(sample, "preview")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(app.screen.focused, VeiledInput))
        seen = app.screen.focused
        assert isinstance(seen, VeiledInput)
        for _ in range(24):
            await pilot.pause(0.05)
            assert seen._cursor_visible, "it is there all the time"
