"""Looks whether anything has changed beside the app, for as long as it is open."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from consent_tui.services.truth import Truth, signature, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App

    from consent_tui.services.profile import Profile

EVERY = 0.5
"""Seconds between two looks: a few stat calls; files are read, and lines drawn, only after a change."""


class Watch:
    """Holds the ``truth`` as it was last read; ``tell`` is called whenever it was read anew."""

    def __init__(self, app: App[None], profile: Profile, tell: Callable[[], None]) -> None:
        self.profile = profile
        self._app = app
        self._tell = tell
        self._is_reading = False
        self._others: Sequence[Callable[[], None]] = ()
        self._signature = signature(profile)
        self.truth: Truth = truth(profile)

    def start(self, others: Sequence[Callable[[], None]] = ()) -> None:
        """Look from now on, and call *others* with every look: each timer of its own wakes the machine."""
        self._others = others
        self._app.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Read again if something has changed."""
        for other in self._others:
            other()
        if self._is_reading:
            return
        now = signature(self.profile)
        if now == self._signature:
            return
        self._signature = now
        self._is_reading = True

        async def read() -> None:
            self.truth = await to_thread(truth, self.profile)
            self._is_reading = False
            self._tell()

        self._app.run_worker(read(), group="truth")
