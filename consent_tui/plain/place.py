"""What the places of the dialogue have in common: what they show, their choices, and lists in pages."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Generic, TypeVar

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.plain.talk import BACK, NEXT, PREVIOUS, Choice
from consent_tui.services.decided import told_remains
from consent_tui.services.numbers import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consent_tui.plain.talk import Talk
    from consent_tui.services.outline import Section
    from consent_tui.services.profile import Profile
    from consent_tui.store.erasure import Wiped

Item = TypeVar("Item")

Page = tuple["Sequence[Item]", "int | None"]
"""Rows of a list, and the cursor of the page after them; None where this is the last one."""


class Place:
    """One place of the dialogue. ``TITLE`` and ``HELP`` are marked texts, translated where they are said."""

    TITLE: ClassVar[str]
    HELP: ClassVar[tuple[str, ...]]

    def __init__(self, profile: Profile, talk: Talk) -> None:
        self.profile = profile
        self.talk = talk

    def tell(self) -> None:
        """Say what the place shows."""
        raise NotImplementedError

    def choices(self) -> list[Choice]:
        """What can be done here, now."""
        raise NotImplementedError

    def help(self) -> None:
        """Say what the place is for."""
        self.talk.say("", *[_(each) for each in self.HELP])

    def walk(self, pages: Pages[Item], see: Callable[[Item], None]) -> None:
        """Read a list out and show what the person picks, until the person has had enough."""
        while (picked := pages.pick()) is not None:
            see(picked)

    def attempt(self, act: Callable[[], None]) -> None:
        """Do this; what goes wrong is said, with how to mend it."""
        try:
            act()
        except ConsentError as error:
            self.talk.say("", error.message, error.mend)

    def tell_wiped(self, wiped: Wiped, sentence: str) -> None:
        """Say what is gone, and where something of it is left."""
        if not wiped.remains:
            self.talk.say(sentence, _("No byte of that is left in our files."))
            return
        self.talk.say(sentence, *told_remains(wiped))

    def page(self, sections: Sequence[Section]) -> None:
        """Read a page out."""
        self.talk.tell(sections)


class Pages(Generic[Item]):
    """A list that is read out a page at a time; a digit picks a row.

    *read* gives the page at a cursor, *line* one row in a line; *nothing* is said of an empty list.
    """

    def __init__(
        self,
        talk: Talk,
        read: Callable[[int], Page[Item]],
        line: Callable[[Item], str],
        nothing: str,
        beginning: int = 0,
    ) -> None:
        self._talk = talk
        self._read = read
        self._line = line
        self._nothing = nothing
        self._cursors = [beginning]

    def pick(self) -> Item | None:
        """The row that the person picks, from this page on; None where it is enough."""
        picked: list[Item] = []
        left: list[str] = []
        while not picked and not left:
            rows, following = self._read(self._cursors[-1])
            if not rows and len(self._cursors) > 1:
                self._cursors.pop()  # what stood on this page was wiped meanwhile
                continue
            if not rows:
                self._talk.say(self._nothing)
                return None
            picks = [Choice(self._line(each), partial(picked.append, each)) for each in rows]
            turns = self._turns(following)
            enough = Choice(_("enough of this list"), partial(left.append, BACK), BACK)
            page = _("Page %(number)s. Which one?") % {"number": number(len(self._cursors))}
            self._talk.choose(page, [*picks, *turns, enough])()
        return picked[0] if picked else None

    def _turns(self, following: int | None) -> list[Choice]:
        turns = []
        if following is not None:
            turns.append(Choice(_("the next page"), partial(self._cursors.append, following), NEXT))
        if len(self._cursors) > 1:
            turns.append(Choice(_("the page before"), self._turn_back, PREVIOUS))
        return turns

    def _turn_back(self) -> None:
        self._cursors.pop()


def pages_of(rows: Sequence[Item], size: int) -> Callable[[int], Page[Item]]:
    """A list that is in memory, in pages of *size*; its cursors are places in it."""

    def read(start: int) -> Page[Item]:
        end = start + size
        return rows[start:end], end if end < len(rows) else None

    return read
