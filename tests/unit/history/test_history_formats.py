"""History files of each format, written byte for byte, read back newest first."""

from __future__ import annotations

import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from consent_tui.history.backwards import BLOCK, LINE_LIMIT, read_backwards
from consent_tui.history.sources import HistorySource, entries

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, shell: str, content: bytes) -> list[tuple[str, int | None]]:
    path = tmp_path / "history"
    path.write_bytes(content)
    return [(entry.line, entry.when) for entry in entries(HistorySource(shell, path))]


def test_bash_without_stamps(tmp_path: Path) -> None:
    assert read(tmp_path, "bash", b"dfx a\ndfx b\n# x\n") == [("# x", None), ("dfx b", None), ("dfx a", None)]


def test_bash_with_stamps_and_lines_together(tmp_path: Path) -> None:
    content = b"old\n#1700000000\nfor x in a\ndo dfx $x\ndone\n#1700000005\ndfx b\n"
    assert read(tmp_path, "bash", content) == [
        ("dfx b", 1700000005),
        ("for x in a\ndo dfx $x\ndone", 1700000000),
        ("old", None),
    ]


def test_bash_that_began_to_stamp_late(tmp_path: Path) -> None:
    plain = [f"echo {number} {'x' * 90}" for number in range(3000)]
    content = "\n".join([*plain, "#1700000000", "dfx a", ""]).encode()
    expected = [("dfx a", 1700000000), *((line, None) for line in reversed(plain))]
    assert read(tmp_path, "bash", content) == expected


def test_bash_that_stopped_stamping(tmp_path: Path) -> None:
    plain = [f"echo {number} {'x' * 90}" for number in range(3000)]
    content = "\n".join(["#1700000000", "dfx a", *plain, ""]).encode()
    result = read(tmp_path, "bash", content)
    assert result == [*((line, None) for line in reversed(plain)), ("dfx a", 1700000000)]


def test_bash_stamp_beyond_any_clock_is_no_time(tmp_path: Path) -> None:
    assert read(tmp_path, "bash", b"#999999999999\ndfx a\n") == [("dfx a", None)]


def test_zsh_plain_and_extended(tmp_path: Path) -> None:
    content = b"dfx a\n: 1700000000:0;dfx b\n: 1700000005:12;dfx c ; x\n"
    assert read(tmp_path, "zsh", content) == [
        ("dfx c ; x", 1700000005),
        ("dfx b", 1700000000),
        ("dfx a", None),
    ]


def test_zsh_lines_together(tmp_path: Path) -> None:
    content = b": 1700000000:0;for x in a\\\ndo dfx $x\\\ndone\nb\\\\ \ndfx a \\\\\n\\\ny\n"
    assert read(tmp_path, "zsh", content) == [
        ("dfx a \\\n\ny", None),
        ("b\\\\", None),
        ("for x in a\ndo dfx $x\ndone", 1700000000),
    ]


def test_zsh_metafied_bytes(tmp_path: Path) -> None:
    raw = "dfx 日本語 ąé\x83".encode()
    metafied = b"".join(bytes((0x83, b ^ 0x20)) if 0x83 <= b <= 0xA2 else bytes((b,)) for b in raw)
    assert metafied != raw
    assert read(tmp_path, "zsh", metafied + b"\n") == [("dfx 日本語 ąé\x83", None)]


def test_fish(tmp_path: Path) -> None:
    content = (
        b"- cmd: dfx a\n  when: 1700000000\n- cmd: for x in a\\n dfx \\\\n $x\\nend\n  when: 1700000005\n"
        b"  paths:\n    - dfx\n- cmd: dfx b\n"
    )
    assert read(tmp_path, "fish", content) == [
        ("dfx b", None),
        ("for x in a\n dfx \\n $x\nend", 1700000005),
        ("dfx a", 1700000000),
    ]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert read(tmp_path, "bash", b"dfx \xff\x00\xc3\n") == [("dfx \ufffd\x00\ufffd", None)]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "content", [b"", b"\n", b"#1700000000\n", b": 1:0;", b"- cmd: ", b"\\\n", b"\\", b"\x83"]
)
def test_odd_files_are_read_without_complaint(tmp_path: Path, shell: str, content: bytes) -> None:
    assert isinstance(read(tmp_path, shell, content), list)


@pytest.mark.parametrize("length", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK])
@pytest.mark.parametrize("ending", [b"", b"\n"])
def test_backwards_is_forwards_reversed(tmp_path: Path, length: int, ending: bytes) -> None:
    lines = [b"x" * length, b"", b"y" * 70_000, b"z"]
    path = tmp_path / "file"
    path.write_bytes(b"\n".join(lines) + ending)
    assert list(read_backwards(path)) == lines[::-1]


def test_an_endless_line_is_stepped_over(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"first\n" + b"x" * (LINE_LIMIT + 5 * BLOCK) + b"\nlast\n")
    assert list(read_backwards(path)) == [b"last", b"first"]


def test_an_endless_zsh_entry_is_stepped_over(tmp_path: Path) -> None:
    content = b"first\n" + (b"x" * 1000 + b"\\\n") * 1200 + b"end\nlast\n"
    assert [line for line, _ in read(tmp_path, "zsh", content)] == ["last", "first"]


def test_what_is_no_regular_file_gives_nothing_and_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    for name in ("fifo", "folder", "missing", "nul\0"):
        assert list(read_backwards(tmp_path / name)) == []
    assert list(read_backwards(tmp_path / "fifo" / "x")) == []


def test_a_file_cut_short_while_read_ends_quietly(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"line\n" * 100_000)
    lines = read_backwards(path)
    next(lines)
    path.write_bytes(b"")
    assert set(lines) <= {b"line"}


@pytest.mark.parametrize("piece", [b"x" * 100_000, b"x" * 100_000 + b"\\\n"])
def test_memory_stays_small_however_long_an_entry_is(tmp_path: Path, piece: bytes) -> None:
    path = tmp_path / "file"
    with path.open("wb") as history:
        for _ in range(300):
            history.write(piece)
    tracemalloc.start()
    try:
        assert list(entries(HistorySource("zsh", path))) == []
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 6 * LINE_LIMIT
