"""The keys of the place, in one line at the foot: a light footer."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

EVERYWHERE = 2
"""Help and Quit, which are never left out."""


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

    pieces: reactive[tuple[tuple[Content, Content], ...]] = reactive(())
    """Those of the place, then those that work everywhere: each whole, and its key alone."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._read)
        self._read()

    def _read(self, screen: object = None) -> None:
        del screen
        seen: set[str] = set()
        pieces: list[tuple[Content, Content]] = []
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
            pieces.append((whole, alone))
        self.pieces = tuple(pieces)

    def render(self) -> Content:
        """The keys and what they do; where not all fit, the help tells those that are left out.

        The last of the place's go first; Help and Quit stay, as keys alone where their words do not fit.
        """
        width = self.content_size.width
        pieces = [whole for whole, _alone in self.pieces]
        line = Content("   ").join(pieces)
        while line.cell_length > width and len(pieces) > EVERYWHERE:
            line = Content("  ").join(pieces)
            if line.cell_length > width:
                del pieces[-EVERYWHERE - 1]
        line = Content("   ").join(pieces) if len(pieces) <= EVERYWHERE else line
        if line.cell_length > width:
            line = Content("  ").join([alone for _whole, alone in self.pieces[-EVERYWHERE:]])
        return line
