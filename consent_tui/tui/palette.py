"""The palette: every action of the place by name, the themes and the languages."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.text import Text
from textual.app import SystemCommand
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
    SearchIcon,
)
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import LoadingIndicator
from textual.widgets.option_list import Option

from consent_tui.i18n import LANGUAGES, _, spoken
from consent_tui.tui.themes import TITLES
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.screen import Screen

    from consent_tui.tui.app import ConsentApp

LEAVING = 3
"""Where the palette offers to leave: after everything else that has a key."""


class PaletteInput(CommandInput, VeiledInput):
    """The palette's field, under the veil in screen-share mode."""


class PaletteList(CommandList):
    """The list of actions; the chosen one is reversed where the terminal's own colours are drawn with."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Textual's own, which leaves the reversing out."""
        found = super().get_visual_style(*component_classes, partial=partial)
        is_chosen = "option-list--option-highlighted" in component_classes
        return found + Style(reverse=True) if is_chosen and self.app.current_theme.ansi else found


class Palette(CommandPalette):
    """Textual's palette in the language spoken."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        super().__init__([Actions], placeholder=_("Type what you want to do"), id="--command-palette")

    def compose(self) -> ComposeResult:
        """As Textual has it, but for the field."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield PaletteInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield PaletteList()
                yield LoadingIndicator()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Textual's own, which says it in English."""
        self._stop_no_matches_countdown()

        def show() -> None:
            self._list_visible = bool(search_value)
            if search_value:
                text = Text(_("No action is called that."), style="not bold")
                self.query_one(CommandList).add_option(Option(text, disabled=True, id=self._NO_MATCHES))

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)


class Entry(NamedTuple):
    """An action: what it is called, what it does, how it is run, and the key that does the same, if any."""

    title: str
    meaning: str
    run: Callable[[], object]
    key: str = ""


class Actions(Provider):
    """The actions of the place, in the order in which they are offered, each with its key."""

    async def discover(self) -> Hits:
        """Everything, while nothing is typed."""
        for each in self._entries():
            yield DiscoveryHit(
                _with_key(Content(each.title), each.key), each.run, text=each.title, help=each.meaning
            )

    async def search(self, query: str) -> Hits:
        """What is called like that."""
        matcher = self.matcher(query)
        for each in self._entries():
            score = matcher.match(each.title)
            if score > 0:
                shown = _with_key(matcher.highlight(each.title), each.key)
                yield Hit(score, shown, each.run, text=each.title, help=each.meaning)

    def _entries(self) -> list[Entry]:
        app = cast("ConsentApp", self.app)
        return [*_of_keys(app, self.screen), *_themes(app), *_languages(app)]


def _with_key(title: Content, key: str) -> Content:
    return Content.assemble(title, "  ", (key, "$quiet b")) if key else title


def commands(app: ConsentApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Every action that has a key here, those of the place first, then the themes and the languages."""
    for each in (*_of_keys(app, screen), *_themes(app), *_languages(app)):
        yield SystemCommand(each.title, each.meaning, each.run)


def _of_keys(app: ConsentApp, screen: Screen[object]) -> list[Entry]:
    """What has a key: that of the place, of the part that has the focus, of the app, and last to leave."""
    found: dict[str, tuple[int, Entry]] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if not enabled or not tooltip or binding.action == "command_palette":
            continue
        if binding.action in found and not binding.show:
            continue
        rank = LEAVING if binding.action == "quit" else 0 if node is screen else 2 if node is app else 1
        run = partial(app.run_action, binding.action, node)
        key = app.get_key_display(binding)
        found[binding.action] = (rank, Entry(binding.description, tooltip, run, key))
    return [entry for _rank, entry in sorted(found.values(), key=itemgetter(0))]


def _themes(app: ConsentApp) -> list[Entry]:
    meaning = _("Until you leave; dfx-consent config set theme keeps it")
    return [
        Entry(_("Theme: %(theme)s") % {"theme": _(title)}, meaning, partial(setattr, app, "theme", name))
        for name, title in TITLES.items()
    ]


def _languages(app: ConsentApp) -> list[Entry]:
    meaning = _("Until you leave; dfx-consent config set locale keeps it")
    found = []
    for language, own_name in LANGUAGES.items():
        if language != spoken():
            name = language if app.is_ascii and not own_name.isascii() else own_name
            title = _("Language: %(language)s") % {"language": name}
            found.append(Entry(title, meaning, partial(app.use_language, language)))
    return found
