"""The Preview screen: any dfx command, and what would be emitted if it were run here and now."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Click
from textual.widgets import Input, Static

from consent_tui.capture.surroundings import Surroundings
from consent_tui.history.shell import first_dfx_command
from consent_tui.services.completion import complete
from consent_tui.services.preview import Preview, preview_command
from consent_tui.services.recent import Recent
from consent_tui.tui.recent_loader import RecentLoader
from consent_tui.tui.screens.place import HelpPage, Place
from consent_tui.tui.versions import Versions
from consent_tui.tui.widgets.command_field import CommandField
from consent_tui.tui.widgets.completion_strip import CompletionStrip
from consent_tui.tui.widgets.event_pane import EventPane, WirePane
from consent_tui.tui.widgets.legend_line import LegendLine
from consent_tui.tui.widgets.recent_list import RecentList
from consent_tui.tui.widgets.signature_view import SignatureView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from consent_tui.history.command import ShellCommand
    from consent_tui.services.marks import Glyphs
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

PATIENCE = 0.3
"""Seconds without a key before dfx is asked for a version that was typed."""

NOT_A_COMMAND = "No dfx command can be read from this line yet."
NOTHING_TYPED = "Press / and type a dfx command: what it would emit changes with every key."


class PreviewScreen(Place):
    """Walk through recent commands or type one; the rest of the screen is what becomes of it."""

    TAB = "preview"
    HELP_PAGE: ClassVar[HelpPage] = (
        "What would dfx report of a command?",
        (
            "Walk through your recent dfx commands or type one. Under each word stands what becomes of "
            "it, and beside that the event they make, byte for byte. Commands come from the history of "
            "your own shells and are only shown. Nothing is recorded, written or sent from here."
        ),
        (
            ("↑ ↓  j k", "walk through recent commands"),
            ("home  end", "the newest, the oldest read so far"),
            ("/  i", "type a command, or edit this one; tab completes, esc leaves"),
            ("e", "as if the command succeeded, or failed"),
            ("w", "the event, or the bytes on the wire"),
            ("tab", "go to the next part of the screen"),
        ),
    )
    HELP = "What a dfx command would emit. Nothing is recorded, nothing is written, nothing is sent."
    AUTO_FOCUS = "#recent"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "type", "Type", key_display="/", id="preview.type", tooltip="Type a command"),
        Binding(
            "i", "edit", "Edit", show=False, id="preview.edit", tooltip="Change the command that is shown"
        ),
        Binding(
            "e",
            "toggle_outcome",
            "Outcome",
            id="preview.outcome",
            tooltip="As if the command succeeded, or failed",
        ),
        Binding("w", "toggle_wire", "Wire", id="preview.wire", tooltip="The bytes on the wire, or the event"),
    ]

    def __init__(self, watch: Watch, figures: Figures, glyphs: Glyphs) -> None:
        super().__init__(watch, figures)
        profile = watch.profile
        self._profile = profile
        self._glyphs = glyphs
        self._versions = Versions(profile.ask_version)
        self._loader = RecentLoader(self, Recent(profile.environ))
        self._exit_status = 0
        self._command: ShellCommand | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom: the truth, the line, the signature, the commands and the event, the keys."""
        yield from self.above()
        with Horizontal(id="line"):
            yield Static("$", id="prompt")
            yield CommandField(id="field")
            yield Static(id="outcome")
        yield CompletionStrip(id="completions")
        yield SignatureView(self._glyphs, id="signature")
        yield LegendLine(self._glyphs, id="legend")
        with Horizontal(id="below"):
            recent = RecentList(self._profile.clock, id="recent")
            recent.border_title = "Recent commands"
            yield recent
            with Vertical(id="emitted"):
                event = EventPane(id="event")
                event.border_title = "Event"
                yield event
                wire = WirePane(id="wire")
                wire.border_title = "On the wire"
                yield wire
        yield from self.below()

    def on_mount(self) -> None:
        """Draw what is known and read the histories once the first frame is out."""
        self._show_outcome()
        self.query_one(SignatureView).say(NOTHING_TYPED)
        self.call_after_refresh(self._loader.start)

    def on_descendant_focus(self) -> None:
        """Where there is little height, completions take a line only while somebody types."""
        self.set_class(self.query_one(CommandField).has_focus, "-typing")

    def preview(self, command: ShellCommand | None) -> None:
        """Show what *command* would emit, or that there is none."""
        self._command = command
        if command is None:
            line = self.query_one(CommandField).value
            self.query_one(SignatureView).say(NOT_A_COMMAND if line.strip() else NOTHING_TYPED)
            self._show_event(None)
            return
        surroundings = Surroundings(self._profile.cwd, self._profile.environ, self._versions)
        found = preview_command(command, self._exit_status, surroundings, self.truth.expected)
        self.query_one(SignatureView).show(found.explanation)
        self._show_event(found)
        if self._versions.wanted is not None:
            self._ask_version(self._versions.wanted)

    def _show_event(self, preview: Preview | None) -> None:
        self.query_one("#event", EventPane).show(preview)
        self.query_one("#wire", WirePane).show(preview)

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

    @on(Input.Changed, "#field")
    def _typed(self, message: Input.Changed) -> None:
        field = self.query_one(CommandField)
        self.query_one(CompletionStrip).offer(complete(message.value, field.cursor_position))
        self.preview(first_dfx_command(message.value))

    @on(RecentList.Walked)
    def _walked(self, message: RecentList.Walked) -> None:
        self.query_one(CommandField).show(message.command.command.text)
        self.preview(message.command.command)

    @on(RecentList.NearEnd)
    def _near_end(self) -> None:
        self._loader.read_older()

    @on(CommandField.Chosen)
    def _choose_completion(self, message: CommandField.Chosen) -> None:
        self.query_one(CompletionStrip).choose(message.step)

    @on(CommandField.Accepted)
    def _accept_completion(self) -> None:
        field = self.query_one(CommandField)
        chosen = self.query_one(CompletionStrip).chosen
        if chosen is None:
            self.focus_next()
        else:
            field.replace(chosen.text + " ", chosen.start, field.cursor_position)

    @on(CommandField.Left)
    def _leave_field(self) -> None:
        self.query_one(CompletionStrip).offer([])
        recent = self.query_one(RecentList)
        recent.focus()
        if not self.query_one(CommandField).value:
            recent.say_chosen()

    @on(Click, "#outcome")
    def _click_outcome(self) -> None:
        self.action_toggle_outcome()

    def action_type(self) -> None:
        """Type a command from its beginning."""
        self.query_one(CommandField).value = ""
        self.action_edit()

    def action_edit(self) -> None:
        """Change the command that is shown."""
        field = self.query_one(CommandField)
        field.cursor_position = len(field.value)
        field.focus()

    def action_toggle_outcome(self) -> None:
        """Preview as if the command had failed, or succeeded again."""
        self._exit_status = 0 if self._exit_status else 1
        self._show_outcome()
        self._preview_again()

    def _show_outcome(self) -> None:
        text = "exit 1 · failure" if self._exit_status else "exit 0 · success"
        self.query_one("#outcome", Static).update(text)

    def action_toggle_wire(self) -> None:
        """Show the bytes on the wire in the event's place, or the event again."""
        self.toggle_class("-wire")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is room for the event and the wire at once, there is nothing to toggle."""
        del parameters
        return not (action == "toggle_wire" and self.has_class("-tall"))
