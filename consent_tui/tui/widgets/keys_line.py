"""The keys of the place, in one line at the foot: a light footer."""

from __future__ import annotations

from operator import attrgetter
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

EVERYWHERE = 2
"""Help and Quit, which are never left out."""


class Piece(NamedTuple):
    """A key and what it does, its key alone, and how early it goes where there is little room: 0 last."""

    whole: Content
    alone: Content
    rank: int


class KeysLine(Widget):
    """Shows the bindings that are active where the focus is; each can be clicked.

    They are read from ``Screen.active_bindings``, the one place where their descriptions may be
    translated.
    """

    DEFAULT_CSS = """
    KeysLine {
        height: 1;
        padding: 0 2;
        color: $quiet;
        background: $field;
        link-style: none;
        link-color: $quiet;
        link-background-hover: $chosen;
        link-color-hover: $foreground;
        link-style-hover: none;
    }
    """

    pieces: reactive[tuple[Piece, ...]] = reactive(())
    """Those of the place, then those that work everywhere."""

    def __init__(self, *first: str, id: str) -> None:  # noqa: A002 - Textual's own name
        """*first* are the ids of the bindings that go last where there is little room."""
        super().__init__(id=id)
        self._first = first

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._read)
        self._read()

    def _read(self, screen: object = None) -> None:
        del screen
        seen: set[str] = set()
        pieces: list[Piece] = []
        focused = self.screen.focused
        for key, (node, binding, enabled, _tooltip) in self.screen.active_bindings.items():
            shown = self.app.get_key_display(binding)
            is_typed = focused is not None and focused.check_consume_key(
                key, shown if len(shown) == 1 else None
            )
            if is_typed or not binding.show or not enabled or binding.action in seen:
                continue
            seen.add(binding.action)
            place = "app" if node is self.app else "screen" if node is self.screen else "focused"
            click = Style.from_meta({"@click": f"{place}.{binding.action}"})
            alone = Content.assemble((shown, "$foreground b")).stylize(click)
            whole = Content.assemble((shown, "$foreground b"), f" {binding.description}").stylize(click)
            is_first = binding.id in self._first
            pieces.append(
                Piece(whole, alone, self._first.index(binding.id) if is_first else len(self._first))
            )
        self.pieces = tuple(pieces)

    def render(self) -> Content:
        """The keys and what they do; where not all fit, the help tells those that are left out.

        Help and Quit stay, as keys alone where their words do not fit.
        """
        width = self.content_size.width
        own, everywhere = list(self.pieces[:-EVERYWHERE]), list(self.pieces[-EVERYWHERE:])
        for gap in ("   ", "  "):
            line = _joined(gap, [*own, *everywhere])
            if line.cell_length <= width:
                return line
        while own and line.cell_length > width:
            # Of those that matter least, the last.
            own.remove(max(reversed(own), key=attrgetter("rank")))
            line = _joined("  " if own else "   ", [*own, *everywhere])
        if line.cell_length > width:
            line = Content("  ").join([each.alone for each in everywhere])
        return line


def _joined(gap: str, pieces: list[Piece]) -> Content:
    return Content(gap).join([each.whole for each in pieces])
