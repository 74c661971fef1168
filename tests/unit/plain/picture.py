"""``python -m tests.unit.plain.picture``: draw ``screenshots/plain.svg``, the app as linear text."""

from __future__ import annotations

import io
import os
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

from rich.console import Console
from rich.text import Text

from consent_tui.plain.keys import LeaveError, Lines
from consent_tui.plain.run import Dialogue
from consent_tui.plain.talk import Talk
from consent_tui.services.pictures import self_contained
from tests.screens.demo import make_sample
from tests.unit.services.card_pictures import DARK

PLACE = Path(__file__).parents[3] / "screenshots/plain.svg"
COLUMNS = 80


def dialogue(folder: Path) -> str:
    """What is said at Consent of the sample profile; the answers stand where they are given."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    reading, writing = os.pipe()
    os.write(writing, b"q\n")
    os.close(writing)
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            Dialogue(make_sample(folder), Talk(Lines(reading), is_ascii=False), (False, False, False)).go(
                "consent"
            )
    except LeaveError:
        pass
    finally:
        os.close(reading)
    return said.getvalue()


def picture(folder: Path) -> str:
    """The SVG of it."""
    console = Console(
        width=COLUMNS, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False
    )
    console.print(Text("~ $ dfx-consent --plain --tab consent"))
    console.print(Text(dialogue(folder)))
    svg = console.export_svg(title="dfx-consent --plain", theme=DARK, unique_id="plain")
    return self_contained(svg)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        PLACE.write_text(picture(Path(name)), "utf-8")
