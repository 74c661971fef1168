"""Preview: any dfx command, typed, recent or of a script, and what would be emitted if it were run here."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from consent_tui.history.shell import first_dfx_command
from consent_tui.i18n import N_, _, ours
from consent_tui.plain.place import Page, Pages, Place, pages_of
from consent_tui.plain.talk import PAGE, Choice
from consent_tui.services.completion import complete
from consent_tui.services.folders import whole_path
from consent_tui.services.outline import Section
from consent_tui.services.outline_preview import (
    difference_sections,
    event_sections,
    script_line,
    script_sections,
    verdict_sections,
    wire_section,
    word_rows,
)
from consent_tui.services.outlook import outlook
from consent_tui.services.preview import Preview, preview_command
from consent_tui.services.recent import Recent
from consent_tui.services.script import Reader, read_file
from consent_tui.services.times import date_and_time
from consent_tui.services.veil import veiled_command

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.history.command import ShellCommand
    from consent_tui.history.recent import RecentCommand
    from consent_tui.plain.talk import Talk
    from consent_tui.services.completion import Completion
    from consent_tui.services.profile import Profile


class PreviewPlace(Place):
    """Holds the command that was looked at last, and the exit status that it is looked at with."""

    TITLE = N_("Preview")
    HELP: ClassVar[tuple[str, ...]] = (
        N_("What would dfx report of a command?"),
        N_(
            "Type a command or pick a recent one. For each word it is said what becomes of it, and then the "
            "event they make, byte for byte. Commands come from the history of your own shells and are only "
            "shown. Nothing is recorded, written or sent from here."
        ),
    )

    def __init__(self, profile: Profile, talk: Talk) -> None:
        super().__init__(profile, talk)
        self._exit_status = 0
        self._command: ShellCommand | None = None
        self._marked: ShellCommand | None = None

    def tell(self) -> None:
        """The command that is looked at, or what to do."""
        if self._command is None:
            self.talk.say("", _("Type a dfx command or pick a recent one, and hear what it would emit."))
        else:
            self._tell_command()

    def choices(self) -> list[Choice]:
        """Ways to a command, then ways to look at it."""
        found = [
            Choice(_("type a command"), self._type),
            Choice(_("recent commands"), self._walk_recent),
            Choice(_("read a shell script whole"), self._read_script),
            Choice(_("what the verdicts mean"), lambda: self.talk.tell(verdict_sections())),
            Choice(self._outcome(), self._toggle_outcome),
        ]
        if self._command is None:
            return found
        command = self._command
        if self._marked is None:
            marking = Choice(_("mark this command, to compare another with it"), self._mark)
        else:
            marking = Choice(
                _("what differs from the marked command: %(command)s")
                % {"command": veiled_command(self._marked)},
                self._compare,
            )
        return [
            *found,
            Choice(_("the request as it would travel, byte for byte"), self._tell_wire),
            marking,
            Choice(_("words that may follow"), partial(self._walk_completions, command)),
        ]

    def _outcome(self) -> str:
        if self._exit_status:
            return _("as if it succeeded; now it is: exit 1, failure")
        return _("as if it failed; now it is: exit 0, success")

    def _toggle_outcome(self) -> None:
        self._exit_status = 0 if self._exit_status else 1
        self.tell()

    def _type(self) -> None:
        line = self.talk.line(_("Type a dfx command, then Enter."))
        command = first_dfx_command(line)
        if command is None:
            self.talk.say(_("No dfx command can be read from this line."))
            return
        self._look_at(command)

    def _look_at(self, command: ShellCommand) -> None:
        self._command = command
        self._tell_command()

    def _preview(self, command: ShellCommand) -> Preview:
        return preview_command(command, self._exit_status, self.profile.surroundings(), outlook(self.profile))

    def _tell_command(self) -> None:
        if self._command is None:
            return
        found = self._preview(self._command)
        words = Section(veiled_command(self._command), word_rows(found.explanation))
        self.talk.tell([words, *event_sections(found)])

    def _tell_wire(self) -> None:
        if self._command is not None:
            self.talk.tell([wire_section(self._preview(self._command))])

    def _mark(self) -> None:
        self._marked = self._command
        self.talk.say(_("Marked. Now look at another command."))

    def _compare(self) -> None:
        if self._command is not None and self._marked is not None:
            both = self._marked, self._command
            first, second = map(self._preview, both)
            names = veiled_command(both[0]), veiled_command(both[1])
            self.talk.tell(difference_sections(first, second, names))
            self._marked = None

    def _walk_recent(self) -> None:
        recent = Recent(self.profile.environ)
        rows: list[RecentCommand] = recent.newest(PAGE + 1)

        def read(start: int) -> Page[RecentCommand]:
            missing = start + PAGE + 1 - len(rows)
            if missing > 0:
                rows.extend(recent.older(missing))
            return pages_of(rows, PAGE)(start)

        nothing = _(
            "No dfx command in the history of bash, zsh or fish yet. Commands appear here as they are run."
        )
        picked = Pages(self.talk, read, self._recent_line, nothing).pick()
        if picked is not None:
            self._look_at(picked.command)

    @staticmethod
    def _recent_line(recent: RecentCommand) -> str:
        text = veiled_command(recent.command)
        when = date_and_time(recent.when)
        return _("%(command)s, run %(time)s") % {"command": text, "time": when} if when else text

    def _walk_completions(self, command: ShellCommand) -> None:
        line = command.text.rstrip() + " "
        rows = complete(line, len(line))
        nothing = _("No word that dfx knows.")
        picked = Pages(self.talk, pages_of(rows, PAGE), _completion_line, nothing).pick()
        longer = None if picked is None else first_dfx_command(f"{command.text.rstrip()} {picked.text}")
        if longer is not None:
            self._look_at(longer)

    def _read_script(self) -> None:
        path = self.talk.line(_("Which file? Type its path, then Enter."))
        if not path:
            return
        text = read_file(whole_path(path, self.profile.environ.get("HOME", ""), self.profile.cwd))
        expected = outlook(self.profile)
        script = Reader(text, self._exit_status, self.profile.surroundings(), expected).read(silence)
        self.talk.tell(script_sections(script))
        pages = Pages(self.talk, pages_of(script.commands, PAGE), script_line, "")
        if script.commands:
            self.walk(pages, lambda each: self._look_at(each.command))


def silence(done: int) -> None:
    """Whoever reads lines is told once, when it is done."""
    del done


def _completion_line(completion: Completion) -> str:
    said = {"word": ours(completion.text.strip()), "token": completion.token, "expects": completion.expects}
    if completion.token and completion.expects:
        return _("%(word)s, gives %(token)s, expects %(expects)s") % said
    if completion.token:
        return _("%(word)s, gives %(token)s") % said
    return completion.text.strip()
