"""What sending costs beyond the posts themselves, and what a long queue costs in memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from consent_tui.paths import record_command
from tests.benchmarks.measure import cpu_seconds
from tests.server.collector import Collector, silence
from tests.server.sending import DAY, Sender

EVENTS = 1_000
QUEUE = 100_000
ROUNDS = 9
LIMIT = 1.25
LIMIT_MEMORY = 1.1
LIMIT_SILENT = 1.1

# Another process, so that the server's work and ours do not share an interpreter. It answers 204 to anything.
_SERVER = """
import socket
listener = socket.create_server(("127.0.0.1", 0), backlog=256)
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    received = b""
    while not received.endswith(b'}\\n'):
        piece = connection.recv(65536)
        if not piece:
            break
        received += piece
    connection.sendall(b"HTTP/1.1 204 Said\\r\\nconnection: close\\r\\n\\r\\n")
    connection.close()
"""

# A connection a post, as httpx opens it; the TLS context, by far the dearest part of it, is shared.
_BARE = """
import ssl, sys, time, httpx
url, count, body = sys.argv[1], int(sys.argv[2]), sys.argv[3].encode() + b"\\n"
headers = {"content-type": "application/x-ndjson", "connection": "close"}
context = ssl.create_default_context()
httpx.post(url, content=body, headers=headers, verify=context, trust_env=False)
before = time.perf_counter()
for _ in range(count):
    httpx.post(url, content=body, headers=headers, verify=context, trust_env=False).raise_for_status()
print(time.perf_counter() - before)
"""

# The same over one client, which makes everything but the connection once.
_CLIENT = """
import sys, time, httpx
url, count, body = sys.argv[1], int(sys.argv[2]), sys.argv[3].encode() + b"\\n"
headers = {"content-type": "application/x-ndjson", "connection": "close"}
limits = httpx.Limits(max_keepalive_connections=0)
with httpx.Client(verify=False, trust_env=False, limits=limits) as client:
    client.post(url, content=body, headers=headers)
    before = time.perf_counter()
    for _ in range(count):
        client.post(url, content=body, headers=headers).raise_for_status()
    print(time.perf_counter() - before)
"""

_OURS = """
import os, sys, time
import httpx, httpcore, urllib.request
import consent_tui.sender.run
from consent_tui.services.profile import this_process
from consent_tui.services.sending import send_now
profile = this_process()
before = time.perf_counter()
tally = send_now(profile)
print(time.perf_counter() - before)
assert tally.delivered == int(sys.argv[1]), vars(tally)
"""

_MEMORY = """
import resource, sys
from consent_tui.services.profile import this_process
from consent_tui.services.sending import send_now
tally = send_now(this_process())
assert tally.delivered == int(sys.argv[1]), (tally.delivered, tally.problem)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(folder: Path) -> list[tuple[str, float, float]]:
    """Ratios; the times are of the wall, of interleaved rounds, and leave starting the interpreter out."""
    server = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE)
    assert server.stdout is not None
    try:
        url = f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        bare, client = _speed(folder, url)
        memory = _memory(folder, url, QUEUE) / _memory(folder, url, EVENTS)
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    return [
        ("sender: 1,000 events to a bare httpx loop that opens a connection a post", bare, LIMIT),
        ("sender: the same, to a loop with one client that closes its connections", client, 0.0),
        ("sender: peak memory, 100,000 pending to 1,000", memory, LIMIT_MEMORY),
        (
            "sender: the recorder's CPU while a sender waits for a silent server",
            _silent(folder),
            LIMIT_SILENT,
        ),
    ]


def _speed(folder: Path, url: str) -> tuple[float, float]:
    """Ours over the loop of ``httpx.post``, and over the loop with one client.

    Of each the fastest of its rounds: whatever else runs on the machine only ever adds.
    """
    rounds = []
    for number in range(ROUNDS):
        sender = _ready(folder / f"speed{number}", url, EVENTS)
        body = sender.has(1, first=9999, age=0)[0].decode("ascii")
        bare = _printed([sys.executable, "-c", _BARE, url, str(EVENTS), body], sender)
        client = _printed([sys.executable, "-c", _CLIENT, url, str(EVENTS), body], sender)
        rounds.append((_printed([sys.executable, "-c", _OURS, str(EVENTS)], sender), bare, client))
    ours, bare, client = (min(column) for column in zip(*rounds, strict=True))
    return ours / bare, ours / client


def _memory(folder: Path, url: str, count: int) -> float:
    """Peak resident size of a sender of *count* events, one a request as it is by default."""
    sender = _ready(folder / f"memory{count}", url, 0)
    sender.configure(max_pending=str(2 * QUEUE))
    for first in range(0, count, 10_000):
        sender.has(min(10_000, count - first), first=first)
    return _printed([sys.executable, "-c", _MEMORY, str(count)], sender)


def _silent(folder: Path) -> float:
    """A recorder's CPU while a sender is in flight, over one's without."""
    sender = _ready(folder / "silent", "http://127.0.0.1:9/", 0)
    words = [*record_command(str(sender.state)), "--exit-status", "0", "--", "dfx", "deploy"]
    cpu_seconds(words, sender.environ)
    alone = statistics.median(cpu_seconds(words, sender.environ) for _ in range(15))
    with Collector(silence) as server:
        sender = _ready(folder / "waiting", server.url, 5)
        cpu_seconds(words, sender.environ)
        words = [*record_command(str(sender.state)), "--exit-status", "0", "--", "dfx", "deploy"]
        child = subprocess.Popen(
            [sys.executable, "-c", _OURS, "0"], env=sender.environ, stderr=subprocess.DEVNULL
        )
        server.wait_for(1)
        busy = statistics.median(cpu_seconds(words, sender.environ) for _ in range(15))
        child.kill()
        child.wait()
        server.ended.set()
    return busy / alone


def _ready(home: Path, url: str, count: int, **settings: str) -> Sender:
    sender = Sender(home, url, **settings)
    sender.now = int(time.time())
    sender.has(count, age=2 * DAY)
    return sender


def _printed(words: list[str], sender: Sender) -> float:
    done = subprocess.run(words, env=sender.environ, cwd=sender.home, capture_output=True, check=True)
    return float(done.stdout)
