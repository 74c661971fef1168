"""The lines of a file, last first, without reading more of it than is asked for."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK = 64 * 1024
# A line beyond this is no command a person typed: it is stepped over.
LINE_LIMIT = 1024 * 1024


def read_backwards(path: Path, block_size: int = BLOCK) -> Iterator[bytes]:
    """The lines of the file at *path*, newest first, without their newlines.

    The file is opened when the first line is asked for and read from its end in blocks of *block_size*
    bytes. Nothing comes from what is no regular file, cannot be opened or is not there, and nothing
    blocks; lines longer than ``LINE_LIMIT`` are left out.
    """
    descriptor = open_regular(path)
    if descriptor is None:
        return
    try:
        yield from _lines(descriptor, block_size)
    finally:
        os.close(descriptor)


def open_regular(path: Path) -> int | None:
    """A descriptor for the regular file at *path*, or None; a FIFO or a terminal is never waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    try:
        regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
    except OSError:
        regular = False
    if not regular:
        os.close(descriptor)
        return None
    return descriptor


def _lines(descriptor: int, block_size: int) -> Iterator[bytes]:
    try:
        position = os.fstat(descriptor).st_size
    except OSError:
        return
    # The pieces of the line whose beginning is not read yet, last piece first, and their length together.
    pieces: list[bytes] = []
    length = 0
    first = True
    while position > 0:
        size = min(block_size, position)
        position -= size
        block = _read(descriptor, size, position)
        if block is None:
            return
        if first:
            first = False
            block = block.removesuffix(b"\n")
        head, *lines = block.split(b"\n")
        if lines:
            pieces.append(lines.pop())
            if length + len(pieces[-1]) <= LINE_LIMIT:
                yield b"".join(reversed(pieces))
            yield from reversed(lines)
            pieces = []
            length = 0
        length += len(head)
        if length <= LINE_LIMIT:
            pieces.append(head)
        else:
            pieces.clear()
    if not first and length <= LINE_LIMIT:
        yield b"".join(reversed(pieces))


def _read(descriptor: int, size: int, position: int) -> bytes | None:
    """*size* bytes at *position*; None where the file has become shorter or cannot be read."""
    try:
        block = os.pread(descriptor, size, position)
    except OSError:
        return None
    return block if len(block) == size else None
