"""Where each shell keeps its history, what it holds, and whether it has changed."""

from __future__ import annotations

import os
import re
from pathlib import Path

from consent_tui.history.backwards import open_regular, read_backwards
from consent_tui.history.formats import FORMATS, HistoryEntry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SHELLS = ("bash", "zsh", "fish")
AUTO = "auto"
_SNIFFED = 4096
_looks_like_fish = re.compile(rb"^- cmd: ", re.MULTILINE).search
_looks_like_zsh = re.compile(rb"^: *\d+:\d+;", re.MULTILINE).search
_looks_like_bash = re.compile(rb"^#\d{9,12}\s*$", re.MULTILINE).search


class HistorySource:
    """A history file: ``shell`` is the format it is in (bash, zsh, fish), ``path`` where it lies."""

    __slots__ = ("path", "shell")

    def __init__(self, shell: str, path: Path) -> None:
        self.shell = shell
        self.path = path

    def __repr__(self) -> str:
        """For failing tests."""
        return f"HistorySource({self.shell!r}, {str(self.path)!r})"


def sources(environ: Mapping[str, str], shell: str = AUTO) -> list[HistorySource]:
    """The history files there are, the login shell's (``$SHELL``) first.

    *shell* is ``auto`` for every shell's, or one of ``SHELLS``. ``HISTFILE`` takes the place of the
    usual file of the shell it belongs to: the one whose format it is in, or whose name it bears, or
    else ``$SHELL``. Only regular files that can be opened are listed.
    """
    found = []
    for source in candidates(environ, shell):
        descriptor = open_regular(source.path)
        if descriptor is not None:
            os.close(descriptor)
            found.append(source)
    return found


def candidates(environ: Mapping[str, str], shell: str = AUTO) -> list[HistorySource]:
    """Like ``sources``, with the files that may come to be there too."""
    login = login_shell(environ)
    places = _usual_places(environ)
    histfile = environ.get("HISTFILE", "")
    if histfile:
        path = Path(histfile)
        places[_shell_of(path, login)] = [path]
    shells = SHELLS if shell == AUTO else (shell,)
    ordered = sorted(shells, key=lambda name: name != login)
    return [HistorySource(name, path) for name in ordered for path in places.get(name, ())]


def entries(source: HistorySource) -> Iterator[HistoryEntry]:
    """The entries of *source*, newest first, read from its end as they are asked for."""
    return FORMATS[source.shell](read_backwards(source.path))


def login_shell(environ: Mapping[str, str]) -> str:
    """The name of ``$SHELL``, or ''."""
    return environ.get("SHELL", "").rpartition("/")[2]


def _usual_places(environ: Mapping[str, str]) -> dict[str, list[Path]]:
    home = environ.get("HOME", "")
    folder = Path(home) if home else Path("~").expanduser()
    zsh = Path(environ.get("ZDOTDIR") or folder)
    data = environ.get("XDG_DATA_HOME", "")
    fish = Path(data) if data.startswith("/") else folder / ".local/share"
    places = {
        "bash": [folder / ".bash_history"],
        "zsh": [zsh / ".zsh_history", zsh / ".zhistory", zsh / ".histfile"],
    }
    # fish: an empty name is private mode, in which nothing is kept; "default" is the usual name.
    session = environ.get("fish_history", "fish")
    if session and "/" not in session:
        name = "fish" if session == "default" else session
        places["fish"] = [fish / "fish" / f"{name}_history"]
    return places


def _shell_of(path: Path, login: str) -> str:
    """Whose file the ``HISTFILE`` at *path* is: by content, by name, by ``$SHELL``."""
    for name, looks_like in (
        ("fish", _looks_like_fish),
        ("zsh", _looks_like_zsh),
        ("bash", _looks_like_bash),
    ):
        if looks_like(_sniff(path)):
            return name
    for name, part in (
        ("zsh", "zsh"),
        ("zsh", "zhist"),
        ("zsh", ".histfile"),
        ("bash", "bash"),
        ("fish", "fish"),
    ):
        if part in path.name:
            return name
    return login if login in {"bash", "zsh"} else "bash"


def _sniff(path: Path) -> bytes:
    """The first bytes of the file at *path*, or none."""
    descriptor = open_regular(path)
    if descriptor is None:
        return b""
    try:
        return os.read(descriptor, _SNIFFED)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


class Watcher:
    """Tells when a history file was written to, replaced or made; costs a ``stat`` a file."""

    __slots__ = ("_environ", "_seen", "_shell")

    def __init__(self, environ: Mapping[str, str], shell: str = AUTO) -> None:
        self._environ = environ
        self._shell = shell
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether any file differs from the last time this was asked (or the watcher was made)."""
        seen = self._look()
        before, self._seen = self._seen, seen
        return seen != before

    def _look(self) -> list[tuple[int, int, int] | None]:
        return [_state(source.path) for source in candidates(self._environ, self._shell)]


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
