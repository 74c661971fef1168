"""When nothing may leave, not one connection is made: counted at the server, whatever starts a sender."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import consent_tui
from consent_tui.consent.states import LOCAL
from consent_tui.errors import ConsentError
from consent_tui.services.deciding import decide, mirror_limits, name_recipient
from consent_tui.services.pending import moment_of, wipe, wipe_all
from consent_tui.services.profile import Profile
from consent_tui.services.sending import dry_run, schedule_of, send_if_due, send_now
from consent_tui.store import pending
from consent_tui.store.clock import Moment
from consent_tui.store.session import writing
from tests.program import document, program
from tests.server.collector import Collector, answer
from tests.server.sending import DAY, HOUR, Sender, event

START_SENDER = [sys.executable, "-P", str(Path(consent_tui.__file__).with_name("start_sender.py"))]


def tries(sender: Sender, **more: str) -> None:
    """Every way there is to make it send: in this process, by the program, and as the recorder starts it."""
    profile = Profile({**sender.environ, **more}, str(sender.home), lambda: sender.now, "/nonexistent/p.toml")
    for way in (send_now, send_if_due):
        try:
            tally = way(profile)
        except ConsentError:
            continue
        assert tally is None or tally.delivered == 0
    with writing(str(sender.state)) as connection:
        connection.execute("UPDATE limits SET next_send = 1")
    environ = {**sender.environ, **more}
    program("send", "--now", environ=environ)
    program("send", environ=environ)
    subprocess.run([*START_SENDER, str(sender.state)], env=environ, check=False, timeout=60)


def off(sender: Sender) -> None:
    assert program("off", environ=sender.environ).returncode == 0


def off_but_keep(sender: Sender) -> None:
    assert program("off", "--keep-pending", environ=sender.environ).returncode == 0


def kept_and_on_again(sender: Sender) -> None:
    off_but_keep(sender)
    decide(sender.profile, "on", "cli", "a test")


def local(sender: Sender) -> None:
    decide(sender.profile, LOCAL, "cli", "a test")


def wiped(sender: Sender) -> None:
    assert program("pending", "wipe", "--yes", environ=sender.environ).returncode == 0


def own_policy(sender: Sender) -> None:
    (sender.state / "policy.toml").write_text('max = "local"\n')


def unreadable_policy(sender: Sender) -> None:
    (sender.state / "policy.toml").write_text("max = \n")


def no_endpoint(sender: Sender) -> None:
    sender.configure(endpoint="")


def config_is_no_toml(sender: Sender) -> None:
    (sender.state / "config.toml").write_text("endpoint = ")


def another_recipient(sender: Sender) -> None:
    """Somebody edits config.toml: nobody agreed to that."""
    path = sender.state / "config.toml"
    path.write_text(path.read_text().replace("127.0.0.1", "localhost"))


def a_policys_recipient(sender: Sender) -> None:
    """A policy names where to; and setting an endpoint of one's own does not agree to it."""
    found = sender.profile
    url = (sender.state / "config.toml").read_text().split('"')[3]
    (sender.state / "policy.toml").write_text(f'endpoint = "{url.replace("127.0.0.1", "localhost")}"\n')
    name_recipient(found, "cli", "a test")


def broken_chain(sender: Sender) -> None:
    path = sender.state / "decisions.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"cli"', b'"tui"'))


def lost_decisions(sender: Sender) -> None:
    (sender.state / "decisions.jsonl").unlink()


SILENCERS = [
    off,
    off_but_keep,
    kept_and_on_again,
    local,
    wiped,
    own_policy,
    unreadable_policy,
    no_endpoint,
    config_is_no_toml,
    another_recipient,
    a_policys_recipient,
    broken_chain,
    lost_decisions,
]


@pytest.mark.parametrize("silencer", SILENCERS, ids=lambda each: each.__name__)
def test_not_one_request_after(tmp_path: Path, silencer: Callable[[Sender], None]) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(3)
        assert len(list(dry_run(sender.profile))) == 3  # it would have gone
        silencer(sender)
        tries(sender)
        assert server.connections == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DO_NOT_TRACK", "1"),
        ("DO_NOT_TRACK", "yes please"),
        ("DFX_TELEMETRY", "off"),
        ("DFX_TELEMETRY", "local"),
        ("DFX_TELEMETRY", "whatever"),
        ("CI", "true"),
        ("GITHUB_ACTIONS", "true"),
        ("DFX_CONSENT_ENDPOINT", "https://elsewhere.example/"),
        ("DFX_CONSENT_ENDPOINT", "http://user:word@127.0.0.1/"),
    ],
)
def test_not_one_request_under_a_kill_switch(tmp_path: Path, name: str, value: str) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(3)
        tries(sender, **{name: value})
        assert server.connections == 0
        assert len(sender.pending()) == 3


def test_no_request_during_the_hold_nor_with_a_clock_set_forward(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        here = moment_of(sender.profile)
        with writing(str(sender.state)) as connection:
            # Recorded a moment ago, in this boot.
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                pending.add(connection, [event(1)], "on", Moment(sender.now, here.boot, here.uptime))
        assert send_now(sender.profile).resting == 1
        sender.now += 10 * DAY
        assert send_now(sender.profile).resting == 1
        assert server.connections == 0 and len(sender.pending()) == 1


def test_no_request_with_a_clock_set_back(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(2, age=25 * HOUR)
        sender.now -= 365 * DAY
        assert send_now(sender.profile).resting == 2
        sender.now += 365 * DAY - 2 * HOUR
        assert send_now(sender.profile).resting == 2
        assert server.connections == 0
        sender.now += 2 * HOUR
        assert send_now(sender.profile).delivered == 2


def test_a_hold_that_is_prolonged_holds_what_was_tried_before(tmp_path: Path) -> None:
    with Collector([answer(503), answer(200)]) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(1)
        assert send_now(sender.profile).kept == 1
        sender.configure(hold="7d")
        mirror_limits(sender.profile)
        assert send_now(sender.profile).resting == 1
        assert server.connections == 1


def test_wiped_ones_alone_are_not_sent(tmp_path: Path) -> None:
    with Collector([answer(503), answer(503), answer(503), answer(200)]) as server:
        sender = Sender(tmp_path, server.url)
        events = sender.has(3)
        send_now(sender.profile)
        wipe(sender.profile, [2])
        before = len(server.requests)
        assert send_now(sender.profile).delivered == 2
        assert {each.body[:-1] for each in server.requests[before:]} == {events[0], events[2]}
        assert [each.outcome for each in sender.sent()].count("unknown") == 1
        wipe_all(sender.profile)
        send_now(sender.profile)
        assert len(server.requests) == before + 2


def test_a_wiped_event_closes_its_batch(tmp_path: Path) -> None:
    with Collector([answer(503), answer(200)]) as server:
        sender = Sender(tmp_path, server.url, batch_size="3")
        sender.has(3)
        send_now(sender.profile)
        wipe(sender.profile, [2])
        assert sender.pending() == []
        send_now(sender.profile)
        assert len(server.requests) == 1
        assert [each.outcome for each in sender.sent()] == ["unknown"]


def test_the_schedule_and_its_postponing(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(2)
        words = ["--", "dfx", "deploy"]
        assert document("status", "--json", environ=sender.environ)["next_send"] is None
        assert program("record", "--exit-status", "0", *words, environ=sender.environ).returncode == 0
        first = schedule_of(sender.profile).next_send
        assert first is not None
        assert 2 * DAY <= first - time.time() + 60 <= 4 * DAY + 120
        assert document("status", "--json", environ=sender.environ)["next_send"] is not None
        said = program("send", environ=sender.environ)
        assert said.returncode == 0 and said.stdout.startswith(b"Not yet")
        assert program("send", "--postpone", "3d", environ=sender.environ).returncode == 0
        assert schedule_of(sender.profile).next_send == first + 3 * DAY
        assert program("send", "--postpone", "300d", environ=sender.environ).returncode == 0
        latest = schedule_of(sender.profile).next_send
        assert latest is not None and latest <= time.time() + 30 * DAY
        assert server.connections == 0
        assert program("off", environ=sender.environ).returncode == 0
        assert document("status", "--json", environ=sender.environ)["next_send"] is None
        assert schedule_of(sender.profile).next_send is None


def test_looking_opens_no_connection_and_writes_nothing(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        sender.has(2)
        before = (sender.state / "consent.db").read_bytes()
        for words in (["send", "--dry-run"], ["sent"], ["sent", "--json"], ["status"]):
            assert program(*words, environ=sender.environ).returncode == 0, words
        assert b"for its next run" in program("doctor", environ=sender.environ).stdout
        assert server.connections == 0
        assert (sender.state / "consent.db").read_bytes() == before
        assert not (sender.state / "sender.lock").exists()
