"""Events that wait, were refused or have been sent, as lines and as headings with labelled rows."""

from __future__ import annotations

import json
from hashlib import sha256

from consent_tui.consent.states import YES
from consent_tui.i18n import _, pgettext
from consent_tui.retold import retold
from consent_tui.services.outline import Section
from consent_tui.services.pending import event_of, tokens_line
from consent_tui.services.times import date_and_time, duration, short_local
from consent_tui.services.veil import veiled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.outline import Row
    from consent_tui.services.pending import PendingRow
    from consent_tui.services.truth import Truth
    from consent_tui.store.rejected import RejectedEvent


def why_nothing_waits(truth: Truth) -> str:
    """What it takes for a dfx run to wait here."""
    if truth.state not in YES:
        return _("Once you say yes, every dfx run is recorded here, and rests before it may be sent.")
    if not truth.shim.first_on_path:
        return _("No dfx run is recorded yet: the shim is not first on PATH.")
    return _("Every dfx run that is recorded waits here.")


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
