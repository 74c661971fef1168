"""What all commands of a script would emit together, as lines of segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.i18n import _, ngettext
from consent_tui.services.marks import EMITTED, FACT, LABEL, SENTENCE, Line, Segment
from consent_tui.services.numbers import number
from consent_tui.services.wrapping import wrapped

if TYPE_CHECKING:
    from consent_tui.services.cells import Measure
    from consent_tui.services.script import Script

GAP = 2
"""Cells between two columns."""


def totals_lines(
    script: Script, size: tuple[int, int], measure: Measure, followed: frozenset[str]
) -> list[Line]:
    """How many commands there are and lines without any, then each token with how many would emit it.

    *size* is width and height. Tokens that are more than the height takes stand in columns beside each other,
    the most frequent in the first, as far as the width has room for them.
    """
    width, height = size
    lines: list[Line] = [[Segment(each, SENTENCE)] for each in _sentences(script, width, measure)]
    if not script.totals:
        return lines
    lines.append([])
    totals = script.totals.most_common()
    room = max(measure(number(count)) for count in script.totals.values()) + 2
    column = room + max(measure(token) for token in script.totals) + GAP
    columns = max(min(-(-len(totals) // max(height - len(lines), 1)), (width + GAP) // column), 1)
    deep = -(-len(totals) // columns)
    for at in range(deep):
        lines.append([])
        for token, count in totals[at::deep]:
            shown = number(count)
            segment = Segment(token, EMITTED if token.startswith("#dfx") else FACT)
            segment.is_followed = token in followed
            indent = " " * (room - 2 - measure(shown))
            after = " " * (column - room - measure(token))
            lines[-1] += [Segment(f"{indent}{shown}  ", LABEL), segment, Segment(after, LABEL)]
    return lines


def _sentences(script: Script, width: int, measure: Measure) -> list[str]:
    """The summary, as many of its sentences on a line as fit whole."""
    found: list[str] = []
    for text in summary(script):
        longer = f"{found[-1]} {text}" if found else text
        if found and measure(longer) <= width:
            found[-1] = longer
        else:
            found += wrapped(text, width)
    return found


def summary(script: Script) -> list[str]:
    """The script in sentences: its commands, the lines without any, what emits nothing."""
    count, without, silent = len(script.commands), script.lines_without, script.silent
    found = [
        ngettext("%(count)s dfx command.", "%(count)s dfx commands.", count) % {"count": number(count)},
        ngettext("%(count)s line without any.", "%(count)s lines without any.", without)
        % {"count": number(without)},
    ]
    if silent:
        found.append(
            ngettext(
                "%(count)s command would emit nothing.", "%(count)s commands would emit nothing.", silent
            )
            % {"count": number(silent)}
        )
    if not script.is_whole:
        found.append(_("It cannot be read as one script, so each line was read by itself."))
    return found
