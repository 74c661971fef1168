"""Puts the commands of a script, or of what was pasted, in the place of the recent ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.services.numbers import number
from consent_tui.services.script import Reader, Script
from consent_tui.services.totals import summary
from consent_tui.services.veil import veiled
from consent_tui.tui.keys import key_of
from consent_tui.tui.screens.place import SLOW
from consent_tui.tui.widgets.command_field import LONGEST
from consent_tui.tui.widgets.recent_list import RecentList

if TYPE_CHECKING:
    from collections.abc import Callable

    from consent_tui.capture.surroundings import Surroundings
    from consent_tui.tui.recent_loader import RecentLoader
    from consent_tui.tui.screens.preview import PreviewScreen


class ScriptLoader:
    """Reads in a thread, says how far it is, fills the list, and gives it back to the histories."""

    def __init__(
        self, screen: PreviewScreen, recent: RecentLoader, surroundings: Callable[[], Surroundings]
    ) -> None:
        self._screen = screen
        self._recent = recent
        self._surroundings = surroundings
        self._counted = 0
        self._name = ""
        self.script: Script | None = None

    def read_script(self, name: str, text: str) -> None:
        """Read the *text* of the file with this *name*."""
        self._read(text, lambda script: self._show(script, name))

    def read_pasted(self, text: str) -> None:
        """Read what was pasted: one command goes into the field, several are listed."""

        def take(script: Script) -> None:
            one = script.commands[0].command.text.replace("\\\n", "") if len(script.commands) == 1 else ""
            if one and len(one) <= LONGEST and "\n" not in one:
                self._screen.put(one)
            elif script.commands:
                self._show(script, _("pasted text"))
            else:
                self._screen.say(
                    ngettext(
                        "No dfx command can be read from the %(count)s line that was pasted.",
                        "No dfx command can be read from the %(count)s lines that were pasted.",
                        script.lines,
                    )
                    % {"count": number(script.lines)}
                )

        self._read(text, take)

    def _read(self, text: str, then: Callable[[Script], None]) -> None:
        exit_status, expected = self._screen.exit_status, self._screen.truth.expected
        surroundings = self._surroundings()
        self._counted = 0
        timer = self._screen.set_interval(SLOW, self._say_progress)

        def read() -> Script:
            return Reader(text, exit_status, surroundings, expected).read(self._heard)

        def show(script: Script) -> None:
            timer.stop()
            self._screen.say()
            then(script)

        self._screen.work(_("Reading…"), read, show)

    def _heard(self, counted: int) -> None:
        """From the thread: how many commands have been counted so far."""
        self._counted = counted

    def _say_progress(self) -> None:
        if self._counted:
            self._screen.say(_("Reading: %(count)s commands so far…") % {"count": number(self._counted)})

    def _show(self, script: Script, name: str) -> None:
        self.script = script
        self._recent.leave()
        self._name = name
        self.entitle()
        recent = self._screen.query_one(RecentList)
        recent.fill(list(script.commands), -1)
        recent.say(*summary(script))
        recent.focus()
        self._screen.totals.total(script)
        self._screen.set_class(True, "-totals")  # noqa: FBT003 - Textual's own way
        back = _("%(key)s goes back to your recent commands.")
        self._screen.say(back % {"key": key_of(self._screen, "preview.back")})
        self._screen.refresh_bindings()
        if script.commands:
            recent.choose(0)
        else:
            self._screen.show_nothing()

    def entitle(self) -> None:
        """Write over the list what it holds: the name of the file only where the screen is not shared."""
        title = _("Recent commands")
        if self.script is not None:
            count = len(self.script.commands)
            # Translators: the name of a file, and how many dfx commands are in it.
            title = ngettext("%(name)s: %(count)s command", "%(name)s: %(count)s commands", count) % {
                "name": veiled(printable(self._name)),
                "count": number(count),
            }
        # Textual reads a title as markup; a file's name is none.
        self._screen.query_one(RecentList).border_title = title.replace("[", r"\[")

    def close(self) -> None:
        """Give the list back to the histories."""
        self.script = None
        self._screen.say()
        self._screen.remove_class("-totals")
        self.entitle()
        self._screen.totals.total(None)
        self._recent.come_back()
        self._screen.refresh_bindings()
