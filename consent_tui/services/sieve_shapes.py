"""What numbers, characters and words look like as we write them: the sieve's rules, without its memory.

Whatever has another shape is not ours: a port, a card's or a telephone's number, an address, a date of birth,
a letter that stands in a row of letters, an emoji, a letter in a circle, a mark that turns a text round.
"""

from __future__ import annotations

import re

from consent_tui.services.sieve_words import SIGNS

_WIDE = "\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef"
_LETTER = rf"(?:[^\W{_WIDE}]|[\u0300-\u036f])"
_JOINT = r"[-._+=%$&*^'\u2019]"

WORD = re.compile(rf"[{_WIDE}]|#?{_LETTER}+")
"""A word; where a script has no spaces, each of its characters."""
WIDE = re.compile(rf"[{_WIDE}]+")
PIECE = re.compile(rf"[{_WIDE}]+|[#$%]?{_LETTER}(?:{_LETTER}|{_JOINT}+(?={_LETTER}))*%?")
"""What is known or not as a whole: words that are joined by a hyphen, a full stop and the like are one."""
RUN = re.compile(r"\S+")
PLACEHOLDER = re.compile(r"%\(\w+\)[-+0 #]*\d*(?:\.\d+)?[a-zA-Z]")
PLACE = re.compile(r"[/\\~@]|\d+\.\d+\.\d+\.\d+|::")
"""What looks like a path, an address or a host."""
CORE = re.compile(r"[\w/\\~@#](?:.*[\w/\\~@])?")
"""Of a run, from the first to the last character that means something."""
SPELT = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
"""Letters one by one, which would each pass as the name of a key; no choice of ours has four of these."""
GLUED = re.compile(rf"%\(\w+\)[-+0 #]*\d*[ds]({_LETTER}+)")
"""What stands behind a number without a space, as a unit does."""
WITH_UNIT = re.compile(rf"(\d{{1,3}}(?:[.,]\d{{1,3}})?)({_LETTER}+)")
FRACTION = re.compile(r"\d{1,3}/\d{1,3}(?:/20\d\d)?|\d{1,3}(?:[.,]\d{3})*/\d{1,3}(?:[.,]\d{3})*")
"""Done of all; or a day as some languages write it."""
VALUE = re.compile(r"(-{0,2}\w[\w-]*)=(.*)", re.DOTALL)
"""An option or a variable with its value."""
APOSTROPHE = re.compile(r"['\u2019]")
COMBINATION = re.compile(r"(?:(?:ctrl|shift|alt|meta|super)\+)+(\w+)")
"""Keys that are pressed together."""
EVENT_NUMBER = "%(id)d"
_NUMBER = re.compile(
    r"%?\d{1,3}%?"
    r"|20\d\d"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?"
    r"|(?:\d{1,3}|\d{1,3}[.,]\d{1,2})(?:s|m|h|d|x|ms|B|kB|KiB|MB|MiB|GiB|Z)?"
    r"|20\d\d-\d\d-\d\d(?:T\d\d)?"
    r"|\d{1,2}\.\d{1,3}\.\d{1,3}(?:-[a-z]+\.\d{1,3})?"
    r"|(?=\d*[a-f])(?=[a-f]*\d)(?:[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|dfx-consent-\d{8}-\d{6}(?:-\d{1,3})?\.svg",
    re.IGNORECASE,
)


def is_number(piece: str) -> bool:
    """Whether this is a count, a size, a time, a day, a version, a digest or the key of a request."""
    return _NUMBER.fullmatch(piece) is not None


def is_drawn(character: str) -> bool:
    """Whether this is plain ASCII, or a sign or a shape that we or Textual draw with."""
    return (
        " " <= character <= "~"
        or "\u2500" <= character <= "\u259f"
        or "\U0001fb00" <= character <= "\U0001fbaf"
        or character in SIGNS
    )
