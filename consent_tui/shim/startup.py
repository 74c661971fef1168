"""One marked block in a shell's start-up file that puts the shim's folder first on PATH, and its removal.

The block is appended, because dfx's own installer puts its folder first as well and must come before us.
Taking it out again restores the file byte for byte if nothing else was changed meanwhile, and leaves
whatever else was changed alone. Permissions and owner stay; a symbolic link stays one, its target is written.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
import tempfile
from pathlib import Path

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.retold import why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

BEGIN = b"# >>> dfx-consent >>>"
NEW_FILE = b" (this file was made for it)"
END = b"# <<< dfx-consent <<<"
# The line break before the block belongs to it: it ends a last line that had no line break of its own.
_BLOCK = re.compile(rb"\n?^" + BEGIN + rb"(?P<new>[^\n]*)\n.*?^" + END + rb"$\n?", re.MULTILINE | re.DOTALL)


def shell_name(environ: Mapping[str, str]) -> str:
    """The user's shell by ``SHELL``: ``bash``, ``zsh`` or ``fish``. Raises ConsentError for any other."""
    name = Path(environ.get("SHELL", "")).name
    if name not in {"bash", "zsh", "fish"}:
        raise ConsentError(
            _("The start-up file of your shell is not known here."),
            _("Put the shim's folder first on PATH yourself."),
        )
    return name


def startup_file(shell: str, environ: Mapping[str, str]) -> str:
    """The file that an interactive *shell* reads, in which the block belongs; it need not exist."""
    home = environ.get("HOME") or str(Path.home())
    if shell == "fish":
        return str(Path(environ.get("XDG_CONFIG_HOME") or Path(home, ".config"), "fish", "config.fish"))
    if shell == "zsh":
        return str(Path(environ.get("ZDOTDIR") or home, ".zshrc"))
    return str(Path(home, ".bash_profile" if sys.platform == "darwin" else ".bashrc"))


def path_block(shell: str, folder: str) -> str:
    """The lines, without a line break at the end, that put *folder* first on PATH in *shell*."""
    if shell == "fish":
        quoted = "'" + folder.replace("\\", "\\\\").replace("'", "\\'") + "'"
        line = f"contains -- {quoted} $PATH; or set -gx PATH {quoted} $PATH"
    else:
        quoted = shlex.quote(folder)
        line = f'case ":$PATH:" in *:{quoted}:*) ;; *) export PATH={quoted}:"$PATH" ;; esac'
    return f"{BEGIN.decode()}\n{line}\n{END.decode()}"


def add_to_shell_startup(shell: str, folder: str, environ: Mapping[str, str]) -> str:
    """Write the block for *folder* at the end of the shell's start-up file; the file's path.

    A block that is there already is replaced. Raises ConsentError if the file cannot be read or written,
    or holds the beginning of a block without its end.
    """
    path = startup_file(shell, environ)
    remove_from_shell_startup(shell, environ)
    before = _read(path)
    block = b"\n" + os.fsencode(path_block(shell, folder)) + b"\n"
    if before is None:
        block = block[1:].replace(BEGIN, BEGIN + NEW_FILE)
    _write(path, (before or b"") + block)
    return path


def remove_from_shell_startup(shell: str, environ: Mapping[str, str]) -> str | None:
    """Take the block out of the shell's start-up file; the file's path, or None where there was no block.

    A file that was made for the block alone is removed. Raises ConsentError as :func:`add_to_shell_startup`.
    """
    path = startup_file(shell, environ)
    text = _read(path)
    if text is None:
        return None
    found = _BLOCK.search(text)
    if found is None:
        if BEGIN in text:
            raise ConsentError(
                _("The dfx-consent lines in %(path)s are incomplete.") % {"path": path},
                _("Remove them yourself."),
            )
        return None
    before, after = text[: found.start()], text[found.end() :]
    seam = b"\n" if before and after and not before.endswith(b"\n") else b""
    rest = before + seam + after
    if not rest and found["new"] == NEW_FILE:
        _remove(path)
    else:
        _write(path, rest)
    return path


def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise _unusable(path, problem) from problem


def _remove(path: str) -> None:
    try:
        Path(path).resolve().unlink()
    except OSError as problem:
        raise _unusable(path, problem) from problem


def _write(path: str, text: bytes) -> None:
    """Replace the file in one step; a crash leaves the old text or the new one."""
    target = Path(path).resolve()
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".dfx-consent-", dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(text)
            if target.exists():
                found = target.stat()
                os.fchown(descriptor, found.st_uid, found.st_gid)
                os.fchmod(descriptor, found.st_mode & 0o7777)
            else:
                os.fchmod(descriptor, 0o644)
            file.flush()
            os.fsync(descriptor)
        Path(temporary).replace(target)
    except OSError as problem:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise _unusable(path, problem) from problem


def _unusable(path: str, problem: OSError) -> ConsentError:
    return ConsentError(
        _("%(path)s could not be read or written: %(reason)s.")
        % {"path": path, "reason": why(problem)},
        _("Put the shim's folder first on PATH yourself."),
    )
