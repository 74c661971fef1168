"""The Preview beyond one command: following a word, comparing, pasting, reading a script whole."""

from __future__ import annotations

from pathlib import Path

from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input

from consent_tui.services import veil
from consent_tui.services.marks import MARK
from consent_tui.tui.widgets.command_field import LONGEST
from consent_tui.tui.widgets.completion_menu import CompletionMenu
from consent_tui.tui.widgets.event_pane import EventPane, WirePane
from consent_tui.tui.widgets.recent_list import RecentList
from consent_tui.tui.widgets.segments_view import SegmentsView
from consent_tui.tui.widgets.signature_view import SignatureView
from tests.screens.demo import LEDGER, make_app, opened, screen_text, until

SCRIPT = """#!/bin/bash
set -e
dfx start --background
for each in a b; do
  dfx canister create "$each" --network ic
done
# dfx deploy --not-this
cat <<END
dfx build
END
dfx deploy my_secret \\
  --ic
dfx --version
"""


def keys(text: str) -> list[str]:
    return ["space" if each == " " else each for each in text]


async def paste(pilot: Pilot[None], text: str) -> None:
    await pilot.press("slash")
    pilot.app.screen.query_one(Input).post_message(Paste(text))
    await pilot.pause()


def followed(view: SegmentsView) -> str:
    """What stands out in a view, as text and as the style with which it is drawn."""
    found = []
    for line in view._lines:
        for segment in line:
            if segment.is_followed and segment.text.strip():
                assert view.style_of(segment).reverse == (segment.role != MARK), "a mark is drawn heavier"
                found.append(segment.text)
    return " ".join(found)


async def test_a_word_is_followed_from_the_line_to_the_wire(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("right", "right")
        text = screen_text(pilot)
        assert "captured  --icp is an option of dfx." in text
        assert "━━┳━━" in text, "its stroke is another, so that it is told apart without colour"
        assert followed(app.screen.query_one(SignatureView)) == "--icp ──┬── #optionIcp"
        assert followed(app.screen.query_one("#event", EventPane)) == "#optionIcp"
        await pilot.press("w")
        await pilot.pause()
        assert followed(app.screen.query_one(WirePane)).replace(" ", "") == "#optionIcp"
        await pilot.press("w", "right")
        assert "dropped  1.0 is the value of --icp. It stays here." in screen_text(pilot)
        assert followed(app.screen.query_one("#event", EventPane)) == ""
        await pilot.press(*["right"] * 9)
        assert "reduced  --network=ic chooses the network" in screen_text(pilot)
        assert followed(app.screen.query_one("#event", EventPane)) == "#ic #networkIc"
        await pilot.press("escape")
        assert "━" not in screen_text(pilot)
        assert "─┬─ captured    ═╤═ reduced" in screen_text(pilot)


async def test_following_ends_with_the_command_but_not_with_the_outcome(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        signature = app.screen.query_one(SignatureView)
        await pilot.press("left", "e")
        assert signature.followed >= 0
        assert "#failure" in screen_text(pilot)
        await pilot.press("down")
        assert signature.followed == -1


async def test_a_click_follows_and_lets_go(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.click("#signature", offset=(9, 0))
        assert "ledger transfer is a command of dfx." in screen_text(pilot)
        await pilot.click("#signature", offset=(9, 2))
        assert "ledger transfer is a command of dfx." not in screen_text(pilot)


async def test_arrows_in_the_field_move_its_cursor(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("i", "left", "left", "X")
        assert app.screen.query_one(Input).value == LEDGER[:-2] + "X" + LEDGER[-2:]
        assert app.screen.query_one(SignatureView).followed == -1


async def test_facts_stay_in_sight_where_there_is_little_height(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(60, 16)) as pilot:
        await opened(pilot)
        assert "stays here    1.0 · abcd-1233-ffff-eeee · 123" in screen_text(pilot)
        await pilot.press("right")
        text = screen_text(pilot)
        assert "━━━━━━━┳━━━━━━━" in text
        assert "stays here    1.0 · abcd-1233-ffff-eeee · 123" in text, "under the first row of words, too"
        await pilot.press("escape", "left")
        text = screen_text(pilot)
        assert "stays here    1.0 · abcd-1233-ffff-eeee · 123" in text
        assert "━━━━━┳━━━━━━" in text, "the word that is followed is scrolled into sight"
        assert "leaves as one of four words: #networkIc." in text


async def test_two_commands_are_compared(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await pilot.press("m")
        assert "Both would send the same event, byte for byte." in screen_text(pilot)
        await pilot.press("down", "down", "down")
        text = screen_text(pilot)
        assert "● dfx ledger transfer" in text
        marked, this, both = text.split("only the marked one")[1].split("only this one")[0], "", ""
        this, both = text.split("only this one")[1].split("both")[:2]
        assert "- command    #dfxLedgerTransfer" in marked
        assert "#networkIc" in marked
        assert "+ command    #dfxCanisterInstall" in this
        assert "#modeReinstall" in this
        assert "= outcome    #success" in both
        await pilot.press("up")
        assert "This one emits nothing." in screen_text(pilot)
        await pilot.press("slash", *keys("dfx ledger transfer --memo 1"))
        assert "+ network    #localShared" in screen_text(pilot)
        await pilot.press("escape", "m")
        assert "only the marked one" not in screen_text(pilot)
        assert '"event": "#command"' in screen_text(pilot)


async def test_the_menu_shows_what_each_word_gives_and_a_click_takes_it(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *keys("dfx canister install x --mode "))
        assert "A word of a list. Any other stays here." in screen_text(pilot)
        assert "upgrade    #modeUpgrade" in screen_text(pilot)
        await pilot.click(CompletionMenu, offset=(6, 4))
        assert app.screen.query_one(Input).value == "dfx canister install x --mode upgrade "
        assert isinstance(app.screen.focused, Input)
        await pilot.press(*keys("--arg"))
        assert "--argument  " in screen_text(pilot)
        assert "a value, which stays here" in screen_text(pilot)


async def test_enter_takes_what_was_walked_to_and_leaves_otherwise(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        field = app.screen.query_one(Input)
        await pilot.press("slash", *keys("dfx canister in"), "shift+tab", "up", "enter")
        assert field.value == "dfx canister info ", "round at the ends"
        await pilot.press("enter")
        assert field.value == "dfx canister info "
        assert isinstance(app.screen.focused, RecentList)


async def test_a_completion_in_the_middle_leaves_the_rest(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *keys("dfx led --icp 1"), *["left"] * 8, "tab")
        assert app.screen.query_one(Input).value == "dfx ledger --icp 1"


async def test_a_line_copied_from_a_terminal_loses_its_prompt(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await paste(pilot, "$ dfx deploy x --ic\n")
        assert app.screen.query_one(Input).value == "dfx deploy x --ic"
        await paste(pilot, "me@host:~/project$ dfx deploy \\\r\n> --playground\r\nDeployed dfx build\r\n")
        await until(pilot, lambda: app.screen.query_one(Input).value == "dfx deploy --playground")


async def test_what_is_pasted_is_harmless(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await paste(pilot, "dfx new \x1b]0;x\x07\x9b31m\u202e")
        assert app.screen.query_one(Input).value.isprintable()
        assert not set(screen_text(pilot)) & set("\x1b\x07\x9b\u202e")


async def test_several_commands_pasted_are_read_as_a_script(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await paste(pilot, SCRIPT)
        await until(pilot, lambda: "pasted text: 4 commands" in screen_text(pilot))
        text = screen_text(pilot)
        assert "␊" not in text
        assert " 3  dfx start" in text
        assert " 5  dfx canister create" in text
        assert "11  dfx deploy" in text
        assert "4 dfx commands." in text
        assert "9 lines without any." in text
        assert "1 command would emit nothing." in text
        await pilot.press("down")
        assert "#dfxCanisterCreate" in screen_text(pilot).split("stays here")[0]
        await pilot.press("t")
        assert '"command": "#dfxCanisterCreate"' in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: "Recent commands" in screen_text(pilot) and "my-ext" in screen_text(pilot))


async def test_a_paste_of_a_megabyte_is_read_whole(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await paste(pilot, "dfx deploy --argument " + "s3cret" * 180_000 + " --ic")
        await until(pilot, lambda: "pasted text: 1 command" in screen_text(pilot))
        await pilot.press("t")
        assert '"network": "#ic"' in screen_text(pilot), "its last word counts"
        assert len(app.screen.query_one(Input).value) == LONGEST


async def test_a_paste_without_a_command_says_so(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await paste(pilot, "hello\nworld\n")
        expected = "No dfx command can be read from the 2 lines that were pasted."
        await until(pilot, lambda: expected in screen_text(pilot))


async def test_a_script_is_picked_and_read(environ: dict[str, str]) -> None:
    (Path(environ["HOME"]) / "deploy.sh").write_text(SCRIPT, "utf-8")
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("o")
        await until(pilot, lambda: "deploy.sh" in screen_text(pilot))
        await pilot.press(*"dep")
        await until(pilot, lambda: "../" not in screen_text(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "deploy.sh: 4 commands" in screen_text(pilot))
        await pilot.press("o", *"nothing", "enter")
        await until(pilot, lambda: "The file cannot be read" in screen_text(pilot))
        await pilot.press(*["backspace"] * len("nothing"))
        await until(pilot, lambda: "The file cannot be read" not in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "deploy.sh: 4 commands" in screen_text(pilot))


async def test_a_hundred_thousand_lines_stay_smooth(environ: dict[str, str]) -> None:
    lines = "".join(f"dfx canister call backend_{number} greet\n" for number in range(100_000))
    (Path(environ["HOME"]) / "long.sh").write_text(lines, "utf-8")
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("o", *"long.sh", "enter")
        await until(
            pilot, lambda: "100,000 commands" in screen_text(pilot) or "100 000" in screen_text(pilot)
        )
        drawn: list[int] = []
        recent = app.screen.query_one(RecentList)
        draw = recent.draw_row
        recent.draw_row = lambda *args: (drawn.append(1), draw(*args))[1]  # type: ignore[method-assign, func-returns-value]
        await pilot.press("end")
        await pilot.pause()
        assert "100000  dfx canister call" in screen_text(pilot)
        assert len(drawn) < 100, "only what is seen is drawn"


async def test_under_the_veil_nothing_typed_is_shown(environ: dict[str, str]) -> None:
    (Path(environ["HOME"]) / "canary-script.sh").write_text("dfx deploy canary_name --ic\n", "utf-8")
    app = make_app(environ)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        try:
            await pilot.press("o", *"canary-script.sh", "enter")
            await until(pilot, lambda: "canary-script.sh: 1 command" in screen_text(pilot))
            await pilot.press("f9", "m", "right", "right")
            await pilot.pause()
            text = screen_text(pilot)
            assert "canary" not in text
            assert "#dfxDeploy" in text
            assert "names a canister. Only that one is named leaves" in text
        finally:
            veil.take_off()
