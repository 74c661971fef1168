"""After the shim is gone a shell that is open looks for dfx where it was, and is told how to look anew."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.program import PROGRAM, environment, stub_dfx


@pytest.mark.parametrize("remove", ["shim uninstall", "forget --yes"])
def test_an_open_bash_finds_the_real_dfx_by_what_it_is_told(tmp_path: Path, remove: str) -> None:
    stub = stub_dfx(tmp_path / "real", 'echo "the real dfx $1"\n')
    state = tmp_path / "state"
    environ = environment(tmp_path, DFX_CONSENT_HOME=str(state), CI="true")
    environ["PATH"] = f"{state}/bin:{stub.parent}:{environ['PATH']}"
    bash = shutil.which("bash") or "bash"
    script = f"""
        '{PROGRAM}' shim install >install.out && dfx first || exit 9
        '{PROGRAM}' {remove} >told; dfx second 2>/dev/null
        hash -r; dfx third
    """
    done = subprocess.run([bash, "-c", script], env=environ, cwd=tmp_path, capture_output=True, check=False)
    # Where bash forgets by itself some day, the sentence is not needed any more.
    assert done.stdout == b"the real dfx first\nthe real dfx third\n", done.stderr
    assert "type hash -r" in " ".join((tmp_path / "told").read_text("utf-8").split())
