"""dfx's version for the screen, which may not wait for dfx to answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.vocabulary.tokens import UNKNOWN_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable


class Versions:
    """Answers at once with what is known; what is not is ``#unknown`` and noted as wanted."""

    __slots__ = ("_ask", "_known", "wanted")

    def __init__(self, ask: Callable[[str], str]) -> None:
        self._ask = ask
        self._known: dict[str, str] = {}
        self.wanted: str | None = None

    def __call__(self, toolchain: str) -> str:
        """The version for ``+VERSION`` or the plain dfx, as far as it is known."""
        known = self._known.get(toolchain)
        if known is None:
            self.wanted = toolchain
            return UNKNOWN_VERSION
        self.wanted = None
        return known

    def ask(self, toolchain: str) -> None:
        """Ask dfx, which may take a second; for a thread of its own."""
        self._known[toolchain] = self._ask(toolchain)
