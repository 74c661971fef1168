"""What has just happened, or is happening: one sentence above the keys."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from consent_tui.history.printable import printable
from consent_tui.services import veil


class SayLine(Widget):
    """Takes no room while there is nothing to say."""

    DEFAULT_CSS = """
    SayLine {
        height: auto;
        max-height: 4;
        padding: 0 2;
        display: none;
        color: $foreground;
        background: $chosen;
        &.-saying { display: block; }
        &:ansi { text-style: bold; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._text = Content("")
        self._was_veiled = False

    def say(self, *sentences: str) -> None:
        """Say this until something else is said; nothing at all clears the line."""
        self._text = Content(" ".join(printable(each) for each in sentences if each))
        self._was_veiled = veil.is_on()
        self.set_class(bool(self._text.plain), "-saying")
        self.refresh(layout=True)

    def draw_again(self) -> None:
        """Forget under the veil what was said without it: a sentence keeps the names in it."""
        if veil.is_on() and not self._was_veiled:
            self.say()

    @property
    def text(self) -> str:
        """What is being said."""
        return self._text.plain

    def render(self) -> Content:
        """The sentence."""
        return self._text
