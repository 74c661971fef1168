"""Keys that are typed before there is anything to see wait until there is: a screen has no parts before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.events import InputEvent

if TYPE_CHECKING:
    from textual.events import Event


class PatientApp(App[None]):
    """An app that keeps what is typed and pasted while it starts, and takes it once its screen stands.

    What is typed behind the key that leaves is not taken any more: parts of the screen are gone by then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: list[Event] = []
        self._is_patient = True

    async def on_event(self, event: Event) -> None:
        """Keep what is typed back, or take any event as it comes."""
        if isinstance(event, InputEvent):
            if self._exit:
                return
            if self._is_patient and not event.is_forwarded:
                self._typed_ahead.append(event)
                return
        await super().on_event(event)

    def on_ready(self) -> None:
        """The first frame is out, but its parts may stand in a row to be mounted: go in line behind them."""
        self.screen.call_after_refresh(self._take_the_next)

    async def _take_the_next(self) -> None:
        """Take what was typed one by one: a key may open the field that the next one goes into."""
        if not self._typed_ahead:
            self._is_patient = False
            return
        await super().on_event(self._typed_ahead.pop(0))
        self.screen.call_after_refresh(self._take_the_next)
