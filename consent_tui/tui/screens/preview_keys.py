"""The keys of the Preview, and its page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from consent_tui.i18n import N_
from consent_tui.tui.copying import COPY

if TYPE_CHECKING:
    from consent_tui.tui.screens.place import HelpPage

HELP_PAGE: HelpPage = (
    N_("What would dfx report of a command?"),
    (
        N_(
            "Walk through your recent dfx commands or type one: under each word stands what becomes of it, "
            "beside that the event. Commands come from your own shells' history and are only shown: nothing "
            "is recorded, written or sent from here."
        )
    ),
    (
        (
            "list.newer list.older preview.follow_back preview.follow",
            N_("walk through commands; follow one word"),
        ),
        ("preview.type preview.edit", N_("type a command; edit the one shown")),
        ("preview.compare", N_("mark a command, walk on: what differs is shown")),
        ("preview.open preview.totals", N_("read a script whole, or paste one; its totals")),
        ("preview.outcome preview.wire", N_("success or failure; the event or the bytes")),
        ("place.copy", N_("copy the event, or the request where that is shown")),
        ("tab preview.back", N_("the next part of the screen; go back")),
    ),
)

FIRST_KEYS = ("preview.type", "preview.totals", "preview.outcome", "preview.open", "preview.compare")
"""The keys that stay at the foot longest where not all fit."""

KEYS: list[BindingType] = [
    Binding("slash", "type", N_("Type"), key_display="/", id="preview.type", tooltip=N_("Type a command")),
    Binding(
        "right",
        "follow(1)",
        N_("Follow"),
        priority=True,
        id="preview.follow",
        tooltip=N_("Follow the next word: what it became"),
    ),
    Binding(
        "left",
        "follow(-1)",
        N_("Follow back"),
        show=False,
        priority=True,
        id="preview.follow_back",
        tooltip=N_("Follow the word before"),
    ),
    Binding(
        "m",
        "compare",
        N_("Compare"),
        id="preview.compare",
        tooltip=N_("Mark this command and compare others with it, or end that"),
    ),
    Binding("o", "open", N_("Script"), id="preview.open", tooltip=N_("Read a shell script whole")),
    Binding("t", "totals", N_("Totals"), id="preview.totals", tooltip=N_("What the whole script would emit")),
    Binding(
        "e",
        "toggle_outcome",
        N_("Outcome"),
        id="preview.outcome",
        tooltip=N_("As if the command succeeded, or failed"),
    ),
    Binding(
        "w",
        "toggle_wire",
        N_("Wire"),
        id="preview.wire",
        tooltip=N_("The bytes on the wire, or the event"),
    ),
    Binding(
        "i",
        "edit",
        N_("Edit"),
        show=False,
        id="preview.edit",
        tooltip=N_("Change the command that is shown"),
    ),
    Binding(
        "escape",
        "back",
        N_("Back"),
        show=False,
        id="preview.back",
        tooltip=N_("Let go of the word, the mark, the script"),
    ),
    COPY,
]
