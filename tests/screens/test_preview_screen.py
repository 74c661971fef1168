"""The Preview screen, driven by keys."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from consent_tui.tui.screens.help import HelpScreen
from consent_tui.tui.themes import LIGHT
from consent_tui.tui.widgets.completion_menu import CompletionMenu
from consent_tui.tui.widgets.recent_list import RecentList
from tests.screens.demo import LEDGER, append_to_history, make_app, opened, screen_text, until

LEDGER_BODY = (
    '{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","network":"#ic",'
    '"command":"#dfxLedgerTransfer","options":["#optionIcp","#optionMemo","#networkIc"],"outcome":"#success"}'
)


async def test_opens_on_the_newest_command_with_no_field_focused(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert isinstance(app.screen.focused, RecentList)
        text = screen_text(pilot)
        for expected in (
            LEDGER[:40],
            "#dfxLedgerTransfer",
            "#optionIcp",
            "#networkIc",
            "0.24.3",
            "undecided",
        ):
            assert expected in text
        assert "1.0 · abcd-1233-ffff-eeee · 123" in text


async def test_walking_previews_each_command(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down")
        assert "#dfxExtension" in screen_text(pilot)
        await pilot.press("j")
        assert "Asking for help or for the version is never recorded." in screen_text(pilot)
        await pilot.press("end")
        assert "#dfxNew" in screen_text(pilot)
        await pilot.press("home", "k", "up")
        assert "#dfxLedgerTransfer" in screen_text(pilot)


async def test_a_variable_before_the_command_chooses_the_network(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "down", "down", "down")
        text = screen_text(pilot)
        assert "DFX_NETWORK=ic" in text
        assert '"network": "#ic"' in text


async def test_every_key_changes_the_event(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash")
        assert app.screen.query_one(Input).value == ""
        await pilot.press(*"dfx")
        assert "dfx alone emits nothing." in screen_text(pilot)
        await pilot.press("space", *"deploy")
        assert '"target": "#all"' in screen_text(pilot)
        await pilot.press("space", *"mine")
        assert '"target": "#one"' in screen_text(pilot)
        assert "mine" not in screen_text(pilot).split("Event")[1]


async def test_tab_takes_a_completion_and_arrows_choose_it(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"dfx", "space", *"canister", "space", *"in")
        strip = app.screen.query_one(CompletionMenu)
        assert strip.chosen is not None
        assert strip.chosen.text == "info"
        await pilot.press("down")
        assert strip.chosen.text == "install"
        await pilot.press("tab")
        assert app.screen.query_one(Input).value == "dfx canister install "
        assert "#dfxCanisterInstall" in screen_text(pilot)


async def test_escape_leaves_the_field_and_shows_the_chosen_command_again(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", "q")
        assert app.is_running
        assert app.screen.query_one(Input).value == "q"
        await pilot.press("backspace", "escape")
        assert isinstance(app.screen.focused, RecentList)
        assert "#dfxLedgerTransfer" in screen_text(pilot)


async def test_editing_starts_from_the_command_shown(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("i", "space", "-", "q")
        assert app.screen.query_one(Input).value == LEDGER + " -q"
        assert "#optionQuiet" in screen_text(pilot)


async def test_the_outcome_toggles(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("e")
        assert '"outcome": "#failure"' in screen_text(pilot)
        await pilot.press("e")
        assert '"outcome": "#success"' in screen_text(pilot)


async def test_the_wire_shows_the_very_bytes_and_their_digest(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        text = screen_text(pilot)
        assert "w Wire" not in text, "both panes are seen at this size, so there is nothing to toggle"
        assert "de421ee3a641f4cb921ee8507dba06d49d3d6a9c4ed9ee7f1da5590c41423a1c" in text
        assert '{"event":"#command","platform":"#linux","dfxVersion":"0.24.3"' in text


async def test_the_wire_takes_the_events_place_where_there_is_little_height(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("w")
        lines = screen_text(pilot).split("On the wire")[1].splitlines()[1:]
        shown = "".join(line[34:79].rstrip(" ▂▃▄▅▆▇█") for line in lines).partition("sha256")[0]
        assert shown == LEDGER_BODY, "not one character is lost to the scrollbar"
        await pilot.press("w")
        assert '{ "event": "#command"' in screen_text(pilot)


async def test_a_command_run_elsewhere_appears_and_is_previewed(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        append_to_history(environ, "dfx killall")
        await until(pilot, lambda: "#dfxKillall" in screen_text(pilot))
        assert app.screen.query_one(RecentList).chosen == 0


async def test_a_command_run_elsewhere_leaves_the_one_being_read(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down")
        append_to_history(environ, "dfx killall")
        recent = app.screen.query_one(RecentList)
        await until(pilot, lambda: recent.rows[0].command.text == "dfx killall")
        assert recent.chosen == 2
        assert "#dfxExtension" in screen_text(pilot)


async def test_the_screen_does_not_wait_for_dfx_to_say_its_version(environ: dict[str, str]) -> None:
    stub = Path(environ["PATH"].split(":")[0]) / "dfx"
    answer = stub.with_name("answer")
    stub.write_text(f"#!/bin/sh\nuntil [ -e {answer} ]; do sleep 0.02; done\necho dfx 0.24.3\n", "utf-8")
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: '"dfxVersion": "#unknown"' in screen_text(pilot))
        answer.touch()
        await until(pilot, lambda: '"dfxVersion": "0.24.3"' in screen_text(pilot))


async def test_a_version_that_is_typed_is_asked_for_once_the_typing_rests(environ: dict[str, str]) -> None:
    stub = Path(environ["PATH"].split(":")[0]) / "dfx"
    asked = stub.with_name("asked")
    stub.write_text(f'#!/bin/sh\necho "$*" >> {asked}\necho "dfx ${{1#+}}"\n', "utf-8")
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one(RecentList).rows))
        await pilot.press("slash", *["space" if each == " " else each for each in "dfx +0.21.0 start"])
        await until(pilot, lambda: '"dfxVersion": "0.21.0"' in screen_text(pilot))
    assert asked.read_text("utf-8").splitlines() == ["--version", "+0.21.0 --version"]


async def test_the_focus_goes_round_with_tab(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        seen = []
        for _ in range(4):
            assert app.screen.focused is not None
            seen.append(app.screen.focused.id)
            await pilot.press("tab")
        assert seen == ["recent", "event", "field", "signature"]
        assert app.screen.focused is not None
        assert app.screen.focused.id == "recent"


async def test_no_history_says_what_to_do(environ: dict[str, str]) -> None:
    (Path(environ["HOME"]) / ".bash_history").unlink()
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "No dfx command in the history" in screen_text(pilot))
        assert "Press / and type a dfx command" in screen_text(pilot)
        append_to_history(environ, "dfx killall")
        await until(pilot, lambda: "#dfxKillall" in screen_text(pilot))


async def test_a_long_history_is_read_as_far_as_somebody_walks(environ: dict[str, str]) -> None:
    lines = "".join(f"dfx canister call backend_{number}\n" for number in range(1000))
    (Path(environ["HOME"]) / ".bash_history").write_text(lines, "utf-8")
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        recent = app.screen.query_one(RecentList)
        assert len(recent.rows) == 200
        await pilot.press("end")
        await until(pilot, lambda: len(recent.rows) == 400)
        assert recent.chosen == 199


async def test_a_click_chooses_a_row_and_a_click_toggles_the_outcome(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.click("#recent", offset=(6, 2))
        assert "#dfxExtension" in screen_text(pilot)
        await pilot.click("#outcome")
        assert "exit 1 · failure" in screen_text(pilot)
        await pilot.click("#field")
        assert isinstance(app.screen.focused, Input)


async def test_help_opens_and_closes(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "ctrl+c" in screen_text(pilot), "all of it is seen without scrolling"
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_every_action_is_in_the_palette(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        titles = [each.title for each in app.get_system_commands(app.screen)]
        assert len(titles) == len(set(titles))
        assert {"Type", "Edit", "Outcome", "Wire", "Help", "Quit", "Theme: Dark", "Theme: Light"} <= set(
            titles
        )
        await pilot.press("ctrl+p", *"light", "enter")
        await until(pilot, lambda: app.theme == LIGHT)


async def test_q_and_control_keys_quit(environ: dict[str, str]) -> None:
    for keys in (["q"], ["ctrl+q"], ["ctrl+c"], ["slash", "x", "ctrl+c"]):
        app = make_app(environ)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot)
            await pilot.press(*keys)
            await pilot.pause()
            assert not app.is_running, keys


async def test_nothing_is_redrawn_while_nothing_happens(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        drawn: list[object] = []
        app._display = lambda screen, renderable: drawn.append(renderable)  # type: ignore[method-assign]
        await pilot.pause(2.5)
        assert not drawn
        append_to_history(environ, "dfx killall")
        await until(pilot, lambda: bool(drawn))


async def test_a_line_longer_than_the_field_is_read_from_its_beginning(environ: dict[str, str]) -> None:
    line = (
        "dfx canister call backend greet '(\"a name\")' --network ic --identity alice --query --candid x.did"
    )
    append_to_history(environ, line)
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "$ dfx canister call" in screen_text(pilot))
        shown = screen_text(pilot).splitlines()[2]
        assert "… " in shown
        await pilot.press("i")
        await until(pilot, lambda: "x.did" in screen_text(pilot).splitlines()[2])
        await pilot.press("escape")
        await until(pilot, lambda: screen_text(pilot).splitlines()[2] == shown)


async def test_what_an_empty_preview_says_is_wrapped(environ: dict[str, str]) -> None:
    environ = {**environ, "HOME": environ["HOME"] + "/nobody"}
    app = make_app(environ)
    async with app.run_test(size=(48, 24)) as pilot:
        await until(pilot, lambda: "appear here as they are" in screen_text(pilot))
        text = screen_text(pilot)
        assert "history of bash, zsh or\n" in "\n".join(line.strip() for line in text.splitlines()) + "\n"
        assert "it would emit changes with every key." in " ".join(text.split())
        await pilot.resize_terminal(70, 24)
        await until(pilot, lambda: "what it would emit changes" in screen_text(pilot))
