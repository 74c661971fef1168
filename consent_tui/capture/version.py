"""What dfx says its version is."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = "#unknown"
PATIENCE = 1.0
"""How long dfx is given to answer, in seconds."""

_DIGITS = "0123456789"
_IDENTIFIER = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-")
_LONGEST = 64


def _is_number(text: str) -> bool:
    return text != "" and not text.strip(_DIGITS) and (text[0] != "0" or text == "0")


def _is_identifier(text: str) -> bool:
    return text != "" and _IDENTIFIER.issuperset(text)


def semver(text: str) -> str:
    """*text* without build metadata if it is a SemVer 2.0 version (at most 64 characters) or ``#unknown``."""
    version, plus, build = text.partition("+")
    core, hyphen, prerelease = version.partition("-")
    numbers = core.split(".")
    if len(text) > _LONGEST or len(numbers) != 3 or not all(_is_number(each) for each in numbers):
        return UNKNOWN
    if hyphen:
        for each in prerelease.split("."):
            if not _is_identifier(each) or (not each.strip(_DIGITS) and not _is_number(each)):
                return UNKNOWN
    if plus and not all(_is_identifier(each) for each in build.split(".")):
        return UNKNOWN
    return version


def parse(output: str) -> str:
    """The version in what ``dfx --version`` prints (``dfx 0.24.3``), else ``#unknown``."""
    words = output.split("\n", 1)[0].split()
    return semver(words[1]) if len(words) == 2 and words[0] == "dfx" else UNKNOWN


def ask(path: str, toolchain: str, environ: Mapping[str, str], patience: float = PATIENCE) -> str:
    """What the dfx at *path* says of itself, asked in the current folder; ``#unknown`` where it does not.

    It is given *patience*, in seconds.
    *toolchain* is the ``+VERSION`` word of the command line, or empty; one that is no version is not
    passed on. *path* must be the real dfx, never the shim.
    """
    if toolchain and semver(toolchain[1:]) == UNKNOWN:
        return UNKNOWN
    words = ["dfx", toolchain, "--version"] if toolchain else ["dfx", "--version"]
    reading, writing = os.pipe()
    try:
        child = os.posix_spawn(
            path,
            words,
            environ,
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, writing, 1),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
            setpgroup=0,
        )
    except OSError:
        os.close(writing)
        os.close(reading)
        return UNKNOWN
    os.close(writing)
    from time import monotonic  # noqa: PLC0415 - only where a dfx is asked

    deadline = monotonic() + patience
    try:
        return parse(_output(reading, deadline))
    finally:
        os.close(reading)
        _end(child, deadline)


def _output(descriptor: int, deadline: float) -> str:
    """What is written until the pipe is closed or *deadline* (of the monotonic clock) has passed."""
    from select import POLLIN, poll  # noqa: PLC0415
    from time import monotonic  # noqa: PLC0415

    waiting = poll()
    waiting.register(descriptor, POLLIN)
    said = b""
    while len(said) < 4096:
        left = deadline - monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            break
        block = os.read(descriptor, 4096)
        if not block:
            break
        said += block
    return said.decode("ascii", "replace")


def _end(child: int, deadline: float) -> None:
    """Reap the child; one that is still there at the deadline is killed with all it started."""
    from time import monotonic, sleep  # noqa: PLC0415

    while not os.waitpid(child, os.WNOHANG)[0]:
        if monotonic() >= deadline:
            os.killpg(child, 9)
            os.waitpid(child, 0)
            return
        sleep(0.001)
