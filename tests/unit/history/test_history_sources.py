"""Which history files are read, in which order their commands come, and how little is read of them."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from consent_tui.history import backwards
from consent_tui.history.recent import recent_commands
from consent_tui.history.sources import Watcher, sources

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def places(environ: dict[str, str], shell: str = "auto") -> list[tuple[str, str]]:
    return [(source.shell, source.path.name) for source in sources(environ, shell)]


def lines(environ: dict[str, str], shell: str = "auto") -> list[str]:
    return [recent.command.text for recent in recent_commands(environ, shell)]


def test_usual_places_with_the_login_shell_first(tmp_path: Path) -> None:
    fish = tmp_path / ".local/share/fish"
    fish.mkdir(parents=True)
    for path in (
        tmp_path / ".bash_history",
        tmp_path / ".zsh_history",
        tmp_path / ".histfile",
        fish / "fish_history",
    ):
        path.write_text("")
    environ = {"HOME": str(tmp_path), "SHELL": "/usr/bin/zsh"}
    assert places(environ) == [
        ("zsh", ".zsh_history"),
        ("zsh", ".histfile"),
        ("bash", ".bash_history"),
        ("fish", "fish_history"),
    ]
    assert places(environ, "fish") == [("fish", "fish_history")]
    assert places({"HOME": str(tmp_path / "none")}) == []


def test_other_places(tmp_path: Path) -> None:
    (tmp_path / "z").mkdir()
    (tmp_path / "data/fish").mkdir(parents=True)
    (tmp_path / "z/.zhistory").write_text("")
    (tmp_path / "data/fish/work_history").write_text("")
    environ = {
        "HOME": str(tmp_path),
        "ZDOTDIR": str(tmp_path / "z"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "fish_history": "work",
    }
    assert places(environ) == [("zsh", ".zhistory"), ("fish", "work_history")]
    assert places(environ | {"fish_history": ""}) == [("zsh", ".zhistory")]


def test_histfile_takes_its_shells_place(tmp_path: Path) -> None:
    (tmp_path / ".bash_history").write_text("dfx bash\n")
    (tmp_path / ".zsh_history").write_text("dfx zsh\n")
    chosen = tmp_path / "chosen"
    environ = {"HOME": str(tmp_path), "SHELL": "/bin/bash", "HISTFILE": str(chosen)}
    chosen.write_text("dfx plain\n")
    assert places(environ) == [("bash", "chosen"), ("zsh", ".zsh_history")]
    chosen.write_text(": 1700000000:0;dfx extended\n")
    assert places(environ) == [("bash", ".bash_history"), ("zsh", "chosen")]
    chosen.write_text("- cmd: dfx fish\n")
    assert places(environ) == [("bash", ".bash_history"), ("zsh", ".zsh_history"), ("fish", "chosen")]
    named = tmp_path / "my_zsh_log"
    named.write_text("dfx plain\n")
    assert places(environ | {"HISTFILE": str(named)}) == [("bash", ".bash_history"), ("zsh", "my_zsh_log")]
    assert lines(environ | {"HISTFILE": "/dev/null"}) == ["dfx zsh"]


def test_merged_newest_first(tmp_path: Path) -> None:
    (tmp_path / ".bash_history").write_text("#1700000010\ndfx 10\n#1700000030\ndfx 30a | dfx 30b\n")
    (tmp_path / ".zsh_history").write_text(": 1700000020:0;dfx 20\n: 1700000040:0;echo dfx\n")
    environ = {"HOME": str(tmp_path), "SHELL": "/bin/zsh"}
    assert lines(environ) == ["dfx 30b", "dfx 30a", "dfx 20", "dfx 10"]
    (tmp_path / ".bash_history").write_text("dfx untimed\n")
    assert lines(environ) == ["dfx 20", "dfx untimed"]
    assert lines(environ | {"SHELL": "/bin/bash"}) == ["dfx untimed", "dfx 20"]


def test_a_fifo_never_blocks(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".bash_history")
    environ = {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    assert places(environ) == []
    assert lines(environ | {"HISTFILE": str(tmp_path / ".bash_history")}) == []
    assert Watcher(environ).changed() is False


def test_a_million_lines_are_not_read_for_fifty_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ".bash_history"
    block = "".join(f"git commit -m 'work {number}'\ndfx deploy\n" for number in range(50_000))
    path.write_text(block * 10)
    read = 0
    pread = os.pread

    def counting(descriptor: int, size: int, position: int) -> bytes:
        nonlocal read
        data = pread(descriptor, size, position)
        read += len(data)
        return data

    monkeypatch.setattr(os, "pread", counting)
    environ = {"HOME": str(tmp_path), "SHELL": "/bin/bash"}
    found = list(itertools.islice(recent_commands(environ), 50))
    assert len(found) == 50
    assert path.stat().st_size > 15_000_000
    assert 0 < read <= 3 * backwards.BLOCK


def test_a_long_history_without_dfx_does_not_hold_up_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".bash_history").write_text("#1700000000\nls\n" * 200_000)
    (tmp_path / ".zsh_history").write_text(": 1800000000:0;dfx a\n")
    read = 0
    pread = os.pread

    def counting(descriptor: int, size: int, position: int) -> bytes:
        nonlocal read
        data = pread(descriptor, size, position)
        read += len(data)
        return data

    monkeypatch.setattr(os, "pread", counting)
    first = next(recent_commands({"HOME": str(tmp_path)}))
    assert (first.command.text, first.shell, first.when) == ("dfx a", "zsh", 1800000000)
    assert 0 < read <= 3 * backwards.BLOCK


def test_the_watcher_sees_writing_replacing_and_making(tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path)}
    path = tmp_path / ".zsh_history"
    watcher = Watcher(environ)
    assert watcher.changed() is False
    path.write_text("dfx a\n")
    assert watcher.changed() is True
    assert watcher.changed() is False
    with path.open("a") as history:
        history.write("dfx b\n")
    assert watcher.changed() is True
    other = tmp_path / "other"
    other.write_bytes(path.read_bytes())
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)
    assert watcher.changed() is True
    path.unlink()
    assert watcher.changed() is True
