"""The pages to read: the whole notice, the record of decisions, what was rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from consent_tui.consent.decision import DECISION, LATER, REFUSAL
from consent_tui.consent.decision import seconds as seconds_of
from consent_tui.history.printable import printable
from consent_tui.services.notice import notice_in_force
from consent_tui.services.pending import tokens_line
from consent_tui.tui.drawing.text import counted, moment, paragraph, row, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.chain import Chain
    from consent_tui.consent.decision import Decision
    from consent_tui.services.records import Records
    from consent_tui.store.rejected import RejectedEvent
    from consent_tui.tui.figures import Figures

ACTS = {LATER: "asked, put off", REFUSAL: "declined what was new", "endpoint": "set where events go"}
MOST_REJECTED = 500


def notice_page(found: Records, figures: Figures, width: int) -> list[Content]:
    """The notice in force, part by part, and its hashes."""
    in_force = notice_in_force(found)
    lines = paragraph(in_force.title, width, "$foreground b")
    lines += paragraph(in_force.remark, width, "$quiet") if in_force.remark else []
    for section in in_force.sections():
        lines += [Content(""), title(section.heading, width, figures)]
        for each in section.paragraphs:
            lines += paragraph(each, width)
    lines += [Content(""), title("Its hashes", width, figures)]
    for label, value in (
        ("notice", in_force.notice_hash),
        ("vocabulary", in_force.vocabulary_hash),
        ("text", in_force.text_hash),
    ):
        lines += row(label, value, width)
    return lines


def receipts_page(chain: Chain, figures: Figures, width: int) -> list[Content]:
    """Every decision, newest first, and whether the chain of them is whole."""
    lines = paragraph("The record of your decisions", width, "$foreground b")
    lines += [Content(""), *_chain_state(chain, figures, width)]
    for each in reversed(chain.decisions):
        head = f"{each.sequence}. {_act(each)}"
        lines += [Content(""), title(head, width, figures)]
        lines += row("when", moment(seconds_of(each.time)), width)
        lines += row("by", f"{each.method}, program {each.program}", width)
        lines += row("notice", each.notice_hash, width)
        lines += row("recipient", each.recipient, width)
        lines += row("hash", each.hash, width)
        if each.began_anew:
            lines += row("began anew", each.began_anew, width)
    return lines


def _chain_state(chain: Chain, figures: Figures, width: int) -> list[Content]:
    if chain.fault is not None:
        return paragraph(f"{figures.warning} The chain is broken: {chain.fault.sentence}.", width, "b")
    if not chain.decisions:
        return paragraph("Nothing has been decided yet.", width)
    count = counted(len(chain.decisions))
    text = f"{figures.check} The chain of {count} is whole: each holds the hash of the one before."
    lines = paragraph(text, width)
    if chain.unfinished:
        lines += paragraph(f"{figures.warning} The store does not know the last of them yet.", width, "b")
    return lines


def _act(decision: Decision) -> str:
    return decision.state if decision.act == DECISION else ACTS.get(decision.act, decision.act)


def rejected_page(events: Sequence[RejectedEvent], figures: Figures, width: int) -> list[Content]:
    """What a server refused, newest first: when, the status, its words, the event's tokens."""
    lines = paragraph(
        f"Refused by a server: {counted(len(events))}. None is sent again.", width, "$foreground b"
    )
    for each in events[:MOST_REJECTED]:
        head = f"{moment(each.rejected_at)}, status {each.status}"
        lines += [Content(""), title(head, width, figures)]
        lines += paragraph(tokens_line(each.body) or "not an event of ours", width)
        if each.answer:
            lines += paragraph(printable(each.answer), width, "$quiet")
    if len(events) > MOST_REJECTED:
        lines += paragraph(f"Older ones: dfx-consent rejected list ({len(events)} in all).", width, "$quiet")
    return lines
