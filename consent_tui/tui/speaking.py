"""Screens whose keys are described in the person's language.

Bindings are written down when a class is made, before any language is known. They are translated in one
place, where the footer, the help and the palette read them: ``Screen.active_bindings``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from consent_tui.i18n import N_, _

if TYPE_CHECKING:
    from textual.binding import ActiveBinding

Result = TypeVar("Result")

FROM_TEXTUAL = (
    N_("Bottom"),
    N_("Copy selected text"),
    N_("Cursor down"),
    N_("Cursor left"),
    N_("Cursor right"),
    N_("Cursor up"),
    N_("Cut selected text"),
    N_("Delete all"),
    N_("Delete all to the left"),
    N_("Delete all to the right"),
    N_("Delete character left"),
    N_("Delete character right"),
    N_("Delete left to start of word"),
    N_("Delete line"),
    N_("Delete right to start of word"),
    N_("Delete to line end"),
    N_("Delete to line start"),
    N_("Down"),
    N_("End"),
    N_("Exit the command palette"),
    N_("First"),
    N_("Focus Next"),
    N_("Focus Previous"),
    N_("Go to bottom"),
    N_("Go to end"),
    N_("Go to start"),
    N_("Go to top"),
    N_("Home"),
    N_("Last"),
    N_("Move cursor left"),
    N_("Move cursor left a word"),
    N_("Move cursor left a word and select"),
    N_("Move cursor left and select"),
    N_("Move cursor right a word"),
    N_("Move cursor right a word and select"),
    N_("Move cursor right or accept the completion suggestion"),
    N_("Move cursor right and select"),
    N_("Next command"),
    N_("Next page"),
    N_("Open the command palette"),
    N_("Page Down"),
    N_("Page Left"),
    N_("Page Right"),
    N_("Page Up"),
    N_("Paste text from the clipboard"),
    N_("Previous command"),
    N_("Previous page"),
    N_("Scroll Down"),
    N_("Scroll End"),
    N_("Scroll Home"),
    N_("Scroll Left"),
    N_("Scroll Right"),
    N_("Scroll Up"),
    N_("Select"),
    N_("Select all"),
    N_("Select line end"),
    N_("Select line start"),
    N_("Submit"),
    N_("Top"),
    N_("Up"),
    N_("palette"),
)
"""What Textual's own widgets call their keys, as far as the app has these widgets; a test finds new ones."""


def spoken_bindings(found: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """The same bindings, described in the language spoken; what each key does is untouched."""
    return {key: _spoken(each) for key, each in found.items()}


def _spoken(each: ActiveBinding) -> ActiveBinding:
    # gettext answers the empty text with the head of its catalogue.
    description = _(each.binding.description) if each.binding.description else ""
    tooltip = _(each.tooltip) if each.tooltip else ""
    if description == each.binding.description and tooltip == each.tooltip:
        return each
    return each._replace(
        binding=replace(each.binding, description=description, tooltip=tooltip), tooltip=tooltip
    )


class SpeakingScreen(Screen[Result]):
    """A screen; its keys are described in the language spoken."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work where the focus is."""
        return spoken_bindings(super().active_bindings)


class SpeakingModal(ModalScreen[Result]):
    """A screen over another; its keys are described in the language spoken, and ``?`` names them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark",
            "explain",
            N_("Help"),
            show=False,
            id="modal.help",
            tooltip=N_("The keys that work on this page"),
        ),
    ]

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work where the focus is."""
        return spoken_bindings(super().active_bindings)

    def action_explain(self) -> None:
        """Name the keys of this page; the same key closes that again."""
        from consent_tui.tui.screens.help import HelpScreen  # noqa: PLC0415 - it is such a page itself

        keys: dict[str, list[str]] = {}
        for each in self.active_bindings.values():
            if each.node is self and each.enabled and each.binding.action != "explain":
                shown = self.app.get_key_display(each.binding)
                known = keys.setdefault(each.tooltip or each.binding.description, [])
                if shown not in known:
                    known.append(shown)
        rows = tuple(("  ".join(shown), meaning) for meaning, shown in keys.items() if meaning)
        page = (
            N_("What can be pressed here?"),
            N_("What lies under this page waits until it is left."),
            rows,
        )
        self.app.push_screen(HelpScreen(page, (), {}))
