"""What the tabs with a list over the store have in common: reading it, and looking for words in it."""

from __future__ import annotations

from asyncio import create_task, get_running_loop, to_thread, wait
from typing import TYPE_CHECKING, Generic

from textual import on
from textual.binding import Binding
from textual.containers import Container, VerticalScroll

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.browse import NOTHING, AnyRow, Extent, Table
from consent_tui.services.walk import FoundWalk, Search, Walk
from consent_tui.tui.drawing.text import counted
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.place import SLOW, Place
from consent_tui.tui.widgets.filter_line import FilterLine
from consent_tui.tui.widgets.sheet import Sheet
from consent_tui.tui.widgets.walk_list import WalkList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.content import Content
    from textual.events import Key
    from textual.widget import Widget

    from consent_tui.store.erasure import Wiped
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

EVERY_MINUTE = 60
EVERY_LOOK = 0.1
"""Seconds between two looks at a search that is under way."""


FILTER = Binding(
    "slash,ctrl+f",
    "filter",
    N_("Filter"),
    key_display="/",
    id="list.filter",
    tooltip=N_("Show only rows that hold certain words"),
)
BACK = Binding(
    "escape",
    "back",
    N_("Back"),
    show=False,
    id="list.back",
    tooltip=N_("Leave the filter, then clear it, then take marks away"),
)
"""Each tab with a list has both among its own keys, in the order of the foot."""


class ListingPlace(Place, Generic[AnyRow]):
    """A list, a field to look for words in it, and the chosen row below."""

    AUTO_FOCUS = "#list"

    def __init__(self, watch: Watch, figures: Figures, table: Table[AnyRow]) -> None:
        super().__init__(watch, figures)
        self.profile = watch.profile
        self.table = table
        self.extent = NOTHING
        self._has_rows = False
        self._search: Search[AnyRow] | None = None

    @property
    def listing(self) -> WalkList[AnyRow]:
        """The list."""
        raise NotImplementedError

    @property
    def title_room(self) -> int:
        """The cells for the title in the border of the list: Textual keeps two at each end."""
        return (self.listing.outer_size.width or self.size.width) - 4

    def nothing_here(self) -> Sequence[str]:
        """What an empty list says, a sentence a line."""
        raise NotImplementedError

    def entitle(self) -> None:
        """Say over the list what is in it."""
        raise NotImplementedError

    def lay_out(self, width: int) -> list[Content]:
        """The chosen row."""
        raise NotImplementedError

    @property
    def filter_line(self) -> FilterLine:
        """Where words are typed."""
        return self.query_one(FilterLine)

    @property
    def words(self) -> Sequence[str]:
        """What is looked for; none where the list shows everything."""
        return self._search.words if self._search else ()

    @property
    def is_found(self) -> bool:
        """Whether everything that is looked for has been found."""
        return self._search is None or self._search.part >= 1

    def body(self) -> Iterable[Widget]:
        """The field, the list, the chosen row."""
        yield FilterLine(id="filter")
        with Container(id="rows-and-row"):
            yield self.listing
            yield VerticalScroll(Sheet(self.lay_out, id="sheet"), id="body")

    def on_mount(self) -> None:
        """Ages change with the time, a step a minute."""
        self.set_interval(EVERY_MINUTE, self.read)

    def on_resize(self) -> None:
        """The title over the list has another room."""
        self.call_after_refresh(self.entitle)

    def on_unmount(self) -> None:
        """A search that is under way is given up."""
        if self._search:
            self._search.stop()

    def show_truth(self) -> None:
        """Look at the store again."""
        super().show_truth()
        self.read()

    def read(self) -> None:
        """Read how far the table reaches, and what is found in it."""

        async def read() -> None:
            try:
                found = await to_thread(self.table.extent)
                if found != self.extent:
                    await self.forget_gone(found)
                words = self.filter_line.words
                if words:
                    await self._look_for(found, words)
                else:
                    await self._show_all(found)
            except ConsentError as error:
                self.say(error.message, error.mend)

        self.read_anew(read)

    async def forget_gone(self, found: Extent) -> None:
        """The table reaches as far as *found* says: know nothing any more of rows that are not there."""

    async def _show_all(self, found: Extent) -> None:
        was_filtered, self._search = self._search is not None, None
        self.filter_line.say("")
        if found.count and not found.is_dense:
            if not self.extent.count:
                self._show(Walk(self.table, found))
            firsts = await to_thread(self.table.firsts)
            self._show(Walk(self.table, found, firsts))
        elif was_filtered or not self.listing.count or found != self.extent or found.count <= 1:
            self._show(Walk(self.table, found))
        else:
            self.listing.refresh()

    def _show(self, walk: Walk[AnyRow]) -> None:
        self.extent = walk.extent
        self.say_nothing_here()
        self.listing.show(walk)
        self._tell_rows()

    def say_nothing_here(self) -> None:
        """Say what an empty list says, which then has the place of the chosen row, too."""
        self.set_class(not self.extent.count, "-empty")
        self.listing.say(*(() if self.extent.count else self.nothing_here()))

    async def _look_for(self, found: Extent, words: Sequence[str]) -> None:
        """Look for these words, and show what was found from the moment at which that takes long."""
        before = self._search
        if before and before.words == words and before.extent == found and before.part >= 1:
            self.listing.refresh()
            return
        search = Search(self.table, found, words)
        is_other = before is None or before.words != words
        self._search = search
        self.extent = found
        walk = FoundWalk(self.table, found, search.found)
        running = create_task(to_thread(search.run))
        try:
            patience = SLOW
            while not (await wait({running}, timeout=patience))[0]:
                patience = EVERY_LOOK
                if is_other:
                    self._show_found(walk, search)
            running.result()
        finally:
            search.stop()
        self._show_found(walk, search)

    def _show_found(self, walk: FoundWalk[AnyRow], search: Search[AnyRow]) -> None:
        count = len(search.found)
        values = {"count": counted(count), "part": int(search.part * 100)}
        text = ngettext("%(count)s found", "%(count)s found", count)
        if search.part < 1:
            text = ngettext(
                "%(count)s found, %(part)d %% looked at", "%(count)s found, %(part)d %% looked at", count
            )
        self.filter_line.say(text % values)
        if self.listing.walk is walk:
            self.listing.grow()
        else:
            self.listing.show(walk)
        # Until everything was looked at, nobody knows that.
        nothing = _("Nothing holds these words. Press %(key)s to leave the filter.")
        nothing %= {"key": key_of(self, "list.back")}
        self.listing.say(*([nothing] if search.part >= 1 else []))
        self._tell_rows()

    def _tell_rows(self) -> None:
        """Say what is in the list, and offer the keys that are of use for it."""
        self.entitle()
        has_rows = self.listing.count > 0
        if has_rows != self._has_rows:
            self._has_rows = has_rows
            self.refresh_bindings()

    @on(FilterLine.Typed)
    def _typed(self) -> None:
        if self._search:
            self._search.stop()
        self.read()

    @on(WalkList.Chosen)
    def _chosen_is_other(self) -> None:
        self.other_is_shown()

    def show_chosen(self) -> None:
        """Draw the chosen row again."""
        self.query_one("#sheet", Sheet).show(self.lay_out)

    def teller(self) -> Callable[[str], None]:
        """Says from another thread what is waited for."""
        loop = get_running_loop()

        def tell(sentence: str) -> None:
            loop.call_soon_threadsafe(self.say, sentence)

        return tell

    def say_wiped(self, wiped: Wiped, sentence: str) -> None:
        """Say what is gone, *sentence*, and whether something of it is left anywhere."""
        if not wiped.remains:
            self.say(sentence, _("No byte of that is left in our files."))
            return
        left = _("Something of it is still in: %(names)s.") % {"names": ", ".join(wiped.remains)}
        self.say(sentence, left, _("Close whatever reads the database, and wipe again."))

    def action_filter(self) -> None:
        """Type words that the rows must hold."""
        self.filter_line.open()

    def on_key(self, event: Key) -> None:
        """From the field, enter and the arrow down go to the list."""
        if self.focused is self.filter_line.field and event.key in ("enter", "down"):
            event.prevent_default()
            event.stop()
            self.action_back()

    def action_back(self) -> None:
        """Leave the field; then clear the filter; then whatever else ``take_back`` takes back."""
        line = self.filter_line
        if self.focused is line.field:
            if not line.words:
                line.close()
            self.listing.focus()
        elif line.is_open:
            line.close()
        else:
            self.take_back()

    def take_back(self) -> None:
        """What escape takes back once there is no filter."""
