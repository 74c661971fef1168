"""The app: themes, keys that work everywhere, and manners. The screens hold the rest."""

from __future__ import annotations

import gc
from asyncio import get_running_loop
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.worker import WorkerFailed

from consent_tui.services.marks import BOXES, Glyphs
from consent_tui.tui.manners import CRASHED, answer_signals, crash_report
from consent_tui.tui.screens.preview import PreviewScreen
from consent_tui.tui.themes import THEMES_BY_TITLE, theme_for, themes, wants_no_color

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.screen import Screen

    from consent_tui.services.profile import Profile


class CrashError(Exception):
    """Wraps an error so that Textual prints our report of it and not its local variables."""

    def __rich__(self) -> Text:
        """The report."""
        cause = self.__cause__
        return Text("" if cause is None else crash_report(cause))


class ConsentApp(App[None]):
    """Opens the Preview for one profile. It writes nothing to disk and opens no socket."""

    TITLE = "dfx-consent"
    CSS_PATH = "consent.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_DISPLAY = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Help", key_display="?", id="app.help", tooltip="What this shows"),
        Binding("q", "quit", "Quit", id="app.quit", tooltip="Leave"),
        Binding(
            "ctrl+q,ctrl+c",
            "quit",
            "Quit",
            show=False,
            priority=True,
            id="app.quit_anywhere",
            tooltip="Leave",
        ),
        Binding(
            "ctrl+z",
            "suspend_process",
            "Suspend",
            show=False,
            priority=True,
            id="app.suspend",
            tooltip="Back to the shell; fg returns",
        ),
    ]

    def __init__(self, profile: Profile, glyphs: Glyphs = BOXES) -> None:
        super().__init__()
        self._profile = profile
        self._glyphs = glyphs
        self._without_color = wants_no_color(profile.environ)
        self.animation_level = "none"
        for theme in themes():
            self.register_theme(theme)
        self.theme = theme_for(profile.environ)

    def get_default_screen(self) -> Screen[None]:
        """The Preview, from the first frame on."""
        return PreviewScreen(self._profile, self._glyphs)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No colour at all where ``NO_COLOR`` is set and not empty; Textual would turn it into greys."""
        kept = [each for each in super().get_line_filters() if not isinstance(each, NoColor | Monochrome)]
        return [*kept, NoColor()] if self._without_color else kept

    def on_load(self) -> None:
        """Answer signals from now on: the terminal is taken over only after this."""
        answer_signals(get_running_loop(), self._leave)

    def on_mount(self) -> None:
        """Draw everything again after a suspension: Textual alone leaves the screen blank."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def on_ready(self) -> None:
        """The first frame is out: collect garbage again (see ``run``)."""
        gc.enable()

    def _leave(self, status: int) -> None:
        self.exit(return_code=status)

    def _handle_exception(self, error: Exception) -> None:
        """Report a crash by places alone, and leave with a status that says so."""
        if isinstance(error, WorkerFailed):
            error = error.error if isinstance(error.error, Exception) else error
        crash = CrashError()
        crash.__cause__ = error
        super()._handle_exception(crash)
        self._return_code = CRASHED

    def action_help(self) -> None:
        """Show the help."""
        from consent_tui.tui.screens.help import HelpScreen  # noqa: PLC0415 - not before it is wanted

        self.push_screen(HelpScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by name, for the palette."""
        seen: set[str] = set()
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and tooltip and binding.action not in seen:
                seen.add(binding.action)
                run = partial(self.run_action, binding.action, node)
                yield SystemCommand(binding.description, tooltip, run)
        for title, name in THEMES_BY_TITLE.items():
            use = partial(setattr, self, "theme", name)
            yield SystemCommand(f"Theme: {title}", "Change the colours", use)
