"""A profile with sample data, to try everything on: nothing in it is real, and it stays in its own folder.

The events are what the recorder would have stored: the same classification, the same functions of the store,
sample command lines and a clock that goes through the days before. The environment is a made one, so that it
works where a person's own consent would not: in CI, for a coding agent, under a policy.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

from consent_tui.capture.event import DAU, MAU
from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.states import ON
from consent_tui.errors import USAGE, ConsentError
from consent_tui.i18n import _, ngettext
from consent_tui.retold import why
from consent_tui.services import numbers
from consent_tui.services.configuration import write
from consent_tui.services.deciding import decide, mirror_limits
from consent_tui.services.preview import request_body
from consent_tui.services.profile import Profile
from consent_tui.services.settings import MOST_PENDING
from consent_tui.store import activity, pending, rejected, sent
from consent_tui.store.clock import Moment
from consent_tui.store.session import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from sqlite3 import Connection

    from consent_tui.capture.event import Event

VERSION = "0.24.3"
ENDPOINT = "https://telemetry.example/v1/events"
SHOWN = "A demo: sample data, decided by nobody."
"""What the demo's decision says was shown; it holds in the demo's folder alone."""

_DAY = 86400
_SPREAD = 6 * _DAY
"""Over how many seconds before now the pending events lie: none is old enough to be dropped soon."""
_SENT_BEFORE = 12 * _DAY
_MOST_MOMENTS = 20_000
_SPARE = 10_000
_BOOT = b"demo"

_TERMINAL = ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "COLUMNS", "LINES")
"""What a screen needs to know of the terminal that it is drawn on; nothing else is taken over."""

COMMAND_LINES = (
    "dfx start --background",
    "dfx deploy",
    "dfx deploy",
    "dfx deploy my_backend",
    "dfx deploy --ic",
    "dfx deploy my_frontend --network ic --with-cycles 1000000000000",
    "dfx build",
    "dfx build --check",
    "dfx canister create --all",
    "dfx canister install my_backend --mode upgrade",
    "dfx canister install my_backend --mode reinstall -y",
    "dfx canister call my_backend greet '(\"Ada\")'",
    "dfx canister call my_backend get --query --output json",
    "dfx canister --network ic status my_backend",
    "dfx canister logs my_backend",
    "dfx canister id my_frontend",
    "dfx canister update-settings my_backend --add-controller abcde-fghij",
    "dfx cycles balance --ic",
    "dfx cycles top-up my_backend 2T --ic",
    "dfx ledger balance --network ic",
    "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic",
    "dfx identity use deployer",
    "dfx identity whoami",
    "dfx identity get-principal",
    "dfx generate my_backend",
    "dfx deps pull",
    "dfx ping ic",
    "dfx new hello --type rust --frontend sveltekit",
    "dfx nns install",
    "dfx deploy --playground",
    "dfx my-extension --token s3cret",
    "dfx deploy --tokn s3cret",
    "dfx stop",
)
_FAILS_EVERY = 9
_REFUSED = (
    ("dfx deploy --network https://node.example:8000", 422, "unknown token: #networkOther"),
    ("dfx my-extension", 400, "unknown token: #dfxExtension"),
    ("dfx canister logs my_backend", 422, "unknown command"),
)


def untold(done: int) -> None:
    """Where nobody wants to hear how far it is."""


def build(
    folder: str,
    events: int,
    now: int,
    terminal: Mapping[str, str],
    tell: Callable[[int], None] = untold,
) -> Profile:
    """Make the demo in *folder*, which must be empty or missing, and return its profile.

    *folder* is the demo's ``DFX_CONSENT_HOME``; exactly *events* events are pending at *now* (Unix seconds).
    *terminal* is the environment from which what concerns the terminal is taken over; *tell* hears
    how many events are stored so far.

    Raises:
        ConsentError: the folder is in use, cannot be written, or the number is too large.
    """
    if not 0 <= events <= MOST_PENDING - _SPARE:
        raise ConsentError(
            ngettext(
                "A demo cannot have %(count)s event.", "A demo cannot have %(count)s events.", abs(events)
            )
            % {"count": numbers.number(events)},
            _("Take a number up to %(count)s.") % {"count": numbers.number(MOST_PENDING - _SPARE)},
            USAGE,
        )
    profile = demo_profile(folder, terminal, lambda: now)
    try:
        _make_home(Path(folder), now)
    except OSError as error:
        raise ConsentError(
            _("The demo cannot be made in %(folder)s: %(reason)s.")
            % {"folder": folder, "reason": why(error)},
            _("Name a folder that is empty or does not exist yet, with --home."),
        ) from error
    decide(profile, ON, "cli", SHOWN)
    write(profile, "max_pending", min(max(events, _SPARE) + _SPARE, MOST_PENDING))
    mirror_limits(profile)
    with writing(folder) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            _Sample(connection, profile, now).fill(events, tell)
    return profile


def demo_profile(folder: str, terminal: Mapping[str, str], clock: Callable[[], float]) -> Profile:
    """The profile of a demo in *folder*: a made environment, and no policy but one in that folder."""
    home = os.path.join(os.path.abspath(folder), "home")  # noqa: PTH100, PTH118
    environ = {name: terminal[name] for name in _TERMINAL if name in terminal}
    environ.update(
        DFX_CONSENT_HOME=os.path.dirname(home),  # noqa: PTH120
        HOME=home,
        SHELL="/bin/bash",
        PATH=f"{home}/bin:/usr/bin:/bin",
    )
    return Profile(environ, home, clock, f"{folder}/policy.toml")


def _make_home(folder: Path, now: int) -> None:
    """The sample person's home: a shell history, and a dfx that knows its version and nothing else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(17, _("it is not empty"))
    home = folder / "home"
    (home / "bin").mkdir(mode=0o700, parents=True)
    lines = []
    step = _SPREAD // (len(COMMAND_LINES) + 1)
    for number, line in enumerate(COMMAND_LINES):
        when = now - _SPREAD + (number + 1) * step
        lines.append(f"#{when - 60}\ngit status\n#{when}\n{line}\n")
    (home / ".bash_history").write_text("".join(lines), "utf-8")
    sample = home / "bin" / "dfx"
    sample.write_text(f"#!/bin/sh\n# Sample data of dfx-consent demo.\necho 'dfx {VERSION}'\n", "utf-8")
    sample.chmod(0o700)


class _Sample:
    """Fills an open store, within the caller's transaction, as recorder and server would have."""

    __slots__ = ("_bodies", "_chance", "_connection", "_events", "_now", "_surroundings")

    def __init__(self, connection: Connection, profile: Profile, now: int) -> None:
        self._connection = connection
        self._now = now
        self._chance = Random(20260101)  # noqa: S311 - the same sample every time
        self._surroundings = Surroundings(profile.cwd, profile.environ, lambda _: VERSION)
        self._events = [
            self._event(line, int(number % _FAILS_EVERY == _FAILS_EVERY - 1))
            for number, line in enumerate(COMMAND_LINES)
        ]
        self._bodies = [event.encode() for event in self._events]

    def fill(self, events: int, tell: Callable[[int], None]) -> None:
        """The past that was sent, what was refused, the active days, and *events* pending events."""
        for day in self._active_days():
            activity.is_new_day(self._connection, day)
        self._deliver()
        for line, status, answer in _REFUSED:
            body = self._event(line, 0).encode()
            at = self._now - 7 * _DAY
            request = sent.attempt(self._connection, [], ENDPOINT, self._key(), body + b"\n", at - 1)
            sent.close(self._connection, request, sent.REJECTED, status, answer, at)
            rejected.add(self._connection, body, status, answer, at)
        self._wait(events, tell)

    def _event(self, line: str, exit_status: int) -> Event:
        import shlex  # noqa: PLC0415 - the services of other commands do without

        event = explain(shlex.split(line), exit_status, self._surroundings).event
        if event is None:
            raise ConsentError(
                _("The sample %(command)s emits nothing.") % {"command": line},
                _("This is a mistake of ours; report it."),
            )
        return event

    def _active_days(self) -> Iterator[int]:
        """Days of the last 30, oldest first: all on which there are events, and some working days before."""
        today = self._now // _DAY
        first, sent_on = (self._now - _SPREAD) // _DAY, (self._now - _SENT_BEFORE) // _DAY
        for day in range(today - activity.SHOWN_DAYS + 1, today + 1):
            is_weekend = day % 7 in {2, 3}  # 1970-01-01 was a Thursday
            if day >= first or day == sent_on or not (is_weekend or self._chance.random() < 0.2):
                yield day * _DAY

    def _deliver(self) -> None:
        """A first day's events, recorded, sent and answered: the windows have something to count from."""
        moment = self._moment(self._now - _SENT_BEFORE)
        first = self._events[0]
        for event in (first.riding_along(MAU), first.riding_along(DAU), *self._events[:6]):
            (identifier,) = pending.add(self._connection, [event.encode()], ON, moment)
            if event.event in activity.WINDOWS:
                activity.remember(self._connection, event.event, ON, moment.wall, identifier)
            at = moment.wall + 2 * _DAY + self._chance.randrange(60)
            request = sent.attempt(
                self._connection, [identifier], ENDPOINT, self._key(), request_body(event), at
            )
            sent.close(self._connection, request, sent.DELIVERED, 204, "", at + 1)
            activity.delivered(self._connection, identifier, at + 1)
            pending.remove(self._connection, [identifier])

    def _wait(self, events: int, tell: Callable[[int], None]) -> None:
        """Exactly *events* pending events, the riders of each day among them, in the order of their times."""
        moments = min(events, _MOST_MOMENTS)
        stored = 0
        for number in range(moments):
            wall = self._now - _SPREAD + _SPREAD * (number + 1) // (moments + 1)
            share = events * (number + 1) // moments - stored
            if share <= 0:
                continue
            moment = self._moment(wall)
            # A command stands behind every rider, so there must be room for both.
            for kind in activity.due(self._connection, ON, wall)[: events - stored - 1]:
                body = self._events[0].riding_along(kind).encode()
                (identifier,) = pending.add(self._connection, [body], ON, moment)
                activity.remember(self._connection, kind, ON, wall, identifier)
                stored += 1
                share -= 1
            commands = self._chance.choices(self._bodies, k=max(share, 1))
            pending.add(self._connection, commands, ON, moment)
            stored += len(commands)
            tell(stored)

    def _key(self) -> str:
        from uuid import UUID  # noqa: PLC0415 - only here

        return str(UUID(int=self._chance.getrandbits(128), version=4))

    @staticmethod
    def _moment(wall: int) -> Moment:
        """Of a boot that is over, so that only the wall's clock counts."""
        return Moment(wall, _BOOT, wall)
