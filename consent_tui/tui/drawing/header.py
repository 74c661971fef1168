"""The header: the truth at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.consent.states import ON, UNDECIDED
from consent_tui.i18n import N_, _, ngettext
from consent_tui.retold import retold
from consent_tui.services.cells import cells
from consent_tui.services.numbers import number
from consent_tui.services.outline_truth import WHY, WORDS
from consent_tui.services.times import short_local
from consent_tui.services.veil import veiled
from consent_tui.tui.figures import LOOKS

if TYPE_CHECKING:
    from consent_tui.services.status import Status
    from consent_tui.services.truth import Truth
    from consent_tui.tui.figures import Figures

WHY_SHORT = {
    "policy": N_("policy"),
    "DO_NOT_TRACK": "DO_NOT_TRACK",
    # Translators: short for "continuous integration".
    "ci": N_("CI"),
    "DFX_TELEMETRY": "DFX_TELEMETRY",
    "decisions": N_("broken record"),
    "store": N_("store"),
    # Translators: who decided: the person who reads this.
    "decision": N_("you"),
}
WHY_PLACE, PENDING, SENDING, REACHING = range(4)
SHORTENING = (SENDING, REACHING, SENDING, WHY_PLACE, PENDING, SENDING)
"""Which fact grows shorter next, until all fit: the least telling first."""
LEAVING = (WHY_PLACE, REACHING, PENDING, SENDING)
"""Which fact is left out next, where not even the shortest words fit."""

Variants = tuple[str, ...]


def header(truth: Truth, figures: Figures, width: int) -> Content:
    """One line of *width* cells: the state and why at the left, the facts at the right.

    Facts grow shorter one by one, the least telling first, then leave; no word is ever cut.
    """
    pieces = [_why(truth), _pending(truth), _sending(truth, figures), _reaching(truth, figures)]
    chosen = [0] * len(pieces)
    for place in SHORTENING:
        if _length(truth, pieces, chosen, figures) <= width:
            break
        chosen[place] = min(chosen[place] + 1, len(pieces[place]) - 1)
    for place in LEAVING:
        if _length(truth, pieces, chosen, figures) <= width:
            break
        pieces[place], chosen[place] = ("",), 0
    why, *facts = (piece[at] for piece, at in zip(pieces, chosen, strict=True))
    state = _state(truth, why, figures)
    line = f" {figures.idle} ".join(each for each in facts if each)
    gap = " " * max(width - state.cell_length - cells(line), 0)
    return Content.assemble(state, gap, line)


def _state(truth: Truth, why: str, figures: Figures) -> Content:
    """The state, which stands out wherever a language puts it, and why."""
    look = f"{LOOKS[truth.state]} b"
    word = text = _(WORDS[truth.state])
    if why and truth.state == UNDECIDED:
        text = _("%(state)s: %(meaning)s") % {"state": word, "meaning": why}
    elif why:
        text = f"{word} {figures.idle} {why}"
    before, _word, after = text.partition(word)
    glyph = f"{figures.states[truth.state]} "
    return Content.assemble((glyph, look), (before, "$foreground"), (word, look), (after, "$foreground"))


def _length(truth: Truth, pieces: list[Variants], chosen: list[int], figures: Figures) -> int:
    """How many cells the line takes at least, with a gap between the state and the facts."""
    why, *facts = (piece[at] for piece, at in zip(pieces, chosen, strict=True))
    shown = [cells(each) for each in facts if each]
    return _state(truth, why, figures).cell_length + (2 + sum(shown) + 3 * (len(shown) - 1) if shown else 0)


def _why(truth: Truth) -> Variants:
    if truth.status is None:
        return (_("config.toml cannot be understood"), "config.toml")
    if truth.state == UNDECIDED:
        return (_("nothing is recorded"), "")
    source = truth.status.records.effective.deciding[0][0]
    return (_(WHY[source]), _(WHY_SHORT[source]))


def _pending(truth: Truth) -> Variants:
    if not truth.is_counted:
        # Translators: nobody knows how many events wait; the second as short as possible.
        return (_("pending: not known"), _("pending: ?"))
    count = {"count": number(truth.pending)}
    # Translators: how many events wait; as short as possible.
    short = ngettext("%(count)s waits", "%(count)s wait", truth.pending)
    return (ngettext("%(count)s pending", "%(count)s pending", truth.pending) % count, short % count)


def _sending(truth: Truth, figures: Figures) -> Variants:
    if truth.status is None:
        return (_("nothing can leave"),)
    endpoint = truth.status.records.endpoint
    if endpoint.url is None and not endpoint.problem:
        return (
            _("no endpoint is configured: nothing can leave"),
            _("no endpoint: nothing leaves"),
            _("nothing leaves"),
        )
    if endpoint.url is None:
        return (
            _("the endpoint is refused: nothing can leave"),
            _("endpoint refused: nothing leaves"),
            _("nothing leaves"),
        )
    if truth.state != ON or truth.status.records.is_recipient_open:
        return (
            _("an endpoint is configured, and nothing is sent"),
            _("nothing is sent"),
            _("nothing leaves"),
        )
    return _next(truth.status, figures)


def _next(status: Status, figures: Figures) -> Variants:
    if status.next_send is None:
        return (_("an endpoint is configured, nothing is due yet"), _("nothing due yet"))
    due = {"time": short_local(status.next_send).strip()}
    if status.schedule.problem:
        return _ended_early(_("next %(time)s") % due, status.schedule.problem, figures)
    return (
        _("an endpoint is configured, next sending %(time)s at the earliest") % due,
        _("next sending %(time)s at the earliest") % due,
        _("next sending %(time)s") % due,
        _("next %(time)s") % due,
    )


def _ended_early(soonest: str, problem: str, figures: Figures) -> Variants:
    """When the next run is, and why the last one ended; in its shortest form that it did."""
    whole, cause = (veiled(retold(each)) for each in (problem, problem.partition(". ")[2] or problem))
    mark = f"{soonest} {figures.idle} {figures.warning}"
    brief = f"{mark} {cause}"
    # Twice: the cause gives way only after everything else did.
    return (f"{mark} {whole}", brief, brief, f"{figures.warning} {soonest}")


def _reaching(truth: Truth, figures: Figures) -> Variants:
    if truth.shim.first_on_path:
        found = (_("dfx runs reach the recorder"), _("shim"))
        return tuple(f"{figures.check} {each}" for each in found)
    found = (_("dfx runs do not reach the recorder"), _("no shim"))
    return tuple(f"{figures.cross} {each}" for each in found)
