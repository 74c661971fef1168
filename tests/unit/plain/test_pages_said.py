"""Every page, pane and question over the tabs is said by plain mode, too: labels and values, word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui.services.configuration import write
from consent_tui.services.deciding import decide
from consent_tui.services.profile import Profile
from consent_tui.tui.app import ConsentApp
from tests.screens.demo import LEDGER, NOW, make_sample, opened
from tests.screens.homes import HOMES, MINE
from tests.screens.scenes import settled
from tests.unit.plain.test_nothing_left_out import missing, said, shown

TALL = (160, 120)

PAGES = {
    # Name: whose home, the tab, the keys there; the place of plain mode and the answers given there.
    "the notice": ("sample", "consent", ("N",), "consent", "5\nq\n"),
    "the record of decisions": ("sample", "consent", ("r",), "consent", "6\nq\n"),
    "a question before local": ("sample", "consent", ("l",), "consent", "2\nn\nq\n"),
    "already said": ("sample", "consent", ("y",), "consent", "1\nq\n"),
    "the offer of the shim": ("sample", "consent", ("i",), "consent", "7\nn\nq\n"),
    "a standing no": ("no", "consent", (), "consent", "q\n"),
    "refused in CI": ("ci", "consent", ("l",), "consent", "2\nq\n"),
    "a recipient that no yes names": ("unnamed", "consent", (), "consent", "q\n"),
    "the question about it": ("unnamed", "consent", ("y",), "consent", "1\nn\nq\n"),
    "what is new since the yes": ("fewer", "consent", (), "consent", "q\n"),
    "a broken record": ("broken", "consent", (), "consent", "q\n"),
    "nothing counted": ("own", "activity", (), "activity", "q\n"),
    "nothing pending": ("own", "pending", (), "pending", "q\n"),
    "nothing sent": ("own", "sent", (), "sent", "q\n"),
    "forgetting what was counted": ("sample", "activity", ("w",), "activity", "1\nn\nq\n"),
    "the forms of an export": ("sample", "pending", ("e",), "pending", "3\n1\n\nq\n"),
    "what was rejected": ("sample", "pending", ("r",), "rejected", "1\n1\n2\n3\nb\nq\n"),
    "wiping what was rejected": ("sample", "pending", ("R",), "rejected", "2\nn\nq\n"),
    "a request": ("sample", "sent", ("enter",), "sent", "1\n1\nb\nq\n"),
    "an older request": ("sample", "sent", ("down", "down", "enter"), "sent", "1\n3\nb\nq\n"),
    "what a server learns": ("sample", "sent", ("l",), "sent", "4\nq\n"),
    "the requests of now": ("ready", "sent", ("d",), "sent", "3\ny\ny\ny\nq\n"),
    "forgetting requests": ("sample", "sent", ("w",), "sent", "2\nn\nq\n"),
}


OF_THE_SCREEN = {
    "what is new since the yes": {"local"},  # a head of the ladder's columns
    "nothing counted": {"11", "18", "utc", "they", "stay"},  # the axis of the picture, and its legend
    "nothing pending": {"decide", "see", "would"},  # "Press 1 to decide, 2 to see what would be recorded."
    "nothing sent": {"see", "why", "at", "moment", "things", "stand"},  # keys, as above
    "a difference": {"compared", "ends"},  # the key that ends it
    "the forms of an export": {"all", "bin/"},  # the folder around
}
"""What only a screen has: keys, a picture, a walk through folders."""


def ready(folder: Path) -> Profile:
    """A yes that names a recipient, and events that have rested."""
    made = make_sample(folder)
    write(made, "endpoint", MINE)
    decide(made, "on", "cli", "shown")
    later = Profile(made.environ, made.cwd, lambda: NOW + 2 * 86400, made.site_policy)
    write(later, "hold", "0h")
    return later


async def seen(found: Profile, tab: str, keys: tuple[str, ...]) -> set[str]:
    """The words that the app shows at this tab once these keys were pressed."""
    app = ConsentApp(found, tab=tab, terminals=(True, True, True))
    async with app.run_test(size=TALL) as pilot:
        if tab == "preview":
            await opened(pilot)
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        return shown(pilot)


@pytest.mark.parametrize("page", PAGES)
async def test_a_page_is_said(tmp_path: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    home, tab, keys, place, answers = PAGES[page]
    found = ready(tmp_path) if home == "ready" else HOMES[home](tmp_path)
    drawn = await seen(found, tab, keys) - OF_THE_SCREEN.get(page, set())
    suggested = f"{tmp_path}/sample/home/".casefold()
    drawn = {each for each in drawn if not each.startswith(suggested)}
    assert len(drawn) > 8
    assert missing(drawn, said(found, place, answers, capsys)) == ""


PREVIEWS = {
    "failure": (("e",), f"1\n{LEDGER}\n4\n5\n6\n2\nb\nq\n"),
    "the wire": (("w",), f"1\n{LEDGER}\n4\n6\n2\nb\nq\n"),
    "a difference": (("m", "down", "down"), f"1\n{LEDGER}\n4\n7\n2\n3\n7\n2\nb\nq\n"),
}


@pytest.mark.parametrize("view", PREVIEWS)
async def test_a_view_of_a_command_is_said(
    tmp_path: Path, view: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keys, answers = PREVIEWS[view]
    found = HOMES["own"](tmp_path)
    drawn = await seen(found, "preview", keys) - OF_THE_SCREEN.get(view, set())
    assert missing(drawn, said(found, "preview", answers, capsys)) == ""
