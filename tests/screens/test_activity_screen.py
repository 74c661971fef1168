"""The Activity tab, driven by keys."""

from __future__ import annotations

from pathlib import Path

from consent_tui.services.activity import activity
from tests.screens.demo import app_on, make_app, make_sample, screen_text, until

WHY = "Why nobody needs to know who you are"


async def test_three_machines_and_one_message_each(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    view = activity(sample)
    app = app_on(sample, "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: WHY in screen_text(pilot))
        lines = screen_text(pilot).splitlines()
        at = next(number for number, line in enumerate(lines) if WHY in line)
        yours, dates, another, third = lines[at + 1 : at + 5]
        assert yours.split()[:2] == [
            "you",
            "".join("■" if is_active else "·" for _, is_active in view.strip),
        ]
        assert "UTC" in dates
        assert all("──▸ #mau ──" in line for line in (yours, another, third))
        assert another.endswith("▸ 3 people")
        text = " ".join(screen_text(pilot).split())
        assert "nobody needs an identifier" in text
        assert f"dfx ran on {len(view.days)} of these days" in text
        assert "the other two rows are made up" in text


async def test_each_window_is_a_bar_between_two_moments(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    view = activity(sample)
    assert view.mau.last_recorded is not None
    passed = (view.now - view.mau.last_recorded) / (30 * 86400)
    app = app_on(sample, "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: WHY in screen_text(pilot))
        lines = screen_text(pilot).splitlines()
        bars = [line.strip() for line in lines if "◆" in line]
        assert [bar[:12] for bar in bars] == ["11 Nov 14:00", "22 Nov 16:30"]
        assert [bar[-12:] for bar in bars] == ["11 Dec 14:00", "23 Nov 16:30"]
        bar = bars[0][13:-13]
        assert bar.index("◆") == int(passed * (len(bar) - 1))
        under = lines[next(number for number, line in enumerate(lines) if "◆" in line) + 1]
        assert under.split() == ["recorded", "now", "the", "next", "one"]
        assert abs(under.index("now") + 1 - (2 + 13 + bar.index("◆"))) <= 1


async def test_all_is_seen_without_scrolling(tmp_path: Path) -> None:
    app = app_on(make_sample(tmp_path), "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: WHY in screen_text(pilot))
        assert app.screen.query_one("#scroll").max_scroll_y == 0


async def test_forgetting_asks_first(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: WHY in screen_text(pilot))
        await pilot.press("w", "enter", "escape")
        assert activity(sample).days
        await pilot.press("w", "y")
        await until(pilot, lambda: "Forgotten:" in screen_text(pilot))
        await until(pilot, lambda: "dfx ran on" not in screen_text(pilot) or "ran on 0" in screen_text(pilot))
    assert activity(sample).days == []


async def test_nothing_yet_explains_itself(environ: dict[str, str]) -> None:
    app = make_app(environ, "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Nothing here yet." in screen_text(pilot))
        assert "nobody needs an identifier" in " ".join(screen_text(pilot).split())
