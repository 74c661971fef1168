"""Which script to read: a path to choose."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widgets import Input

from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _
from consent_tui.services.script import read_file
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.screens.choose_path import ChoosePathScreen, in_folder
from consent_tui.tui.screens.place import SLOW

if TYPE_CHECKING:
    from textual.content import Content

    from consent_tui.services.folders import Entry
    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures


class ScriptText(NamedTuple):
    """The ``name`` of a file and the ``text`` in it."""

    name: str
    text: str


class OpenScriptScreen(ChoosePathScreen[ScriptText | None]):
    """Comes back with what is in a file, or with None. A file that cannot be read is no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            N_("Open"),
            key_display="enter",
            priority=True,
            id="open.take",
            tooltip=N_("Go into the folder, or read the file"),
        ),
        Binding("escape", "dismiss(None)", N_("Leave"), id="open.leave", tooltip=N_("Read no file")),
    ]

    def __init__(self, profile: Profile, figures: Figures) -> None:
        question = _("Which script should be read? It is only read, never run.")
        super().__init__(profile, figures, question, in_folder(profile.cwd, ""))
        self._note = ""

    def state(self, width: int) -> list[Content]:
        """What is wrong with the file, if anything."""
        return paragraph(self._note, width) if self._note else []

    def forget(self) -> None:
        """Nothing is wrong with this path, as far as is known."""
        self._note = ""

    def take(self, entry: Entry) -> None:
        """Go into the folder, or read the file."""
        if entry.is_folder:
            super().take(entry)
            return
        # Heard later, the change would take away what is said about the file meanwhile.
        with self.prevent(Input.Changed):
            super().take(entry)
        self.take_typed()

    def decide(self, path: str) -> None:
        """Read the file, in a thread."""
        self.run_worker(self._read(path), group="script", exclusive=True)

    async def _read(self, path: str) -> None:
        slow = self.set_timer(SLOW, lambda: self._say(_("Reading…")))
        try:
            text = await to_thread(read_file, path)
        except ConsentError as error:
            self._say(f"{self.figures.warning} {error.message} {error.mend}")
        else:
            self.dismiss(ScriptText(path.rpartition("/")[2], text))
        finally:
            slow.stop()

    def _say(self, note: str) -> None:
        self._note = note
        self.draw_state()
