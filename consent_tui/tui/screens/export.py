"""Where to export to: folders to walk through, a name to type, and a bar while it is written."""

from __future__ import annotations

import os
from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _
from consent_tui.services import export
from consent_tui.services.folders import Entry, completed, entries, taken, whole_path
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.picker import Picker, picker_lines
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.screens.place import SLOW
from consent_tui.tui.speaking import SpeakingModal
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.sheet import Sheet
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.content import Content

    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.screens.errand import Errand


class ExportScreen(SpeakingModal[str]):
    """Comes back with a sentence on what was written, or with an empty one."""

    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            N_("Leave"),
            id="export.leave",
            tooltip=N_("Leave, or stop what is being written"),
        ),
        Binding(
            "tab",
            "complete",
            N_("Complete"),
            priority=True,
            id="export.complete",
            tooltip=N_("Complete the name as far as it is the only one"),
        ),
        Binding(
            "down",
            "walk(1)",
            N_("Choose"),
            key_display="↑↓",
            priority=True,
            id="export.next",
            tooltip=N_("Choose the next folder or file"),
        ),
        Binding(
            "up",
            "walk(-1)",
            N_("Choose the one before"),
            show=False,
            priority=True,
            id="export.before",
            tooltip=N_("Choose the folder or file before"),
        ),
        Binding(
            "shift+tab,ctrl+t",
            "form(1)",
            N_("Another form"),
            key_display="⇧tab",
            priority=True,
            id="export.form",
            tooltip=N_("Another form, by another ending of the name"),
        ),
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

    def __init__(self, profile: Profile, figures: Figures, errand: Errand) -> None:
        super().__init__()
        self._profile = profile
        self._figures = figures
        self._errand = errand
        self._entries: list[Entry] = []
        self._at = -1
        self._done = -1
        self._fault = ""
        self._replaces = ""
        self._is_stopped = False

    def compose(self) -> ComposeResult:
        """The question, the path, the forms, what is in the folder or how far it has come; the keys."""
        with VerticalScroll(id="page"):
            yield Sheet(self._question, id="question")
            home = self._profile.environ.get("HOME", "")
            name = f"{self._errand.name}.{next(iter(self._errand.forms))}"
            field = VeiledInput(os.path.join(home, name), select_on_focus=False, id="path")  # noqa: PTH118 - a text
            field.cursor_blink = False
            yield field
            yield Sheet(self._state, id="state")
        yield KeysLine(id="keys")

    @property
    def _field(self) -> VeiledInput:
        return self.query_one("#path", VeiledInput)

    def _question(self, width: int) -> list[Content]:
        return paragraph(self._errand.question, width, "$foreground b")

    def _state(self, width: int) -> list[Content]:
        shown = Picker(
            self._errand.forms, self._form(), self._entries, self._at, self._done, self._errand.total
        )
        rows = max(self.size.height - len(self._errand.forms) - 12, 3)
        return picker_lines(shown, self._note(), self._figures, width, rows)

    def _note(self) -> str:
        """What is wrong, or asked; otherwise what is written beside it."""
        if self._replaces:
            values = {"path": veiled(self._replaces)}
            text = _("%(path)s is there already: enter replaces it, any other key does not.") % values
            return f"{self._figures.warning} {text}"
        if self._fault:
            return f"{self._figures.warning} {self._fault}"
        if self._errand.has_manifest:
            return _("A manifest with count and SHA-256 is written beside it.")
        return ""

    def _form(self) -> str:
        return self._field.value.rpartition(".")[2]

    def _draw(self) -> None:
        if self.is_mounted:
            self.query_one("#state", Sheet).show(self._state)

    def on_mount(self) -> None:
        """The end of the name is what is changed first."""
        self._field.cursor_position = len(self._field.value)

    def on_input_changed(self) -> None:
        """The ending says which form it is; the folder is read again."""
        self._fault = self._replaces = ""
        self._at = -1
        self._draw()
        self.run_worker(self._read_folder, group="folder", exclusive=True)  # type: ignore[arg-type]

    async def _read_folder(self) -> None:
        text = self._field.value
        self._entries = await to_thread(
            entries, text, self._home, self._profile.cwd, tuple(self._errand.forms)
        )
        self._draw()

    @property
    def _home(self) -> str:
        return self._profile.environ.get("HOME", "")

    def action_walk(self, step: int) -> None:
        """Choose another entry of the folder."""
        if self._entries and self._done < 0:
            self._at = max(-1, min(self._at + step, len(self._entries) - 1))
            self._draw()

    def action_take(self, number: int) -> None:
        """Put this entry into the field."""
        if number < len(self._entries) and self._done < 0:
            self._put(taken(self._field.value, self._entries[number]))

    def action_complete(self) -> None:
        """Take the chosen entry, or as much as all of them have in common."""
        if self._at >= 0:
            self.action_take(self._at)
        elif self._done < 0:
            self._put(completed(self._field.value, self._entries))

    def action_form(self, step: int) -> None:
        """Give the name another ending."""
        forms = tuple(self._errand.forms)
        stem, _dot, form = self._field.value.rpartition(".")
        if form in forms:
            self._put(f"{stem}.{forms[(forms.index(form) + step) % len(forms)]}")
        else:
            self._put(f"{self._field.value}.{forms[0]}")

    def _put(self, text: str) -> None:
        self._field.value = text
        self._field.cursor_position = len(text)

    def on_input_submitted(self) -> None:
        """Go into the chosen folder, or write the file, in a thread."""
        if self._at >= 0:
            self.action_take(self._at)
            return
        if self._done >= 0:
            return
        path = whole_path(self._field.value, self._home, self._profile.cwd)
        if self._field.value.endswith("/") or self._form() not in self._errand.forms:
            endings = ", ".join(f".{form}" for form in self._errand.forms)
            self._fault = _("The name must end in one of: %(endings)s.") % {"endings": endings}
            self._draw()
        elif self._replaces or not self._is_there(path):
            self._done = 0
            self.set_timer(SLOW, self._draw)
            self.set_interval(SLOW / 2, self._draw)
            place = export.place_over if self._replaces else export.place_new
            self.run_worker(self._write(self._form(), path, place), group="export")
        else:
            self._replaces = path
            self._draw()

    def _is_there(self, path: str) -> bool:
        found = [path, path + export.MANIFEST] if self._errand.has_manifest else [path]
        return any(os.path.lexists(each) for each in found)

    async def _write(self, form: str, path: str, place: Callable[[str, str], None]) -> None:
        try:
            count = await to_thread(self._errand.write, form, path, place, self._heard)
        except export.StoppedError:
            self.dismiss(_("Stopped: no file was written."))
        except ConsentError as error:
            self._done = -1
            self._replaces = ""
            self._fault = f"{error.message} {error.mend}"
            self._draw()
        else:
            self.dismiss(self._errand.done(count, path))

    def _heard(self, done: int) -> None:
        """From the thread: how many so far; drawn by the interval."""
        if self._is_stopped:
            raise export.StoppedError
        self._done = done

    def action_leave(self) -> None:
        """Leave without a file; what is being written is stopped, and leaves none."""
        if self._replaces:
            self._replaces = ""
            self._draw()
        elif self._done >= 0:
            self._is_stopped = True
        else:
            self.dismiss("")
