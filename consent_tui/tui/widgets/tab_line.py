"""The tabs across the top, in one line: a light tab bar."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

TABS = ("consent", "preview", "activity", "pending")
"""The names of the tabs in their order, as ``--tab`` takes them."""

TITLES = {"consent": "Consent", "preview": "Preview", "activity": "Activity", "pending": "Pending"}
ROOMY = 70


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

    def render(self) -> Content:
        """The tabs, and the program's name where there is room."""
        pieces = [self._piece(number, name) for number, name in enumerate(TABS, 1)]
        line = Content(" ").join(pieces)
        name = "dfx-consent "
        gap = self.content_size.width - line.cell_length - len(name)
        return line if gap < 2 else Content.assemble(line, " " * gap, (name, "$quiet"))

    def _piece(self, number: int, name: str) -> Content:
        if name == self._tab:
            return Content.assemble((f"[{number} {TITLES[name]}]", "$foreground b"))
        click = Style.from_meta({"@click": f"app.tab('{name}')"})
        return Content.assemble(" ", (str(number), "$foreground"), f" {TITLES[name]} ").stylize(click)
