"""The tabs across the top, in one line: a light tab bar."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from consent_tui.i18n import N_, _
from consent_tui.tui.keys import key_of

TABS = ("consent", "preview", "activity", "pending", "sent")
"""The names of the tabs in their order, as ``--tab`` takes them."""

TITLES = {
    "consent": N_("Consent"),
    "preview": N_("Preview"),
    "activity": N_("Activity"),
    "pending": N_("Pending"),
    "sent": N_("Sent"),
}
OPENS = {
    "consent": N_("Open Consent: what holds, and why"),
    "preview": N_("Open Preview: what a command would send"),
    "activity": N_("Open Activity: when you were counted"),
    "pending": N_("Open Pending: what waits here"),
    "sent": N_("Open Sent: what left, and what came back"),
}
"""What opening each tab is called in the palette."""

PROGRAM = "dfx-consent "


class TabLine(Widget):
    """Names every tab with its key; the open one is marked by brackets, not by colour alone."""

    DEFAULT_CSS = """
    TabLine {
        height: 1;
        padding: 0 1;
        color: $quiet;
        link-style: none;
        link-color: $quiet;
        link-background-hover: $chosen;
        link-color-hover: $foreground;
        link-style-hover: none;
    }
    """

    def __init__(self, tab: str, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._tab = tab

    def on_mount(self) -> None:
        """Another key may be given to a tab while the app is open."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        """The tabs, and the program's name where there is room; where not even the tabs fit, their keys."""
        width = self.content_size.width
        line = Content(" ").join([self._piece(name) for name in TABS])
        if line.cell_length > width:
            return Content(" ").join([self._key_or_piece(name) for name in TABS])
        gap = width - line.cell_length - len(PROGRAM)
        return line if gap < 2 else Content.assemble(line, " " * gap, (PROGRAM, "$quiet"))

    def _piece(self, name: str) -> Content:
        key = key_of(self, f"app.{name}")
        if name == self._tab:
            return Content.assemble((f"[{key} {_(TITLES[name])}]", "$foreground b"))
        return self._clicked(Content.assemble(" ", (key, "$foreground"), f" {_(TITLES[name])} "), name)

    def _key_or_piece(self, name: str) -> Content:
        if name == self._tab:
            return self._piece(name)
        return self._clicked(Content.assemble((f" {key_of(self, f'app.{name}')} ", "$foreground")), name)

    def _clicked(self, piece: Content, name: str) -> Content:
        return piece.stylize(Style.from_meta({"@click": f"app.tab('{name}')"}))
