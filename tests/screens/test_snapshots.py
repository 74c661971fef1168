"""The whole screen as text, at three sizes.

``UPDATE_SNAPSHOTS=1`` draws them anew; then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.screens.demo import make_app, opened, screen_text, until

SNAPSHOTS = Path(__file__).with_name("snapshots")


def compare(name: str, text: str) -> None:
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_the_preview(environ: dict[str, str], size: tuple[int, int]) -> None:
    app = make_app(environ)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        compare(f"preview-{size[0]}x{size[1]}", screen_text(pilot))


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_typing(environ: dict[str, str], size: tuple[int, int]) -> None:
    app = make_app(environ)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press(
            "slash", *["space" if each == " " else each for each in "dfx canister install x --mode "]
        )
        await until(pilot, lambda: "reinstall" in screen_text(pilot))
        compare(f"typing-{size[0]}x{size[1]}", screen_text(pilot))


async def test_the_footer_is_never_cut(environ: dict[str, str]) -> None:
    for width in (60, 80, 120):
        app = make_app(environ)
        async with app.run_test(size=(width, 16)) as pilot:
            await opened(pilot)
            assert screen_text(pilot).rstrip().splitlines()[-1].endswith("q Quit"), width


async def test_the_screen_survives_any_size_and_comes_back(environ: dict[str, str]) -> None:
    app = make_app(environ)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for size in ((200, 60), (40, 12), (21, 8), (1, 1), (133, 9), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await until(pilot, lambda: "#dfxLedgerTransfer" in screen_text(pilot))


async def test_a_terminal_without_unicode_gets_ascii_marks(environ: dict[str, str]) -> None:
    from consent_tui.services.marks import ASCII  # noqa: PLC0415 - only this test draws with them
    from consent_tui.services.profile import Profile  # noqa: PLC0415
    from consent_tui.tui.app import ConsentApp  # noqa: PLC0415

    app = ConsentApp(Profile(environ, environ["HOME"], lambda: 0), ASCII, "preview")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        signature = screen_text(pilot).split("captured")[0]
        assert "===============" in signature
        assert "─" not in signature
