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


def totals_lines(script: Script, width: int, measure: Measure, followed: frozenset[str]) -> list[Line]:
    """How many commands there are and lines without any, then each token with how many would emit it."""
    lines: list[Line] = [
        [Segment(piece, SENTENCE)] for text in summary(script) for piece in wrapped(text, width)
    ]
    if not script.totals:
        return lines
    lines.append([])
    room = max(measure(number(count)) for count in script.totals.values())
    for token, count in script.totals.most_common():
        shown = number(count)
        segment = Segment(token, EMITTED if token.startswith("#dfx") else FACT)
        segment.is_followed = token in followed
        lines.append([Segment(" " * (room - measure(shown)) + shown + "  ", LABEL), segment])
    return lines


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
