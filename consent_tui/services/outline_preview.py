"""What becomes of a command line as headings and labelled rows: word by word, the event, the request."""

from __future__ import annotations

import json

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, REDUCED, VERDICTS
from consent_tui.i18n import N_, _, ngettext
from consent_tui.services.cells import cells
from consent_tui.services.difference import Difference, compared
from consent_tui.services.documents import event_document
from consent_tui.services.marks import ASCII, verdict_name
from consent_tui.services.numbers import listed, number
from consent_tui.services.outline import Row, Section
from consent_tui.services.signature import Layout
from consent_tui.services.veil import veiled_command, veiled_explanation
from consent_tui.services.wire import wire_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.capture.explanation import Explanation, Token
    from consent_tui.services.marks import Line
    from consent_tui.services.preview import Preview
    from consent_tui.services.script import Script, ScriptCommand

_WIDE = 1_000_000
"""Cells of a line that is broken elsewhere, if at all."""

MEANINGS = {
    CAPTURED: N_("a name that dfx itself gave: a command, an option"),
    REDUCED: N_("to one word of a fixed list"),
    COUNTED: N_("whether one canister was meant or all; never which"),
    DROPPED: N_("stays here"),
}


def verdict_sections() -> list[Section]:
    """What the four verdicts mean."""
    return [Section(_("The verdicts"), [(verdict_name(each), _(MEANINGS[each])) for each in VERDICTS])]


def word_rows(explanation: Explanation) -> list[Row]:
    """Each word of the line, its verdict, and what it gives."""
    return [(each.text, _becomes(each)) for each in veiled_explanation(explanation).tokens]


def _becomes(token: Token) -> str:
    said = {
        "verdict": verdict_name(token.verdict),
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
    rows: list[Row] = [
        ("", f"{json.dumps(key)}: {json.dumps(value)}")
        for key, value in event_document(preview.event).items()
    ]
    if preview.also:
        rows.append((_("would ride along"), listed(each.event for each in preview.also)))
    return [facts, Section(_("Event"), rows)]


def wire_section(preview: Preview) -> Section:
    """The request as it would travel, byte for byte, and the SHA-256 of its body."""
    return Section(_("On the wire"), [("", line) for line in wire_text(preview).splitlines()])


def difference_sections(first: Preview, second: Preview, names: tuple[str, str]) -> list[Section]:
    """Both commands by *names*; what only one would send, and what both would, a key and a token each."""
    found = Difference(first.event, second.event)
    parts = (
        (_("only the marked one"), found.only_first),
        (_("only this one"), found.only_second),
        (_("both"), found.both),
    )
    rows: list[Row] = [(_("marked"), names[0]), (_("this one"), names[1])]
    sentence = compared(first, second)
    if sentence:
        rows.append(("", sentence))
    return [Section("", rows), *(Section(heading, list(pairs)) for heading, pairs in parts if pairs)]


def script_sections(script: Script) -> list[Section]:
    """How many dfx commands a script holds, and how often each token would be emitted, most often first."""
    count, silent = {"count": number(len(script.commands))}, {"count": number(script.silent)}
    lines = {"count": number(script.lines), "without": number(script.lines_without)}
    said = [
        ngettext("%(count)s dfx command", "%(count)s dfx commands", len(script.commands)) % count,
        ngettext(
            "%(count)s line in all, %(without)s without a dfx command",
            "%(count)s lines in all, %(without)s without a dfx command",
            script.lines,
        )
        % lines,
    ]
    if script.silent:
        said.append(
            ngettext(
                "%(count)s command would emit nothing",
                "%(count)s commands would emit nothing",
                script.silent,
            )
            % silent
        )
    if not script.is_whole:
        said.append(_("It cannot be read as one script, so each line was read by itself."))
    totals = sorted(script.totals.items(), key=lambda row: (-row[1], row[0]))
    return [
        Section("", [("", each) for each in said]),
        Section(_("Tokens, and how often they would be emitted"), [(each, number(n)) for each, n in totals]),
    ]


def script_line(each: ScriptCommand) -> str:
    """One command of a script, with the number of its line."""
    said = {"number": number(each.line), "command": veiled_command(each.command)}
    return _("line %(number)s: %(command)s") % said


def _text(line: Line) -> str:
    return "".join(segment.text for segment in line)


def _row(line: Line) -> Row:
    """A line of label and text as such."""
    if len(line) < 2:
        return "", _text(line).strip()
    return line[0].text.strip(), _text(line[1:]).strip()
