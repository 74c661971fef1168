"""Every screen of the app, opened by keys: for the tests that look at all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.segment import Segment
from textual.pilot import Pilot

from consent_tui.services.marks import BOXES, Glyphs
from consent_tui.services.profile import Profile
from consent_tui.tui.app import ConsentApp
from tests.screens.demo import opened, screen_text, until
from tests.screens.homes import HOMES

SCENES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "question": ("consent", (), "own"),
    "consent": ("consent", (), "sample"),
    "ask": ("consent", ("l",), "sample"),
    "notice": ("consent", ("N",), "sample"),
    "record": ("consent", ("r",), "sample"),
    "consent-help": ("consent", ("question_mark",), "sample"),
    "said": ("consent", ("y",), "sample"),
    "decided-no": ("consent", (), "no"),
    "refused": ("consent", ("l",), "ci"),
    "recipient": ("consent", (), "unnamed"),
    "recipient-asked": ("consent", ("y",), "unnamed"),
    "additions": ("consent", (), "fewer"),
    "slip": ("consent", (), "slip"),
    "slip-pending": ("pending", (), "slip"),
    "broken-record": ("consent", (), "broken"),
    "preview": ("preview", (), "own"),
    "typing": ("preview", ("slash", *"dfx", "space", "d"), "own"),
    "followed": ("preview", ("right", "right"), "own"),
    "compared": ("preview", (*["down"] * 7, "m", "up"), "own"),
    "open-script": ("preview", ("o",), "own"),
    "preview-help": ("preview", ("question_mark",), "own"),
    "activity": ("activity", (), "sample"),
    "nothing-counted": ("activity", (), "own"),
    "pending": ("pending", (), "sample"),
    "marked": ("pending", ("space", "down"), "sample"),
    "filtered": ("pending", ("slash", *"dau"), "sample"),
    "nothing-found": ("pending", ("slash", *"qqq"), "sample"),
    "wipe": ("pending", ("W",), "sample"),
    "undone": ("pending", ("space", "w", "u"), "sample"),
    "nothing-pending": ("pending", (), "own"),
    "rejected": ("pending", ("r",), "sample"),
    "export": ("pending", ("e",), "sample"),
    "sent": ("sent", (), "sample"),
    "request": ("sent", ("enter",), "sample"),
    "dry-run": ("sent", ("d",), "endpoint"),
    "learnt": ("sent", ("l",), "sample"),
    "postponed": ("sent", ("p",), "sample"),
    "forget": ("sent", ("w",), "sample"),
    "nothing-sent": ("sent", (), "own"),
    "palette": ("consent", ("ctrl+p",), "sample"),
    "palette-search": ("consent", ("ctrl+p", "t", "h"), "sample"),
    "palette-without-match": ("consent", ("ctrl+p", *"qqq"), "sample"),
}
"""By name: the tab, the keys to press there, and whose home it is."""

SIZE = (80, 24)


@asynccontextmanager
async def scene(
    name: str,
    folder: Path,
    size: tuple[int, int] = SIZE,
    glyphs: Glyphs = BOXES,
    **variables: str,
) -> AsyncIterator[Pilot[None]]:
    """The screen of this name, once everything on it is read; *variables* are set in its environment."""
    tab, keys, home = SCENES[name]
    found = HOMES[home](folder)
    found = Profile({**found.environ, **variables}, found.cwd, found.clock, found.site_policy)
    app = ConsentApp(found, glyphs, tab, (True, True, True))
    async with app.run_test(size=size) as pilot:
        if tab == "preview":
            await opened(pilot)
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
        await settled(pilot)
        if name == "palette-without-match":
            await until(pilot, lambda: "No action is called that." in screen_text(pilot))
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is being read any more."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0.05)


def segments(pilot: Pilot[None]) -> list[Segment]:
    """What is drawn, with its styles, as it goes to the terminal."""
    strips = pilot.app.screen._compositor.render_strips()
    return [segment for strip in strips for segment in strip]
