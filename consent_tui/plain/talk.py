"""The dialogue: lines of text out, numbered choices and questions in. Not one escape sequence."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager

from consent_tui.endings import EndedError
from consent_tui.history.printable import printable
from consent_tui.i18n import _, pgettext
from consent_tui.plain.keys import PROMPT, LeaveError
from consent_tui.services.cells import cells
from consent_tui.services.wrapping import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from consent_tui.plain.keys import Answers
    from consent_tui.services.outline import Section

NARROWEST = 20
PAGE = 9
"""Rows of a list that are read out at once: each is chosen by one digit."""

BACK, QUIT, HELP, NEXT, PREVIOUS = "b", "q", "?", "n", "p"


_IN_ASCII = {ord("…"): "...", ord("·"): "-"}


class Choice:
    """One answer: what it says and what it does; ``key`` is a letter of its own, where a number is not it."""

    __slots__ = ("act", "key", "text")

    def __init__(self, text: str, act: Callable[[], None], key: str = "") -> None:
        self.text = text
        self.act = act
        self.key = key


class Talk:
    """Says and asks. Standard output takes the text, *answers* brings what the person says.

    *is_ascii* says that the terminal has no other signs than ASCII's.
    """

    def __init__(self, answers: Answers, *, is_ascii: bool) -> None:
        self._answers = answers
        self._plainer = _IN_ASCII if is_ascii else {}

    def say(self, *sentences: str) -> None:
        """Each sentence on lines of its own, made harmless, broken at spaces where the terminal ends."""
        width = _width()
        for each in sentences:
            text = printable(each.translate(self._plainer))
            indent = len(text) - len(text.lstrip(" "))
            lines = wrapped(text, width - indent) if width else [text.strip()]
            _write("".join(f"{' ' * indent}{line}\n" for line in lines or [""]))

    def tell(self, sections: Iterable[Section]) -> None:
        """These sections, an empty line before each."""
        for each in sections:
            self.say("", *each.lines())

    def choose(self, question: str, choices: Sequence[Choice]) -> Callable[[], None]:
        """What to do, by the person's choice.

        A choice without a key of its own has its number, in the order given.

        Raises:
            LeaveError: the person leaves.
        """
        numbered = [each for each in choices if not each.key]
        lettered = [each for each in choices if each.key]
        self.say("", question)
        for at, each in enumerate(numbered, 1):
            # Translators: a number to press, and what it does.
            self.say(_("%(number)d. %(text)s") % {"number": at, "text": each.text})
        # Translators: a key to press, and what it does.
        letters = [_("%(key)s: %(text)s") % {"key": each.key, "text": each.text} for each in lettered]
        # Translators: between keys that stand in one line.
        self.say(*_filled(letters, pgettext("keys", "; "), _width()))
        by_key = {str(at): each for at, each in enumerate(numbered, 1)}
        by_key |= {each.key: each for each in lettered}
        while True:
            key = self._key(self._answers.key)
            if key in by_key:
                return by_key[key].act
            if key == QUIT:
                raise LeaveError
            keys = {"keys": " ".join(dict.fromkeys([*by_key, QUIT]))}
            self.say(_("That is none of the choices. Press one of these keys: %(keys)s") % keys)

    def is_yes(self, question: str, yes: str = "", no: str = "") -> bool:
        """Put a question of yes or no; anything but the key y, pressed alone, is a no.

        *yes* and *no* say what each does, where the question alone does not.
        """
        self.say("", _("%(question)s Press y for yes, any other key for no.") % {"question": question})
        for choice, meaning in ((_("yes"), yes), (_("no"), no)):
            if meaning:
                self.say(_("%(choice)s: %(meaning)s") % {"choice": choice, "meaning": meaning})
        return self._key(self._answers.lone_key) == "y"

    def line(self, question: str) -> str:
        """A text that the person types and ends with Enter; empty where there is none."""
        self.say("", question)
        _write(PROMPT)
        with _on_a_line_of_its_own():
            return self._answers.line().strip()

    def wait(self, sentence: str) -> None:
        """Say at once that something takes a while."""
        self.say(sentence)

    def _key(self, read: Callable[[Callable[[], None]], str]) -> str:
        """The next key, and what was pressed beside the prompt, because the terminal does not echo it."""
        _write(PROMPT)
        with _on_a_line_of_its_own():
            key = read(lambda: _write(PROMPT))
        _write(f"{printable(key)}\n")
        return key


def _filled(keys: Sequence[str], between: str, width: int) -> list[str]:
    """Lines of keys, none of which is broken from what it does; one line where no *width* is known."""
    lines = list(keys[:1])
    for each in keys[1:]:
        longer = lines[-1] + between + each
        if not width or cells(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(each)
    return lines


@contextmanager
def _on_a_line_of_its_own() -> Iterator[None]:
    """Whoever leaves at a prompt finds the prompt of the shell at the beginning of a line."""
    try:
        yield
    except (LeaveError, KeyboardInterrupt, EndedError):
        _write("\n")
        raise


def _width() -> int:
    """Columns of the terminal; 0 where there is none or it does not know."""
    try:
        columns = os.get_terminal_size(1).columns
    except (OSError, ValueError):
        return 0
    return max(columns, NARROWEST) if columns else 0


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
