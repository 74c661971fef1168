"""The keys of Sent, and its page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from consent_tui.i18n import N_
from consent_tui.tui.screens.listing import BACK, FILTER

if TYPE_CHECKING:
    from consent_tui.tui.screens.place import HelpPage

HELP_PAGE: HelpPage = (
    N_("What left this machine, and what came back?"),
    N_(
        "Every request of the last 90 days, byte for byte, with its SHA-256 and the server's answer. "
        "Above the list stands when the next may be made. Only our copies can be wiped; what a server "
        "got, it keeps."
    ),
    (
        ("list.newer list.older", N_("walk; by pages and to the ends as well")),
        ("sent.open", N_("read the whole request and its answer")),
        ("list.filter list.back", N_("only requests that hold these words; all again")),
        ("sent.copy sent.export", N_("copy the request; export it to a file of yours")),
        ("sent.postpone sent.prolong", N_("postpone sending by a day; let events rest longer")),
        ("sent.dry_run", N_("dry run: what would be sent now; nothing is sent")),
        ("sent.learnt", N_("what a server can still learn")),
        ("sent.wipe", N_("wipe our copies of the requests (asks first)")),
    ),
)

KEYS: list[BindingType] = [
    Binding("enter", "open", N_("Read"), id="sent.open", tooltip=N_("Read the whole request")),
    FILTER,
    Binding("d", "dry_run", N_("Dry run"), id="sent.dry_run", tooltip=N_("What would be sent now")),
    Binding(
        "p",
        "postpone",
        N_("Postpone"),
        id="sent.postpone",
        tooltip=N_("Postpone the next sending by a day"),
    ),
    Binding(
        "h", "prolong", N_("Hold"), id="sent.prolong", tooltip=N_("Let events rest longer before they go")
    ),
    Binding("w", "wipe", N_("Wipe"), id="sent.wipe", tooltip=N_("Wipe our copies; asks first")),
    Binding("l", "learnt", N_("Learnt"), id="sent.learnt", tooltip=N_("What a server can still learn")),
    Binding(
        "c", "copy", N_("Copy"), show=False, id="sent.copy", tooltip=N_("Copy the request, byte for byte")
    ),
    Binding(
        "e",
        "export",
        N_("Export"),
        show=False,
        id="sent.export",
        tooltip=N_("Export the request to a file of yours"),
    ),
    BACK,
]
