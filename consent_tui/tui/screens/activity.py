"""The Activity tab: when this machine counted its user as active, and on which days dfx ran."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _
from consent_tui.services.activity import ActivityView, activity, wipe_activity
from consent_tui.tui.drawing.activity import ActivityDrawing
from consent_tui.tui.screens.ask import AskScreen
from consent_tui.tui.screens.place import HelpPage, Place
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

QUESTION = N_("Wipe when you were counted, and on which days dfx ran?")
WHAT_HAPPENS = N_(
    "The windows and the strip of days are wiped. The next dfx run that is recorded may bring one #mau and "
    "one #dau again. What waits to be sent stays; the tab Pending wipes that."
)
EVERY_MINUTE = 60
AROUND = 3
"""Lines of the truth, the tabs and the keys; where the rest has room, so do its parts."""


class ActivityScreen(Place):
    """Shows the cache of monthly and daily activity, and wipes it on request."""

    TAB = "activity"
    HELP = N_("When your machine counted you as active, and when it may do so next.")
    HELP_PAGE: ClassVar[HelpPage] = (
        N_("How are people counted without knowing who they are?"),
        N_(
            "Your machine remembers when it last recorded a #mau (once in thirty days) and a #dau (once "
            "in a day). A bar runs from the last one to the moment from which the next may be recorded. "
            "The days on which dfx ran never leave this machine."
        ),
        (("activity.wipe", N_("wipe all of this (asks first)")),),
    )
    AUTO_FOCUS = "#scroll"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wipe", N_("Wipe"), id="activity.wipe", tooltip=N_("Wipe the windows and the days")),
    ]

    def __init__(self, watch: Watch, figures: Figures) -> None:
        super().__init__(watch, figures)
        self._profile = watch.profile
        self._view: ActivityView | None = None

    def compose(self) -> ComposeResult:
        """The truth, the tabs, the sheet, the keys."""
        yield from self.above()
        with VerticalScroll(id="scroll"):
            yield Sheet(self._lay_out, id="sheet")
        yield from self.below()

    def on_mount(self) -> None:
        """The bars move with the time, a step a minute."""
        self.set_interval(EVERY_MINUTE, self._read)

    def show_truth(self) -> None:
        """Look at the cache again."""
        super().show_truth()
        self._read()

    def on_resize(self) -> None:
        """Lay out for the new height as well."""
        if self.is_mounted:
            self.query_one("#sheet", Sheet).show(partial(self._lay_out))

    def _read(self) -> None:
        async def read() -> None:
            try:
                self._view = await to_thread(activity, self._profile)
            except ConsentError as error:
                self.say(error.message, error.mend)
                return
            self.query_one("#sheet", Sheet).show(partial(self._lay_out))

        self.read_anew(read)

    def _lay_out(self, width: int) -> list[Content]:
        if self._view is None:
            return []
        lines = [Content(""), *ActivityDrawing(self._view, self.figures, width, is_tall=True).lines()]
        if len(lines) + AROUND > self.size.height:
            lines = [Content(""), *ActivityDrawing(self._view, self.figures, width, is_tall=False).lines()]
        return lines

    def action_wipe(self) -> None:
        """Ask, then wipe."""

        def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
            if is_yes:
                self.work(_("Wiping…"), partial(wipe_activity, self._profile), self._tell)

        self.app.push_screen(
            AskScreen(_(QUESTION), _(WHAT_HAPPENS), (_("yes"), _("wipe it")), (_("no"), _("leave it"))),
            answered,
        )

    def _tell(self, _nothing: None) -> None:
        self.say(_("Forgotten: the windows and the days. What is still pending tells when it was recorded."))
        self._read()
