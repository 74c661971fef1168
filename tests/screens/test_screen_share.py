"""Screen-share mode: whatever is opened, pressed or typed, no canary is ever drawn, copied or saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from consent_tui.services import veil
from consent_tui.services.configuration import write
from consent_tui.services.export_file import place_new
from consent_tui.services.marks import ASCII, BOXES, Glyphs
from consent_tui.services.profile import Profile
from consent_tui.services.sent import sent_requests
from consent_tui.services.sieve import Sieve
from consent_tui.tui.app import ConsentApp
from consent_tui.tui.curtain import Curtain
from consent_tui.tui.screens.errand import one_request
from consent_tui.tui.widgets.tab_line import TABS
from consent_tui.tui.widgets.veiled_input import VeiledInput
from tests.screens import binding_ids
from tests.screens.demo import NOW, app_on, make_sample, screen_text, until
from tests.screens.onlooker import CANARIES, ENDPOINT, Uncurtained, leaks, make_private

SIZE = (100, 34)
LEAVING = {"quit", "suspend_process", "share_screen", "tab", "turn", "screenshot"}
MOVING = ("scroll_", "page_", "app.focus_", "walk", "page(", "screen.copy")
MARK = "SCREEN-SHARE"
DEEPEST = 2
MOST_HIDDEN = {"consent": 2, "preview": 40, "activity": 0, "pending": 0, "sent": 12}
"""Blocks on each tab of the sample profile: the endpoint, the person's words."""


@pytest.fixture(autouse=True)
def _unveiled() -> Iterator[None]:
    yield
    veil.take_off()
    veil.weave(veil.BLOCK)


def shared_app(folder: Path, tab: str, glyphs: Glyphs = BOXES) -> ConsentApp:
    """The app on a profile full of canaries, with the veil on from the start, and without its curtain.

    A place that leaves it to the curtain to hide what it draws is a fault: some words no curtain can hold.
    """
    profile = make_private(folder)
    write(profile, "screen_share", True)  # noqa: FBT003 - the value
    return Uncurtained(profile, glyphs, tab, (True, True, True))


async def settled(pilot: Pilot[None]) -> None:
    """Let the app do what it began, as far as it comes within a moment."""
    await pilot.pause(0.01)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def look(pilot: Pilot[None], after: str) -> None:
    """Look at the screen as an onlooker does."""
    text = screen_text(pilot)
    assert not leaks(text), f"after {after}:\n{text}"
    assert MARK in text, f"after {after}:\n{text}"
    for each in (Input, TextArea):
        plain = [field for field in pilot.app.screen.query(each) if not isinstance(field, VeiledInput)]
        assert not plain, f"{plain} after {after}"


async def press_everything(pilot: Pilot[None], path: tuple[str, ...] = ()) -> None:
    """Press a key of every action that the screen has, look, and come back; also on what these keys open."""
    app = pilot.app
    keys = {each.binding.action: key for key, each in app.screen.active_bindings.items()}
    for action, key in keys.items():
        if action.partition("(")[0] in LEAVING or action.startswith(MOVING):
            continue
        depth = len(app.screen_stack)
        await pilot.press(key)
        await settled(pilot)
        look(pilot, " ".join((*path, key)))
        if len(app.screen_stack) > depth and len(path) + 1 < DEEPEST:
            await press_everything(pilot, (*path, key))
        for _ in range(8):
            if len(app.screen_stack) <= max(depth, 1) and app.screen.focused is not None:
                break
            await pilot.press("escape")
            await settled(pilot)
            look(pilot, " ".join((*path, key, "escape")))
        if len(app.screen_stack) < depth:
            return


@pytest.mark.parametrize("tab", TABS)
async def test_whatever_is_pressed_no_canary_is_drawn(tmp_path: Path, tab: str) -> None:
    app = shared_app(tmp_path, tab)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        look(pilot, "opening")
        await press_everything(pilot)
        assert not leaks(app.export_screenshot())


@pytest.mark.parametrize("tab", TABS)
async def test_plain_glyphs_hide_as_much(tmp_path: Path, tab: str) -> None:
    app = shared_app(tmp_path, tab, ASCII)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        look(pilot, "opening")
        await pilot.press("question_mark")
        await settled(pilot)
        look(pilot, "help")


@pytest.mark.parametrize("tab", TABS)
async def test_from_one_key_on_nothing_private_is_on_the_screen(tmp_path: Path, tab: str) -> None:
    app = app_on(make_private(tmp_path), tab)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        before = screen_text(pilot)
        assert MARK not in before
        if tab in ("consent", "preview", "sent"):
            assert leaks(before)
        await pilot.press("f9")
        await pilot.pause()
        look(pilot, "f9")
        for each in TABS:
            app.action_tab(each)
            await settled(pilot)
            look(pilot, each)
        app.action_tab(tab)
        await pilot.press("f9")
        await settled(pilot)
        after = screen_text(pilot)
        assert MARK not in after
        assert leaks(after) == leaks(before)


@pytest.mark.parametrize(
    "line", [f"dfx canister call {CANARIES['typed']}", CANARIES["typed"], f"dfx ping {ENDPOINT}"]
)
async def test_what_is_typed_key_by_key_shows_blocks_of_one_length(tmp_path: Path, line: str) -> None:
    app = shared_app(tmp_path, "preview")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        places = set()
        for key in line:
            await pilot.press("space" if key == " " else key)
            await pilot.pause()
            look(pilot, "a key")
            places.add(app.cursor_position)
        assert app.screen.query_one("#field", Input).value == line
        assert len(places) == 1
        assert veil.BLOCK * veil.LENGTH in screen_text(pilot)
        await pilot.press("ctrl+a", "ctrl+c")
        assert not leaks(app.clipboard)


async def test_the_palette_hides_what_is_typed_into_it(tmp_path: Path) -> None:
    app = shared_app(tmp_path, "consent")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p", *CANARIES["typed"])
        await settled(pilot)
        look(pilot, "typing into the palette")
        assert veil.BLOCK * veil.LENGTH in screen_text(pilot)


async def test_the_blocks_hide_how_long_a_name_is(tmp_path: Path) -> None:
    drawn = []
    for number, name in enumerate(("a", CANARIES["history"] * 3)):
        profile = make_private(tmp_path / str(number))
        with (Path(profile.environ["HOME"]) / ".bash_history").open("a", encoding="utf-8") as file:
            file.write(f"#{NOW}\ndfx canister status {name}\n")
        write(profile, "screen_share", True)  # noqa: FBT003 - the value
        app = app_on(profile, "preview")
        async with app.run_test(size=SIZE) as pilot:
            await until(pilot, lambda: "canister status" in screen_text(pilot))
            await settled(pilot)
            drawn.append(screen_text(pilot))
    assert drawn[0] == drawn[1]


async def test_words_of_ours_stay_readable(tmp_path: Path) -> None:
    profile = make_sample(tmp_path)
    for tab in TABS:
        app = app_on(profile, tab)
        async with app.run_test(size=SIZE) as pilot:
            await settled(pilot)
            before = screen_text(pilot)
            await pilot.press("f9")
            await settled(pilot)
            shared = screen_text(pilot)
        hidden = [each for each in re.findall(r"#[a-z]\w+", before) if each not in shared]
        assert not hidden, shared
        words = shared.count(veil.BLOCK * 2)
        assert words <= MOST_HIDDEN[tab], shared


def glob(folder: str, pattern: str) -> list[Path]:
    """The files in *folder*."""
    return list(Path(folder).glob(pattern))


def spoil(profile: Profile) -> None:
    """Leave a configuration that is no TOML."""
    Path(profile.paths.config, "config.toml").write_text("screen_share = true\n[unfinished\n", "utf-8")


async def test_a_picture_is_veiled_though_the_screen_is_not(tmp_path: Path) -> None:
    profile = make_private(tmp_path)
    app = app_on(profile, "preview")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: CANARIES["history"] in screen_text(pilot))
        await settled(pilot)
        before = screen_text(pilot)
        await pilot.press("f10")
        await settled(pilot)
        (path,) = glob(profile.environ["HOME"], "dfx-consent-*.svg")
        svg = path.read_text("utf-8")
        assert not leaks(svg)
        assert MARK in svg and "#dfxDeploy" in svg
        assert "@font-face" not in svg and "url(http" not in svg and "href" not in svg
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.name in screen_text(pilot)
        await pilot.press("escape")
        assert leaks(screen_text(pilot)) and leaks(before)
        assert MARK not in screen_text(pilot)


async def test_what_is_copied_is_sifted(tmp_path: Path) -> None:
    profile = make_private(tmp_path)
    write(profile, "screen_share", True)  # noqa: FBT003 - the value
    app = app_on(profile, "consent")
    async with app.run_test(size=SIZE) as pilot:
        app.copy_to_clipboard(f'{{"event":"#dfxDeploy"}} {ENDPOINT} {CANARIES["typed"]}')
        assert not leaks(app.clipboard)
        assert '{"event":"#dfxDeploy"}' in app.clipboard
        await pilot.press("f9")
        app.copy_to_clipboard(ENDPOINT)
        assert app.clipboard == ENDPOINT


def test_the_curtain_takes_away_links_and_words_and_leaves_the_rest_its_width() -> None:
    curtain = Curtain(Sieve({"Nothing was sent."}))
    line = [Segment("Nothing ", Style(bold=True, link=ENDPOINT)), Segment("was 日暮里秘 sent.", Style())]
    drawn = curtain.apply(line, Color(0, 0, 0))
    assert not any(each.style.link for each in drawn if each.style is not None)
    assert drawn[0].style is not None and drawn[0].style.bold
    text = "".join(each.text for each in drawn)
    assert text.startswith("Nothing was " + veil.BLOCK * veil.LENGTH) and text.endswith(" sent.")
    assert "日" not in text
    assert cell_len(text) == cell_len("".join(each.text for each in line))


async def test_the_mode_begins_when_the_configuration_begins_to_ask_for_it(tmp_path: Path) -> None:
    profile = make_private(tmp_path)
    app = app_on(profile, "preview")
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: CANARIES["history"] in screen_text(pilot))
        write(profile, "screen_share", True)  # noqa: FBT003 - the value
        await until(pilot, lambda: MARK in screen_text(pilot))
        await settled(pilot)
        look(pilot, "config set")
        await pilot.press("f9")
        write(profile, "theme", "light")
        await until(pilot, lambda: app._wanted_theme == "light")
        assert leaks(screen_text(pilot)), "what was taken off by hand stays off"


async def test_a_configuration_that_cannot_be_read_may_have_asked_for_the_veil(tmp_path: Path) -> None:
    profile = make_private(tmp_path)
    spoil(profile)
    app = app_on(profile, "consent")
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        look(pilot, "opening")


async def test_keys_of_the_configuration_are_those_of_the_app(tmp_path: Path) -> None:
    profile = make_sample(tmp_path)
    write(profile, "keys.preview.wire", "f5")
    write(profile, "keys.app.help", "f1")
    app = app_on(profile, "preview")
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        assert "f5 Wire" in screen_text(pilot) and "f1 Help" in screen_text(pilot)
        await pilot.press("w")
        assert not app.screen.has_class("-wire")
        await pilot.press("f5")
        assert app.screen.has_class("-wire")
        write(profile, "keys.preview.wire", "f6")
        await until(pilot, lambda: "f6 Wire" in screen_text(pilot))


def test_the_table_of_actions_is_that_of_the_app() -> None:
    assert binding_ids.FILE.read_text("utf-8") == binding_ids.text(), "python -m tests.screens.binding_ids"


async def test_a_private_word_that_is_also_one_of_ours_is_hidden_in_every_field(tmp_path: Path) -> None:
    app = shared_app(tmp_path, "preview")
    blocks = veil.BLOCK * veil.LENGTH
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        app.screen.query_one("#field", Input).focus()
        app.screen.query_one("#field", Input).value = "dfx deploy wallet"
        await settled(pilot)
        assert f"$ dfx deploy {blocks}" in screen_text(pilot)
        assert "wallet" not in screen_text(pilot)
        app.action_tab("pending")
        await settled(pilot)
        await pilot.press("slash", *"wallet")
        await settled(pilot)
        assert isinstance(app.screen.focused, VeiledInput)
        assert app.screen.focused.value == "wallet"
        assert "wallet" not in "".join(each.text for each in app.screen.focused.render_line(0))


def test_a_request_that_is_exported_under_the_veil_names_no_server(tmp_path: Path) -> None:
    profile = make_private(tmp_path)
    request = sent_requests(profile)[0]
    for form in ("http", "json"):
        for is_shared in (False, True):
            (veil.put_on if is_shared else veil.take_off)()
            path = tmp_path / f"{form}-{is_shared}"
            one_request(request).write(form, str(path), place_new, lambda _: None)
            text = path.read_text("utf-8").replace(str(tmp_path), "")
            assert "#" in text
            assert bool(leaks(text)) is not is_shared
