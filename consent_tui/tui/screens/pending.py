"""The Pending tab: every event that waits, to read byte for byte, to export and to wipe."""

from __future__ import annotations

import json
from asyncio import to_thread
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from consent_tui.errors import ConsentError
from consent_tui.services import pending
from consent_tui.services.browse import Extent, extent, firsts
from consent_tui.tui.drawing.text import counted, events, paragraph
from consent_tui.tui.screens.place import HelpPage, Place
from consent_tui.tui.widgets.pending_list import PendingList
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from consent_tui.services.pending import PendingRow
    from consent_tui.store.erasure import Wiped
    from consent_tui.store.rejected import RejectedEvent
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

ROOMY = 76
"""Cells from which there is room to name the columns."""

NOTHING = "Nothing waits. dfx runs are recorded once you say yes; press 1."
EVERY_MINUTE = 60
GONE = "What is wiped is gone for good, and is never sent. No other event is touched."


class PendingScreen(Place):
    """A list over the store, the chosen event below it."""

    TAB = "pending"
    HELP = "Every event that waits here, when it may go, and what is in it."
    HELP_PAGE: ClassVar[HelpPage] = (
        "What waits here, and when may it go?",
        (
            "A new event rests before it may be sent. While it rests you can read it, take it away as a "
            "file, or wipe it. What was recorded under local is never sent. Below the list stands the "
            "chosen event, and the SHA-256 of the bytes that a request with it alone would carry."
        ),
        (
            ("↑ ↓  j k", "walk; page up and down, home and end as well"),
            ("space", "mark this event, or take the mark away"),
            ("w", "wipe the marked events, or the chosen one (asks first)"),
            ("W", "wipe everything that waits (asks first)"),
            ("e", "export everything to a file of yours"),
            ("r", "what a server refused"),
        ),
    )
    AUTO_FOCUS = "#list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wipe", "Wipe", id="pending.wipe", tooltip="Wipe the marked events, or the chosen one"),
        Binding("W", "wipe_all", "All", id="pending.wipe_all", tooltip="Wipe everything that waits"),
        Binding("e", "export", "Export", id="pending.export", tooltip="Export everything to a file"),
        Binding("r", "rejected", "Rejected", id="pending.rejected", tooltip="What a server refused"),
        Binding(
            "R", "wipe_rejected", "Wipe rejected", show=False, id="pending.wipe_rejected", tooltip="Wipe that"
        ),
    ]

    def __init__(self, watch: Watch, figures: Figures) -> None:
        super().__init__(watch, figures)
        self._profile = watch.profile
        self._row: PendingRow | None = None
        self._extent = Extent(0, 0, 0, 0)

    def compose(self) -> ComposeResult:
        """The truth, the tabs, the list, the chosen event, the keys."""
        yield from self.above()
        listing = PendingList(self._profile, self.figures, id="list")
        listing.border_title = "Pending"
        yield listing
        body = VerticalScroll(Sheet(self._lay_out, id="sheet"), id="body")
        body.border_title = "Event"
        yield body
        yield from self.below()

    def on_mount(self) -> None:
        """Ages change with the time, a step a minute."""
        self.set_interval(EVERY_MINUTE, self._read)

    def show_truth(self) -> None:
        """Look at the store again."""
        super().show_truth()
        self._read()

    def _read(self) -> None:
        async def read() -> None:
            try:
                found = await to_thread(extent, self._profile)
                self._show(found)
                if found.count and not found.is_dense:
                    self._show(found, await to_thread(firsts, self._profile))
            except ConsentError as error:
                self.say(error.message, error.mend)

        self.read_anew(read)

    def _show(self, found: Extent, every_first: Sequence[int] = ()) -> None:
        self._extent = found
        listing = self.query_one(PendingList)
        listing.say("" if found.count else NOTHING)
        listing.show(found, every_first)
        self._entitle()

    def _entitle(self) -> None:
        listing = self.query_one(PendingList)
        text = f"{counted(self._extent.count)} pending"
        if self.size.width >= ROOMY:
            text += ": age, when it may go, tokens"
        if listing.marked:
            text += f", {counted(len(listing.marked))} marked"
        if self.truth.rejected:
            text += f"; {counted(self.truth.rejected)} rejected, press r"
        listing.border_title = text

    @on(PendingList.Chosen)
    def _chosen(self, message: PendingList.Chosen) -> None:
        self._row = message.row
        self.query_one("#sheet", Sheet).show(self._lay_out)
        self._entitle()

    def _lay_out(self, width: int) -> list[Content]:
        row = self._row
        if row is None:
            return []
        lines = self._event(row, width)
        digest = sha256(row.body + b"\n").hexdigest()
        return [*lines, Content.assemble(("sha256 ", "$quiet"), digest)]

    def _event(self, row: PendingRow, width: int) -> list[Content]:
        event = pending.event_of(row.body)
        if event is None:
            return paragraph(row.body.decode("ascii", "replace"), width, "$quiet")
        lines = []
        for key, value in event.items():
            named = Content.assemble((f"{json.dumps(key)}: ", "$quiet"))
            lines.append((named, _value(key, value)))
        if self.has_class("-tall"):
            return _a_key_a_line(lines)
        return _packed(lines, width)

    def action_wipe(self) -> None:
        """Ask, then wipe the marked events, or the chosen one."""
        marked = self.query_one(PendingList).marked or ({self._row.id} if self._row else set())
        if marked:
            count = len(marked)
            self._ask(
                f"Wipe {events(count)} of the {counted(self._extent.count)} that wait?",
                f"wipe {events(count)}",
                partial(pending.wipe, self._profile, sorted(marked)),
            )

    def action_wipe_all(self) -> None:
        """Ask, then wipe everything that waits."""
        count = self._extent.count
        if count:
            self._ask(
                f"Wipe all that waits, {events(count)}?",
                f"wipe {events(count)}",
                partial(pending.wipe_all, self._profile),
            )

    def action_wipe_rejected(self) -> None:
        """Ask, then wipe what a server refused."""
        from consent_tui.services.rejected import wipe_rejected  # noqa: PLC0415 - not before it is wanted

        count = self.truth.rejected
        if count:
            self._ask(
                f"Wipe all that was rejected, {events(count)}?",
                f"wipe {events(count)}",
                partial(wipe_rejected, self._profile),
            )

    def _ask(self, question: str, yes: str, run: partial[Wiped]) -> None:
        from consent_tui.tui.screens.ask import AskScreen  # noqa: PLC0415 - not before it is wanted

        def answered(is_yes: bool | None) -> None:  # noqa: FBT001 - it is the answer
            if is_yes:
                self.work("Wiping, and looking at every file whether something is left…", run, self._tell)

        self.app.push_screen(AskScreen(question, GONE, ("yes", yes), ("no", "leave them")), answered)

    def _tell(self, wiped: Wiped) -> None:
        self.query_one(PendingList).marked.clear()
        if wiped.remains:
            names = ", ".join(wiped.remains)
            self.say(
                f"Wiped: {events(wiped.count)}; but something of that is still in: {names}.",
                "Close whatever reads the database, and wipe again.",
            )
        else:
            self.say(f"Wiped: {events(wiped.count)}; no byte of that is left in our files.")

    def action_export(self) -> None:
        """Ask for a file, then export."""
        from consent_tui.tui.screens.export import ExportScreen  # noqa: PLC0415 - not before it is wanted

        self.app.push_screen(ExportScreen(self._profile, self.figures, self._extent.count), self._exported)

    def _exported(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence)

    def action_rejected(self) -> None:
        """What a server refused."""
        from consent_tui.services.rejected import rejected_events  # noqa: PLC0415 - not before it is wanted
        from consent_tui.tui.drawing.pages import rejected_page  # noqa: PLC0415
        from consent_tui.tui.screens.page import PageScreen  # noqa: PLC0415

        def show(found: Sequence[RejectedEvent]) -> None:
            self.app.push_screen(PageScreen(partial(rejected_page, found, self.figures)))

        self.work(
            "Reading…",
            partial(rejected_events, self._profile),
            show,
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done is not offered."""
        del parameters
        return bool(self.truth.rejected) if action in ("rejected", "wipe_rejected") else True


LOOKS = {"command": "$verdict-captured b", "target": "$verdict-counted b"}
"""The same colours as on the Preview: what dfx named, what was only counted."""


def _value(key: str, value: object) -> Content:
    if not isinstance(value, list):
        return Content.assemble((json.dumps(value), LOOKS.get(key, "$foreground")))
    pieces = [Content.assemble((json.dumps(each), LOOKS["command"])) for each in value]
    return Content.assemble("[", Content(", ").join(pieces), "]")


def _a_key_a_line(pairs: list[tuple[Content, Content]]) -> list[Content]:
    """Keys and values as JSON, as on the Preview."""
    ends = [","] * (len(pairs) - 1) + [""]
    lines = [
        Content.assemble("  ", key, value, (end, "$quiet"))
        for (key, value), end in zip(pairs, ends, strict=True)
    ]
    return [Content("{"), *lines, Content("}")]


def _packed(pairs: list[tuple[Content, Content]], width: int) -> list[Content]:
    """Keys and values as JSON, as many on a line as fit."""
    lines: list[Content] = []
    line = Content("{ ")
    for place, (key, value) in enumerate(pairs):
        end = " }" if place == len(pairs) - 1 else ","
        piece = Content.assemble(key, value, (end, "$quiet"))
        if line.cell_length > 2 and line.cell_length + piece.cell_length + 1 > width:
            lines.append(line)
            line = Content("  ")
        elif line.cell_length > 2:
            line = line + Content(" ")
        line = line + piece
    return [*lines, line]
