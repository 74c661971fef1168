"""The locks: one run at a time, the request that is being made now, and whose turn it is after that.

All are locks of the kernel on files: a process that dies, however it dies, holds none. The file of the
request holds that one's name while it is made. A sender keeps that lock from one request to the next, unless
somebody waits for it.
Who says ``off`` or wipes takes the one of the request, so that no event leaves once that has returned. The
turn keeps a busy sender from taking that again and again before whoever waits for it gets a chance.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from time import monotonic, sleep

from consent_tui.errors import ConsentError
from consent_tui.i18n import _, ngettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tell = Callable[[str], None]

RUN = "sender.lock"
REQUEST = "request.lock"
TURN = "turn.lock"
PATIENCE = 15.0
"""How long whoever wipes waits for the request in flight, in seconds; a request takes less than that."""

_POLL = 0.02


class RequestInFlightError(ConsentError):
    """A request is still being made, and whoever waited for its end waited long enough."""

    __slots__ = ()


def silence(_: str) -> None:
    """Tell nobody."""


@contextmanager
def only_run(folder: str) -> Iterator[bool]:
    """Hold the lock of a run; False where another process has it."""
    descriptor = _open(folder, RUN)
    if descriptor is None:
        yield False
        return
    try:
        yield _take(descriptor)
    finally:
        os.close(descriptor)


class RequestLock:
    """The lock of a request, for the length of a run; made once and closed after.

    Raises:
        ConsentError: the lock cannot be had.
    """

    __slots__ = ("_is_held", "_request", "_turn")

    def __init__(self, folder: str) -> None:
        turn, request = _open(folder, TURN), _open(folder, REQUEST)
        if turn is None or request is None:
            _close(turn, request)
            raise ConsentError(
                f"The locks in {folder} cannot be opened, so nothing is sent.", "Mend its permissions."
            )
        self._turn, self._request = turn, request
        self._is_held = False

    def hold(self) -> None:
        """Take it, where it is not held already; whoever wipes is waited for."""
        if self._is_held:
            return
        fcntl.flock(self._turn, fcntl.LOCK_EX)
        fcntl.flock(self._request, fcntl.LOCK_EX)
        fcntl.flock(self._turn, fcntl.LOCK_UN)
        self._is_held = True

    def is_wanted(self) -> bool:
        """Whether it is held here and somebody else waits for it."""
        if not self._is_held:
            return False
        if not _take(self._turn):
            return True
        fcntl.flock(self._turn, fcntl.LOCK_UN)
        return False

    def let_go(self) -> None:
        """Let go of it, where it is held."""
        if self._is_held:
            self._is_held = False
            os.ftruncate(self._request, 0)
            fcntl.flock(self._request, fcntl.LOCK_UN)

    def name(self, endpoint: str, key: str) -> None:
        """Say which request is made under it, for whoever waits."""
        os.pwrite(self._request, f"{endpoint}\n{key}\n".encode("ascii"), 0)

    def close(self) -> None:
        """Let go of the files."""
        _close(self._turn, self._request)


@contextmanager
def without_requests(folder: str, tell: Tell = silence, patience: float = PATIENCE) -> Iterator[None]:
    """Let no request begin meanwhile, and the one in flight end first.

    *tell* takes a sentence that names it when there is one to wait for.

    Raises:
        RequestInFlightError: it did not end within *patience* seconds.
    """
    turn, request = _open(folder, TURN), _open(folder, REQUEST)
    deadline = monotonic() + patience
    try:
        # Without these files no sender makes a request either.
        if turn is not None and request is not None:
            if not (_take_by(turn, deadline) and _take(request)):
                tell(_waiting(request))
                if not _take_by(request, deadline):
                    raise RequestInFlightError(
                        _still_there(request, round(patience)),
                        _("Nothing was wiped. Do the same again when that has ended."),
                    )
            os.ftruncate(request, 0)  # what a killed sender left there
        yield
    finally:
        _close(turn, request)


def _named(request: int) -> dict[str, object]:
    """Of the request in flight where it goes to and its idempotency key; empty before it has a name."""
    endpoint, _bar, key = os.pread(request, 1024, 0).decode("ascii", "replace").strip().partition("\n")
    return {"endpoint": endpoint, "key": key} if key else {}


def _waiting(request: int) -> str:
    name = _named(request)
    if not name:
        return _("Waiting for the one request that is in flight.")
    return (
        _("Waiting for the one request that is in flight, to %(endpoint)s with the idempotency key %(key)s.")
        % name
    )


def _still_there(request: int, seconds: int) -> str:
    name = _named(request)
    if not name:
        return _("A request is still in flight.")
    told = ngettext(
        "After %(count)d second a request is still in flight, to %(endpoint)s with the idempotency key"
        " %(key)s.",
        "After %(count)d seconds a request is still in flight, to %(endpoint)s with the idempotency key"
        " %(key)s.",
        seconds,
    )
    return told % {"count": seconds, **name}


def _open(folder: str, name: str) -> int | None:
    path = folder + "/" + name
    flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    for creating in (os.O_CREAT, 0):  # on a full disk nothing can be made, but what is there can be opened
        try:
            return os.open(path, flags | creating, 0o600)
        except OSError:
            continue
    return None


def _close(*descriptors: int | None) -> None:
    for descriptor in descriptors:
        if descriptor is not None:
            os.close(descriptor)


def _take_by(descriptor: int, deadline: float) -> bool:
    """Take this lock; False where that takes until *deadline*, of the monotonic clock."""
    while not _take(descriptor):
        if monotonic() >= deadline:
            return False
        sleep(_POLL)
    return True


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
