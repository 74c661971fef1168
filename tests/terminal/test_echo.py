"""The terminal's echo, on a real pseudo-terminal: off before the app reads, then given back as it was."""

from __future__ import annotations

import sys
import termios
from pathlib import Path

import pexpect

PROGRAM = """
from consent_tui.services import echo
echo.hide()
print("hidden", flush=True)
input()
echo.give_back()
print("given back", flush=True)
input()
"""


def test_what_is_typed_meanwhile_is_not_echoed_and_the_terminal_is_given_back(tmp_path: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "HOME": str(tmp_path)}
    child = pexpect.spawn(sys.executable, ["-B", "-c", PROGRAM], env=environ, timeout=20)  # type: ignore[arg-type]
    before = termios.tcgetattr(child.child_fd)
    child.expect("hidden")
    child.sendline("qzvhxwkj")
    child.expect("given back")
    assert b"qzvh" not in child.before
    assert termios.tcgetattr(child.child_fd) == before
    child.sendline("qzvhxwkj")
    child.expect(pexpect.EOF)
    assert b"qzvh" in child.before
    child.close()
