"""The Sent tab: every request that was ever made from here, and when the next one may be."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from textual import on

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.browse import SentRow, SentTable
from consent_tui.services.sending import FARTHEST, dry_run, postpone
from consent_tui.services.sent import sent_request, sent_text, wipe_sent
from consent_tui.services.standing import DAY, Standing, prolong_hold, standing
from consent_tui.services.times import date_and_time, duration
from consent_tui.tui.drawing.requests import (
    dry_run_page,
    learnt_page,
    next_line,
    request_lines,
    request_page,
    standing_lines,
)
from consent_tui.tui.drawing.text import counted, fitting, paragraph
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.listing import ListingPlace
from consent_tui.tui.screens.page import BytesScreen, PageScreen
from consent_tui.tui.screens.sent_keys import HELP_PAGE, KEYS
from consent_tui.tui.widgets.sent_list import SentList
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from consent_tui.store.erasure import Wiped
    from consent_tui.store.sent import SentRequest
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

MOST_SHOWN = 50
"""So many requests of a dry run are drawn."""


class SentScreen(ListingPlace[SentRow]):
    """How sending stands, a list over the store, the chosen request below it."""

    TAB = "sent"
    HELP = N_("Every request that was made from here, and the server's answer.")
    HELP_PAGE = HELP_PAGE
    FIRST_KEYS = ("sent.open", "list.filter", "sent.dry_run", "sent.wipe", "sent.postpone")
    BINDINGS = KEYS

    def __init__(self, watch: Watch, figures: Figures) -> None:
        table = SentTable(watch.profile)
        super().__init__(watch, figures, table)
        self._list = SentList(table, figures, id="list")
        self._standing: Standing | None = None

    @property
    def listing(self) -> SentList:
        """The list."""
        return self._list

    def compose(self) -> ComposeResult:
        """The truth, the tabs, how sending stands, the list, the chosen request, the keys."""
        yield from self.above()
        yield Sheet(self._stand, id="standing")
        yield from self.body()
        yield Sheet(self._learn, id="learnt")
        yield from self.below()

    def read(self) -> None:
        """Read how sending stands, and how far the list reaches."""
        super().read()

        async def read() -> None:
            try:
                self._standing = await to_thread(standing, self.profile)
            except ConsentError as error:
                self.say(error.message, error.mend)
            self.query_one("#standing", Sheet).show(self._stand)
            self.say_nothing_here()

        self.run_worker(read, group="standing", exclusive=True)  # type: ignore[arg-type]

    def _stand(self, width: int) -> list[Content]:
        if self._standing is None:
            return []
        now = int(self.profile.clock())
        if self.has_class("-short"):
            return next_line(self._standing, now, key_of(self, "app.consent"), width)
        return standing_lines(self._standing, now, key_of(self, "app.consent"), self.figures, width)

    def _learn(self, width: int) -> list[Content]:
        text = _("Your address and the time of arrival can still be learnt: press %(key)s.")
        return paragraph(text % {"key": key_of(self, "sent.learnt")}, width, "$quiet")

    def nothing_here(self) -> Sequence[str]:
        """What an empty list says."""
        if self._standing is None or self._standing.is_sending:
            rest = _("Once an event has rested, the sender takes it along at its next time.")
        else:
            held_back = _("Nothing can be sent as things stand: press %(key)s to see why.")
            rest = held_back % {"key": key_of(self, "app.consent")}
        return (
            _("Nothing was ever sent from here, or its copies were wiped."),
            rest,
            _("Press %(key)s to see what would be sent at this moment.")
            % {"key": key_of(self, "sent.dry_run")},
        )

    def entitle(self) -> None:
        """How many requests were made, and what the columns are."""
        total = self.extent.count
        facts = [ngettext("%(count)s request", "%(count)s requests", total) % {"count": counted(total)}]
        if self.words:
            found = self.listing.count
            facts.append(ngettext("%(count)s found", "%(count)s found", found) % {"count": counted(found)})
        elif total:
            facts.append(_("when, what came of it, status, size, sha256"))
        self.listing.border_title = fitting(facts, f" {self.figures.idle} ", self.title_room)
        self.query_one("#body").border_title = _("Request")

    @on(SentList.Chosen)
    def _chosen(self) -> None:
        self.show_chosen()

    def _request(self) -> SentRequest | None:
        row = self.listing.chosen_row
        try:
            return None if row is None else sent_request(self.profile, row.id)
        except ConsentError as error:
            self.say(error.message, error.mend)
            return None

    def lay_out(self, width: int) -> list[Content]:
        """The chosen request, what became of it, and the answer."""
        request = self._request()
        draw = request_page if self.has_class("-broad") else request_lines
        return [] if request is None else draw(request, self.figures, width)

    def action_open(self) -> None:
        """The chosen request on a page of its own."""
        request = self._request()
        if request is not None:
            self.app.push_screen(BytesScreen(partial(request_page, request, self.figures)))

    def action_copy(self) -> None:
        """Hand the chosen request to the clipboard."""
        request = self._request()
        if request is not None:
            self.app.copy_to_clipboard(sent_text(request))
            self.say(_("Copied: the request, as it was sent."))

    def action_export(self) -> None:
        """Ask for a file, then write the chosen request into it."""
        from consent_tui.tui.screens.errand import one_request  # noqa: PLC0415 - not before it is wanted
        from consent_tui.tui.screens.export import ExportScreen  # noqa: PLC0415

        def exported(sentence: str | None) -> None:
            self.say(sentence or "")

        request = self._request()
        if request is not None:
            self.app.push_screen(ExportScreen(self.profile, self.figures, one_request(request)), exported)

    def action_wipe(self) -> None:
        """Ask, then wipe our copy of every request that is closed."""
        from consent_tui.tui.screens.ask import AskScreen  # noqa: PLC0415 - not before it is wanted

        count = self.extent.count
        if not count:
            return
        question = ngettext(
            "Wipe our copy of the %(count)s request that was made?",
            "Wipe our copies of all %(count)s requests that were made?",
            count,
        )

        def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
            if is_yes:
                run = partial(wipe_sent, self.profile, self.teller())
                self.work(_("Wiping, and looking at every file whether something is left…"), run, self._wiped)

        self.app.push_screen(
            AskScreen(
                question % {"count": counted(count)},
                _(
                    "This wipes our record alone: a server keeps what it got, and what you wipe here can "
                    "no longer be compared with it. Requests that may have to be made again stay."
                ),
                (_("yes"), _("wipe them")),
                (_("no"), _("leave them")),
            ),
            answered,
        )

    def _wiped(self, wiped: Wiped) -> None:
        text = ngettext(
            "Wiped for good: our copy of %(count)s request.",
            "Wiped for good: our copies of %(count)s requests.",
            wiped.count,
        )
        self.say_wiped(wiped, text % {"count": counted(wiped.count)})

    def action_postpone(self) -> None:
        """Move the next sending by a day."""

        def said(postponed: tuple[int, bool]) -> None:
            due, is_farthest = postponed
            text = _("The next sending is on %(time)s at the earliest.") % {"time": date_and_time(due)}
            self.say(text, *([_(FARTHEST)] if is_farthest else []))

        self.work(_("Postponing…"), partial(postpone, self.profile, DAY), said)

    def action_prolong(self) -> None:
        """Let events rest longer, those that wait already as well."""

        def said(seconds: int) -> None:
            text = _("Events rest for %(duration)s from now on, those that wait already as well.")
            self.say(text % {"duration": duration(seconds)})

        self.work(_("Writing…"), partial(prolong_hold, self.profile), said)

    def action_dry_run(self) -> None:
        """The exact requests that would be made at this moment; none is made."""

        def show(found: list[str]) -> None:
            self.app.push_screen(BytesScreen(partial(dry_run_page, found, MOST_SHOWN, self.figures)))

        run = partial(dry_run, self.profile)
        self.work(_("Reading…"), lambda: list(islice(run(), MOST_SHOWN + 1)), show)

    def action_learnt(self) -> None:
        """What a server can still learn, whole."""
        batch_size = 1 if self._standing is None else self._standing.batch_size
        self.app.push_screen(PageScreen(partial(learnt_page, batch_size, self.figures)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done is not offered."""
        del parameters
        if action == "filter":
            return bool(self.extent.count)
        if action in ("open", "copy", "export", "wipe"):
            return self.listing.count > 0
        return True
