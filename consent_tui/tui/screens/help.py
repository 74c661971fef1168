"""The help: what a tab shows and which keys there are, as they are set at present."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, REDUCED
from consent_tui.i18n import N_, _
from consent_tui.services.cells import cells, padded
from consent_tui.services.numbers import listed
from consent_tui.services.wrapping import wrapped
from consent_tui.tui.drawing.text import beside, paragraph
from consent_tui.tui.keys import key_of, key_shown
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.legend_line import look
from consent_tui.tui.widgets.sheet import Sheet
from consent_tui.tui.widgets.tab_line import TABS, TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import App, ComposeResult
    from textual.events import Resize

    from consent_tui.services.marks import Line
    from consent_tui.tui.screens.place import HelpPage, Place

    Rows = Sequence[tuple[Content, str]]

VERDICTS = {
    CAPTURED: N_("a name that dfx itself gave: a command, an option"),
    REDUCED: N_("to one word of a fixed list"),
    COUNTED: N_("whether one canister was meant or all; never which"),
    DROPPED: N_("stays here"),
}
_ROOMS = tuple(f"{each}." for each in ("app", "list", "place", *TABS))
"""How the ids of bindings begin, which a page names in place of keys."""
TEXT, FRAME, BORDER = 72, 6, 2
"""Cells of a line, and of what stands around it; the lines above and below."""
TWO_COLUMNS, BESIDE, GAP = 110, 110, 4
"""From so many cells on, the keys may stand beside what the tab is for, the page so wide, the columns so far
apart."""
NARROWEST_TEXT = 30
"""Cells that the meaning of a key has at least; with fewer, it stands under its key."""


class HelpScreen(SpeakingModal[None]):
    """A page over the screen; any of the usual keys closes it.

    *legend* are the marks and the names of the verdicts, where the tab draws them. *keys* are the keys that
    each action has at present, by the id of its binding. A page may name an action by that id in place of a
    key; a row whose actions have no key here and now is left out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", N_("Close"), key_display="esc", id="help.close"),
    ]

    def __init__(self, page: HelpPage, legend: Sequence[Line], keys: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._page = page
        self._legend = legend
        self._keys = keys
        self._between = 0

    def compose(self) -> ComposeResult:
        """What the tab is for, its verdicts if it has any, its keys, the keys that work everywhere."""
        with VerticalScroll(id="help"):
            yield Sheet(self._lay_out, id="sheet")

    def on_mount(self) -> None:
        """Say on the frame how to leave."""
        self.query_one("#help").border_subtitle = self._way_out().markup

    def on_resize(self, event: Resize) -> None:
        """Where the page is higher than the screen, use the width, then the edge, before one must scroll."""
        width, height = event.size
        self._between = 0
        lines = len(self._one_below_the_other(min(TEXT, width - FRAME)))
        is_higher = lines > height - BORDER
        self.set_class(is_higher and width >= TWO_COLUMNS, "-beside")
        self.set_class(is_higher and width < TWO_COLUMNS, "-whole")
        text = (BESIDE if self.has_class("-beside") else min(TEXT + FRAME, width)) - FRAME
        self._between = 1
        if len(self._lay_out(text)) > height - BORDER:
            self._between = 0
        page = self.query_one("#help")
        page.styles.height = height if self.has_class("-whole") else len(self._lay_out(text)) + BORDER
        self.query_one("#sheet", Sheet).show(self._lay_out)

    def _way_out(self) -> Content:
        """The key that closes this page, and that it does."""
        way = next(each.binding for each in self.active_bindings.values() if each.binding.id == "help.close")
        return Content.assemble((self.app.get_key_display(way), "$foreground b"), f" {way.description}")

    def _lay_out(self, width: int) -> list[Content]:
        if not self.has_class("-beside"):
            found = self._one_below_the_other(width)
            return self._with_way_out(found, width) if self.has_class("-whole") else found
        left = (width - GAP) * 2 // 5
        return beside(self._meaning(left), self._keys_of_here(width - GAP - left), left, GAP)

    def _with_way_out(self, lines: list[Content], width: int) -> list[Content]:
        """Where there is no frame, the first line says how to leave, if there is room for that."""
        way = self._way_out().stylize_before("$quiet")
        gap = width - lines[0].cell_length - way.cell_length
        return lines if gap < GAP else [Content.assemble(lines[0], " " * gap, way), *lines[1:]]

    def _one_below_the_other(self, width: int) -> list[Content]:
        return [*self._meaning(width), Content(""), *self._keys_of_here(width)]

    def _meaning(self, width: int) -> list[Content]:
        """What the tab is for, and its verdicts if it has any."""
        question, answer, _own = self._page
        lines = [*paragraph(_(question), width, "$foreground b"), *paragraph(_(answer), width)]
        if self._legend:
            named = [
                (
                    Content.assemble((mark.text, look(mark)), (name.text, look(name))),
                    _(VERDICTS[name.verdict]),
                )
                for mark, name, _meaning in self._legend
            ]
            lines += [Content(""), *_tables([named], width)]
        return lines

    def _keys_of_here(self, width: int) -> list[Content]:
        """The keys of the tab, then those that work everywhere."""
        own = self._with_keys([(key, _(text)) for key, text in self._page[2]])
        return _tables([own, self._with_keys(self._everywhere())], width, self._between)

    def _with_keys(self, named: Sequence[tuple[str, str]]) -> list[tuple[Content, str]]:
        keys = [(self._shown(key), text) for key, text in named]
        return [(key, text) for key, text in keys if key.plain]

    def _everywhere(self) -> list[tuple[str, str]]:
        tabs = {
            "tabs": listed(_(TITLES[each]) for each in TABS),
            "key": key_of(self, "app.before"),
            "other": key_of(self, "app.next"),
        }
        return [
            (
                " ".join(f"app.{each}" for each in TABS),
                _("the tabs: %(tabs)s; %(key)s and %(other)s turn") % tabs,
            ),
            ("ctrl+p", _("every action by name, themes and languages")),
            ("app.share_screen app.picture", _("screen-share mode; save a picture, always in that mode")),
            ("app.suspend", _("suspend; fg in the shell returns")),
            ("app.quit app.quit_anywhere", _("quit")),
        ]

    def _shown(self, named: str) -> Content:
        """The keys, each action's id replaced by its keys; empty where there is none."""
        if not any(word.startswith(_ROOMS) for word in named.split()):
            return Content.assemble((named, "$foreground b"))
        keys = [self._keys.get(word, ()) if word.startswith(_ROOMS) else (word,) for word in named.split()]
        if not any(found for found, word in zip(keys, named.split(), strict=True) if word.startswith(_ROOMS)):
            return Content("")
        # The first key of each, then the others: ↑ ↓ j k, and not ↑ j ↓ k.
        words = [key for row in zip_longest(*keys) for key in row if key is not None]
        gap = " " if all(cells(each) == 1 for each in words) else "  "
        return Content.assemble((gap.join(words), "$foreground b"))


def keys_by_id(app: App[None], place: Place) -> dict[str, list[str]]:
    """The keys of every action that can be done there now, each as it is shown."""
    found: dict[str, list[str]] = {}
    for each in place.active_bindings.values():
        shown = key_shown(app, each.binding.key)
        if each.binding.id and shown not in found.setdefault(each.binding.id, []):
            found[each.binding.id].append(shown)
    return found


def _tables(parts: Sequence[Rows], width: int, between: int = 0) -> list[Content]:
    """Names and texts in two columns, the same for all parts, with so many empty lines *between* those.

    Where the names leave no room, the texts stand under them.
    """
    room = max((name.cell_length for rows in parts for name, _text in rows), default=0) + 2
    found: list[Content] = []
    for rows in filter(None, parts):
        found += [Content("")] * (between if found else 0)
        for name, text in rows:
            if width - room < NARROWEST_TEXT:
                found += [name, *[Content.assemble("  ", each) for each in wrapped(text, width - 2)]]
                continue
            first, *rest = wrapped(text, width - room)
            found.append(Content.assemble(name, " " * (room - name.cell_length), first))
            found += [Content(padded("", room) + each) for each in rest]
    return found
