"""What became of a request that was made, in words for a person: the one place where they are chosen."""

from __future__ import annotations

from consent_tui.i18n import _, pgettext
from consent_tui.store import sent

DELIVERED, PARTIAL, REJECTED = sent.DELIVERED, sent.PARTIAL, sent.REJECTED
OPEN, UNKNOWN = sent.OPEN, sent.UNKNOWN
AT_FAULT = "at fault"
SILENT = "silent"
VERDICTS = (DELIVERED, PARTIAL, REJECTED, AT_FAULT, SILENT, OPEN, UNKNOWN)


def verdict(outcome: str, status: int | None, answered_at: int | None) -> str:
    """What became of a request, for a person: an outcome, but for open ones, which have three reasons.

    ``AT_FAULT``: the server answered, and would not take it now. ``SILENT``: no answer came. ``OPEN``: it is
    under way, or was cut off.
    """
    if outcome != OPEN:
        return outcome
    if status is not None:
        return AT_FAULT
    return OPEN if answered_at is None else SILENT


def verdict_word(name: str) -> str:
    """A verdict of ``services.sent`` in a word or two."""
    words = {
        DELIVERED: pgettext("what became of a request", "delivered"),
        PARTIAL: pgettext("what became of a request", "delivered in part"),
        REJECTED: pgettext("what became of a request", "refused"),
        AT_FAULT: pgettext("what became of a request", "put off"),
        SILENT: pgettext("what became of a request", "no answer"),
        OPEN: pgettext("what became of a request", "under way"),
        UNKNOWN: pgettext("what became of a request", "answer unknown"),
    }
    return words[name]


def verdict_sentence(name: str) -> str:
    """What a verdict means for the events of the request."""
    sentences = {
        DELIVERED: _("The server took it: its events are gone from Pending."),
        PARTIAL: _("The server took some of its events and left the others out; none is sent again."),
        REJECTED: _("The server refused it: its events are kept apart, and never sent again."),
        AT_FAULT: _("The server did not take it now: its events wait, and go once more in the same request."),
        SILENT: _("No answer came: its events wait, and go once more in the same request."),
        OPEN: _("It was begun and not finished: its events wait, and go once more in the same request."),
        UNKNOWN: _("Its events were wiped before an answer was known: it is never made again."),
    }
    return sentences[name]
