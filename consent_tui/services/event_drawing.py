"""The event as JSON a person can read, and the request as it would travel, as lines of segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.i18n import _
from consent_tui.services.marks import EMITTED, FACT, LABEL, SENTENCE, Line, Segment
from consent_tui.services.wire import NO_ENDPOINT, headers
from consent_tui.services.wrapping import wrapped

if TYPE_CHECKING:
    from consent_tui.capture.event import Event
    from consent_tui.services.cells import Measure
    from consent_tui.services.preview import Preview

INDENT = 2
NOBODY: frozenset[str] = frozenset()
DIGEST = "sha256 "
DIGEST_PIECE = 32


def event_lines(preview: Preview, width: int, followed: frozenset[str] = NOBODY) -> list[Line]:
    """The event as JSON, a key a line, its tokens marked with the verdict of the word that gave them.

    Each line fits *width*; a list that does not fit is broken after a comma. The tokens in *followed* are
    those of the word that a person follows.
    """
    return _following(_event_lines(preview, width, width_of_a_line=0), followed)


def packed_event_lines(preview: Preview, width: int, followed: frozenset[str] = NOBODY) -> list[Line]:
    """The same JSON in as few lines as *width* allows, for places with little height."""
    return _following(_event_lines(preview, width, width_of_a_line=width), followed)


def _following(lines: list[Line], followed: frozenset[str]) -> list[Line]:
    for line in lines if followed else ():
        for segment in line:
            segment.is_followed = segment.role in (EMITTED, FACT) and segment.text in followed
    return lines


def _event_lines(preview: Preview, width: int, width_of_a_line: int) -> list[Line]:
    event = preview.event
    if event is None:
        return [[Segment(_("Nothing is emitted."), SENTENCE)]]
    verdicts = {each: token.verdict for token in preview.explanation.tokens for each in token.emits}
    pairs = _pairs(event)
    members: list[Line] = []
    for number, (key, value) in enumerate(pairs):
        comma = "," if number < len(pairs) - 1 else ""
        if isinstance(value, str):
            member = [_key(key), *_string(value, verdicts, ""), Segment(comma, LABEL)]
            if _length(member) > width:
                # The value has a line to itself where it has no room beside its key.
                members.append([Segment(member[0].text.rstrip(), LABEL)])
                member[0] = Segment(" " * (INDENT + 2), LABEL)
            members.append(member)
        else:
            members += _list(key, value, comma, verdicts, width)
    if not width_of_a_line:
        return [[Segment("{", LABEL)], *members, [Segment("}", LABEL)], *_also(preview, width)]
    lines = _joined(members, width_of_a_line)
    lines[0].insert(0, Segment("{ ", LABEL))
    lines[-1].append(Segment(" }", LABEL))
    return lines + _also(preview, width)


def _joined(members: list[Line], width: int) -> list[Line]:
    """Members on one line as long as they fit, the first line without its indent: a brace takes its place."""
    first = members[0]
    lines: list[Line] = [[Segment(first[0].text[INDENT:], first[0].role), *first[1:]]]
    used = _length(lines[0]) + INDENT
    for member in members[1:]:
        length = _length(member) - INDENT
        closing = INDENT if member is members[-1] else 0
        if used + 1 + length + closing <= width and member[0].text.startswith(" " * INDENT + '"'):
            lines[-1] += [Segment(" " + member[0].text[INDENT:], member[0].role), *member[1:]]
            used += 1 + length
        else:
            lines.append(list(member))
            used = length + INDENT
    return lines


def _length(line: Line) -> int:
    return sum(len(segment.text) for segment in line)


def _pairs(event: Event) -> list[tuple[str, str | tuple[str, ...]]]:
    """Keys and values in the order of the contract, absent ones left out."""
    pairs = (
        ("event", event.event),
        ("platform", event.platform),
        ("dfxVersion", event.dfx_version),
        ("network", event.network),
        ("command", event.command),
        ("target", event.target),
        ("options", event.options),
        ("outcome", event.outcome),
    )
    return [(key, value) for key, value in pairs if value is not None]


def _key(key: str) -> Segment:
    return Segment(f'{" " * INDENT}"{key}": ', LABEL)


def _string(value: str, verdicts: dict[str, str], comma: str) -> Line:
    return [
        Segment('"', LABEL),
        Segment(value, EMITTED if value in verdicts else FACT, verdicts.get(value, "")),
        Segment('"' + comma, LABEL),
    ]


def _list(key: str, values: tuple[str, ...], comma: str, verdicts: dict[str, str], width: int) -> list[Line]:
    start = _key(key)
    line: Line = [start, Segment("[", LABEL)]
    used = margin = len(start.text) + 1
    lines = [line]
    if values and margin + max(len(each) for each in values) + 4 > width:
        # The values stand under the key where none of them has room beside it.
        line = [Segment(" " * (INDENT + 2), LABEL)]
        lines.append(line)
        used = margin = INDENT + 2
    for number, value in enumerate(values):
        after = "" if number == len(values) - 1 else ","
        length = len(value) + 2 + len(after)
        if used > margin and used + 1 + length + 2 > width:
            line = [Segment(" " * margin, LABEL)]
            lines.append(line)
            used = margin
        elif number:
            line.append(Segment(" ", LABEL))
            used += 1
        line += _string(value, verdicts, after)
        used += length
    line.append(Segment("]" + comma, LABEL))
    return lines


def _also(preview: Preview, width: int) -> list[Line]:
    """The events that would be stored with this one: the person has not been counted lately."""
    if not preview.also:
        return []
    text = _("would ride along: %(events)s") % {"events": " · ".join(each.event for each in preview.also)}
    return [[Segment(piece, LABEL)] for piece in wrapped(text, width)]


def wire_lines(
    preview: Preview, width: int, measure: Measure, followed: frozenset[str] = NOBODY
) -> list[Line]:
    """The body as it would travel, byte for byte, its SHA-256, and the rest of the request.

    A line that does not fit *width* is broken, never shortened. The tokens in *followed* are those of the
    word that a person follows.
    """
    if preview.event is None:
        return [[Segment(_("Nothing is emitted, so nothing would travel."), SENTENCE)]]
    lines = _body_lines(preview.body.decode("ascii").rstrip("\n"), width, followed)
    size = len(preview.sha256) if width >= len(preview.sha256) + len(DIGEST) else DIGEST_PIECE
    for at in range(0, len(preview.sha256), size):
        label = DIGEST if at == 0 else " " * len(DIGEST)
        lines.append([Segment(label, LABEL), Segment(preview.sha256[at : at + size], SENTENCE)])
    lines.append([])
    named = headers(preview.body, preview.wire, preview.endpoint)
    for text in (
        f"POST {preview.endpoint or _(NO_ENDPOINT)}",
        *[f"{name}: {value}" for name, value in named],
    ):
        lines += [[Segment(piece, LABEL)] for piece in _pieces(text, width, measure)]
    return lines


def _body_lines(body: str, width: int, followed: frozenset[str]) -> list[Line]:
    """The body, which is ASCII, in lines of *width* cells; what is followed apart from the rest."""
    is_followed = [False] * len(body)
    for token in followed:
        at = body.find(f'"{token}"') + 1
        while at:
            is_followed[at : at + len(token)] = [True] * len(token)
            at = body.find(f'"{token}"', at) + 1
    lines: list[Line] = []
    for at, character in enumerate(body):
        if at % width == 0:
            lines.append([])
        line = lines[-1]
        if not line or line[-1].is_followed != is_followed[at]:
            line.append(Segment("", FACT))
            line[-1].is_followed = is_followed[at]
        line[-1].text += character
    return lines


def _pieces(text: str, width: int, measure: Measure) -> list[str]:
    pieces = [""]
    for character in text:
        if measure(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
