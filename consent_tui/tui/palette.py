"""The palette: every action of the place by name, the themes and the languages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import SystemCommand
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.widgets import LoadingIndicator
from textual.widgets.option_list import Option

from consent_tui.i18n import LANGUAGES, _, spoken
from consent_tui.tui.themes import TITLES
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.screen import Screen

    from consent_tui.tui.app import ConsentApp


class PaletteInput(CommandInput, VeiledInput):
    """The palette's field, under the veil in screen-share mode."""


class Palette(CommandPalette):
    """Textual's palette in the language spoken."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        super().__init__(placeholder=_("Type what you want to do"), id="--command-palette")

    def compose(self) -> ComposeResult:
        """As Textual has it, but for the field."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield PaletteInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield CommandList()
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


def commands(app: ConsentApp, screen: Screen[object]) -> Iterable[SystemCommand]:
    """Every action that has a key here, then the themes and the languages, for the palette."""
    seen: set[str] = set()
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        if enabled and tooltip and binding.action not in seen and binding.action != "command_palette":
            seen.add(binding.action)
            yield SystemCommand(binding.description, tooltip, partial(app.run_action, binding.action, node))
    for name, title in TITLES.items():
        yield SystemCommand(
            _("Theme: %(theme)s") % {"theme": _(title)},
            _("Until you leave; dfx-consent config set theme keeps it"),
            partial(setattr, app, "theme", name),
        )
    for language, own_name in LANGUAGES.items():
        if language != spoken():
            name = language if app.is_ascii and not own_name.isascii() else own_name
            yield SystemCommand(
                _("Language: %(language)s") % {"language": name},
                _("Until you leave; dfx-consent config set locale keeps it"),
                partial(app.use_language, language),
            )
