"""``python -m tests.screens.screenshots``: draw the pictures in ``screenshots/`` from sample data."""

from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import GNUTranslations
from pathlib import Path
from typing import NamedTuple

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from consent_tui import i18n
from consent_tui.services import veil
from consent_tui.tui.themes import DARK, LIGHT
from tests.screens.demo import screen_text, until
from tests.screens.scenes import scene

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "screenshots"
SCREENS = ("question", "consent", "preview", "activity", "pending", "sent")
THEMES = {"dark": DARK, "light": LIGHT}
SIZES = ((80, 24), (120, 40))
SEEN_WHEN = {"question": "later", "consent": "━", "activity": "#mau", "pending": "sha256", "sent": "sha256"}
"""What stands on a screen once everything is read."""


class Picture(NamedTuple):
    """What is in a picture: the scene, its theme, the size in cells, the language, the keys pressed there."""

    scene: str
    theme: str
    size: tuple[int, int]
    language: str = i18n.ENGLISH
    keys: tuple[str, ...] = ()


PICTURES = {
    f"{each}-{look}-{columns}x{rows}": Picture(each, theme, (columns, rows))
    for each in SCREENS
    for look, theme in THEMES.items()
    for columns, rows in SIZES
} | {
    "preview-screen-share-dark-80x24": Picture("preview", DARK, (80, 24), keys=("f9",)),
    "sent-screen-share-light-120x40": Picture("sent", LIGHT, (120, 40), keys=("f9",)),
    **{
        f"{each}-{language}-dark-{columns}x{rows}": Picture(each, DARK, (columns, rows), language)
        for each in ("consent", "preview")
        for language in ("de", "ja")
        for columns, rows in SIZES
    },
}


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak from the translation as it stands in ``locales/``, compiled or not."""
    if language != i18n.ENGLISH:
        compiled = io.BytesIO()
        with (ROOT / f"locales/{language}/LC_MESSAGES/{i18n.DOMAIN}.po").open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        i18n.speak_with(language, GNUTranslations(compiled))
    try:
        yield
    finally:
        i18n.speak(i18n.ENGLISH)


async def picture(name: str, folder: Path) -> str:
    """The SVG of this picture, taken in a throw-away home inside *folder*."""
    found = PICTURES[name]
    veil.take_off()
    with speaking(found.language):
        async with scene(found.scene, folder, found.size) as pilot:
            app = pilot.app
            app.theme = found.theme
            for key in found.keys:
                await pilot.press(key)
            if found.language == i18n.ENGLISH and found.scene in SEEN_WHEN:
                await until(pilot, lambda: SEEN_WHEN[found.scene] in screen_text(pilot))
            # What was drawn before dfx answered leaves its seams in the SVG: have everything drawn once more.
            await pilot.resize_terminal(found.size[0], found.size[1] + 1)
            await pilot.pause()
            await pilot.resize_terminal(*found.size)
            await pilot.pause()
            return app.export_screenshot()


def main() -> None:
    """Write them all."""
    for name in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{name}.svg").write_text(asyncio.run(picture(name, Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
