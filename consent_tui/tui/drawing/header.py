"""The header line: the truth at a glance, said in fewer words where there is less room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.consent.states import ON, UNDECIDED
from consent_tui.services.times import short_local
from consent_tui.tui.figures import LOOKS, WORDS

if TYPE_CHECKING:
    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures

WHY = {
    "policy": "a policy",
    "DO_NOT_TRACK": "DO_NOT_TRACK is set",
    "ci": "CI environment",
    "DFX_TELEMETRY": "DFX_TELEMETRY is set",
    "decisions": "the record of decisions is broken",
    "store": "the store does not know your decision",
    "decision": "your decision",
}
WHY_SHORT = {
    "policy": "policy",
    "DO_NOT_TRACK": "DO_NOT_TRACK",
    "ci": "CI",
    "DFX_TELEMETRY": "DFX_TELEMETRY",
    "decisions": "broken record",
    "store": "store",
    "decision": "you",
}
NOT_UNDERSTOOD = "config.toml cannot be understood"
NOTHING_RECORDED = "nothing is recorded"

Variants = tuple[str, ...]


def header(truth: Truth, figures: Figures, width: int) -> Content:
    """One line of *width* cells: the state and why at the left, the facts at the right.

    Facts grow shorter one by one, the least telling first, until everything fits.
    """
    pieces = [_why(truth), _pending(truth), _sending(truth), _reaching(truth, figures)]
    chosen = [0] * len(pieces)
    for place in (2, 3, 2, 0, 1, 3):
        found = _joined(truth, figures, pieces, chosen, width)
        if found.cell_length <= width:
            return found
        chosen[place] = min(chosen[place] + 1, len(pieces[place]) - 1)
    return _joined(truth, figures, pieces, chosen, width)


def _joined(truth: Truth, figures: Figures, pieces: list[Variants], chosen: list[int], width: int) -> Content:
    why, *facts = (piece[at] for piece, at in zip(pieces, chosen, strict=True))
    look = LOOKS[truth.state]
    between = ": " if truth.state == UNDECIDED else f" {figures.idle} "
    state = Content.assemble(
        (f"{figures.states[truth.state]} {WORDS[truth.state]}", f"{look} b"),
        (between + why if why else "", "$foreground"),
    )
    line = Content(f" {figures.idle} ".join(each for each in facts if each))
    return Content.assemble(state, " " * max(width - state.cell_length - line.cell_length, 2), line)


def _why(truth: Truth) -> Variants:
    if truth.status is None:
        return (NOT_UNDERSTOOD, "config.toml")
    if truth.state == UNDECIDED:
        return (NOTHING_RECORDED, "")
    source = truth.status.records.effective.deciding[0][0]
    return (WHY[source], WHY_SHORT[source])


def _pending(truth: Truth) -> Variants:
    return (f"{truth.pending:,} pending".replace(",", " "), f"{truth.pending} wait")


def _sending(truth: Truth) -> Variants:
    if truth.status is None:
        return ("nothing can leave", "")
    endpoint = truth.status.records.endpoint
    if endpoint.url is None and not endpoint.problem:
        return (
            "no collector is configured: nothing can leave",
            "no collector: nothing leaves",
            "nothing leaves",
        )
    if endpoint.url is None:
        return (
            "the collector is refused: nothing can leave",
            "collector refused: nothing leaves",
            "nothing leaves",
        )
    if truth.state != ON:
        return ("a collector is configured, and nothing is sent", "nothing is sent", "nothing leaves")
    if truth.status.next_send is None:
        return ("a collector is configured, nothing is due yet", "nothing due yet")
    due = short_local(truth.status.next_send).strip()
    return (f"next sending {due} at the earliest", f"next sending {due}", f"next {due}")


def _reaching(truth: Truth, figures: Figures) -> Variants:
    if truth.shim.first_on_path:
        return (f"{figures.check} dfx runs reach the recorder", f"{figures.check} shim", "")
    return (f"{figures.cross} dfx runs do not reach the recorder", f"{figures.cross} no shim")
