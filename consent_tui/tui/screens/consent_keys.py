"""The keys of the Consent tab, and its page of help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from consent_tui.i18n import N_

if TYPE_CHECKING:
    from consent_tui.tui.screens.place import HelpPage

HELP_PAGE: HelpPage = (
    N_("May dfx report what you do?"),
    N_(
        "The ladder shows how far a policy, the environment and your own decision each let things "
        "go; the shortest rung holds. Only you can say yes. A no is one key, takes effect at once "
        "and wipes what waits here; nothing that was recorded before a yes is ever sent because of "
        "it."
    ),
    (
        ("consent.yes", N_("yes: record, and send (asks first)")),
        ("consent.local", N_("local only: record, and never send (asks first)")),
        ("consent.off", N_("off: nothing is recorded, and what waits is wiped at once")),
        ("consent.keep", N_("off, but keep what waits here; it is never sent")),
        ("consent.no consent.later", N_("no, or later, while you are being asked")),
        ("consent.notice", N_("the whole notice")),
        ("consent.record", N_("the record of your decisions")),
        ("consent.shim", N_("install the shim that brings dfx runs to the recorder")),
    ),
)

KEYS: list[BindingType] = [
    Binding(
        "y",
        "say_yes",
        N_("Yes"),
        show=False,
        id="consent.yes",
        tooltip=N_("Record dfx runs, and send them"),
    ),
    Binding(
        "l",
        "say_local",
        N_("Local"),
        show=False,
        id="consent.local",
        tooltip=N_("Record dfx runs for yourself alone"),
    ),
    Binding(
        "x,o",
        "withdraw",
        N_("Off"),
        show=False,
        id="consent.off",
        tooltip=N_("Record nothing, and wipe what waits"),
    ),
    Binding("n", "refuse", N_("No"), show=False, id="consent.no", tooltip=N_("Say no to what is asked")),
    Binding(
        "K", "keep", N_("Off, keep"), show=False, id="consent.keep", tooltip=N_("Off; what waits is kept")
    ),
    Binding(
        "escape", "later", N_("Later"), show=False, id="consent.later", tooltip=N_("Ask again in a week")
    ),
    Binding("N", "notice", N_("Notice"), id="consent.notice", tooltip=N_("The whole notice")),
    Binding("r", "receipts", N_("Record"), id="consent.record", tooltip=N_("The record of your decisions")),
    Binding("i", "install_shim", N_("Shim"), id="consent.shim", tooltip=N_("Install the shim")),
]
