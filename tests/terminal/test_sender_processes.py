"""Senders as processes: killed at every step, many at once, started by the recorder, waited for by off."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import consent_tui
from consent_tui.paths import record_command
from consent_tui.store.session import writing
from tests.program import PROGRAM, program
from tests.server.collector import Collector, Exchange, answer, reset_after_acceptance, silence
from tests.server.sending import DAY, Sender

NOW = int(time.time())


@pytest.fixture
def sender_of(tmp_path: Path) -> object:
    def made(url: str, count: int, **settings: str) -> tuple[Sender, list[bytes]]:
        sender = Sender(tmp_path, url, **settings)
        sender.now = int(time.time())
        return sender, sender.has(count)

    return made


def start(sender: Sender, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [PROGRAM, "send", "--now", *words],
        env=sender.environ,
        cwd=sender.home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def kill(child: subprocess.Popen[bytes]) -> None:
    child.kill()  # by SIGKILL, where it has not ended by itself
    child.communicate()


def assert_once(server: Collector, events: list[bytes]) -> None:
    """Every event was taken under exactly one key, and every key came with one body only."""
    assert server.faults == []
    assert sorted(server.accepted_events()) == sorted(events)


def stall_before_reading(exchange: Exchange) -> None:
    exchange.collector.ended.wait(30)


def stall_before_accepting(exchange: Exchange) -> None:
    exchange.read()
    exchange.collector.ended.wait(30)


def stall_after_accepting(exchange: Exchange) -> None:
    exchange.accept(exchange.read())
    exchange.collector.ended.wait(30)


def stall_within_the_answer(exchange: Exchange) -> None:
    exchange.accept(exchange.read())
    exchange.write("HTTP/1.1 200 Said\ncontent-length: 5\n\nab")
    exchange.collector.ended.wait(30)


@pytest.mark.parametrize(
    "stall", [stall_before_reading, stall_before_accepting, stall_after_accepting, stall_within_the_answer]
)
@pytest.mark.parametrize("batch_size", ["1", "4"])
def test_killed_while_the_server_stalls_at_a_step(sender_of: object, stall: object, batch_size: str) -> None:
    with Collector([stall, answer(204)]) as server:  # type: ignore[list-item]
        sender, events = sender_of(server.url, 9, batch_size=batch_size)  # type: ignore[operator]
        child = start(sender)
        if stall is stall_before_reading:
            while not server.connections:
                time.sleep(0.005)
            time.sleep(0.05)
        else:
            server.wait_for(1)
        kill(child)
        done = program("send", "--now", environ=sender.environ)
        assert done.returncode == 0, done.stderr
        assert_once(server, events)
        assert sender.pending() == []


def test_killed_at_any_moment_again_and_again(sender_of: object) -> None:
    def slowly(exchange: Exchange) -> None:
        request = exchange.read()
        time.sleep(chance.uniform(0, 0.003))
        exchange.accept(request)
        time.sleep(chance.uniform(0, 0.003))
        exchange.write("HTTP/1.1 204 Said\n\n")

    chance = random.Random(20260301)
    with Collector(slowly) as server:
        sender, events = sender_of(server.url, 300)  # type: ignore[operator]
        killed = 0
        for _ in range(40):
            before = len(server.requests)
            child = start(sender)
            while len(server.requests) == before and child.poll() is None:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.05))
            killed += child.poll() is None
            kill(child)
        assert killed > 15
        assert program("send", "--now", environ=sender.environ).returncode == 0
        assert_once(server, events)
        assert sender.pending() == []
        assert {each.outcome for each in sender.sent()} == {"delivered"}


# The program, which kills itself where the third call of one of its functions begins or ends.
DIES = """
import os, signal, sys
name, file, when = sys.argv[1:4]
seen = 0

def watch(frame, event, _):
    global seen
    if frame.f_code.co_name == name and event == when and frame.f_code.co_filename.endswith("/" + file):
        seen += 1
        if seen == 3:
            os.kill(os.getpid(), signal.SIGKILL)

from consent_tui.__main__ import main
sys.argv = ["dfx-consent", "send", "--now"]
sys.setprofile(watch)
sys.exit(main())
"""
STEPS = [
    ("is_wanted", "lock.py", "call"),
    ("_note_taken", "dispatch.py", "call"),
    ("close", "store/sent.py", "return"),
    ("take_out", "outgoing.py", "return"),
    ("_note_taken", "dispatch.py", "return"),
    ("leave", "leave.py", "return"),
    ("rested", "outgoing.py", "return"),
    ("attempt", "store/sent.py", "return"),
    ("_transmit", "dispatch.py", "call"),
    ("name", "lock.py", "return"),
    ("post", "transport.py", "call"),
    ("_trace", "transport.py", "return"),
    ("post", "transport.py", "return"),
    ("_step", "dispatch.py", "return"),
]


@pytest.mark.parametrize("batch_size", ["1", "2"])
@pytest.mark.parametrize("step", STEPS, ids="-".join)
def test_killed_between_two_steps(sender_of: object, step: tuple[str, ...], batch_size: str) -> None:
    """Also where one transaction notes an answer and commits the next request."""
    with Collector(answer(204)) as server:
        sender, events = sender_of(server.url, 9, batch_size=batch_size)  # type: ignore[operator]
        done = subprocess.run([sys.executable, "-c", DIES, *step], env=sender.environ, cwd=sender.home)
        assert done.returncode == -signal.SIGKILL
        assert program("send", "--now", environ=sender.environ).returncode == 0
        assert_once(server, events)
        assert sender.pending() == []
        assert {each.idempotency_key for each in sender.sent()} == set(server.accepted)
        assert {each.outcome for each in sender.sent()} == {"delivered"}


def test_five_at_once_are_one(sender_of: object) -> None:
    with Collector([reset_after_acceptance, answer(204)]) as server:
        sender, events = sender_of(server.url, 60)  # type: ignore[operator]
        children = [start(sender) for _ in range(5)]
        said = [child.communicate() for child in children]
        statuses = [child.returncode for child in children]
        assert statuses.count(0) >= 1
        for status, (_, errors) in zip(statuses, said, strict=True):
            assert status == 0 or b"Another sender is at work" in errors
        program("send", "--now", environ=sender.environ)
        assert_once(server, events)
        assert len(server.requests) == 61


def test_off_waits_for_the_request_in_flight_says_so_and_nothing_follows(sender_of: object) -> None:
    def slowly(exchange: Exchange) -> None:
        request = exchange.read()
        time.sleep(1.5)
        exchange.accept(request)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(slowly) as server:
        sender, _ = sender_of(server.url, 10)  # type: ignore[operator]
        child = start(sender)
        server.wait_for(1)
        done = program("off", environ=sender.environ)
        assert len(server.accepted) == 1  # it had ended before off returned
        assert done.returncode == 0
        assert b"Waiting for the one request that is in flight" in done.stderr
        assert server.requests[0].key.encode() in done.stderr
        _, errors = child.communicate()
        assert child.returncode == 1 and b"Nothing may be sent" in errors
        assert server.connections == 1
        assert sender.pending() == []


@pytest.mark.parametrize("words", [["pending", "wipe", "--yes"], ["pending", "wipe", "--yes", "--id", "1"]])
def test_a_wipe_waits_as_well(sender_of: object, words: list[str]) -> None:
    def slowly(exchange: Exchange) -> None:
        request = exchange.read()
        time.sleep(0.8)
        exchange.accept(request)
        exchange.write("HTTP/1.1 204 Said\n\n")

    with Collector(slowly) as server:
        sender, events = sender_of(server.url, 2)  # type: ignore[operator]
        child = start(sender)
        server.wait_for(1)
        done = program(*words, environ=sender.environ)
        sent_by_then = len(server.requests)
        child.communicate()
        wiped_one = b"1 pending event was wiped." in done.stdout
        assert b"in flight" in done.stderr or b"No pending event" in done.stderr
        if "--id" not in words:
            assert wiped_one and sent_by_then == len(server.requests) == 1
        else:
            assert len(server.requests) == (1 if wiped_one else 2)
        assert sender.pending() == [] and len(events) == 2


def test_a_sender_that_is_stopped_in_flight_makes_off_fail_by_name(sender_of: object) -> None:
    """Stopped by SIGSTOP it never lets go: off gives up after 15 seconds, and its decision stands."""
    with Collector(silence) as server:
        sender, _ = sender_of(server.url, 3)  # type: ignore[operator]
        child = start(sender)
        server.wait_for(1)
        os.kill(child.pid, signal.SIGSTOP)
        before = time.monotonic()
        done = program("off", environ=sender.environ)
        assert 14 < time.monotonic() - before < 25
        assert done.returncode == 1
        assert server.requests[0].key.encode() in done.stderr and server.url.encode() in done.stderr
        server.ended.set()
        os.kill(child.pid, signal.SIGCONT)
        child.communicate()
        assert len(server.requests) == 1
        assert program("off", environ=sender.environ).returncode == 0
        assert sender.pending() == []


def recorder(sender: Sender) -> float:
    """A dfx command as the shim reports it; how long that took."""
    before = time.monotonic()
    words = [*record_command(str(sender.state)), "--exit-status", "0", "--", "dfx", "deploy"]
    subprocess.run(words, env=sender.environ, cwd=sender.home, check=True)
    return time.monotonic() - before


def make_due(sender: Sender) -> None:
    with writing(str(sender.state)) as connection:
        connection.execute("UPDATE limits SET next_send = ?, started_at = 0", (int(time.time()) - 1,))


def test_the_recorder_starts_it_when_due_detached_and_does_not_wait(sender_of: object) -> None:
    with Collector(silence) as server:
        sender, _ = sender_of(server.url, 1)  # type: ignore[operator]
        recorder(sender)
        assert server.connections == 0
        make_due(sender)
        assert recorder(sender) < 2  # the server is silent for as long as it lasts
        server.wait_for(1)
        assert recorder(sender) < 2  # nor is another one started
        time.sleep(0.3)
        assert server.connections == 1
        server.ended.set()
    time.sleep(0.1)


def test_a_thousand_sendable_events_start_it_before_its_time(sender_of: object) -> None:
    with Collector(answer(204)) as server:
        sender, events = sender_of(server.url, 999, batch_size="500")  # type: ignore[operator]
        sender.has(5, first=5000, age=DAY // 2)
        recorder(sender)
        recorder(sender)
        time.sleep(0.3)
        assert server.connections == 0
        with writing(str(sender.state)) as connection:
            connection.execute("UPDATE pending SET recorded_at = recorded_at - 43200 WHERE id = 1000")
        recorder(sender)
        server.wait_for(2)
        deadline = time.monotonic() + 20
        while len(server.accepted_events()) < 1000 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert set(events) <= set(server.accepted_events())
        time.sleep(0.3)


def test_the_process_finds_the_folder_that_the_shim_was_installed_for(sender_of: object) -> None:
    """Without DFX_CONSENT_HOME in the environment, as the recorder may run."""
    with Collector(answer(204)) as server:
        sender, events = sender_of(server.url, 2)  # type: ignore[operator]
        make_due(sender)
        entry = str(Path(consent_tui.__file__).with_name("start_sender.py"))
        environ = {name: value for name, value in sender.environ.items() if name != "DFX_CONSENT_HOME"}
        done = subprocess.run(
            [sys.executable, "-P", entry, str(sender.state)], env=environ, capture_output=True, timeout=60
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert_once(server, events)
        found = json.loads(program("sent", "--json", environ=sender.environ).stdout)
        assert len(found) == 2
