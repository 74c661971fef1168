"""The Preview screen: any dfx command, and what would be emitted if it were run here and now."""

# ruff: noqa: PLC0415 - what the first frame does not show is imported and made when it is wanted

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING

from textual import on
from textual.events import Click
from textual.widgets import Input, Static

from consent_tui.capture.surroundings import Surroundings
from consent_tui.i18n import N_, _
from consent_tui.services.preview import Preview, preview_command
from consent_tui.services.veil import veiled_command
from consent_tui.tui.copying import copy_preview
from consent_tui.tui.keys import key_of
from consent_tui.tui.recent_loader import RecentLoader
from consent_tui.tui.screens.preview_keys import HELP_PAGE, KEYS
from consent_tui.tui.screens.preview_panes import PreviewPanes
from consent_tui.tui.versions import Versions
from consent_tui.tui.widgets.command_field import CommandField
from consent_tui.tui.widgets.event_pane import EventPane
from consent_tui.tui.widgets.legend_line import LegendLine
from consent_tui.tui.widgets.recent_list import RecentList
from consent_tui.tui.widgets.signature_view import SignatureView

if TYPE_CHECKING:
    from consent_tui.history.command import ShellCommand
    from consent_tui.services.marks import Glyphs
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.screens.open_script import ScriptText
    from consent_tui.tui.script_loader import ScriptLoader
    from consent_tui.tui.watch import Watch
    from consent_tui.tui.widgets.completion_menu import CompletionMenu

PATIENCE = 0.3
"""Seconds without a key before dfx is asked for a version that was typed."""

NOT_A_COMMAND = N_("No dfx command can be read from this line yet.")
NOTHING_TYPED = N_("Press %(key)s and type a dfx command: what it would emit changes with every key.")


class PreviewScreen(PreviewPanes):
    """Walk through recent commands or type one; the rest of the screen is what becomes of it."""

    TAB = "preview"
    HELP_PAGE = HELP_PAGE
    HELP = N_("What a dfx command would emit. Nothing is recorded, nothing is written, nothing is sent.")
    AUTO_FOCUS = "#recent"
    BINDINGS = KEYS

    def __init__(self, watch: Watch, figures: Figures, glyphs: Glyphs) -> None:
        super().__init__(watch, figures, glyphs)
        profile = watch.profile
        self._versions = Versions(profile.ask_version)
        self._loader = RecentLoader(self, profile.environ)
        self._scripts: ScriptLoader | None = None
        self.exit_status = 0
        self._command: ShellCommand | None = None
        self._marked: ShellCommand | None = None

    @property
    def scripts(self) -> ScriptLoader:
        """Who reads scripts."""
        if self._scripts is None:
            from consent_tui.tui.script_loader import ScriptLoader

            self._scripts = ScriptLoader(self, self._loader, self._surroundings)
        return self._scripts

    def on_mount(self) -> None:
        """Draw what is known and read the histories once the first frame is out."""
        self._show_outcome()
        self.query_one(SignatureView).say(self._nothing_typed())
        self.watch(self.query_one(CommandField), "selection", self.offer, init=False)
        self.call_after_refresh(self._loader.start)

    def _surroundings(self) -> Surroundings:
        return Surroundings(self._profile.cwd, self._profile.environ, self._versions)

    def preview(self, command: ShellCommand | None) -> None:
        """Show what *command* would emit, or that there is none."""
        if command is not self._command:
            self.other_is_shown()
        self._command = command
        if command is None:
            self.show_nothing()
            return
        found = self._found(command)
        self.query_one(SignatureView).show(found.explanation)
        self._show_event(found)
        if self._versions.wanted is not None:
            self._ask_version(self._versions.wanted)

    def show_nothing(self) -> None:
        """Say that there is no command, and why."""
        self._command = None
        line = self.query_one(CommandField).value
        self.query_one(SignatureView).say(_(NOT_A_COMMAND) if line.strip() else self._nothing_typed())
        self._show_event(None)

    def _nothing_typed(self) -> str:
        return _(NOTHING_TYPED) % {"key": key_of(self, "preview.type")}

    def _found(self, command: ShellCommand) -> Preview:
        return preview_command(command, self.exit_status, self._surroundings(), self.truth.expected)

    def _show_event(self, preview: Preview | None) -> None:
        self.show_event(preview)
        if self._marked is not None:
            shown = "" if self._command is None else veiled_command(self._command)
            names = (veiled_command(self._marked), shown)
            self.difference.compare(self._found(self._marked), preview, names)

    def _ask_version(self, toolchain: str) -> None:
        if toolchain:
            self.set_timer(PATIENCE, lambda: self._ask_if_still(toolchain))
        else:
            self._ask_now(toolchain)

    def _ask_if_still(self, toolchain: str) -> None:
        if self._versions.wanted == toolchain:
            self._ask_now(toolchain)

    def _ask_now(self, toolchain: str) -> None:
        async def ask() -> None:
            await to_thread(self._versions.ask, toolchain)
            self._preview_again()

        self.run_worker(ask(), group="version")

    def show_truth(self) -> None:
        """A decision or a run beside the app changes what the command shown would emit."""
        super().show_truth()
        if self.is_mounted and self._command is not None:
            self._preview_again()

    def _preview_again(self) -> None:
        self.preview(self._command)

    def draw_again(self) -> None:
        """What may be seen has changed: draw under the veil, or without it."""
        if self.is_mounted:
            if self._scripts is not None:
                self._scripts.entitle()
            self._preview_again()

    @on(Input.Changed, "#field")
    def _typed(self, message: Input.Changed) -> None:
        self.offer()
        from consent_tui.history.shell import dfx_commands

        commands = dfx_commands(message.value)
        self.preview(commands[0] if commands else None)

    @on(RecentList.Walked)
    def _walked(self, message: RecentList.Walked) -> None:
        self.query_one(CommandField).show(message.command.command.text)
        self.preview(message.command.command)

    @on(RecentList.NearEnd)
    def _near_end(self) -> None:
        self._loader.read_older()

    @on(SignatureView.Followed)
    def _followed(self, message: SignatureView.Followed) -> None:
        path = message.path
        self.set_class(path is not None, "-following")
        self.query_one(LegendLine).tell(path)
        for pane in self.query(EventPane):
            pane.follow(frozenset() if path is None else path.tokens)

    @on(CommandField.Chosen)
    def _choose_completion(self, message: CommandField.Chosen) -> None:
        self.menu.choose(message.step)

    @on(CommandField.Accepted)
    def _accept_completion(self, message: CommandField.Accepted) -> None:
        menu = self.menu
        field = self.query_one(CommandField)
        if menu.chosen is not None and (menu.is_chosen_by_hand or not message.is_enter):
            field.take(menu.chosen.text, menu.chosen.start)
        elif message.is_enter:
            self._leave_field()
        else:
            self.focus_next()

    def on_completion_menu_picked(self, message: CompletionMenu.Picked) -> None:
        """Take the completion that was clicked."""
        field = self.query_one(CommandField)
        field.take(message.completion.text, message.completion.start)
        field.focus()

    @on(CommandField.Pasted)
    def _pasted(self, message: CommandField.Pasted) -> None:
        self.scripts.read_pasted(message.text)

    @on(CommandField.Left)
    def _leave_field(self) -> None:
        self.menu.clear()
        recent = self.query_one(RecentList)
        recent.focus()
        if not self.query_one(CommandField).value:
            recent.say_chosen()

    @on(Click, "#outcome")
    def _click_outcome(self) -> None:
        self.action_toggle_outcome()

    def put(self, line: str) -> None:
        """Put a whole command into the field, as if it had been typed."""
        field = self.query_one(CommandField)
        field.value = line
        self.action_edit()

    def action_type(self) -> None:
        """Type a command from its beginning."""
        self.query_one(CommandField).value = ""
        self.action_edit()

    def action_edit(self) -> None:
        """Change the command that is shown."""
        field = self.query_one(CommandField)
        field.cursor_position = len(field.value)
        field.focus()

    def action_follow(self, step: int) -> None:
        """Follow another word."""
        self.query_one(SignatureView).step(step)

    def action_compare(self) -> None:
        """Mark the command that is shown, to compare others with it, or take the mark away."""
        self._marked = None if self._marked is not None else self._command
        self.set_class(self._marked is not None, "-comparing")
        self.query_one(RecentList).mark(self._marked)
        if self._marked is not None:
            self._preview_again()

    def action_open(self) -> None:
        """Ask for a script and read it."""
        from consent_tui.tui.screens.open_script import OpenScriptScreen

        def opened(script: ScriptText | None) -> None:
            if script is not None:
                self.scripts.read_script(*script)

        self.app.push_screen(OpenScriptScreen(self._profile, self.figures), opened)

    def action_totals(self) -> None:
        """Show the totals of the script in the event's place, or the event again."""
        self.toggle_class("-totals")

    def action_back(self) -> None:
        """Let go of what was taken up last: the word that is followed, the mark, the script."""
        if self.query_one(SignatureView).followed >= 0:
            self.query_one(SignatureView).follow(-1)
        elif self._marked is not None:
            self.action_compare()
        elif self._has_script:
            self.scripts.close()

    def action_toggle_outcome(self) -> None:
        """Preview as if the command had failed, or succeeded again."""
        self.exit_status = 0 if self.exit_status else 1
        self._show_outcome()
        self._preview_again()

    def _show_outcome(self) -> None:
        text = _("exit 1 · failure") if self.exit_status else _("exit 0 · success")
        self.query_one("#outcome", Static).update(text)

    def action_toggle_wire(self) -> None:
        """Show the bytes on the wire in the event's place, or the event again."""
        self.show_wire()
        self.toggle_class("-wire")

    @property
    def _has_script(self) -> bool:
        return self._scripts is not None and self._scripts.script is not None

    def action_copy(self) -> None:
        """Copy the event, or the request where the bytes are shown."""
        found = None if self._command is None else self._found(self._command)
        copy_preview(self, found, is_wire=self.has_class("-wire") and not self.has_class("-tall"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing here are not offered."""
        del parameters
        if action == "toggle_wire":
            # Where there is room for the event and the wire at once, there is nothing to toggle.
            return not self.has_class("-tall")
        if action == "follow":
            return self.is_mounted and not self.query_one(CommandField).has_focus
        if action == "totals":
            return self._has_script
        return True
