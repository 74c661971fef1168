"""The Pending tab: every event that waits, to read byte for byte, to export and to wipe."""

from __future__ import annotations

from asyncio import to_thread
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from textual import on

from consent_tui.consent.states import YES
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services import pending
from consent_tui.services.browse import PendingTable
from consent_tui.services.marked import Marked
from consent_tui.services.outline_pending import why_nothing_waits
from consent_tui.services.pending import PendingRow
from consent_tui.tui.copying import copy_event
from consent_tui.tui.drawing.event import a_key_a_line, packed
from consent_tui.tui.drawing.text import counted, digest_lines, fitting, paragraph
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.listing import ListingPlace
from consent_tui.tui.screens.pending_keys import HELP_PAGE, KEYS
from consent_tui.tui.widgets.pending_list import PendingList
from consent_tui.tui.widgets.say_line import SayLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from consent_tui.services.browse import Extent
    from consent_tui.store.erasure import Wiped
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch


class PendingScreen(ListingPlace[PendingRow]):
    """A list over the store, the chosen event below it."""

    TAB = "pending"
    HELP = N_("Every event that waits here, when it may go, and what is in it.")
    HELP_PAGE = HELP_PAGE
    FIRST_KEYS = ("pending.confirm", "pending.undo", "pending.wipe", "list.filter", "pending.export")
    BINDINGS = KEYS

    def __init__(self, watch: Watch, figures: Figures) -> None:
        table = PendingTable(watch.profile)
        super().__init__(watch, figures, table)
        self._list = PendingList(table, figures, id="list")
        self._marked_before = Marked()

    @property
    def listing(self) -> PendingList:
        """The list."""
        return self._list

    def compose(self) -> ComposeResult:
        """The truth, the tabs, the list, the chosen event, what waits for its wipe, the keys."""
        yield from self.above()
        yield from self.body()
        yield SayLine(id="doomed")
        yield from self.below()

    def nothing_here(self) -> Sequence[str]:
        """What an empty list says."""
        if self.truth.state in YES:
            keys = _("Press %(key)s to see what holds, %(other)s to see what would be recorded.")
        else:
            keys = _("Press %(key)s to decide, %(other)s to see what would be recorded.")
        values = {"key": key_of(self, "app.consent"), "other": key_of(self, "app.preview")}
        return (_("Nothing waits."), why_nothing_waits(self.truth), keys % values)

    def entitle(self) -> None:
        """How many wait, are found, are marked, were refused."""
        total, listing = self.extent.count, self.listing
        facts = [ngettext("%(count)s pending", "%(count)s pending", total) % {"count": counted(total)}]
        if self.words:
            found = listing.count
            facts.append(ngettext("%(count)s found", "%(count)s found", found) % {"count": counted(found)})
        marked = len(listing.marked)
        if marked:
            facts.append(
                ngettext("%(count)s marked", "%(count)s marked", marked) % {"count": counted(marked)}
            )
        refused = self.truth.rejected
        if refused:
            text = ngettext("%(count)s rejected, press %(key)s", "%(count)s rejected, press %(key)s", refused)
            facts.append(text % {"count": counted(refused), "key": key_of(self, "pending.rejected")})
        if total and not self.words and not listing.marked:
            facts.append(_("age, when it may go, tokens"))
        listing.border_title = fitting(facts, f" {self.figures.idle} ", self.title_room)
        self.query_one("#body").border_title = _("Event")

    @on(PendingList.Chosen)
    def _chosen(self) -> None:
        self.show_chosen()
        self.entitle()

    @on(PendingList.Marks)
    def _marked(self) -> None:
        self.entitle()

    @on(PendingList.Wide)
    def _mark_many(self, message: PendingList.Wide) -> None:
        walk, marked = self.listing.walk, self.listing.marked.copy()

        def mark() -> Marked:
            marked.add(walk.identifiers(message.first, message.last))
            return marked

        self.work(_("Marking…"), mark, self.listing.set_marks)

    def take_back(self) -> None:
        """Escape undoes a wipe that is not confirmed, then takes marks away."""
        if self.listing.doomed:
            self.action_undo()
        elif self.listing.marked:
            self.listing.unmark()

    def lay_out(self, width: int) -> list[Content]:
        """The chosen event and its digest."""
        row = self.listing.chosen_row
        if row is None:
            return []
        event = pending.event_of(row.body)
        if event is None:
            lines = paragraph(row.body.decode("ascii", "replace"), width, "$quiet")
        else:
            lines = a_key_a_line(event) if self.has_class("-tall") else packed(event, width)
        return [*lines, *digest_lines(sha256(row.body + b"\n").hexdigest(), width)]

    def action_copy(self) -> None:
        """Copy the chosen event."""
        row = self.listing.chosen_row
        copy_event(self, None if row is None else row.body)

    def action_wipe(self) -> None:
        """Put the marked events, or the chosen one, up for their wipe."""
        listing = self.listing
        row = listing.chosen_row
        doomed = listing.doomed.copy()
        if listing.marked:
            self._marked_before = self._marked_before.joined(listing.marked)
            self._doom(doomed.joined(listing.marked))
            listing.unmark()
        elif row is not None:
            doomed.add((row.id,))
            self._doom(doomed)

    def action_wipe_all(self) -> None:
        """Put all that the list shows up for their wipe; what is recorded from now on is not among them."""
        walk = self.listing.walk
        if walk.count:
            read = partial(walk.identifiers, 0, walk.count - 1)
            self.work(_("Marking…"), lambda: Marked(read()), self._doom)

    async def forget_gone(self, found: Extent) -> None:
        """What was sent, dropped or wiped beside the app is neither marked nor waits for its wipe."""
        listing = self.listing
        if not listing.marked and not listing.doomed:
            return
        there = range(found.oldest, found.newest + 1)
        present = Marked(there if found.is_dense else await to_thread(self.table.all_identifiers))
        if len(marked := listing.marked.among(present)) < len(listing.marked):
            listing.set_marks(marked)
        self._marked_before = self._marked_before.among(present)
        if len(doomed := listing.doomed.among(present)) < len(listing.doomed):
            self._doom(doomed)

    def _doom(self, doomed: Marked) -> None:
        self.listing.doomed = doomed
        self.listing.refresh()
        line = self.query_one("#doomed", SayLine)
        if doomed:
            text = ngettext(
                "%(count)s event will be wiped for good: %(key)s confirms, %(other)s undoes.",
                "%(count)s events will be wiped for good: %(key)s confirms, %(other)s undoes.",
                len(doomed),
            )
            keys = {"key": key_of(self, "pending.confirm"), "other": key_of(self, "pending.undo")}
            line.say(f"{self.figures.warning} " + text % {"count": counted(len(doomed)), **keys})
            self.say()
        else:
            line.say()
            self._marked_before = Marked()
        self.refresh_bindings()

    def action_undo(self) -> None:
        """Wipe nothing of what was put up for it; what was marked before that is marked again."""
        marked = self._marked_before
        self._doom(Marked())
        if marked:
            self.listing.set_marks(marked.joined(self.listing.marked))
        self.say(_("Undone: nothing was wiped."))

    def action_confirm(self) -> None:
        """Wipe what was put up for it, and be told whether a request in flight is waited for."""
        if self.is_working:
            self.say(_("Something is still being done: confirm in a moment."))
            return
        doomed = self.listing.doomed
        run = partial(pending.wipe, self.profile, doomed, self.teller())
        self._doom(Marked())
        self.work(_("Wiping, and looking at every file whether something is left…"), run, self._tell)

    def _tell(self, wiped: Wiped) -> None:
        text = ngettext("Wiped for good: %(count)s event.", "Wiped for good: %(count)s events.", wiped.count)
        self.say_wiped(wiped, text % {"count": counted(wiped.count)})

    def action_wipe_rejected(self) -> None:
        """Ask, then wipe what a server refused."""
        from consent_tui.tui.screens.rejected import ask_to_wipe  # noqa: PLC0415 - not before it is wanted

        ask_to_wipe(self, self._tell)

    def action_export(self) -> None:
        """Ask for a file, then export the marked events, or all listed."""
        from consent_tui.tui.screens.errand import every_event, these_events  # noqa: PLC0415 - not before
        from consent_tui.tui.screens.export import ExportScreen  # noqa: PLC0415

        listing = self.listing
        if listing.marked:
            errand = these_events(self.profile, listing.marked.copy(), len(listing.marked))
        elif self.words:
            found = listing.walk.identifiers(0, listing.count - 1)
            errand = these_events(self.profile, found[::-1], len(found))
        else:
            errand = every_event(self.profile, self.extent.count)
        self.app.push_screen(ExportScreen(self.profile, self.figures, errand), self._exported)

    def _exported(self, sentence: str | None) -> None:
        # Where the export was left, what was said of one before it would be taken for this one's.
        self.say(sentence or "")

    def action_rejected(self) -> None:
        """What a server refused."""
        from consent_tui.tui.screens.rejected import show_rejected  # noqa: PLC0415 - not before it is wanted

        show_rejected(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done is not offered."""
        del parameters
        if action == "filter":
            return bool(self.extent.count)
        if action in ("rejected", "wipe_rejected"):
            return bool(self.truth.rejected)
        if action in ("confirm", "undo"):
            return bool(self.listing.doomed)
        if action in ("wipe", "wipe_all", "export", "copy"):
            return bool(self.listing.count or self.listing.marked)
        return True
