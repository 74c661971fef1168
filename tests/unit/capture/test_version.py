"""Asking dfx for its version: a stub executable stands in for the real dfx."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from consent_tui.capture.version import ask, parse, semver


def stub(folder: Path, body: str) -> str:
    path = folder / "dfx"
    path.write_text("#!/bin/sh\n" + body, "utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("text", ["0.24.3", "1.0.0-beta.1", "0.0.0", "10.20.30-x-y.7", "1.0.0-0a"])
def test_versions_are_kept(text: str) -> None:
    assert semver(text) == text


def test_build_metadata_is_cut_off() -> None:
    assert semver("0.24.3+alice.laptop") == "0.24.3"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0.24",
        "0.24.3.1",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3-a..b",
        "1.2.3+",
        "v1.2.3",
        "1.2.x",
        "\u0661.2.3",
        "1.2.3-é",
        "1.2.3 ",
        "1.2.3\n",
        '1.2.3-"',
        "1.2.3-" + "x" * 64,
    ],
)
def test_anything_else_is_unknown(text: str) -> None:
    assert semver(text) == "#unknown"


@pytest.mark.parametrize(
    ("output", "version"),
    [
        ("dfx 0.24.3\n", "0.24.3"),
        ("dfx 0.24.3", "0.24.3"),
        ("0.24.3\n", "#unknown"),
        ("", "#unknown"),
        ("dfx 0.24.3 home/alice\n", "#unknown"),
        ("error: dfx 0.24.3\n", "#unknown"),
    ],
)
def test_what_dfx_prints(output: str, version: str) -> None:
    assert parse(output) == version


def test_dfx_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = stub(tmp_path, 'echo "dfx 0.21.0"; echo noise >&2; echo "$@" > asked\n')
    monkeypatch.chdir(tmp_path)
    assert ask(path, "", {}) == "0.21.0"
    assert (tmp_path / "asked").read_text("utf-8") == "--version\n"
    assert ask(path, "+0.20.2", {}) == "0.21.0"
    assert (tmp_path / "asked").read_text("utf-8") == "+0.20.2 --version\n"


def test_a_word_that_is_no_version_is_not_passed_on(tmp_path: Path) -> None:
    path = stub(tmp_path, f'touch "{tmp_path}/asked"; echo "dfx 0.21.0"\n')
    assert ask(path, "+$(reboot)", {}) == "#unknown"
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize(
    "body", ["sleep 30", "exec >&-; sleep 30", "sleep 30 & echo dfx", "kill -9 $$", "exit 1", "yes"]
)
def test_a_dfx_that_does_not_answer_is_unknown_within_its_second(tmp_path: Path, body: str) -> None:
    path = stub(tmp_path, body + "\n")
    before = time.monotonic()
    assert ask(path, "", {"PATH": os.environ["PATH"]}) == "#unknown"
    assert time.monotonic() - before < 5  # its second, and much room for a busy machine


def test_a_dfx_that_cannot_be_run_is_unknown(tmp_path: Path) -> None:
    assert ask(str(tmp_path / "none"), "", {}) == "#unknown"
