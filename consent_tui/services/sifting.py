"""Screen-share mode for text that is printed: the veil, and a sieve before both streams."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from consent_tui import i18n
from consent_tui.services import veil
from consent_tui.services.guard import guarded
from consent_tui.services.marks import ASCII, glyphs_for
from consent_tui.services.sieve import Sieve
from consent_tui.services.truth import truth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

    from consent_tui.services.profile import Profile


class SiftedStream:
    """A text stream of which only words of ours reach the other end."""

    def __init__(self, stream: TextIO, sieve: Sieve) -> None:
        self._stream = stream
        self._sieve = sieve

    def write(self, text: str) -> int:
        """Write *text* with blocks in the place of what may not be seen."""
        self._stream.write(self._sieve.sifted(text))
        return len(text)

    def unsifted(self) -> TextIO:
        """The stream itself."""
        return self._stream

    def __getattr__(self, name: str) -> object:
        """Everything else is the stream's own."""
        return getattr(self._stream, name)


def share_output(environ: Mapping[str, str]) -> None:
    """Put the veil on, and let nothing but words of ours through standard output and standard error."""
    if veil.is_on():
        return
    said: set[str] = set()
    i18n.remember(said, guarded)
    sieve = Sieve(said)
    if glyphs_for(sys.stdout.encoding, environ) is ASCII:
        veil.weave(veil.ASCII_BLOCK)
    veil.put_on()
    sys.stdout = SiftedStream(sys.stdout, sieve)
    sys.stderr = SiftedStream(sys.stderr, sieve)


def share_if_configured(profile: Profile) -> None:
    """Share where the configuration asks for that; where it cannot be understood, too: it may have asked."""
    status = truth(profile).status
    if status is None or status.records.configuration.values["screen_share"]:
        share_output(profile.environ)


def show_output() -> None:
    """Take the veil off, and the sieve from both streams."""
    veil.take_off()
    if isinstance(sys.stdout, SiftedStream):
        sys.stdout = sys.stdout.unsifted()
    if isinstance(sys.stderr, SiftedStream):
        sys.stderr = sys.stderr.unsifted()
