"""Where to export to: a path, a form by its ending, and a progress bar while it is written."""

from __future__ import annotations

import os
from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from consent_tui.errors import ConsentError
from consent_tui.services import export
from consent_tui.tui.drawing.text import counted, events, paragraph
from consent_tui.tui.screens.place import SLOW
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures

FORMS = tuple(export.FORMATS)
NAME = "dfx-consent-pending.ndjson"
MEANINGS = {
    "ndjson": "an event a line, byte for byte as it would be sent",
    "json": "one array, with ids and times",
    "csv": "a table, with ids and times",
}
UNKNOWN = "The name must end in .ndjson, .json or .csv."


class ExportScreen(SpeakingModal[str]):
    """Comes back with a sentence on what was written, or with an empty one."""

    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="export.leave"),
        Binding("tab,down", "form(1)", "Next form", priority=True, id="export.next"),
        Binding("shift+tab,up", "form(-1)", "Form before", priority=True, id="export.before"),
    ]
    DEFAULT_CSS = """
    ExportScreen #path, ExportScreen #path:focus {
        border: none;
        height: 1;
        padding: 0 1;
        margin: 1 0;
        background: $chosen;
        background-tint: transparent;
        color: $foreground;
    }
    ExportScreen #path:ansi > .input--cursor { text-style: reverse; background: ansi_default; }
    """

    def __init__(self, profile: Profile, figures: Figures, total: int) -> None:
        super().__init__()
        self._profile = profile
        self._figures = figures
        self._total = total
        self._done = -1
        self._fault = ""

    def compose(self) -> ComposeResult:
        """The question, the path, the forms, how far it has come."""
        with VerticalScroll(id="page"):
            yield Sheet(self._question, id="question")
            home = self._profile.environ.get("HOME", "")
            field = Input(os.path.join(home, NAME), select_on_focus=False, id="path")  # noqa: PTH118 - a text
            field.cursor_blink = False
            yield field
            yield Sheet(self._state, id="state")

    def _question(self, width: int) -> list[Content]:
        return paragraph(f"Export {events(self._total)} to which file?", width, "$foreground b")

    def _state(self, width: int) -> list[Content]:
        chosen = self._form()
        lines = []
        for form in FORMS:
            mark = self._figures.arrow if form == chosen else " "
            look = "$foreground b" if form == chosen else "$quiet"
            lines.append(Content.assemble((f"{mark} .{form.ljust(8)}{MEANINGS[form]}", look)))
        lines.append(Content(""))
        if self._fault:
            return [*lines, *paragraph(f"{self._figures.warning} {self._fault}", width)]
        if self._done >= 0:
            return [*lines, self._bar(width)]
        text = "A manifest with count and SHA-256 is written beside it. No file is replaced."
        keys = Content.assemble(
            ("enter", "b"), " export   ", ("tab", "b"), " another form   ", ("esc", "b"), " leave"
        )
        return [*lines, *paragraph(text, width, "$quiet"), Content(""), keys]

    def _bar(self, width: int) -> Content:
        count = f" {counted(self._done)} of {counted(self._total)}"
        room = max(width - len(count) - 1, 4)
        filled = min(room, room * self._done // max(self._total, 1))
        return Content.assemble(
            (self._figures.double * filled, "$verdict-captured"),
            (self._figures.faint * (room - filled), "$rule"),
            count,
        )

    def _form(self) -> str:
        return self.query_one("#path", Input).value.rpartition(".")[2]

    def _draw(self) -> None:
        if self.is_mounted:
            self.query_one("#state", Sheet).show(self._state)

    def on_input_changed(self) -> None:
        """The ending says which form it is."""
        self._fault = ""
        self._draw()

    def action_form(self, step: int) -> None:
        """Give the name another ending."""
        field = self.query_one("#path", Input)
        stem, _, form = field.value.rpartition(".")
        if form in FORMS:
            field.value = f"{stem}.{FORMS[(FORMS.index(form) + step) % len(FORMS)]}"
        else:
            field.value += f".{FORMS[0]}"
        field.cursor_position = len(field.value)

    def on_input_submitted(self) -> None:
        """Write it, in a thread."""
        form, path = self._form(), self.query_one("#path", Input).value
        if form not in FORMS:
            self._fault = UNKNOWN
            self._draw()
        elif self._done < 0:
            self._done = 0
            self.set_timer(SLOW, self._draw)
            self.set_interval(SLOW / 2, self._draw)
            self.run_worker(self._write(form, path), group="export")

    async def _write(self, form: str, path: str) -> None:
        try:
            export.check_place(path)
            done = await to_thread(
                export.export_to_file, self._profile, form, path, export.place_new, self._heard
            )
        except ConsentError as error:
            self._done = -1
            self._fault = f"{error.message} Name another file."
            self._draw()
        else:
            self.dismiss(f"Exported: {events(done.count)} to {path}, with its manifest beside it.")

    def _heard(self, done: int) -> None:
        """From the thread: how many so far; drawn by the interval."""
        self._done = done

    def action_leave(self) -> None:
        """Leave without a file; what is being written is finished first."""
        if self._done < 0:
            self.dismiss("")
