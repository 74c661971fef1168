"""One key copies what is shown: the event, or the request where that is shown in its place.

The clipboard is the terminal's own, reached by OSC 52: it works through ssh and tmux, and no program is
started for it. Textual has no terminal to write to where there is none. In screen-share mode what is copied
is sifted like everything else (``SharingApp.copy_to_clipboard``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding

from consent_tui.i18n import N_, _
from consent_tui.services.wire import wire_text

if TYPE_CHECKING:
    from consent_tui.services.preview import Preview
    from consent_tui.tui.screens.place import Place

COPY = Binding(
    "c",
    "copy",
    N_("Copy"),
    show=False,
    id="place.copy",
    tooltip=N_("Copy the event that is shown, or the request where that is shown"),
)
NOTHING = N_("Nothing is shown that could be copied.")


def copy_event(place: Place, body: bytes | None) -> None:
    """Copy the event with these bytes, and say so with the SHA-256 of a request with it alone."""
    if not body:
        place.say(_(NOTHING))
        return
    text = body.decode("ascii").rstrip("\n")
    place.app.copy_to_clipboard(text)
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, which the first frame does not need

    digest = sha256(text.encode("ascii") + b"\n").hexdigest()
    place.say_of_shown(_("Copied: the event as JSON; sha256 %(digest)s") % {"digest": digest})


def copy_preview(place: Place, preview: Preview | None, *, is_wire: bool) -> None:
    """Copy the event of *preview*, or, where the request is shown, all of that with its digest."""
    if preview is None or preview.event is None:
        place.say(_(NOTHING))
    elif is_wire:
        place.app.copy_to_clipboard(wire_text(preview))
        place.say_of_shown(_("Copied: the request as it would travel, and its digest."))
    else:
        copy_event(place, preview.event.encode())
