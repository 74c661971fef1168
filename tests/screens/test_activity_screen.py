"""The Activity tab, driven by keys."""

from __future__ import annotations

from pathlib import Path

from consent_tui.services.activity import activity
from tests.screens.demo import app_on, make_app, make_sample, screen_text, until


async def test_the_windows_and_the_days(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    view = activity(sample)
    app = app_on(sample, "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "The last 30 days" in screen_text(pilot))
        lines = screen_text(pilot).splitlines()
        at = next(number for number, line in enumerate(lines) if "The last 30 days" in line)
        marks = lines[at + 1].split()
        assert marks == ["■" if is_active else "·" for _, is_active in view.strip]
        assert f"dfx ran on {len(view.days)}" in lines[at]
        bars = [line.strip() for line in lines if "◆" in line]
        assert len(bars) == 2
        assert view.mau.last_recorded is not None
        passed = (view.now - view.mau.last_recorded) / (30 * 86400)
        assert bars[0].index("◆") == int(passed * 59)
        assert "nobody needs an identifier" in " ".join(screen_text(pilot).split())


async def test_forgetting_asks_first(tmp_path: Path) -> None:
    sample = make_sample(tmp_path)
    app = app_on(sample, "activity")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "The last 30 days" in screen_text(pilot))
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
