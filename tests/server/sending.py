"""A person who said yes to a collector, with events that may go; the same parts that the program uses."""

from __future__ import annotations

import os
from pathlib import Path

from consent_tui.services.configuration import validated, write
from consent_tui.services.deciding import decide, mirror_limits
from consent_tui.services.profile import Profile
from consent_tui.store import pending, rejected, sent
from consent_tui.store.clock import Moment
from consent_tui.store.session import reading, writing
from tests.program import environment

NOON = 1_790_000_000
HOUR = 3600
DAY = 86400


def event(number: int) -> bytes:
    """An event that no other has: the version tells them apart."""
    return (
        f'{{"event":"#command","platform":"#linux","dfxVersion":"0.24.{number}","network":"#ic",'
        f'"command":"#dfxDeploy","target":"#all","options":["#networkIc"],"outcome":"#success"}}'
    ).encode("ascii")


class Sender:
    """``now`` is the clock, for the test to move. Everything is set and decided by the product's own code."""

    def __init__(self, home: Path, url: str | None, wire: str = "ndjson", **settings: str) -> None:
        home.mkdir(exist_ok=True)
        self.home = home
        self.now = NOON
        self.state = home / "state"
        self.environ = environment(home, DFX_CONSENT_HOME=str(self.state))
        self.profile = Profile(self.environ, str(home), lambda: self.now, "/nonexistent/policy.toml")
        self.configure(wire=wire, **settings, **({"endpoint": url} if url else {}))
        decide(self.profile, "on", "cli", "a test")
        mirror_limits(self.profile)

    def configure(self, **settings: str) -> None:
        for key, value in settings.items():
            write(self.profile, key, validated(key, value))

    def has(self, count: int, first: int = 0, age: int = 2 * DAY, state: str = "on") -> list[bytes]:
        """*count* events that were recorded *age* seconds ago, in a boot that is over."""
        found = [event(first + number) for number in range(count)]
        with writing(str(self.state)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                moment = Moment(self.now - age, b"before", 0)
                pending.add(connection, found, state, moment)
        return found

    def pending(self) -> list[bytes]:
        with reading(str(self.state)) as connection:
            assert connection is not None
            return [each.body for each in pending.each(connection)]

    def rejected(self) -> list[tuple[int, bytes]]:
        with reading(str(self.state)) as connection:
            assert connection is not None
            return [(each.status, each.body) for each in rejected.listing(connection)]

    def sent(self) -> list[sent.SentRequest]:
        with reading(str(self.state)) as connection:
            assert connection is not None
            return sent.listing(connection)

    def real_environ(self, **more: str) -> dict[str, str]:
        """For the program in a process of its own."""
        return {**self.environ, **{k: os.environ[k] for k in ("SSL_CERT_FILE",) if k in os.environ}, **more}
