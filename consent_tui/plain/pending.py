"""Pending: every event that waits here, to read byte for byte, to export and to wipe."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from itertools import islice
from typing import ClassVar

from consent_tui.i18n import N_, _, ngettext, pgettext
from consent_tui.plain.place import Page, Pages, Place
from consent_tui.plain.talk import PAGE, Choice
from consent_tui.services import pending
from consent_tui.services.browse import Extent, PendingTable
from consent_tui.services.export_file import check_place, export_to_file, place_new
from consent_tui.services.folders import whole_path
from consent_tui.services.numbers import number
from consent_tui.services.outline import events
from consent_tui.services.outline_pending import event_section, pending_line, why_nothing_waits
from consent_tui.services.rejected import rejected_events
from consent_tui.services.truth import truth
from consent_tui.services.veil import veiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from consent_tui.plain.talk import Talk
    from consent_tui.services.pending import PendingRow
    from consent_tui.services.profile import Profile
    from consent_tui.store.erasure import Wiped

WIPING = N_("Wiping, and looking at every file whether something is left…")
FORMS = {
    "ndjson": N_("ndjson: an event a line, byte for byte as it would be sent"),
    "json": N_("json: one array, with ids and times"),
    "csv": N_("csv: a table, with ids and times"),
}


class PendingPlace(Place):
    """The list over the store, with a filter."""

    TITLE = N_("Pending")
    HELP: ClassVar[tuple[str, ...]] = (
        N_("What waits here, and when may it go?"),
        N_(
            "A new event rests before it may be sent. While it rests you can read it, take it away as a "
            "file, or wipe it. What was recorded under local is never sent. With each event comes the "
            "SHA-256 of the bytes that a request with it alone would carry."
        ),
    )

    def __init__(self, profile: Profile, talk: Talk) -> None:
        super().__init__(profile, talk)
        self._words: tuple[str, ...] = ()

    def tell(self) -> None:
        """How many wait."""
        count = pending.count(self.profile)
        if not count:
            self.talk.say("", _("Nothing waits."), why_nothing_waits(truth(self.profile)))
            return
        waiting = ngettext("%(count)s pending", "%(count)s pending", count)
        self.talk.say("", waiting % {"count": number(count)})
        refused = len(rejected_events(self.profile))
        if refused:
            text = ngettext(
                "%(count)s rejected; it is in the place Rejected.",
                "%(count)s rejected; they are in the place Rejected.",
                refused,
            )
            self.talk.say(text % {"count": number(refused)})

    def choices(self) -> list[Choice]:
        """Reading, filtering, taking away and wiping."""
        if not pending.count(self.profile):
            return []
        if not self._words:
            return [
                Choice(_("read the list, the newest first"), self._read_list),
                Choice(_("filter by words and tokens"), self._filter),
                Choice(_("export everything to a file of yours"), self._export),
                Choice(_("wipe everything that waits (asks first)"), self._wipe_all),
            ]
        words = {"words": " ".join(self._words)}
        return [
            Choice(_("read what has these words: %(words)s") % words, self._read_list),
            Choice(_("wipe what has these words: %(words)s (asks first)") % words, self._wipe_found),
            Choice(_("take the filter away"), self._clear),
        ]

    def _read_list(self) -> None:
        now = int(self.profile.clock())

        def read(before: int) -> Page[PendingRow]:
            rows = self._rows(before)
            return rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None

        nothing = _("No event has these words.")
        self.walk(Pages(self.talk, read, partial(pending_line, now=now), nothing, pending.NEWEST), self._see)

    def _rows(self, before: int) -> list[PendingRow]:
        """A page and one row more, newest first, of those that have every word of the filter."""
        if not self._words:
            return list(islice(pending.newest_first(self.profile, before), PAGE + 1))
        table = PendingTable(self.profile)
        with closing(self._matching(table, before)) as found:
            return table.picked(list(islice(found, PAGE + 1)))

    def _matching(self, table: PendingTable, before: int) -> Generator[int]:
        """The ids of the events that have every word of the filter, newest first; SQLite does the looking."""
        reach = table.extent()
        below = Extent(reach.count, min(reach.newest, before - 1), reach.oldest)
        with closing(table.matching(self._words, below)) as pieces:
            for _lowest, found in pieces:
                yield from found

    def _see(self, row: PendingRow) -> None:
        self.talk.tell([event_section(row)])
        question = _("What becomes of it?")
        wipe = Choice(_("wipe this event (asks first)"), partial(self._wipe_some, [row.id]))
        leave = Choice(pgettext("choice", "nothing, back to the list"), lambda: None, "b")
        self.talk.choose(question, [wipe, leave])()

    def _filter(self) -> None:
        line = self.talk.line(_("Which words must an event have? Type them, then Enter."))
        self._words = tuple(line.lower().split())

    def _clear(self) -> None:
        self._words = ()

    def _wipe_found(self) -> None:
        self.talk.wait(_("Searching…"))
        with closing(self._matching(PendingTable(self.profile), pending.NEWEST)) as found:
            identifiers = list(found)
        self._wipe_some(identifiers)

    def _wipe_some(self, identifiers: list[int]) -> None:
        if not identifiers:
            self.talk.say(_("No event has these words."))
            return
        count = pending.count(self.profile)
        question = _("Wipe %(events)s of the %(count)s that wait?")
        said = {"events": events(len(identifiers)), "count": number(count)}
        self._ask(question % said, partial(pending.wipe, self.profile, identifiers))

    def _wipe_all(self) -> None:
        count = {"events": events(pending.count(self.profile))}
        self._ask(_("Wipe all that waits, %(events)s?") % count, partial(pending.wipe_all, self.profile))

    def _ask(self, question: str, wipe: Callable[..., Wiped]) -> None:
        self.talk.say("", _("What is wiped is gone for good, and is never sent. No other event is touched."))
        if not self.talk.is_yes(question):
            self.talk.say(_("Nothing has changed."))
            return
        self.talk.wait(_(WIPING))
        wiped = wipe(tell=self.talk.wait)
        self._words = ()
        self.tell_wiped(wiped, _("Wiped: %(events)s.") % {"events": events(wiped.count)})

    def _export(self) -> None:
        waiting = pending.count(self.profile)
        question = ngettext(
            "Export the %(count)s event that waits to which file?",
            "Export all %(count)s events that wait to which file?",
            waiting,
        )
        self.talk.say("", question % {"count": number(waiting)})
        forms: list[str] = []
        choices = [Choice(_(text), partial(forms.append, form)) for form, text in FORMS.items()]
        leave = Choice(pgettext("choice", "no export"), lambda: None, "b")
        self.talk.choose(_("In which form?"), [*choices, leave])()
        if not forms:
            return
        path = self.talk.line(
            _(
                "To which file? Type its path, then Enter. A manifest with count and SHA-256 is written "
                "beside it. No file is replaced."
            )
        )
        if not path:
            return
        whole = whole_path(path, self.profile.environ.get("HOME", ""), self.profile.cwd)
        check_place(whole)
        done = export_to_file(self.profile, forms[0], whole, place_new, self._tell_progress)
        said = {"events": events(done.count), "path": veiled(whole), "digest": done.digest}
        self.talk.say(
            _("Exported: %(events)s to %(path)s, with its manifest beside it.") % said,
            _("sha256: %(digest)s") % said,
        )

    def _tell_progress(self, done: int) -> None:
        """A line for every hundred thousand: what a progress bar would say."""
        if done % 100_000 == 0:
            self.talk.wait(_("%(events)s so far") % {"events": events(done)})
