"""A line while it is typed at a terminal that hands over bytes as they come.

A terminal that edits lines itself cuts a long one short without a word (Linux at 4,095 bytes, others sooner),
and what is left would be shown as if it had been typed.
"""

from __future__ import annotations

import termios
from codecs import getincrementaldecoder

from consent_tui.history.printable import printable
from consent_tui.services.cells import cells

_LINE_ENDS = "\r\n"
_FIRST_TEXT = " "
_DELETE = "\x7f"
_KEY, _SEQUENCE, _ONE_MORE, _STRING = range(1, 5)
"""Where in a sequence that a special key, or the terminal itself, has sent: behind its escape, and so on."""

_AFTER_ESCAPE = {"[": _SEQUENCE, "O": _ONE_MORE, **dict.fromkeys("]PX^_", _STRING)}


class TypedLine:
    """Takes the bytes that a terminal sends, and tells what it has to write so that a person sees the line.

    *control* are the control characters of the terminal (``tcgetattr``): those that erase mean the same here.
    """

    def __init__(self, control: list[bytes]) -> None:
        self._erase = {control[termios.VERASE].decode("latin-1"), "\b", _DELETE}
        self._erase_word = control[termios.VWERASE].decode("latin-1")
        self._erase_all = control[termios.VKILL].decode("latin-1")
        self._end = control[termios.VEOF].decode("latin-1")
        self._decode = getincrementaldecoder("utf-8")("replace").decode
        self._typed: list[str] = []
        self._inside = 0
        self.is_done = False
        """Whether Enter was pressed."""
        self.is_left = False
        """Whether the end of input was typed where nothing stood."""

    @property
    def text(self) -> str:
        """The line as far as it stands."""
        return "".join(self._typed)

    def take(self, typed: bytes) -> tuple[str, bytes]:
        """What to write for these bytes, and those of them that came behind the end of the line."""
        found = self._decode(typed)
        shown: list[str] = []
        for at, each in enumerate(found, 1):
            shown.append(self._press(each))
            if self.is_done or self.is_left:
                return "".join(shown), found[at:].encode("utf-8")
        return "".join(shown), b""

    def _press(self, key: str) -> str:
        if self._inside:
            self._inside = self._deeper(key)
            if self._inside >= 0:
                return ""
            self._inside = 0
        if key == "\x1b":
            self._inside = _KEY
            return ""
        if key in _LINE_ENDS:
            self.is_done = True
            return "\n"
        if key == self._end:
            self.is_left = not self._typed
            return ""
        return self._edit(key)

    def _edit(self, key: str) -> str:
        if key in self._erase:
            return self._take_back(1)
        if key == self._erase_word:
            return self._take_back(len(self._typed) - len(_without_last_word(self.text)))
        if key == self._erase_all:
            return self._take_back(len(self._typed))
        if key == "\t":
            self._typed.append(key)
            return " "
        if key < _FIRST_TEXT:
            return ""
        self._typed.append(key)
        return printable(key)

    def _deeper(self, key: str) -> int:
        """Where in a sequence this leads: 0 behind its end, less where it belongs to none."""
        if self._inside == _KEY:
            return _AFTER_ESCAPE.get(key, -1)
        if self._inside == _SEQUENCE:
            return 0 if "@" <= key <= "~" else _SEQUENCE
        if self._inside == _STRING:
            return 0 if key in "\a\\" else _STRING
        return 0

    def _take_back(self, count: int) -> str:
        """Erase as many characters; a terminal steps back over each cell, as it does by itself."""
        shown = ""
        for _each in range(min(count, len(self._typed))):
            last = self._typed.pop()
            shown += "\b \b" * (1 if last == "\t" else cells(printable(last)))
        return shown


def _without_last_word(text: str) -> str:
    return text.rstrip().rpartition(" ")[0] + " " if " " in text.rstrip() else ""
