"""What the tabs have in common: the truth above, the keys below, and work that may take long."""

from __future__ import annotations

from asyncio import to_thread
from typing import TYPE_CHECKING, ClassVar, TypeVar

from consent_tui.errors import ConsentError
from consent_tui.services.veil import is_on
from consent_tui.tui.speaking import SpeakingScreen
from consent_tui.tui.widgets.keys_line import KeysLine
from consent_tui.tui.widgets.say_line import SayLine
from consent_tui.tui.widgets.share_mark import ShareMark
from consent_tui.tui.widgets.tab_line import TabLine
from consent_tui.tui.widgets.truth_line import TruthLine

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence

    from textual.widget import Widget

    from consent_tui.services.marks import Line
    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures
    from consent_tui.tui.watch import Watch

Result = TypeVar("Result")

SLOW = 0.2
"""Seconds after which a wait is shown."""

HelpPage = tuple[str, str, tuple[tuple[str, str], ...]]


class Place(SpeakingScreen[None]):
    """One tab. ``TAB`` is its name, ``HELP_PAGE`` a question, its answer, and the keys of the place."""

    TAB: ClassVar[str]
    HELP_PAGE: ClassVar[HelpPage]
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ()
    """The bindings by id whose keys stay at the foot longest where not all fit, the most important first."""
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares no ClassVar here
        (0, "-narrow"),
        (76, "-normal"),
        (110, "-wide"),
        (150, "-broad"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares no ClassVar here
        (0, "-short"),
        (22, "-medium"),
        (34, "-tall"),
    ]

    def __init__(self, watch: Watch, figures: Figures) -> None:
        # The classes of the usual size from the start: adding them later styles every widget once more.
        super().__init__(name=self.TAB, classes="-normal -medium")
        self.watch_on = watch
        self.figures = figures
        self._is_working = False
        self._said_of_shown = ""

    @property
    def truth(self) -> Truth:
        """What holds, as it was last looked at."""
        return self.watch_on.truth

    @property
    def legend(self) -> Sequence[Line]:
        """The marks that are drawn here and their names, for the help."""
        return ()

    def above(self) -> Iterable[Widget]:
        """The truth and the tabs."""
        yield TruthLine(self.truth, self.figures, id="truth")
        yield TabLine(self.TAB, id="tabs")

    def below(self) -> Iterable[Widget]:
        """What has happened, and the keys."""
        yield SayLine(id="say")
        yield KeysLine(*self.FIRST_KEYS, id="keys")
        if is_on():
            yield ShareMark()

    def on_screen_resume(self) -> None:
        """Show what has changed since this tab was last seen."""
        if self.is_mounted:
            self.show_truth()

    def show_truth(self) -> None:
        """The truth has changed, or may have."""
        for line in self.query(TruthLine):
            line.show(self.truth)

    def say(self, *sentences: str) -> None:
        """Say what has happened."""
        self.query_one("#say", SayLine).say(*sentences)

    def say_of_shown(self, sentence: str) -> None:
        """Say something that holds for what is shown now alone: see ``other_is_shown``."""
        self.say(sentence)
        self._said_of_shown = self.query_one("#say", SayLine).text

    def other_is_shown(self) -> None:
        """Something else is shown: what was said of the one before would be taken for its own."""
        if self._said_of_shown and self._said_of_shown == self.query_one("#say", SayLine).text:
            self.say()
        self._said_of_shown = ""

    @property
    def is_working(self) -> bool:
        """Whether ``work`` is under way, and would do nothing else."""
        return self._is_working

    def work(self, sentence: str, function: Callable[[], Result], then: Callable[[Result], None]) -> None:
        """Do this in a thread, say so where it takes long, then show what came of it, or what went wrong.

        One thing at a time: what is asked for meanwhile is not done.
        """
        if self._is_working:
            return
        self._is_working = True

        def say_slow() -> None:
            # What the work itself has said meanwhile tells more.
            if self._is_working and not self.query_one("#say", SayLine).text:
                self.say(sentence)

        self.say()
        self.set_timer(SLOW, say_slow)

        async def run() -> None:
            # Not a thread worker: those wait for the screen, and would wait for ever while it closes.
            try:
                result = await to_thread(function)
            except ConsentError as error:
                self._is_working = False
                self.say(error.message, error.mend)
            else:
                self._is_working = False
                then(result)
            self.watch_on.look()

        self.run_worker(run(), group="work")

    def read_anew(self, read: Callable[[], Coroutine[None, None, None]]) -> None:
        """Read for the screen what has changed; a reading that is under way is given up."""
        # Textual takes a function, too: unlike a coroutine it may be given up before it has begun.
        self.run_worker(read, group="reading", exclusive=True)  # type: ignore[arg-type]
