"""The keys of Pending, and its page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from consent_tui.i18n import N_
from consent_tui.tui.copying import COPY
from consent_tui.tui.screens.listing import BACK, FILTER

if TYPE_CHECKING:
    from consent_tui.tui.screens.place import HelpPage

HELP_PAGE: HelpPage = (
    N_("What waits here, and when may it go?"),
    N_(
        "A new event rests before it may be sent. While it rests you can read it, take it away as a "
        "file, or wipe it. What was recorded under local is never sent. Below the list stands the "
        "chosen event, and the SHA-256 of a request with it alone."
    ),
    (
        ("list.newer list.older", N_("walk; by pages and to the ends as well")),
        ("list.filter list.back", N_("only events that hold these words; all again")),
        ("pending.mark pending.mark_all", N_("mark this event; mark all listed")),
        ("pending.extend_older", N_("mark a range; also up, by pages, with a click")),
        ("place.copy", N_("copy the chosen event")),
        ("pending.wipe pending.wipe_all", N_("wipe the marked or the chosen; all listed")),
        ("pending.confirm pending.undo", N_("confirm the wipe; undo it")),
        ("pending.export", N_("export the marked events, or all listed")),
        ("pending.rejected pending.wipe_rejected", N_("what a server refused; wipe that")),
    ),
)

KEYS: list[BindingType] = [
    Binding(
        "enter",
        "confirm",
        N_("Wipe for good"),
        id="pending.confirm",
        tooltip=N_("Wipe what is waiting for its wipe, for good"),
    ),
    Binding("u", "undo", N_("Undo"), id="pending.undo", tooltip=N_("Wipe nothing of that")),
    FILTER,
    Binding(
        "w",
        "wipe",
        N_("Wipe"),
        id="pending.wipe",
        tooltip=N_("Wipe the marked events, or the chosen one; asks first"),
    ),
    COPY,
    Binding("e", "export", N_("Export"), id="pending.export", tooltip=N_("Export to a file of yours")),
    Binding(
        "W",
        "wipe_all",
        N_("Wipe all"),
        id="pending.wipe_all",
        tooltip=N_("Wipe all that the list shows; asks first"),
    ),
    Binding("r", "rejected", N_("Rejected"), id="pending.rejected", tooltip=N_("What a server refused")),
    Binding(
        "R",
        "wipe_rejected",
        N_("Wipe rejected"),
        show=False,
        id="pending.wipe_rejected",
        tooltip=N_("Wipe what a server refused; asks first"),
    ),
    BACK,
]
