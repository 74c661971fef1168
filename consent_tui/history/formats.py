"""The history formats of bash, zsh and fish: lines, last first, into entries, newest first."""

from __future__ import annotations

import re

from consent_tui.history.backwards import LINE_LIMIT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Without a time stamp for this many bytes, a bash history is taken to hold one entry a line.
_STAMP_DISTANCE = 64 * 1024
# Later than this no clock is, and no date can be made of it: such a stamp is none.
_LAST_SECOND = 253402300799

_bash_stamp = re.compile(rb"#(\d{1,12})\s*").fullmatch
_zsh_stamp = re.compile(rb": *(\d{1,12}):\d+;").match
_zsh_meta = re.compile(rb"\x83(.)", re.DOTALL).sub
_fish_when = re.compile(rb"  when: (\d{1,12})\s*").fullmatch
_fish_escape = re.compile(rb"\\([\\n])").sub


class HistoryEntry:
    """What was entered at one prompt: ``line``, possibly several; ``when`` in Unix seconds or None."""

    __slots__ = ("line", "when")

    def __init__(self, line: str, when: int | None) -> None:
        self.line = line
        self.when = when

    def __repr__(self) -> str:
        """For failing tests."""
        return f"HistoryEntry({self.line!r}, {self.when!r})"


def bash_entries(lines: Iterable[bytes]) -> Iterator[HistoryEntry]:
    """Entries of a bash history, with or without ``#timestamp`` lines.

    As in bash, a stamp belongs to all the lines up to the next one; lines before the first stamp, and
    any that no stamp stands before for long, are an entry each.
    """
    held: list[bytes] = []
    size = 0
    stamped = True
    for line in lines:
        stamp = _bash_stamp(line) if line.startswith(b"#") else None
        if stamp is not None:
            if held:
                yield _entry(b"\n".join(reversed(held)), stamp[1])
            held, size, stamped = [], 0, True
            continue
        held.append(line)
        size += len(line) + 1
        if not stamped:
            # One line is kept back: a stamp before it would be its own.
            yield _entry(held.pop(0), None)
        elif size > _STAMP_DISTANCE:
            stamped = False
            for earlier in held[:-1]:
                yield _entry(earlier, None)
            del held[:-1]
    for line in held:
        yield _entry(line, None)


def zsh_entries(lines: Iterable[bytes]) -> Iterator[HistoryEntry]:
    """Entries of a zsh history, plain or extended, whose special bytes are "metafied"."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        if line.endswith(b"\\") and held:
            size += len(line)
            if size <= LINE_LIMIT:
                held.append(line[:-1])
            else:
                held[1:] = []
            continue
        if held and size <= LINE_LIMIT:
            yield _zsh_entry(b"\n".join(reversed(held)))
        held, size = [line], len(line)
    if held and size <= LINE_LIMIT:
        yield _zsh_entry(b"\n".join(reversed(held)))


def _zsh_entry(text: bytes) -> HistoryEntry:
    stamp = _zsh_stamp(text)
    if stamp is not None:
        text = text[stamp.end() :]
    # zsh puts a space after a command's own last backslash, lest it should read as a continuation.
    if text.endswith(b" ") and text.rstrip(b" ").endswith(b"\\"):
        text = text[:-1]
    if b"\x83" in text:
        text = _zsh_meta(_unmetafy, text)
    return _entry(text, stamp[1] if stamp else None)


def _unmetafy(pair: re.Match[bytes]) -> bytes:
    return bytes((pair[1][0] ^ 0x20,))


def fish_entries(lines: Iterable[bytes]) -> Iterator[HistoryEntry]:
    """Entries of a fish history (its own subset of YAML)."""
    when: bytes | None = None
    for line in lines:
        if line.startswith(b"- cmd: "):
            command = line[7:]
            if b"\\" in command:
                command = _fish_escape(_unescape_fish, command)
            yield _entry(command, when)
            when = None
        elif line.startswith(b"  when: "):
            stamp = _fish_when(line)
            when = stamp[1] if stamp else None


def _unescape_fish(escape: re.Match[bytes]) -> bytes:
    return b"\n" if escape[1] == b"n" else b"\\"


def _entry(line: bytes, stamp: bytes | None) -> HistoryEntry:
    when = None if stamp is None else int(stamp)
    if when is not None and when > _LAST_SECOND:
        when = None
    return HistoryEntry(line.decode("utf-8", "replace"), when)


FORMATS: dict[str, Callable[[Iterable[bytes]], Iterator[HistoryEntry]]] = {
    "bash": bash_entries,
    "zsh": zsh_entries,
    "fish": fish_entries,
}
