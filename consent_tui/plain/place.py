"""What the places of the dialogue have in common: what they show, their choices, and lists in pages."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from consent_tui.errors import ConsentError
from consent_tui.history.printable import printable
from consent_tui.i18n import _
from consent_tui.plain.talk import NEXT, PREVIOUS, Choice

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

UNREADABLE = "?"
"""What ``Wiped.remains`` holds where not every file could be read."""


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

    def walk(
        self,
        read: Callable[[int], Page[Item]],
        line: Callable[[Item], str],
        see: Callable[[Item], None],
        nothing: str,
        beginning: int = 0,
    ) -> None:
        """Read a list out, a page at a time, until the person has had enough.

        *read* gives the page at a cursor, *line* one row in a line; a digit picks a row for *see*.
        """
        cursors = [beginning]
        leaving = False

        def leave() -> None:
            nonlocal leaving
            leaving = True

        while not leaving:
            rows, following = read(cursors[-1])
            if not rows:
                self.talk.say(nothing)
                return
            picks = [Choice(line(each), _bound(see, each)) for each in rows]
            turns = []
            if following is not None:
                turns.append(Choice(_("the next page"), _bound(cursors.append, following), NEXT))
            if len(cursors) > 1:
                turns.append(Choice(_("the page before"), lambda: _drop(cursors), PREVIOUS))
            turns.append(Choice(_("enough of this list"), leave, "b"))
            page = _("Page %(number)d. Which one?") % {"number": len(cursors)}
            self.talk.choose(page, [*picks, *turns])()

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
        names = ", ".join(printable(name) for name in wiped.remains if name != UNREADABLE)
        self.talk.say(sentence)
        if names:
            said = {"names": names}
            self.talk.say(_("Something of what was wiped is still on disk, in: %(names)s") % said)
        if UNREADABLE in wiped.remains:
            self.talk.say(_("Not every file in the state folder could be read to look for it."))
        self.talk.say(_("Close whatever reads the database, and wipe again."))

    def page(self, sections: Sequence[Section]) -> None:
        """Read a page out."""
        self.talk.tell(sections)


def pages_of(rows: Sequence[Item], size: int) -> Callable[[int], Page[Item]]:
    """A list that is in memory, in pages of *size*; its cursors are places in it."""

    def read(start: int) -> Page[Item]:
        end = start + size
        return rows[start:end], end if end < len(rows) else None

    return read


def _bound(act: Callable[[Item], None], item: Item) -> Callable[[], None]:
    return lambda: act(item)


def _drop(cursors: list[int]) -> None:
    cursors.pop()
