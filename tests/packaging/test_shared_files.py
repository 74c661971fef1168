"""The completions and the man page say what the parser says, and real shells and man can read them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from consent_tui.cli.entry import COMMANDS
from tests.packaging.shared_files import SHARE, files

# argparse words its usage lines a little differently in each version of Python.
WRITTEN_WITH = (3, 11)


@pytest.mark.skipif(sys.version_info[:2] != WRITTEN_WITH, reason="the files are written with Python 3.11")
@pytest.mark.parametrize("name", ["dfx-consent.bash", "_dfx-consent", "dfx-consent.fish", "dfx-consent.1"])
def test_no_drift(name: str) -> None:
    assert (SHARE / name).read_text("utf-8") == files()[name], "run make shared"


def ask(shell: list[str], script: str, tmp_path: Path) -> set[str]:
    if shutil.which(shell[0]) is None:
        pytest.skip(f"{shell[0]} is not installed")
    done = subprocess.run(
        [*shell, "-c", script],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "TERM": "xterm"},
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    return {line.split("\t")[0].strip() for line in done.stdout.splitlines()}


def test_bash_completes_commands_and_values(tmp_path: Path) -> None:
    for words, expected in (
        (["st"], {"status"}),
        (["receipt", "--format", ""], {"record", "iso27560", "kantara"}),
        (["config", "get", "wi"], {"wire"}),
    ):
        line = " ".join(f"'{word}'" for word in ["dfx-consent", *words])
        script = f"""
        source {SHARE}/dfx-consent.bash
        COMP_WORDS=({line}); COMP_CWORD={len(words)}
        _shtab_dfx_consent
        printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        assert expected <= ask(["bash", "--norc"], script, tmp_path), words


def test_fish_completes_commands_and_values(tmp_path: Path) -> None:
    for line, expected in (
        ("dfx-consent ", set(COMMANDS)),
        ("dfx-consent receipt --format ", {"record", "iso27560", "kantara"}),
        ("dfx-consent config get wi", {"wire"}),
    ):
        script = f"source {SHARE}/dfx-consent.fish; complete -C '{line}'"
        assert expected <= ask(["fish", "--no-config"], script, tmp_path), line


def test_zsh_reads_its_completion(tmp_path: Path) -> None:
    script = f"fpath=({SHARE} $fpath); autoload -Uz compinit; compinit -u -D; print $_comps[dfx-consent]"
    assert "_dfx-consent" in ask(["zsh", "-f"], script, tmp_path)


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_man_page_has_every_command_and_no_faults() -> None:
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-P-cbou", SHARE / "dfx-consent.1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not done.stderr
    text = done.stdout.replace("\N{HYPHEN}", "-")
    missing = [name for name in COMMANDS if f"dfx-consent {name}" not in text]
    assert not missing
