"""What is cut out of a line is what real shells start when they are given that line.

A stub executable named ``dfx`` stands in for the real one and writes down how it was started.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from consent_tui.history.shell import dfx_commands

if TYPE_CHECKING:
    from pathlib import Path

STUB = """#!/bin/sh
{ printf '%s' "${DFX_NETWORK-}"; for word; do printf '\\037%s' "$word"; done; printf '\\036'; } >>"$STARTED"
"""
EVERYWHERE = [
    "dfx deploy --yes",
    "dfx a 'b c' \"d e\" f\\ g '' h'i'\"j\"",
    "dfx a; dfx b && dfx c | dfx d",
    "true | dfx a 2>&1 >/dev/null",
    "echo dfx deploy; echo 'dfx a; dfx b' # dfx c",
    "env DFX_NETWORK=ic dfx a",
    "DFX_NETWORK=ic dfx a; dfx b",
    "export DFX_NETWORK=ic; dfx a",
    "env DFX_NETWORK=x nice -n 1 timeout -s KILL 5 nohup dfx a >/dev/null 2>/dev/null",
    "command dfx a; time dfx b",
    'dfx a "\\$x \\"y\\" z\\\\"',
    "dfx a &\nwait",
]
POSIX = [
    "if true; then dfx a; else echo; fi; for x in 1; do dfx b c; done; while dfx d; do break; done",
    "case x in (y) ;; x|z) dfx a;; esac; { dfx b; }; (dfx c; (dfx d))",
    "f() { dfx a; }; f; ! dfx b",
    'x=$(dfx a `dfx b`); echo "$(dfx c "$(dfx d)")" ${x:-\'dfx no\'} $((1 + $(dfx e; echo 1)))',
    "cat <<EOF >/dev/null; dfx a\ndfx no\nEOF\ndfx b <<-'X'\n\tdfx no\n\tX\ndfx c",
    "dfx a \\\n  b # c\n# dfx no\ndfx d",
    "exec dfx a >/dev/null",
]
BASH = [
    "dfx a $'b\\n\\x41\\u00e9\\'c' $\"d\" &>/dev/null",
    "diff <(dfx a) <(dfx b); dfx c > >(cat); cat <<< 'dfx no'",
    "[[ -n x && dfx == dfx || a < b ]] && (( 1 < 2 )) && dfx a; for ((i = 0; i < 1; i++)); do dfx b; done",
    "function f { dfx a; }; f; names=(dfx no); time -p dfx b",
    "((dfx a); dfx b); [[ x =~ ^(x|dfx)$ ]] && dfx c |& cat",
]
ZSH = ["for x (1) dfx a; { dfx b }; noglob dfx c; dfx d >| /dev/null; repeat 1 dfx e", *BASH[1:2]]
FISH = [
    "dfx a; and dfx b; or dfx no-but-read; not dfx c; begin; dfx d; end",
    "if dfx a; dfx b; end; for x in 1; dfx c; end; function f; dfx d; end; f",
    "set x (dfx a); echo (dfx b (dfx c)); set -x DFX_NETWORK ic; dfx d",
    "switch x; case x; dfx a; end; while dfx b; break; end; dfx c 2>&1 | cat",
    "if false; else if true; dfx a; end; dfx b && dfx c",
]
# A wrapper joined to a branch not taken is read but not run.
NOT_RUN = {"dfx no-but-read"}
CASES = (
    [("bash", line) for line in EVERYWHERE + POSIX + BASH]
    + [("dash", line) for line in POSIX]
    + [("zsh", line) for line in EVERYWHERE + POSIX[:4] + ZSH]
    + [("fish", line) for line in EVERYWHERE + FISH]
)


@pytest.mark.parametrize(("shell", "line"), CASES)
def test_the_shell_starts_what_was_read(tmp_path: Path, shell: str, line: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "bin").mkdir()
    stub = tmp_path / "bin/dfx"
    stub.write_text(STUB)
    stub.chmod(0o755)
    started = tmp_path / "started"
    started.write_text("")
    quick = {
        "bash": ["--norc", "--noprofile"],
        "zsh": ["-f", "-o", "interactive_comments"],
        "fish": ["--no-config"],
    }
    subprocess.run(
        [program, *quick.get(shell, []), "-c", line],
        env={
            "HOME": str(tmp_path),
            "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
            "STARTED": str(started),
            "LANG": "C.UTF-8",
        },
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    run = [record.split("\x1f") for record in started.read_text().split("\x1e")[:-1]]
    read = [
        [command.environment.get("DFX_NETWORK", ""), *command.words[1:]] for command in dfx_commands(line)
    ]
    # What a substitution gives is only known to the shell, and here it is nothing.
    expected = [
        [word for word in words if not word.startswith(("$(", "`", "("))]
        for words in read
        if " ".join(["dfx", *words[1:]]) not in NOT_RUN
    ]
    without_empty = [[words[0], *(word for word in words[1:] if word)] for words in run]
    assert sorted(without_empty) == sorted(
        [words[0], *(word for word in words[1:] if word)] for words in expected
    )
