"""Screen-share mode of the app: one switch, a mark on every screen, and nothing private in a picture."""

# ruff: noqa: PLC0415 - the sieve, pictures and the palette are imported when they are wanted

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.binding import Binding, BindingType
from textual.widget import Widget

from consent_tui import i18n
from consent_tui.errors import ConsentError
from consent_tui.i18n import N_, _, ours
from consent_tui.services import veil
from consent_tui.services.guard import guarded
from consent_tui.tui.patient import PatientApp
from consent_tui.tui.screens.place import Place
from consent_tui.tui.widgets.share_mark import ShareMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.filter import LineFilter
    from textual.screen import Screen

    from consent_tui.services.profile import Profile
    from consent_tui.services.sieve import Sieve
    from consent_tui.services.status import Status


@runtime_checkable
class Redrawable(Protocol):
    """A widget that keeps what it has laid out."""

    def draw_again(self) -> None:
        """Lay out anew: what is shown may differ though the subject is the same."""


def redraw(screen: Screen[object]) -> None:
    """Have every widget of *screen* laid out and drawn anew."""
    for each in screen.walk_children(Widget, with_self=True):
        if isinstance(each, Redrawable):
            each.draw_again()
        each.refresh(layout=True)


class SharingApp(PatientApp):
    """An app whose screens can be shown to others: ``F9`` puts the veil on and takes it off.

    *block* is the character of the blocks. Two lines keep what is private from the terminal: the services
    draw it under the veil, and every line of every screen is sifted for words that are not ours.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f9",
            "share_screen",
            N_("Screen-share"),
            show=False,
            priority=True,
            id="app.share_screen",
            tooltip=N_("Draw blocks in place of what you typed, of paths and of names"),
        ),
        Binding(
            "f10",
            "screenshot",
            N_("Save a picture"),
            show=False,
            priority=True,
            id="app.picture",
            tooltip=N_("Save the screen as an SVG in your home folder, as in screen-share mode"),
        ),
    ]

    def __init__(self, profile: Profile, block: str) -> None:
        super().__init__()
        self.profile = profile
        self._said: set[str] = set()
        self._sieve: Sieve | None = None
        self._curtain: LineFilter | None = None
        self._is_asked_for = False
        self._drawn_shared: dict[Screen[object], bool] = {}
        i18n.remember(self._said, guarded)
        veil.weave(block)

    def follow(self, status: Status | None) -> None:
        """Put the veil on where the configuration asks for that.

        Also where it cannot be understood: it may have asked, and one key shows everything.
        """
        self._is_asked_for = status is None or bool(status.records.configuration.values["screen_share"])
        if self._is_asked_for:
            veil.put_on()

    def follow_on(self, status: Status | None) -> None:
        """Put the veil on where the configuration has begun to ask for that; only ``F9`` takes it off."""
        if status is None:
            return
        was_asked_for = self._is_asked_for
        self._is_asked_for = bool(status.records.configuration.values["screen_share"])
        if self._is_asked_for and not was_asked_for and not veil.is_on():
            self.action_share_screen()

    def on_mount(self) -> None:
        """Mark every screen that comes up, and draw it as the mode has it."""
        self.screen_change_signal.subscribe(self, self._dress)
        self._dress(self.screen)

    def _dress(self, screen: Screen[object]) -> None:
        """Put the mark on *screen* or take it off, and draw it anew where the mode has changed meanwhile."""
        if not screen.is_attached:
            self.call_later(self._dress, screen)
            return
        is_on = veil.is_on()
        marks = screen.query(ShareMark)
        if is_on and not marks:
            screen.mount(ShareMark())
        elif not is_on:
            marks.remove()
        if self._drawn_shared.get(screen, False) != is_on:
            redraw(screen)
        self._drawn_shared[screen] = is_on

    def action_share_screen(self) -> None:
        """Put the veil on, or take it off."""
        if veil.is_on():
            veil.take_off()
        else:
            veil.put_on()
        for each in self.screen_stack:
            self._dress(each)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The curtain before all others, while the veil is on."""
        found = list(super().get_line_filters())
        return [self._drawn_curtain(), *found] if veil.is_on() else found

    def _drawn_curtain(self) -> LineFilter:
        if self._curtain is None:
            from consent_tui.tui.curtain import Curtain

            self._curtain = Curtain(self._sifting())
        return self._curtain

    def _sifting(self) -> Sieve:
        if self._sieve is None:
            from consent_tui.services.sieve import Sieve

            self._sieve = Sieve(self._said)
        return self._sieve

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by OSC 52, which works through ssh and tmux; sifted while the veil is on."""
        super().copy_to_clipboard(self._sifting().sifted(text) if veil.is_on() else text)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Save a picture of the screen in the home folder, always as it is in screen-share mode."""
        del filename, path
        self.run_worker(self._save_picture(), group="picture", exclusive=True)

    async def _save_picture(self) -> None:
        from consent_tui.services.pictures import save_picture

        try:
            name = save_picture(self.profile, await self.veiled_picture())
        except ConsentError as error:
            self.tell(error.message, error.mend)
        else:
            self.tell(
                _("Saved in your home folder as %(name)s, drawn as in screen-share mode.")
                % {"name": ours(name)}
            )

    def tell(self, *sentences: str) -> None:
        """Say what has happened on the screen that is open."""
        place = self.screen_stack[0]
        if isinstance(place, Place):
            place.say(*sentences)

    async def veiled_picture(self) -> str:
        """The screen as an SVG as it is drawn in screen-share mode; the terminal sees nothing of it."""
        if veil.is_on():
            return self.export_screenshot()
        mark = ShareMark()
        with self.batch_update():
            await self.screen.mount(mark)
            try:
                veil.put_on()
                self._lay_out_now()
                return self.export_screenshot()
            finally:
                veil.take_off()
                await mark.remove()
                self._lay_out_now()

    def _lay_out_now(self) -> None:
        for each in self.screen_stack:
            redraw(each)
            each._refresh_layout()  # noqa: SLF001 - Textual lays out when idle only, which would show

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """The screen as an SVG that asks no server for a font."""
        from consent_tui.services.pictures import self_contained

        return self_contained(super().export_screenshot(title=title, simplify=simplify))
