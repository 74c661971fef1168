"""In the person's language, what was first said in English where no language may be looked up.

The recorder's way, the store and the sender say their sentences in English: some are kept (why the last run
ended, what is wrong with a decision), some go into JSON, and both are the same in every language. Whoever
shows one to a person retells it. Each is listed here with its parts as placeholders; a test holds this list
to the sentences in the source. What is not listed, such as a server's own words, is shown as it is.
"""

from __future__ import annotations

import re
from functools import cache

from consent_tui.i18n import N_, _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from re import Pattern

# A part called reason is retold itself. One called number, count, next or status is a number, and one called
# file begins with a slash.
SENTENCES = (
    # The store.
    N_("The database %(path)s is damaged."),
    N_("The file %(path)s is not a database of dfx-consent."),
    N_("The next decision (dfx-consent on, local or off) sets it aside and starts a new one."),
    N_("The database %(path)s was made by a later version of dfx-consent."),
    N_("Install that version again."),
    N_("The database %(path)s cannot be opened: %(reason)s."),
    N_("The database cannot be read: %(reason)s."),
    N_("Make sure that it and its folder belong to you, and that the disk is not full."),
    N_("The decision could not be written to %(path)s: %(reason)s."),
    N_("Nothing has changed. Make room or mend the permissions, then decide again."),
    N_("The record of decisions is broken: %(reason)s."),
    N_("Look at it with `dfx-consent receipt`; deciding again sets it aside and begins a new record."),
    N_("Another process has held the record of decisions for too long."),
    N_("Nothing has changed. Wait for it or end it, then decide again."),
    # What is wrong with a decision: a part of a sentence, which goes on after a colon.
    N_("%(reason)s; the record before this one is %(name)s"),
    N_("decision %(number)s is missing: the store has seen %(count)s"),
    N_("decision %(number)s is missing: decision %(next)s stands in its place"),
    N_("decision %(number)s is cut off in the middle"),
    N_("decision %(number)s is not the one that the store has seen"),
    N_("decision %(number)s is not the one that decision %(next)s was written after"),
    N_("decision %(number)s is not known to the store"),
    N_("decision %(number)s does not begin the chain"),
    N_("decision %(number)s does not match its own hash"),
    N_("decision %(number)s does not hold what a decision holds"),
    N_("decision %(number)s was written by a newer version of this program"),
    N_("decision %(number)s cannot be opened: %(reason)s"),
    N_("decision %(number)s cannot be trusted: the file belongs to somebody else"),
    N_("decision %(number)s cannot be read: this is not a file"),
    N_("decision %(number)s cannot be read: the file is too large"),
    N_("decision %(number)s cannot be read: %(reason)s"),
    N_("decision %(number)s cannot be read"),
    N_("a state that this version does not know: %(state)s"),
    # What is wrong with a policy file: a part of a sentence, which follows the name of the file and a colon.
    N_("does not count, for it is not owned by root"),
    N_("does not count, for others than root can write to it"),
    N_("is a link to nothing"),
    N_("is not a file"),
    N_("is too large to be a policy"),
    N_("is not TOML"),
    N_("max must be off, local or on"),
    N_("wire must be ndjson or otlp"),
    N_("batch_size must be 1 to 500"),
    N_("%(key)s must be a line of text"),
    N_("holds a key that is not known: %(key)s"),
    N_("cannot be opened: %(reason)s"),
    N_("cannot be read: %(reason)s"),
    # The sender.
    N_("The locks in %(path)s cannot be opened, so nothing is sent."),
    N_("Mend its permissions."),
    N_("Another sender is at work."),
    N_("Wait for it to end: dfx-consent status"),
    N_("Name another endpoint: dfx-consent config set endpoint URL"),
    N_("The proxy that the environment names cannot be used."),
    N_("Correct HTTPS_PROXY or ALL_PROXY."),
    N_("Nothing may be sent: %(reason)s"),
    N_("See what holds, and why: dfx-consent status"),
    N_("Nothing can leave: %(reason)s"),
    N_("no endpoint is configured."),
    N_("Name one: dfx-consent config set endpoint URL"),
    N_("Nothing is sent to %(origin)s: your decision does not name it."),
    N_("Decide again with it shown: dfx-consent on"),
    N_("The database was set aside or removed meanwhile."),
    N_("Run it again."),
    N_("The server asked to be left alone until %(time)s."),
    N_("It is respected; send later."),
    N_("The endpoint was changed meanwhile."),
    N_("The endpoint is at fault. %(reason)s"),
    N_("The endpoint does not take anything. %(reason)s"),
    N_("The server answered %(status)s."),
    N_("Not an event of this program: it was never sent."),
    N_("no answer in time"),
    N_("TLS failed: %(reason)s"),
    # What the operating system and SQLite say, of all that they can say the likeliest. Parts of a sentence.
    N_("[Errno %(number)s] %(reason)s"),
    N_("unknown reason"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("Too many open files"),
    N_("Input/output error"),
    N_("Connection refused"),
    N_("Connection reset by peer"),
    N_("Connection timed out"),
    N_("Network is unreachable"),
    N_("No route to host"),
    N_("Name or service not known"),
    N_("Temporary failure in name resolution"),
    N_("Server disconnected without sending a response."),
    N_("certificate has expired"),
    N_("self-signed certificate"),
    N_("unable to get local issuer certificate"),
    N_("database is locked"),
    N_("database or disk is full"),
    N_("disk I/O error"),
    N_("unable to open database file"),
    N_("attempt to write a readonly database"),
    # Last, for it fits so much: a file and what is wrong with it.
    N_("%(file)s: %(reason)s"),
)

_SHAPES = {**dict.fromkeys(("number", "count", "next", "status"), "[0-9]+"), "file": "/.*?"}
_PART = re.compile(r"%\((\w+)\)s")


def retold(text: str) -> str:
    """*text* in the language spoken where it is one of ``SENTENCES``; else as it is."""
    found = recognised(text)
    if found is None:
        return text
    sentence, parts = found
    if "reason" in parts:
        parts["reason"] = retold(parts["reason"])
    return _(sentence) % parts


def why(error: OSError) -> str:
    """What the operating system says of it, as a part of a sentence."""
    return retold(error.strerror or "unknown reason")


def recognised(text: str) -> tuple[str, dict[str, str]] | None:
    """Which of ``SENTENCES`` this is, and its parts by name; None where it is none of them."""
    if text in SENTENCES:
        return text, {}
    for sentence in SENTENCES:
        if "%(" not in sentence:
            continue
        found = _pattern(sentence).fullmatch(text)
        if found is not None:
            return sentence, found.groupdict()
    return None


@cache
def _pattern(sentence: str) -> Pattern[str]:
    pieces = _PART.split(sentence)
    texts, names = pieces[::2], pieces[1::2]
    found = re.escape(texts[0])
    for name, text in zip(names, texts[1:], strict=True):
        found += f"(?P<{name}>{_SHAPES.get(name, '.+?')})" + re.escape(text)
    return re.compile(found, re.DOTALL)
