"""Pictures of the screen: complete in themselves, in a file that replaces no other."""

from __future__ import annotations

import os
import re
import time
from html import unescape
from typing import TYPE_CHECKING

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.retold import why
from consent_tui.services.cells import cells
from consent_tui.services.veil import veiled

if TYPE_CHECKING:
    from consent_tui.services.profile import Profile

_FONT = re.compile(r"@font-face \{[^}]*\}\s*")
_TEXT = re.compile(r'textLength="(?P<length>[\d.]+)"(?P<more>[^>]*)>(?P<said>[^<]+)</text>')
MOST = 100
"""Pictures that may be taken within one second."""


def self_contained(svg: str) -> str:
    """Textual's or rich's picture as any viewer shows it alike, asking nobody for anything.

    It goes without the web fonts that a server would be asked for, keeps its spaces, and gives characters
    that fill two cells the room of two, where rich counts characters.
    """
    svg = _FONT.sub("", svg)
    svg = svg.replace("font-family: Fira Code, monospace", "font-family: ui-monospace, Menlo, monospace")
    svg = _TEXT.sub(_as_wide_as_its_cells, svg)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def _as_wide_as_its_cells(text: re.Match[str]) -> str:
    said = unescape(text["said"])
    if said.isascii():
        return text[0]
    length = float(text["length"]) / len(said) * cells(said)
    return f'textLength="{length:g}"{text["more"]}>{text["said"]}</text>'


def save_picture(profile: Profile, svg: str) -> str:
    """Write *svg* into the home folder under a name of the day and time, which is returned; 0600.

    Raises:
        ConsentError: it cannot be written.
    """
    folder = profile.environ.get("HOME", "") or "."
    stem = time.strftime("dfx-consent-%Y%m%d-%H%M%S", time.localtime(profile.clock()))
    for number in range(MOST):
        name = f"{stem}-{number}.svg" if number else f"{stem}.svg"
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
            descriptor = os.open(os.path.join(folder, name), flags, 0o600)  # noqa: PTH118 - os.open takes a text
        except FileExistsError:
            continue
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(svg)
        except OSError as error:
            raise _unwritable(folder, error) from error
        return name
    raise _unwritable(folder, FileExistsError(17, os.strerror(17)))


def _unwritable(folder: str, error: OSError) -> ConsentError:
    return ConsentError(
        _("No picture can be written into %(folder)s: %(reason)s.")
        % {"folder": veiled(folder), "reason": why(error)},
        _("Make room there, or mend its permissions."),
    )
