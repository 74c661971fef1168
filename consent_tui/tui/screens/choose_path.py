"""A path to choose: a question, a field to type in, and what is in the folder, to walk through."""

from __future__ import annotations

import os
from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from consent_tui.i18n import N_
from consent_tui.services.folders import Entry, completed, entries, taken, whole_path
from consent_tui.tui.drawing.text import paragraph
from consent_tui.tui.speaking import Result, SpeakingModal
from consent_tui.tui.widgets.folder_list import FolderList
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.sheet import Sheet
from consent_tui.tui.widgets.veiled_input import VeiledInput

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.content import Content

    from consent_tui.services.profile import Profile
    from consent_tui.tui.figures import Figures

LOW = 20
"""With fewer lines than this, none is left empty for looks."""


class ChoosePathScreen(SpeakingModal[Result]):
    """Asks a question whose answer is a path. Subclasses bind ``enter`` to ``take`` and say what it does.

    ``ENDINGS`` are those of the files that are shown, none for all of them.
    """

    AUTO_FOCUS = "#path"
    ENDINGS: tuple[str, ...] = ()
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - Textual declares no ClassVar here
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "walk(1)",
            N_("Choose"),
            priority=True,
            id="path.next",
            tooltip=N_("Choose the next folder or file"),
        ),
        Binding(
            "up",
            "walk(-1)",
            N_("Choose the one before"),
            show=False,
            priority=True,
            id="path.before",
            tooltip=N_("Choose the folder or file before"),
        ),
        Binding(
            "pagedown",
            "page(1)",
            N_("Page Down"),
            show=False,
            priority=True,
            id="path.page_next",
            tooltip=N_("Page Down"),
        ),
        Binding(
            "pageup",
            "page(-1)",
            N_("Page Up"),
            show=False,
            priority=True,
            id="path.page_before",
            tooltip=N_("Page Up"),
        ),
        Binding(
            "tab",
            "complete",
            N_("Complete"),
            priority=True,
            id="path.complete",
            tooltip=N_("Take the chosen one, or what all have in common"),
        ),
    ]
    DEFAULT_CSS = """
    ChoosePathScreen {
        background: $background;
        & > #chooser { height: 1fr; padding: 1 2; }
        & #path, & #path:focus {
            border: none;
            height: 1;
            padding: 0 1;
            margin: 1 0;
            background: $chosen;
            background-tint: transparent;
            color: $foreground;
        }
        & #path:ansi > .input--cursor { text-style: reverse; background: ansi_default; }
        & #state { margin: 0 0 1 0; }
        & #entries { height: 1fr; min-height: 1; }
        &.-low > #chooser { padding: 1 2 0 2; }
        &.-low #path { margin: 0; }
    }
    """

    def __init__(self, profile: Profile, figures: Figures, question: str, path: str) -> None:
        """*path* stands in the field at first; what is typed begins where *profile* does."""
        super().__init__()
        self.home = profile.environ.get("HOME", "")
        self.figures = figures
        self._folder = profile.cwd
        self._question = question
        self._path = path

    def compose(self) -> ComposeResult:
        """The question, the path, how it stands, what is in the folder; the keys."""
        with Vertical(id="chooser"):
            yield Sheet(lambda width: paragraph(self._question, width, "$foreground b"), id="question")
            yield VeiledInput(self._path, select_on_focus=False, id="path")
            yield Sheet(self.state, id="state")
            yield FolderList(self.figures, id="entries")
        yield KeysLine(id="keys")

    def state(self, width: int) -> list[Content]:
        """What stands between the field and the folder; no line where there is nothing to say."""
        raise NotImplementedError

    def decide(self, path: str) -> None:
        """The person means this whole path."""
        raise NotImplementedError

    def forget(self) -> None:
        """Another path is typed or walked to: what was said about the one before holds no longer."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """The end of the name is what is changed first; it comes into sight once the field has its width."""
        self.query_one("#path", VeiledInput).cursor_position = 0
        self.call_after_refresh(self.put, self._path)

    def on_resize(self) -> None:
        """A low terminal has less room for what stands above the folder."""
        self.draw_state()

    @property
    def is_low(self) -> bool:
        """Whether the terminal has few lines."""
        return self.size.height < LOW

    def draw_state(self) -> None:
        """Draw what stands between the field and the folder, if anything does."""
        sheet = self.query_one("#state", Sheet)
        sheet.display = any(line.plain for line in self.state(self.size.width))
        sheet.show(self.state)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.query_one("#path", VeiledInput).value

    def put(self, text: str) -> None:
        """Have *text* stand in the field, the cursor behind it."""
        field = self.query_one("#path", VeiledInput)
        field.value = text
        field.cursor_position = len(text)

    @property
    def folder_list(self) -> FolderList:
        """What is in the folder."""
        return self.query_one("#entries", FolderList)

    @on(Input.Changed)
    def _read_anew(self) -> None:
        self._say_no_more()
        self.run_worker(self._read_folder(), group="folder", exclusive=True)

    def _say_no_more(self) -> None:
        self.forget()
        self.draw_state()

    async def _read_folder(self) -> None:
        found = await to_thread(entries, self.typed, self.home, self._folder, self.ENDINGS)
        self.folder_list.show(found)

    def action_walk(self, step: int) -> None:
        """Choose another entry; what was said of the path that is typed is over with that."""
        self._say_no_more()
        self.folder_list.action_walk(step)

    def action_page(self, step: int) -> None:
        """Choose the entry a page further."""
        self._say_no_more()
        self.folder_list.action_page(step)

    def action_complete(self) -> None:
        """Take the chosen entry, or as much as all have in common."""
        chosen = self.folder_list.chosen_entry
        if chosen is None:
            self.put(completed(self.typed, self.folder_list.entries))
        else:
            self.put(taken(self.typed, chosen))

    def action_take(self) -> None:
        """Take the chosen entry, or what is typed as it stands."""
        chosen = self.folder_list.chosen_entry
        if chosen is None:
            self.take_typed()
        else:
            self.take(chosen)

    @on(FolderList.Taken)
    def _clicked(self, message: FolderList.Taken) -> None:
        self.take(message.entry)

    def take_typed(self) -> None:
        """Take what stands in the field."""
        self.decide(whole_path(self.typed, self.home, self._folder))

    def take(self, entry: Entry) -> None:
        """Go into this folder, or have this file's name in the field."""
        self.put(taken(self.typed, entry))


def in_folder(folder: str, name: str) -> str:
    """The text of a path, a separator at its end where *name* is empty."""
    return os.path.join(folder, name)  # noqa: PTH118 - a text, which may end in a separator
