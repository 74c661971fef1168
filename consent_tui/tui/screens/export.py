"""Where to export to: a path to choose, the form that its ending says, and a bar while it is written."""

from __future__ import annotations

import os
from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _
from consent_tui.services import export_file
from consent_tui.services.export import StoppedError
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.forms import bar_line, form_lines, low_form_lines
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.choose_path import ChoosePathScreen, in_folder
from consent_tui.tui.screens.place import SLOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.screens.errand import Errand


class ExportScreen(ChoosePathScreen[str]):
    """Comes back with a sentence on what was written, or with an empty one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            N_("Export"),
            key_display="enter",
            priority=True,
            id="export.take",
            tooltip=N_("Go into the folder, or write the file"),
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
        Binding(
            "escape",
            "leave",
            N_("Leave"),
            id="export.leave",
            tooltip=N_("Leave, or stop what is being written"),
        ),
    ]

    def __init__(self, profile: Profile, figures: Figures, errand: Errand) -> None:
        self.ENDINGS = tuple(errand.forms)
        name = f"{errand.name}.{self.ENDINGS[0]}"
        path = in_folder(profile.environ.get("HOME", ""), name)
        super().__init__(profile, figures, errand.question, path)
        self._errand = errand
        self._done = -1
        self._fault = ""
        self._replaces = ""
        self._is_stopped = False

    def state(self, width: int) -> list[Content]:
        """The forms, and what is wrong, asked or worth knowing; or the forms, and how far it is."""
        lay_out = low_form_lines if self.is_low else form_lines
        lines = lay_out(self._errand.forms, self._form(), self.figures, width)
        if self._is_writing:
            return [*lines, Content(""), bar_line(self._done, self._errand.total, self.figures, width)]
        note = self._note()
        return [*lines, Content(""), *paragraph(note, width)] if note else lines

    def _note(self) -> str:
        if self._replaces:
            values = {"path": veiled(self._replaces), "other": key_of(self, "export.take")}
            text = _("%(path)s is there already: %(other)s replaces it, any other key does not.") % values
            return f"{self.figures.warning} {text}"
        if self._fault:
            return f"{self.figures.warning} {self._fault}"
        if self._errand.has_manifest:
            return _("A manifest with count and SHA-256 is written beside it.")
        return ""

    def _form(self) -> str:
        return self.typed.rpartition(".")[2]

    @property
    def _is_writing(self) -> bool:
        return self._done >= 0

    def forget(self) -> None:
        """Nothing is wrong with this path, and nothing asked, as far as is known."""
        self._fault = self._replaces = ""

    def action_form(self, step: int) -> None:
        """Give the name another ending."""
        stem, _dot, form = self.typed.rpartition(".")
        if form in self.ENDINGS:
            number = self.ENDINGS.index(form) + step
            self.put(f"{stem}.{self.ENDINGS[number % len(self.ENDINGS)]}")
        else:
            self.put(f"{self.typed}.{self.ENDINGS[0]}")

    def decide(self, path: str) -> None:
        """Write the file, in a thread; where one is there already, ask."""
        if self.typed.endswith("/") or self._form() not in self.ENDINGS:
            endings = ", ".join(f".{form}" for form in self.ENDINGS)
            self._say_fault(_("The name must end in one of: %(endings)s.") % {"endings": endings})
        elif self._replaces or not self._is_there(path):
            place = export_file.place_over if self._replaces else export_file.place_new
            self._set_done(0)
            self.run_worker(self._write(self._form(), path, place), group="export")
        else:
            self._ask_to_replace(path)

    def _ask_to_replace(self, path: str) -> None:
        try:
            for each in self._written(path):
                export_file.check_ordinary(each)
        except ConsentError as error:
            self._say_fault(f"{error.message} {error.mend}")
        else:
            self._replaces = path
            self.draw_state()

    def _written(self, path: str) -> tuple[str, ...]:
        """The files that an export to *path* makes."""
        return (path, path + export_file.MANIFEST) if self._errand.has_manifest else (path,)

    def _is_there(self, path: str) -> bool:
        return any(os.path.lexists(each) for each in self._written(path))

    def _say_fault(self, sentence: str) -> None:
        self._fault, self._replaces = sentence, ""
        self.draw_state()

    def _set_done(self, done: int) -> None:
        """While it is written, no other path can be chosen."""
        self._done = done
        self.query_one("#path").disabled = self._is_writing
        self.folder_list.display = not self._is_writing
        self.refresh_bindings()

    async def _write(self, form: str, path: str, place: Callable[[str, str], None]) -> None:
        drawn = self.set_interval(SLOW / 2, self.draw_state)
        try:
            count = await to_thread(self._errand.write, form, path, place, self._heard)
        except StoppedError:
            self.dismiss(_("Stopped: no file was written."))
        except ConsentError as error:
            self._set_done(-1)
            self.query_one("#path").focus()
            self._say_fault(f"{error.message} {error.mend}")
        else:
            self.dismiss(self._errand.done(count, path))
        finally:
            drawn.stop()

    def _heard(self, done: int) -> None:
        """From the thread: how many so far; drawn by the interval."""
        if self._is_stopped:
            raise StoppedError
        self._done = done

    def on_unmount(self) -> None:
        """The app is left: nobody waits for the file any more."""
        self._is_stopped = True

    def action_leave(self) -> None:
        """Leave without a file; what is being written is stopped, and leaves none."""
        if self._replaces and not self._is_writing:
            self.forget()
            self.draw_state()
        elif self._is_writing:
            self._is_stopped = True
        else:
            self.dismiss("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is written, it can only be stopped."""
        del parameters
        return action == "leave" or not self._is_writing
