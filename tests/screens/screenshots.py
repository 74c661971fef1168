"""``python -m tests.screens.screenshots``: draw the pictures in ``screenshots/`` from sample data."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from consent_tui.tui.themes import DARK, LIGHT
from tests.screens.demo import app_on, make_app, make_home, make_sample, opened, screen_text, until

FOLDER = Path(__file__).parents[2] / "screenshots"
LOOKS = {"dark-80x24": (DARK, (80, 24)), "dark-120x40": (DARK, (120, 40)), "light-80x24": (LIGHT, (80, 24))}
PICTURES = {
    f"{tab}-{look}": (tab, *found)
    for tab in ("question", "consent", "preview", "activity", "pending")
    for look, found in LOOKS.items()
}
SEEN_WHEN = {"question": "later", "consent": "so it is", "activity": "#mau", "pending": "sha256"}
"""What stands on a screen once everything is read."""


async def picture(name: str, folder: Path) -> str:
    """The SVG of this picture, taken in a throw-away home inside *folder*."""
    tab, theme, size = PICTURES[name]
    if tab in ("question", "preview"):
        app = make_app(make_home(folder), "consent" if tab == "question" else tab)
    else:
        app = app_on(make_sample(folder), tab)
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        if tab == "preview":
            await opened(pilot)
        else:
            await until(pilot, lambda: SEEN_WHEN[tab] in screen_text(pilot))
        # What was drawn before dfx answered leaves its seams in the SVG: have everything drawn once more.
        await pilot.resize_terminal(size[0], size[1] + 1)
        await pilot.pause()
        await pilot.resize_terminal(*size)
        await pilot.pause()
        return without_network(app.export_screenshot())


def without_network(svg: str) -> str:
    """The picture without the web fonts that Textual asks a server for, and with its spaces kept."""
    svg = re.sub(r"@font-face \{[^}]*\}\s*", "", svg)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: ui-monospace, Menlo, monospace")
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def main() -> None:
    """Write them all."""
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{name}.svg").write_text(asyncio.run(picture(name, Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
