"""The file of decisions: append-only, one record a line, 0600 in a folder 0700 (contract, section 4).

Kept apart from the database so that it outlives it. A record is written and synced under a lock before
anything else of a decision happens. Beside the file lies, under its own hash, each vocabulary that a decision
covered.
"""

from __future__ import annotations

import os
from stat import S_ISREG

from consent_tui.consent.chain import Anchor, Chain, Fault, read_chain
from consent_tui.consent.decision import BEGINNING, DECISION, following
from consent_tui.consent.notice import vocabulary_hash, vocabulary_text
from consent_tui.errors import ConsentError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.decision import Act, Decision

LOCK_SECONDS = 5.0
LARGEST = 16 * 1024 * 1024

_LARGEST_VOCABULARY = 1024 * 1024

_FLAGS = os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
_MEND = "Look at it with `dfx-consent receipt`; deciding again sets it aside and begins a new record."


class Written:
    """What an act left behind: its record, what the store must now keep, and the file set aside, if any."""

    __slots__ = ("anchor", "decision", "set_aside")

    def __init__(self, decision: Decision, anchor: Anchor, set_aside: str) -> None:
        self.decision = decision
        self.anchor = anchor
        self.set_aside = set_aside


def read_decisions(path: str, anchor: Anchor | None) -> Chain:
    """The decisions in this file, measured against what the store knows. Writes nothing, makes no file.

    A file that is not there is an empty one; what cannot be read is a chain whose first decision is bad.
    """
    chain = _read_once(path, anchor)
    if chain.fault is not None:
        from time import sleep  # noqa: PLC0415 - hardly ever

        # A reader takes no lock, so it may have seen half of what was just being written.
        sleep(0.05)
        chain = _read_once(path, anchor)
    return chain


def _read_once(path: str, anchor: Anchor | None) -> Chain:
    try:
        descriptor = os.open(path, os.O_RDONLY | _FLAGS)
    except FileNotFoundError:
        return read_chain(b"", anchor)
    except OSError as error:
        return _unreadable("cannot be opened: " + (error.strerror or "unknown reason"))
    try:
        return _read(descriptor, anchor)
    finally:
        os.close(descriptor)


def append(path: str, act: Act, now: int, anchor: Anchor | None) -> Written:
    """Writes this act behind the others and syncs it; ``now`` in Unix seconds.

    Where the record is broken only a decision is taken down: the broken file is set aside under a name that
    says so, and a new record begins that tells why. The caller gives ``anchor`` to the store at once.

    Raises:
        ConsentError: the file cannot be written, or is held by another process for too long, or is broken
            and the act is not a decision.
    """
    try:
        return _append(path, act, now, anchor)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise ConsentError(
            f"The decision could not be written to {path}: {reason}.",
            "Nothing has changed. Make room or mend the permissions, then decide again.",
        ) from error


def set_aside_files(path: str) -> list[str]:
    """The names of the broken records that lie beside this one, oldest first."""
    folder, name = os.path.split(path)
    stem = name.removesuffix(".jsonl") + "-broken-"
    try:
        return sorted(each for each in os.listdir(folder) if each.startswith(stem))  # noqa: PTH208 - pathlib costs 14 ms
    except OSError:
        return []


def keep_vocabulary(folder: str, tokens: Sequence[str]) -> str:
    """Keeps this vocabulary beside the decisions, under its hash, and returns the hash.

    Done before the decision that covers it is written. Packed, so that a search for the tokens of an event
    that was wiped finds none in our files. Raises OSError when the folder cannot be written.
    """
    from zlib import compress  # noqa: PLC0415 - only when something is decided

    found = vocabulary_hash(tokens)
    if kept_vocabulary(folder, found) is not None:
        return found
    _make_folder(folder)
    path = _vocabulary_path(folder, found)
    unfinished = f"{path}.{os.getpid()}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _FLAGS, 0o600)
    try:
        try:
            _write(descriptor, compress(vocabulary_text(tokens).encode("ascii"), 9))
        finally:
            os.close(descriptor)
        os.replace(unfinished, path)  # noqa: PTH105 - pathlib costs 14 ms
    except OSError:
        os.unlink(unfinished)  # noqa: PTH108 - pathlib costs 14 ms
        raise
    _sync_folder(folder)
    return found


def kept_vocabulary(folder: str, wanted: str) -> tuple[str, ...] | None:
    """The tokens of the vocabulary with this hash; None where it was not kept or is no longer what it was."""
    from zlib import decompressobj, error  # noqa: PLC0415 - only when something is decided or compared

    try:
        descriptor = os.open(_vocabulary_path(folder, wanted), os.O_RDONLY | _FLAGS)
    except OSError:
        return None
    try:
        if not S_ISREG(os.fstat(descriptor).st_mode):
            return None
        packed = os.read(descriptor, _LARGEST_VOCABULARY)
        tokens = tuple(decompressobj().decompress(packed, _LARGEST_VOCABULARY).decode("ascii").split())
    except (OSError, ValueError, error):
        return None
    finally:
        os.close(descriptor)
    return tokens if vocabulary_hash(tokens) == wanted else None


def _vocabulary_path(folder: str, name: str) -> str:
    return f"{folder}/vocabulary-{name}.zlib"


def _append(path: str, act: Act, now: int, anchor: Anchor | None) -> Written:
    folder = os.path.dirname(path)  # noqa: PTH120 - pathlib costs 14 ms
    _make_folder(folder)
    descriptor = _open_locked(path)
    set_aside = ""
    began_anew = ""
    try:
        chain = _read(descriptor, anchor)
        decisions: Sequence[Decision] = chain.decisions
        if chain.fault is not None:
            if act.kind != DECISION:
                raise ConsentError(f"The record of decisions is broken: {chain.fault.sentence}.", _MEND)
            set_aside = _set_aside(path, now)
            os.close(descriptor)
            descriptor = _open_locked(path)
            began_anew = f"{chain.fault.sentence}; the record before this one is {set_aside}"
            decisions = ()
        decision = following(act, decisions, now, began_anew)
        size = _write(descriptor, decision.line())
        _sync_folder(folder)
        return Written(decision, Anchor(decision.sequence, decision.hash, size), set_aside)
    finally:
        os.close(descriptor)


def _read(descriptor: int, anchor: Anchor | None) -> Chain:
    status = os.fstat(descriptor)
    if not S_ISREG(status.st_mode):
        return _unreadable("cannot be read: this is not a file")
    if status.st_uid != os.geteuid():
        return _unreadable("cannot be trusted: the file belongs to somebody else")
    if status.st_size > LARGEST:
        return _unreadable("cannot be read: the file is too large")
    try:
        return read_chain(_content(descriptor), anchor)
    except OSError as error:
        return _unreadable("cannot be read: " + (error.strerror or "unknown reason"))


def _unreadable(reason: str) -> Chain:
    return Chain((), Anchor(0, BEGINNING, 0), Fault(1, reason), unfinished=False)


def _content(descriptor: int) -> bytes:
    pieces = []
    offset = 0
    while piece := os.pread(descriptor, 1024 * 1024, offset):
        pieces.append(piece)
        offset += len(piece)
    return b"".join(pieces)


def _open_locked(path: str) -> int:
    """The file, made if need be, with its lock held; closing the descriptor lets go of it."""
    import fcntl  # noqa: PLC0415 - reading needs no lock
    import time  # noqa: PLC0415 - reading does not wait

    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _FLAGS, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(descriptor, path):
                return descriptor
        except BlockingIOError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() > deadline:
            raise ConsentError(
                "Another process has held the record of decisions for too long.",
                "Nothing has changed. Wait for it or end it, then decide again.",
            )
        time.sleep(0.02)


def _is_at(descriptor: int, path: str) -> bool:
    """Whether the path still leads to the file we hold: whoever had the lock may have set it aside."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def _set_aside(path: str, now: int) -> str:
    """Moves the broken file to a free name, and returns that."""
    from time import gmtime, strftime  # noqa: PLC0415 - hardly ever

    folder, name = os.path.split(path)
    stem = name.removesuffix(".jsonl") + strftime("-broken-%Y%m%dT%H%M%SZ", gmtime(now))
    free = f"{stem}.jsonl"
    taken = os.listdir(folder)  # noqa: PTH208 - pathlib costs 14 ms
    number = 1
    while free in taken:
        number += 1
        free = f"{stem}-{number}.jsonl"
    # We hold the lock, so nobody takes the name meanwhile.
    os.rename(path, f"{folder}/{free}")  # noqa: PTH104 - pathlib costs 14 ms
    _sync_folder(folder)
    return free


def _write(descriptor: int, line: bytes) -> int:
    """Appends and syncs; returns the size then. What was written in part is taken back."""
    before = os.fstat(descriptor).st_size
    try:
        written = os.write(descriptor, line)
        if written != len(line):
            raise OSError(28, "no space left on device")  # noqa: TRY301 - undone below like every other failure
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, before)
        raise
    return before + len(line)


def _make_folder(folder: str) -> None:
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - pathlib costs 14 ms


def _sync_folder(folder: str) -> None:
    """Makes a new name last; a file system that cannot do that is no reason to fail."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
