"""The version of the dfx that would run, asked of it and of nobody else."""

from __future__ import annotations

from consent_tui.capture.version import PATIENCE, UNKNOWN, ask
from consent_tui.shim.find import find_real_dfx

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class DfxVersion:
    """Answers what dfx says of itself in the current folder, for ``Surroundings.ask_version``.

    Each question (plain, or with a ``+VERSION`` word) is put at most once a process, and all of them
    together are given one second; after that every answer is ``#unknown``.
    """

    __slots__ = ("_answers", "_environ", "_left")

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._answers: dict[str, str] = {}
        self._left = PATIENCE

    def __call__(self, toolchain: str) -> str:
        """A SemVer version without build metadata, or ``#unknown``; *toolchain* is ``+VERSION`` or empty."""
        known = self._answers.get(toolchain)
        if known is None:
            known = self._answers[toolchain] = self._ask(toolchain)
        return known

    def _ask(self, toolchain: str) -> str:
        path = find_real_dfx(self._environ)
        if path is None or self._left <= 0:
            return UNKNOWN
        from time import monotonic  # noqa: PLC0415 - only where there is a dfx to ask

        before = monotonic()
        answer = ask(path, toolchain, self._environ, self._left)
        self._left -= monotonic() - before
        return answer
