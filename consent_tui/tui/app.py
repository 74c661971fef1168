"""The app: themes, keys that work everywhere, and manners. The screens hold the rest."""

from __future__ import annotations

from asyncio import get_running_loop
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.worker import WorkerFailed

from consent_tui.endings import GONE
from consent_tui.i18n import N_, speak
from consent_tui.services import echo
from consent_tui.services.marks import ASCII, BOXES, Glyphs
from consent_tui.services.veil import ASCII_BLOCK, BLOCK
from consent_tui.tui.figures import figures_for
from consent_tui.tui.first_frame import settle
from consent_tui.tui.keys import PAIRS, pair_shown, spelt_out
from consent_tui.tui.manners import (
    CRASHED,
    answer_signals,
    crash_report,
    has_terminal,
)
from consent_tui.tui.plain_shapes import PlainShapes, plain_key
from consent_tui.tui.screens.place import Place
from consent_tui.tui.sharing import SharingApp
from consent_tui.tui.themes import AUTO, theme_for, themes, wants_no_color
from consent_tui.tui.watch import Watch
from consent_tui.tui.widgets.tab_line import OPENS, TABS, TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import SystemCommand
    from textual.screen import Screen

    from consent_tui.services.profile import Profile


class CrashError(Exception):
    """Wraps an error so that Textual prints our report of it and not its local variables."""

    def __rich__(self) -> Text:
        """The report."""
        cause = self.__cause__
        return Text("" if cause is None else crash_report(cause))


class ConsentApp(SharingApp):
    """One profile in five tabs. Looking writes nothing to disk, and no socket is ever opened.

    *tab* names the tab to open with. *terminals* says whether standard input, output and error are
    terminals: only then may a yes be said here.
    """

    TITLE = "dfx-consent"
    CSS_PATH = "consent.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_DISPLAY = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark", "help", N_("Help"), key_display="?", id="app.help", tooltip=N_("What this shows")
        ),
        Binding("q", "quit", N_("Quit"), id="app.quit", tooltip=N_("Leave")),
        Binding(
            "ctrl+q,ctrl+c",
            "quit",
            N_("Quit"),
            show=False,
            priority=True,
            id="app.quit_anywhere",
            tooltip=N_("Leave"),
        ),
        Binding(
            "ctrl+z",
            "suspend_process",
            N_("Suspend"),
            show=False,
            priority=True,
            id="app.suspend",
            tooltip=N_("Back to the shell; fg returns"),
        ),
        *(
            Binding(str(number), f"tab('{name}')", title, show=False, id=f"app.{name}", tooltip=OPENS[name])
            for number, (name, title) in enumerate(TITLES.items(), 1)
        ),
        Binding(
            "ctrl+pagedown",
            "turn(1)",
            N_("Next tab"),
            show=False,
            id="app.next",
            tooltip=N_("The tab after this"),
        ),
        Binding(
            "ctrl+pageup",
            "turn(-1)",
            N_("Tab before"),
            show=False,
            id="app.before",
            tooltip=N_("The tab before"),
        ),
    ]

    def __init__(
        self,
        profile: Profile,
        glyphs: Glyphs = BOXES,
        tab: str = "consent",
        terminals: tuple[bool, bool, bool] = (False, False, False),
    ) -> None:
        self._tab = tab
        super().__init__(profile, ASCII_BLOCK if glyphs is ASCII else BLOCK)
        self._profile = profile
        self._glyphs = glyphs
        self._terminals = terminals
        self._watch = Watch(self, profile, self._tell)
        self.follow(self._watch.truth.status)
        self.set_keymap(self._keymap_in_config())
        self._generation = 0
        self._without_color = wants_no_color(profile.environ)
        self.animation_level = "none"
        for theme in themes():
            self.register_theme(theme)
        self._wanted_theme = self._theme_in_config()
        self.theme = theme_for(profile.environ, self._wanted_theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._is_styled = False

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - Textual's own
        """Read the style sheet again, though not for the first theme: it is read with that one's colours."""
        if self._is_styled:
            super().refresh_css(animate=animate)
        self._is_styled = True

    @property
    def DEFAULT_MODE(self) -> str:  # type: ignore[override]  # noqa: N802 - Textual's own name for it
        """The tab to open with; each tab is a mode, made when it is first wanted."""
        return self._tab

    def get_default_screen(self) -> Screen[None]:
        """The first frame's."""
        return self._make(self._tab)

    def _make(self, tab: str) -> Place:
        # ruff: noqa: PLC0415 - a tab is imported when it is first opened, for the sake of the first frame
        figures = figures_for(self._glyphs)
        if tab == "preview":
            from consent_tui.tui.screens.preview import PreviewScreen

            return PreviewScreen(self._watch, figures, self._glyphs)
        if tab == "activity":
            from consent_tui.tui.screens.activity import ActivityScreen

            return ActivityScreen(self._watch, figures)
        if tab == "pending":
            from consent_tui.tui.screens.pending import PendingScreen

            return PendingScreen(self._watch, figures)
        if tab == "sent":
            from consent_tui.tui.screens.sent import SentScreen

            return SentScreen(self._watch, figures)
        from consent_tui.tui.screens.consent import ConsentScreen

        return ConsentScreen(self._watch, figures, self._terminals)

    def action_tab(self, tab: str) -> None:
        """Open this tab."""
        if len(self.screen_stack) > 1 or tab == self._tab:
            return
        self._tab = tab
        self.switch_mode(self._mode(tab))

    def action_turn(self, step: int) -> None:
        """Open the tab beside this one, round at the ends."""
        self.action_tab(TABS[(TABS.index(self._tab) + step) % len(TABS)])

    def _tell(self) -> None:
        """Something has changed: the tab that is open shows it, and the keys that hold now."""
        wanted = self._theme_in_config()
        if wanted != self._wanted_theme:
            self._wanted_theme = wanted
            self.theme = theme_for(self._profile.environ, wanted)
        self.set_keymap(self._keymap_in_config())
        self.follow_on(self._watch.truth.status)
        place = self.screen_stack[0]
        if isinstance(place, Place) and place.is_mounted:
            place.show_truth()
            place.refresh_bindings()

    def _theme_in_config(self) -> str:
        status = self._watch.truth.status
        return AUTO if status is None else status.records.configuration.text("theme") or AUTO

    def _keymap_in_config(self) -> Mapping[str, str]:
        status = self._watch.truth.status
        return {} if status is None else status.records.configuration.keymap

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Plain shapes where the terminal has no others; no colour where ``NO_COLOR`` is set and not empty.

        Textual would turn colours into greys.
        """
        found = [each for each in super().get_line_filters() if not isinstance(each, NoColor | Monochrome)]
        if self.is_ascii:
            found.append(PlainShapes())
        if self._without_color:
            found.append(NoColor())
        return found

    @property
    def is_ascii(self) -> bool:
        """Whether the terminal shows nothing but ASCII."""
        return self._glyphs is ASCII

    def get_key_display(self, binding: Binding) -> str:
        """How a key is shown: by a sign where the terminal has signs."""
        if binding.id in PAIRS:
            return pair_shown(self, binding.id)
        shown = spelt_out(super().get_key_display(binding))
        return plain_key(shown) if self.is_ascii else shown

    def on_load(self) -> None:
        """Answer signals from now on: the terminal is taken over only after this, as it was found."""
        echo.give_back()
        answer_signals(get_running_loop(), self._leave)

    def on_mount(self) -> None:
        """Draw everything again after a suspension: Textual alone leaves the screen blank."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def on_ready(self) -> None:
        """The first frame is out: settle down, and look for changes."""
        settle()
        # Not before: the first screen of a mode that is known has all styles made twice.
        self._add_modes()
        self._watch.start((self._leave_with_terminal,) if has_terminal() else ())

    def _leave_with_terminal(self) -> None:
        if not has_terminal():
            self._leave(GONE)

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
        from consent_tui.tui.screens.help import HelpScreen, keys_by_id

        place = self.screen_stack[0]
        if isinstance(place, Place):
            self.push_screen(HelpScreen(place.HELP_PAGE, place.legend, keys_by_id(self, place)))

    def action_command_palette(self) -> None:
        """Open the palette."""
        from consent_tui.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by name, for the palette."""
        from consent_tui.tui.palette import commands

        return commands(self, screen)

    async def use_language(self, language: str) -> None:
        """Speak this language of ``LANGUAGES``, at once and on every tab."""
        speak(language)
        await self.say_again()

    async def say_again(self) -> None:
        """Make every tab anew: the language has changed."""
        before = [self._mode(each) for each in TABS]
        self._generation += 1
        self._add_modes()
        await self.switch_mode(self._mode(self._tab))
        for each in before:
            await self.remove_mode(each)

    def _mode(self, tab: str) -> str:
        """The mode of this tab: tabs are made anew when the language changes, and a name is used once."""
        return f"{tab}-{self._generation}" if self._generation else tab

    def _add_modes(self) -> None:
        for each in TABS:
            self.add_mode(self._mode(each), partial(self._make, each))
