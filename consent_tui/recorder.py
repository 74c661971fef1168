"""The recorder: one dfx command in, at most three events stored. It runs after every dfx command.

Consent: may I? Capture: what is it? Store: one transaction. It never prints, and it stands in nobody's way:
the command it is about has ended before it starts. Its exit status is 0 when the command was stored or is
none of ours to store, and anything else when it was lost.
"""

from __future__ import annotations

import os
import sys

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.coverage import covered
from consent_tui.consent.policy import SITE_PATH, read_policies
from consent_tui.consent.resolver import resolve
from consent_tui.consent.states import OFF, ON
from consent_tui.store import activity, clock, pending, schedule, settings, versions
from consent_tui.store import folder as folders
from consent_tui.store.database import (
    NewerStoreError,
    UnusableStoreError,
    is_damage,
    open_for_writing,
    open_known,
)
from consent_tui.store.engine import _sqlite3
from consent_tui.vocabulary.closed import NOTICE_HASH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from sqlite3 import Connection

    from consent_tui.capture.event import Event
    from consent_tui.store.clock import Moment
    from consent_tui.store.settings import Standing

RECORDED = "recorded"
OFF_NOW = "off"
NOTHING = "nothing"
NOT_COVERED = "not-covered"
NOT_OURS = "not-ours"
NO_STORE = "no-store"
OUTCOMES = (RECORDED, OFF_NOW, NOTHING, NOT_COVERED, NOT_OURS, NO_STORE)

EXIT_STATUS = "--exit-status"


def record(
    argv: Sequence[str],
    exit_status: int,
    cwd: str,
    environ: Mapping[str, str],
    folder: str,
    now: Callable[[], Moment] = clock.now,
    site_path: str = SITE_PATH,
    start_sender: Callable[[str, Mapping[str, str]], None] | None = None,
) -> str:
    """Record this dfx command in the state folder *folder*, if consent allows; returns one of ``OUTCOMES``.

    *argv* begins with dfx; *exit_status* is the one it left; *cwd* (empty when it no longer exists) and
    *environ* are those it ran in. *now* is the clock; *site_path* is the policy's, for tests alone.
    *start_sender* takes folder and environment and starts the sender, when that is due and never waits.

    Raises:
        sqlite3.Error, OSError, ConsentError: the command could not be stored and is lost.
    """
    if not folders.is_ours(folder):
        return NOT_OURS
    try:
        connection = open_known(folder)
        if connection is None:
            return NO_STORE
        try:
            run = _Run(connection, folder, environ, now, site_path, start_sender)
            return run.record(argv, exit_status, cwd)
        finally:
            # Emptied and removed by whoever closes last: nothing is left in the write-ahead log.
            connection.close()
    except NewerStoreError:
        return OFF_NOW
    except (UnusableStoreError, _sqlite3.Error) as error:
        if isinstance(error, _sqlite3.Error) and not is_damage(error):
            raise
        from consent_tui.store.aside import found  # noqa: PLC0415 - hardly ever

        # Set aside if its pages, all looked at, agree. An empty store takes its place: off.
        before = found(folder)
        open_for_writing(folder, checked_up_to=sys.maxsize).close()
        if found(folder) == before:
            raise
        return OFF_NOW


class _Run:
    """One command on its way into an open store."""

    __slots__ = (
        "connection",
        "environ",
        "folder",
        "is_sender_due",
        "learned",
        "now",
        "site_path",
        "start_sender",
    )

    def __init__(
        self,
        connection: Connection,
        folder: str,
        environ: Mapping[str, str],
        now: Callable[[], Moment],
        site_path: str,
        start_sender: Callable[[str, Mapping[str, str]], None] | None,
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.environ = environ
        self.now = now
        self.site_path = site_path
        self.start_sender = start_sender
        self.is_sender_due = False
        self.learned: tuple[bytes, str] | None = None

    def record(self, argv: Sequence[str], exit_status: int, cwd: str) -> str:
        # Asked here so that nothing of the command is even read while off; it is the answer inside the
        # transaction that counts. Capture stays outside: it may ask dfx, and no lock is held for that.
        standing = settings.read(self.connection, self.folder)
        if self.state(standing) == OFF:
            return OFF_NOW
        surroundings = Surroundings(cwd, self.environ, lambda toolchain: self.version(toolchain, cwd))
        event = explain(argv, exit_status, surroundings).event
        if event is None:
            return NOTHING
        self.connection.execute("BEGIN IMMEDIATE")
        with self.connection:
            outcome = self.store(event)
        if self.is_sender_due and self.start_sender is not None:
            self.start_sender(self.folder, self.environ)
        if standing.notice_hash != NOTICE_HASH:
            from consent_tui.services.growth import compare_once  # noqa: PLC0415 - only after an upgrade

            try:  # noqa: SIM105 - contextlib is too slow to start here
                compare_once(self.folder, standing)
            except Exception:  # noqa: BLE001, S110 - the command is stored; the next one notices again
                pass
        return outcome

    def state(self, standing: Standing) -> str:
        policies = read_policies(self.folder, self.site_path)
        return resolve(standing.decision, self.environ, policies, standing.problems).state

    def store(self, event: Event) -> str:
        """Inside the transaction: consent as it is now, then the event and what rides along."""
        connection = self.connection
        standing = settings.read(connection, self.folder)
        state = self.state(standing)
        if state == OFF:
            return OFF_NOW
        tokens = standing.covered_tokens()
        shown = covered(event, tokens)
        if shown is None:
            return NOT_COVERED
        moment = self.now()
        pending.set_right(connection, moment.wall)
        for kind in activity.due(connection, state, moment.wall):
            rider = covered(event.riding_along(kind), tokens)
            if rider is not None:
                (identifier,) = pending.add(connection, [rider.encode()], state, moment)
                activity.remember(connection, kind, state, moment.wall, identifier)
        pending.add(connection, [shown.encode()], state, moment)
        if activity.is_new_day(connection, moment.wall):
            pending.sweep(connection, standing.hold, moment.wall)
        pending.trim(connection, standing.hold, standing.max_pending, moment.wall)
        self.is_sender_due = state == ON and schedule.is_due(connection, standing, moment.wall)
        if self.learned is not None:
            versions.remember(connection, *self.learned, moment.wall)
        return RECORDED

    def version(self, toolchain: str, cwd: str) -> str:
        """What the dfx that ran says of itself: from the store, else asked of it, never of the shim."""
        from consent_tui.capture.version import UNKNOWN, ask  # noqa: PLC0415 - only where there is an event
        from consent_tui.shim.find import find_real_dfx  # noqa: PLC0415

        real_dfx = find_real_dfx(self.environ)
        if real_dfx is None:
            return UNKNOWN
        key = versions.key(real_dfx, toolchain, cwd, self.environ)
        version = versions.known(self.connection, key, self.now().wall)
        if version is None:
            version = ask(real_dfx, toolchain, self.environ)
            if version != UNKNOWN:
                self.learned = (key, version)
        return version


def main(arguments: list[str]) -> int:
    """The process: ``FOLDER --exit-status N -- dfx …``; returns the exit status."""
    try:
        folder, option, status, dashes, *argv = arguments
        if option != EXIT_STATUS or dashes != "--" or not argv:
            return 2
        exit_status = int(status)
    except ValueError:
        return 2
    _let_go()
    try:
        cwd = os.getcwd()  # noqa: PTH109 - pathlib is too slow to start here
    except OSError:
        cwd = ""
    try:
        record(argv, exit_status, cwd, os.environ, folder, start_sender=_start_sender)
    except Exception:  # noqa: BLE001 - whatever it is, it must not show; the status says that a command was lost
        return 1
    return 0


def _start_sender(folder: str, environ: Mapping[str, str]) -> None:
    from consent_tui.sender.start import start_detached  # noqa: PLC0415 - once in some days

    start_detached(folder, environ)


def _let_go() -> None:
    """Keep nothing of whoever started us: a pipe or a lock held on to here would hold up someone else."""
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    os.closerange(3, 1024)
