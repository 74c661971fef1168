"""What becomes of a command line as headings and labelled rows: word by word, the event, the request."""

from __future__ import annotations

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, REDUCED, VERDICTS
from consent_tui.i18n import N_, _
from consent_tui.services.cells import cells
from consent_tui.services.event_drawing import event_lines
from consent_tui.services.marks import ASCII
from consent_tui.services.numbers import listed
from consent_tui.services.outline import Row, Section
from consent_tui.services.signature import Layout
from consent_tui.services.veil import veiled_explanation
from consent_tui.services.wire import wire_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.capture.explanation import Explanation, Token
    from consent_tui.services.marks import Line
    from consent_tui.services.preview import Preview

_WIDE = 1_000_000
"""Cells of a line that is broken elsewhere, if at all."""

NAMES = {CAPTURED: N_("captured"), REDUCED: N_("reduced"), COUNTED: N_("counted"), DROPPED: N_("dropped")}
MEANINGS = {
    CAPTURED: N_("a name that dfx itself gave: a command, an option"),
    REDUCED: N_("to one word of a fixed list"),
    COUNTED: N_("whether one canister was meant or all; never which"),
    DROPPED: N_("stays here"),
}


def verdict_sections() -> list[Section]:
    """What the four verdicts mean."""
    return [Section(_("The verdicts"), [(_(NAMES[each]), _(MEANINGS[each])) for each in VERDICTS])]


def word_rows(explanation: Explanation) -> list[Row]:
    """Each word of the line, its verdict, and what it gives."""
    return [(each.text, _becomes(each)) for each in veiled_explanation(explanation).tokens]


def _becomes(token: Token) -> str:
    said = {
        "verdict": _(NAMES[token.verdict]),
        "tokens": listed(token.emits),
        "rest": token.text[token.kept :],
    }
    if token.verdict == DROPPED:
        return _("%(verdict)s, stays here") % said
    if not token.emits:
        return said["verdict"]
    if token.kept and said["rest"]:
        return _("%(verdict)s, gives %(tokens)s; %(rest)s stays here") % said
    return _("%(verdict)s, gives %(tokens)s") % said


def event_sections(preview: Preview) -> list[Section]:
    """What is sent with the words and what stays here, then the event; or why nothing is emitted."""
    layout = Layout(_WIDE, cells, ASCII)
    facts = Section(
        "", [_row(line) for line in layout.facts(veiled_explanation(preview.explanation)) if line]
    )
    if preview.event is None:
        return [facts]
    event = [("", _text(line)) for line in event_lines(preview, _WIDE)]
    return [facts, Section(_("Event"), event)]


def wire_section(preview: Preview) -> Section:
    """The request as it would travel, byte for byte, and the SHA-256 of its body."""
    return Section(_("On the wire"), [("", line) for line in wire_text(preview).splitlines()])


def difference_sections(first: Preview, second: Preview) -> list[Section]:
    """Which tokens only one of two commands would emit, and which both would."""
    mine, others = _tokens(first), _tokens(second)
    parts = (
        (_("Only the command remembered would emit"), [each for each in mine if each not in others]),
        (_("Only this command would emit"), [each for each in others if each not in mine]),
        (_("Both would emit"), [each for each in mine if each in others]),
    )
    nothing = [("", _("nothing"))]
    return [Section(heading, [("", each) for each in found] or nothing) for heading, found in parts]


def _tokens(preview: Preview) -> list[str]:
    event = preview.event
    if event is None:
        return []
    named = (event.command, event.target, *(event.options or ()), event.network, event.outcome)
    return list(dict.fromkeys(each for each in named if each))


def _text(line: Line) -> str:
    return "".join(segment.text for segment in line)


def _row(line: Line) -> Row:
    """A line of label and text as such."""
    if len(line) < 2:
        return "", _text(line).strip()
    return line[0].text.strip(), _text(line[1:]).strip()
