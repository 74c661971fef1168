"""The file of decisions on a real disk: permissions, locks, crashes, and things that are no files."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from consent_tui.consent.chain import Anchor
from consent_tui.errors import ConsentError
from consent_tui.store import decisions as decisions_file
from consent_tui.store.decisions import (
    append,
    keep_vocabulary,
    kept_vocabulary,
    read_decisions,
    set_aside_files,
)
from tests.unit.consent.made import START, act

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "home" / "state" / "decisions.jsonl")


def write(path: str, *states: str) -> Anchor:
    anchor = read_decisions(path, None).anchor
    for number, state in enumerate(states):
        anchor = append(path, act("decision", state), START + number, anchor).anchor
    return anchor


def test_reading_makes_nothing(path: str, tmp_path: Path) -> None:
    assert read_decisions(path, None).state == "undecided"
    assert list(tmp_path.iterdir()) == []


def test_file_and_folder_are_for_the_person_alone(path: str) -> None:
    before = os.umask(0)
    try:
        anchor = write(path, "on")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(path).parent.stat().st_mode) == 0o700
    assert anchor.size == Path(path).stat().st_size


def test_what_was_written_is_read_and_never_rewritten(path: str) -> None:
    anchor = write(path, "on")
    first = Path(path).read_bytes()
    written = append(path, act("decision", "off"), START + 5, anchor)
    assert Path(path).read_bytes() == first + written.decision.line()
    chain = read_decisions(path, written.anchor)
    assert (chain.state, chain.fault, chain.unfinished) == ("off", None, False)
    assert written.anchor.size == Path(path).stat().st_size
    assert written.set_aside == ""


def test_a_deleted_file_is_found_by_the_store(path: str) -> None:
    anchor = write(path, "on", "off")
    Path(path).unlink()
    chain = read_decisions(path, anchor)
    assert chain.fault is not None
    assert (chain.fault.sequence, chain.state) == (1, "off")


@pytest.mark.parametrize("state", ["off", "on"])
def test_a_broken_record_is_set_aside_by_a_new_decision_and_named(path: str, state: str) -> None:
    anchor = write(path, "on", "off", "on")
    broken = Path(path).read_bytes()[:-7]
    Path(path).write_bytes(broken)
    written = append(path, act("decision", state), START + 100, anchor)
    aside = Path(path).with_name(written.set_aside)
    assert aside.read_bytes() == broken
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert set_aside_files(path) == [written.set_aside] == ["decisions-broken-20251009T085500Z.jsonl"]
    assert written.decision.sequence == 1
    assert "decision 3 is cut off in the middle" in written.decision.began_anew
    assert written.set_aside in written.decision.began_anew
    chain = read_decisions(path, written.anchor)
    assert (chain.state, chain.fault) == (state, None)

    Path(path).write_bytes(b"garbage\n")  # the same second again: no name is used twice
    again = append(path, act("decision", state), START + 100, written.anchor)
    assert set_aside_files(path) == sorted([written.set_aside, again.set_aside])
    assert aside.read_bytes() == broken


@pytest.mark.parametrize("kind", ["later", "refusal", "endpoint"])
def test_only_a_decision_begins_anew(path: str, kind: str) -> None:
    anchor = write(path, "on")
    Path(path).write_bytes(b"garbage\n")
    with pytest.raises(ConsentError, match="decision 1 cannot be read") as refusal:
        append(path, act(kind), START, anchor)
    assert "receipt" in refusal.value.mend
    assert Path(path).read_bytes() == b"garbage\n"
    assert set_aside_files(path) == []


def test_things_that_are_no_files_mean_off_and_hold_nobody_up(path: str, tmp_path: Path) -> None:
    place = Path(path)
    place.parent.mkdir(parents=True)
    (tmp_path / "elsewhere").write_bytes(b"")
    for make in (
        place.mkdir,
        lambda: os.mkfifo(place),
        lambda: place.symlink_to(tmp_path / "elsewhere"),
        lambda: place.symlink_to("/dev/zero"),
    ):
        make()
        chain = read_decisions(path, None)
        assert chain.fault is not None
        assert chain.state == "off"
        place.rmdir() if place.is_dir() and not place.is_symlink() else place.unlink()
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ConsentError):
        append(path, act("decision", "on"), START, None)
    assert (tmp_path / "elsewhere").read_bytes() == b""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_somebody_elses_file_is_not_trusted(path: str) -> None:
    anchor = write(path, "on")
    os.chown(path, 65534, 65534)
    chain = read_decisions(path, anchor)
    assert chain.state == "off"
    assert chain.fault is not None
    assert "somebody else" in chain.fault.sentence


def test_a_file_that_has_no_end_is_not_read(path: str) -> None:
    write(path, "off")
    os.truncate(path, decisions_file.LARGEST + 1)
    chain = read_decisions(path, None)
    assert chain.fault is not None
    assert "too large" in chain.fault.sentence


def test_a_full_disk_leaves_the_record_as_it_was(path: str) -> None:
    """A limit on the size of files stands in for the full disk: the line is written in part, then refused."""
    anchor = write(path, "on", "off")
    before = Path(path).read_bytes()
    program = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 100}, {len(before) + 100}))\n"
        "from consent_tui.consent.chain import Anchor\n"
        "from consent_tui.errors import ConsentError\n"
        "from consent_tui.store.decisions import append\n"
        "from tests.unit.consent.made import act\n"
        f"anchor = Anchor({anchor.count}, {anchor.head!r}, {anchor.size})\n"
        "try:\n"
        f"    append({path!r}, act('decision', 'on'), 5, anchor)\n"
        "except ConsentError as error:\n"
        "    print(error.message, error.status)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "could not be written" in found.stdout
    assert found.stdout.endswith(" 1\n")
    assert Path(path).read_bytes() == before


def test_a_lock_that_is_held_too_long_is_told(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    anchor = write(path, "on")
    monkeypatch.setattr(decisions_file, "LOCK_SECONDS", 0.1)
    with Path(path).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ConsentError, match="held"):
            append(path, act("decision", "off"), START, anchor)
        assert read_decisions(path, anchor).state == "on"  # readers wait for nobody
    assert append(path, act("decision", "off"), START, anchor).decision.sequence == 2


WRITER = """
import sys
from consent_tui.store.decisions import append, read_decisions
from tests.unit.consent.made import act
path, count = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
for number in range(count):
    anchor = read_decisions(path, None).anchor
    append(path, act("decision", "off" if number % 2 else "on"), 1_760_000_000 + number, anchor)
    print("done", flush=True)
"""


def writer(path: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, path, str(count)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def test_writers_at_once_make_one_chain(path: str) -> None:
    running = [writer(path, 15) for _ in range(4)]
    for each in running:
        each.communicate(timeout=60)
        assert each.returncode == 0
    chain = read_decisions(path, None)
    assert chain.fault is None
    assert len(chain.decisions) == 4 * 15


def test_a_writer_killed_at_any_moment_loses_nothing_it_reported(path: str) -> None:
    reported = 0
    for number in range(6):
        running = writer(path, 1000)
        assert running.stdout is not None
        for _ in range(2 + number):
            running.stdout.readline()
        running.send_signal(signal.SIGKILL)
        rest, _ = running.communicate(timeout=60)
        reported += 1 + number + rest.count("done\n")
        chain = read_decisions(path, None)
        assert chain.fault is None, chain.fault.sentence
        assert len(chain.decisions) >= reported
        reported = len(chain.decisions)


def test_the_vocabulary_of_a_decision_is_kept_and_checked(tmp_path: Path) -> None:
    folder = str(tmp_path / "state")
    name = keep_vocabulary(folder, ["#b", "#a"])
    assert kept_vocabulary(folder, name) == ("#a", "#b")
    assert keep_vocabulary(folder, ["#a", "#b"]) == name
    (kept,) = Path(folder).iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert b"#a" not in kept.read_bytes()  # a search for what was wiped finds nothing here
    whole = kept.read_bytes()
    for content in (
        zlib.compress(b"#a\n#b\n#c\n"),
        b"",
        whole[:-1],
        whole[:5],
        b"\xff",
        zlib.compress(b"\xff"),
    ):
        kept.write_bytes(content)
        assert kept_vocabulary(folder, name) in (None, ("#a", "#b"))
        assert content == whole[:-1] or kept_vocabulary(folder, name) is None
    kept.unlink()
    os.mkfifo(kept)
    assert kept_vocabulary(folder, name) is None
    kept.unlink()
    kept.write_bytes(b"\xff")
    assert kept_vocabulary(folder, "0" * 64) is None
    keep_vocabulary(folder, ["#a", "#b"])
    assert kept_vocabulary(folder, name) == ("#a", "#b")


def test_a_record_id_is_random_and_no_two_are_alike(path: str) -> None:
    write(path, *["on", "off"] * 5)
    found = {json.loads(line)["record_id"] for line in Path(path).read_text().splitlines()}
    assert len(found) == 10
    assert {each[14] for each in found} == {"4"}


def test_whoever_opened_a_record_that_was_then_set_aside_writes_to_the_new_one(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is moved away in the very moment between opening and locking it."""
    write(path, "on")
    aside = Path(path).with_name("decisions-broken-by-somebody.jsonl")
    before = Path(path).read_bytes()
    lock = fcntl.flock

    def too_late(descriptor: int, operation: int) -> None:
        if not aside.exists():
            Path(path).rename(aside)
        lock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", too_late)
    append(path, act("decision", "off"), START, None)
    assert aside.read_bytes() == before
    chain = read_decisions(path, None)
    assert (len(chain.decisions), chain.fault, chain.state) == (1, None, "off")
