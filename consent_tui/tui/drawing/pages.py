"""The pages to read: the whole notice, the record of decisions, what was rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext
from consent_tui.services.numbers import number
from consent_tui.services.outline_pages import notice_sections, record_sections
from consent_tui.services.pending import tokens_line
from consent_tui.services.times import date_and_time
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.text import item, label_room, paragraph, prose, row, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.chain import Chain
    from consent_tui.services.outline import Section
    from consent_tui.services.records import Records
    from consent_tui.store.rejected import RejectedEvent
    from consent_tui.tui.figures import Figures

MOST_REJECTED = 500


def notice_page(found: Records, figures: Figures, width: int) -> list[Content]:
    """The notice in force, part by part, and its hashes."""
    return _page(notice_sections(found), figures, width)


def receipts_page(chain: Chain, figures: Figures, width: int) -> list[Content]:
    """Every decision, newest first, and whether the chain of them is whole."""
    return _page(record_sections(chain), figures, width)


def _page(sections: Sequence[Section], figures: Figures, width: int) -> list[Content]:
    """The first heading is the page's; labels stand in one column over the whole page."""
    labels = [label for section in sections for label, _text in section.rows if label]
    room = label_room(labels, width)
    lines: list[Content] = []
    for place, section in enumerate(sections):
        if place == 0:
            lines += paragraph(section.heading, width, "$foreground b")
        else:
            lines += [Content(""), title(section.heading, width, figures)]
        is_list = place > 0 and sum(not label for label, _text in section.rows) > 1
        for label, text in section.rows:
            if label:
                lines += row(label, text, width, room=room)
            else:
                lines += item(text, width, figures) if is_list else prose(text, width)
    return lines


def rejected_page(events: Sequence[RejectedEvent], figures: Figures, width: int) -> list[Content]:
    """What a server refused, newest first: when, the status, its words, the event's tokens."""
    count = {"count": number(len(events))}
    head = ngettext(
        "Refused by a server: %(count)s event. It is not sent again.",
        "Refused by a server: %(count)s events. None is sent again.",
        len(events),
    )
    lines = paragraph(head % count, width, "$foreground b")
    for each in events[:MOST_REJECTED]:
        when = {"time": date_and_time(each.rejected_at), "status": each.status}
        lines += [Content(""), title(_("%(time)s, status %(status)d") % when, width, figures)]
        lines += paragraph(tokens_line(each.body) or _("not an event of ours"), width)
        if each.answer:
            lines += paragraph(printable(veiled(each.answer)), width, "$quiet")
    if len(events) > MOST_REJECTED:
        lines += paragraph(
            _("Older ones: dfx-consent rejected list (%(count)s in all).") % count, width, "$quiet"
        )
    return lines
