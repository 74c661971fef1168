"""Events that wait, were refused or have been sent, as lines and as headings with labelled rows."""

from __future__ import annotations

import json
from hashlib import sha256

from consent_tui.i18n import N_, _, pgettext
from consent_tui.retold import retold
from consent_tui.services.numbers import number, size
from consent_tui.services.outline import Section
from consent_tui.services.pending import event_of, tokens_line
from consent_tui.services.sending import LEARNT
from consent_tui.services.times import date_and_time, duration, short_local
from consent_tui.services.veil import veiled
from consent_tui.services.wire import request_text, wire_of
from consent_tui.store.sent import DELIVERED, OPEN, PARTIAL, REJECTED, UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.outline import Row
    from consent_tui.services.pending import PendingRow
    from consent_tui.services.records import Records
    from consent_tui.store.rejected import RejectedEvent
    from consent_tui.store.schedule import Schedule
    from consent_tui.store.sent import SentRequest

OUTCOMES = {
    OPEN: N_("no answer yet"),
    DELIVERED: N_("delivered"),
    PARTIAL: N_("delivered in part"),
    REJECTED: N_("refused"),
    UNKNOWN: N_("attempted, answer unknown"),
}


def pending_line(row: PendingRow, now: int) -> str:
    """One event: how long it has waited, when it may go, its tokens."""
    said = {
        "age": duration(max(now - row.recorded_at, 0)),
        "time": _may_go(row, now),
        "tokens": tokens_line(row.body) or _("not an event of ours; wipe it"),
    }
    return _("%(tokens)s; has waited %(age)s; may go: %(time)s") % said


def _may_go(row: PendingRow, now: int) -> str:
    if row.sendable_at is None:
        return _("never, it was recorded under local")
    return pgettext("when", "now") if row.sendable_at <= now else short_local(row.sendable_at).strip()


def event_section(row: PendingRow) -> Section:
    """The event, a key a line, and the digest of the bytes that a request with it alone would carry."""
    event = event_of(row.body)
    if event is None:
        rows: list[Row] = [("", row.body.decode("ascii", "replace"))]
    else:
        rows = [("", f"{json.dumps(key)}: {json.dumps(value)}") for key, value in event.items()]
    rows.append(("sha256", sha256(row.body + b"\n").hexdigest()))
    return Section(_("Event %(id)d") % {"id": row.id}, rows)


def rejected_line(each: RejectedEvent) -> str:
    """One refused event: when, the status, its tokens."""
    said = {
        "time": date_and_time(each.rejected_at),
        "status": each.status,
        "tokens": tokens_line(each.body) or _("not an event of ours"),
    }
    return _("%(tokens)s; refused %(time)s, status %(status)d") % said


def rejected_section(each: RejectedEvent) -> Section:
    """A refused event, the server's words with it."""
    event = event_of(each.body) or {}
    rows = [("", f"{json.dumps(key)}: {json.dumps(value)}") for key, value in event.items()]
    rows += [
        (_("refused"), date_and_time(each.rejected_at)),
        (_("status"), str(each.status)),
        (_("the server said"), veiled(retold(each.answer)) or _("nothing")),
    ]
    return Section(_("Event %(id)d") % {"id": each.id}, rows)


def sending_section(found: Records, schedule: Schedule, next_send: int | None) -> Section:
    """Where events go, how long they rest, when the next sending may be, and what was wrong the last time."""
    endpoint = found.endpoint
    none = _("no collector is configured: nothing can leave this machine")
    rows = [
        (_("collector"), veiled(endpoint.origin) if endpoint.origin else none),
        (_("an event rests"), duration(found.configuration.hold)),
        (_("next sending"), date_and_time(next_send) or _("nothing is due yet")),
    ]
    if schedule.last_run is not None:
        rows.append((_("last sending"), date_and_time(schedule.last_run)))
    if schedule.problem:
        rows.append((_("the last time"), veiled(retold(schedule.problem))))
    return Section("", [*rows, ("", _(LEARNT))])


def sent_line(each: SentRequest) -> str:
    """One request: when, what came of it, the status, how many bytes, the digest in short."""
    said = {
        "time": date_and_time(each.attempted_at),
        "outcome": _(OUTCOMES[each.outcome]),
        "size": size(len(each.request)),
        "digest": each.digest[:12],
        "status": each.status or 0,
    }
    if each.status is None:
        return _("%(time)s; %(outcome)s; %(size)s; sha256 %(digest)s") % said
    return _("%(time)s; %(outcome)s, status %(status)d; %(size)s; sha256 %(digest)s") % said


def sent_sections(each: SentRequest) -> list[Section]:
    """A request byte for byte, and the answer."""
    text = request_text(each.request, wire_of(each.request), veiled(each.endpoint), each.idempotency_key)
    answer = (
        _("none") if each.status is None else f"{each.status} {veiled(retold(each.answer or ''))}".strip()
    )
    rows = [
        (_("made"), date_and_time(each.attempted_at)),
        (_("outcome"), _(OUTCOMES[each.outcome])),
        (_("answer"), answer),
        (_("answered"), date_and_time(each.answered_at) or _("never")),
        (_("to"), veiled(each.endpoint)),
        ("idempotency-key", each.idempotency_key),
        ("sha256", each.digest),
    ]
    if each.refused:
        rows.append((_("left out by the server"), number(each.refused)))
    head = Section(_("Request %(id)d") % {"id": each.id}, rows)
    return [head, Section(_("Byte for byte"), [("", line) for line in text.splitlines()])]
