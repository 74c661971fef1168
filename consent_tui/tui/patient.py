"""Keys go in one after the other: what one of them opens is there before the next one is looked at.

Over a slow line many keys arrive at once. Textual hands each to what has the focus at that moment, so that
the letters behind a key that opens a field would be taken for keys of the screen, one of which may wipe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.events import InputEvent, Key, Paste

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.events import Event
    from textual.timer import Timer

LONGEST = 0.1
"""Seconds until the next key is taken where a screen that has gone cannot say that it was drawn."""


class PatientApp(App[None]):
    """An app that takes what is typed and pasted once what was typed before has been answered.

    While it starts that is when its screen stands. A letter in a field changes nothing that the next key
    depends on, so that fast typing waits for nothing. What is typed behind the key that leaves is not taken
    any more: parts of the screen are gone by then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._typed_ahead: list[InputEvent] = []
        self._is_starting = True
        self._is_answering = False
        self._limit: Timer | None = None

    async def on_event(self, event: Event) -> None:
        """Keep what is typed back, or take any event as it comes."""
        if not isinstance(event, InputEvent) or event.is_forwarded:
            await super().on_event(event)
        elif self._has_to_wait(event):
            self._typed_ahead.append(event)
        elif not self._exit:
            await self._take(event)

    def on_ready(self) -> None:
        """The first frame is out, but its parts may stand in a row to be mounted: go in line behind them."""
        self.screen.call_after_refresh(self._take_the_next)

    def _has_to_wait(self, event: InputEvent) -> bool:
        return self._is_starting or (self._is_answering and isinstance(event, (Key, Paste)))

    async def _take(self, event: InputEvent) -> None:
        if not isinstance(event, Key) or self._is_typed_into_a_field(event):
            await super().on_event(event)
            return
        self._is_answering = True
        self._limit = self.set_timer(LONGEST, self._take_the_next)
        target: DOMNode = self.focused or self.screen
        await super().on_event(event)
        self._go_behind(target)

    def _go_behind(self, node: DOMNode | None) -> None:
        """Take the way of a key, from what has the focus up to the app, one step behind it."""
        if node is None or node is self:
            self.call_after_refresh(self._take_the_next)
        else:
            node.call_later(self._go_behind, node.parent)

    def _is_typed_into_a_field(self, key: Key) -> bool:
        return self.focused is not None and self.focused.check_consume_key(key.key, key.character)

    async def _take_the_next(self) -> None:
        self._is_starting = self._is_answering = False
        if self._limit is not None:
            self._limit.stop()
            self._limit = None
        while self._typed_ahead and not self._is_answering and not self._exit:
            await self._take(self._typed_ahead.pop(0))
