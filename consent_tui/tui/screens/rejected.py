"""What a server refused, apart from what waits: to read, and to wipe."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consent_tui.i18n import _, ngettext
from consent_tui.services.rejected import rejected_events, wipe_rejected
from consent_tui.tui.drawing.pages import rejected_page
from consent_tui.tui.drawing.text import counted
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consent_tui.store.erasure import Wiped
    from consent_tui.store.rejected import RejectedEvent
    from consent_tui.tui.screens.place import Place


def show_rejected(screen: Place) -> None:
    """Open the page over this screen."""

    def show(found: Sequence[RejectedEvent]) -> None:
        screen.app.push_screen(PageScreen(partial(rejected_page, found, screen.figures)))

    screen.work(_("Reading…"), partial(rejected_events, screen.watch_on.profile), show)


def ask_to_wipe(screen: Place, tell: Callable[[Wiped], None]) -> None:
    """Ask over this screen, then wipe all that was rejected; *tell* hears what is gone."""
    count = screen.truth.rejected
    if not count:
        return
    question = ngettext(
        "Wipe the %(count)s event that was rejected?", "Wipe all %(count)s events that were rejected?", count
    )

    def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
        if is_yes:
            screen.work(_("Wiping…"), partial(wipe_rejected, screen.watch_on.profile), tell)

    screen.app.push_screen(
        AskScreen(
            question % {"count": counted(count)},
            _("What is wiped is gone for good. What waits to be sent is not touched."),
            (_("yes"), _("wipe them")),
            (_("no"), _("leave them")),
        ),
        answered,
    )
