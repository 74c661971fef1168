"""Removing everything of ours from this machine, the decisions last (contract, section 6).

First comes an ``off``, with all that an ``off`` wipes and proves; then the shim, so that nothing is recorded
or asked any more; then the database, because decisions without a database mean off. So whatever interrupts
this leaves a state that means off. In a folder that ``DFX_CONSENT_HOME`` named there may lie other
things: only files that bear our names are touched, and the folder goes only when it is empty.
"""

from __future__ import annotations

import os
import re
import shlex
from contextlib import suppress
from pathlib import Path

from consent_tui.consent.states import OFF
from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.retold import why
from consent_tui.services.configuration import config_path
from consent_tui.services.deciding import decide
from consent_tui.shim.find import each_dfx, is_shim
from consent_tui.shim.install import usual_folder
from consent_tui.shim.startup import path_block, remove_from_shell_startup, startup_file
from consent_tui.store.decisions import set_aside_files
from consent_tui.store.folder import DATABASE, DECISIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from consent_tui.services.profile import Profile

SHELLS = ("bash", "zsh", "fish")

_DATABASE = re.compile(re.escape(DATABASE) + r"(-wal|-shm|-journal)?")
_SET_ASIDE = re.compile(re.escape(DATABASE) + r"\.(corrupt|foreign)-.+")
_EMPTY = re.compile(r"recording|ask|now|(store|sender|request|turn)\.lock")
"""Markers and locks. They hold nothing; a file of this name that does is somebody else's."""
_VOCABULARY = re.compile(r"vocabulary-[0-9a-f]{64}\.zlib(\.\d+)?")
_CONFIGURATION = re.compile(r"config\.toml(\.\d+)?")
_UNFINISHED_SHIM = re.compile(r"\.dfx-[a-z0-9_]{8}")


class Forgotten:
    """One thing that was done: ``path`` was removed, or could not be, for the reason ``problem`` gives.

    ``is_changed`` says of a start-up file that our lines were taken out of it and the rest stays.
    """

    __slots__ = ("is_changed", "path", "problem")

    def __init__(self, path: str, problem: str = "", *, is_changed: bool = False) -> None:
        self.path = path
        self.problem = problem
        self.is_changed = is_changed


def forget(profile: Profile) -> Iterator[Forgotten]:
    """Remove what is ours, a step each time the next element is asked for.

    What cannot be removed is told and stays; the decisions stay, too, while a database does.
    """
    _say_no(profile)
    yield from _forget_shim(profile)
    is_whole = True
    for path in _ours(profile):
        if os.path.basename(path) == DECISIONS and not is_whole:  # noqa: PTH119
            yield Forgotten(path, _("it stays while a database does, because together they mean off"))
            continue
        problem = _remove(path)
        is_whole = is_whole and not (problem and _DATABASE.fullmatch(os.path.basename(path)))  # noqa: PTH119
        yield Forgotten(path, problem)
    for folder in _folders(profile):
        if _is_empty(folder):
            yield Forgotten(folder, _attempt(Path(folder).rmdir))


def others(profile: Profile) -> list[str]:
    """What lies in our folders and is not ours, and shims that record for another folder: paths, sorted."""
    found = _shims(profile)
    for folder in _folders(profile):
        found += [each for each in _paths_in(folder) if each not in _folders(profile)]
    return sorted(set(found))


def _say_no(profile: Profile) -> None:
    """An ``off`` where anything was ever decided or stored; where that fails, the order of removal is one."""
    if os.path.lexists(profile.paths.decisions) or os.path.lexists(profile.paths.database):
        with suppress(ConsentError):
            decide(profile, OFF, "cli", "dfx-consent forget")


def _forget_shim(profile: Profile) -> Iterator[Forgotten]:
    """The shims that record for this state folder, and the lines that bring theirs onto PATH."""
    for path in _shims(profile):
        if _records_for(path, profile.paths.state):
            yield Forgotten(path, _remove(path))
    for shell in SHELLS:
        path = startup_file(shell, profile.environ)
        try:
            if not _names(path, shell, usual_folder(profile.environ)):
                continue
            remove_from_shell_startup(shell, profile.environ)
        except ConsentError as error:
            yield Forgotten(path, f"{error.message} {error.mend}")
        except OSError as error:
            yield Forgotten(path, why(error))
        else:
            yield Forgotten(path, is_changed=os.path.lexists(path))


def _shims(profile: Profile) -> list[str]:
    usual = f"{usual_folder(profile.environ)}/dfx"
    return [path for path in dict.fromkeys([usual, *each_dfx(profile.environ)]) if is_shim(path)]


def _records_for(path: str, state: str) -> bool:
    """Whether this shim was installed for this state folder and not for another profile's."""
    try:
        return os.fsencode(f"\nshim_home={shlex.quote(state)}\n") in Path(path).read_bytes()
    except OSError:
        return False


def _names(path: str, shell: str, folder: str) -> bool:
    """Whether this start-up file has our line for this folder. Raises OSError if it cannot be read."""
    line = path_block(shell, folder).splitlines()[1]
    try:
        return os.fsencode(line) in Path(path).read_bytes()
    except FileNotFoundError:
        return False


def _ours(profile: Profile) -> list[str]:
    """The files that bear our names, in the order in which they go."""
    state = _paths_in(profile.paths.state)
    broken = set(set_aside_files(profile.paths.decisions))

    def named(paths: list[str], pattern: re.Pattern[str]) -> list[str]:
        return [path for path in paths if pattern.fullmatch(os.path.basename(path))]  # noqa: PTH119

    shim_folder = usual_folder(profile.environ)
    configuration = os.path.dirname(config_path(profile))  # noqa: PTH120
    return [
        # The database goes before its log: alone, an older state of it might still say yes.
        *sorted(named(state, _DATABASE)),
        *named(state, _SET_ASIDE),
        *(path for path in named(state, _EMPTY) if _holds_nothing(path)),
        *named(state, _VOCABULARY),
        *named(_paths_in(shim_folder), _UNFINISHED_SHIM),
        *named(_paths_in(configuration), _CONFIGURATION),
        *(path for path in state if os.path.basename(path) in broken),  # noqa: PTH119
        *(path for path in state if os.path.basename(path) == DECISIONS),  # noqa: PTH119
    ]


def _holds_nothing(path: str) -> bool:
    try:
        return os.lstat(path).st_size == 0
    except OSError:
        return False


def _folders(profile: Profile) -> list[str]:
    """The folders that we make, the inner ones first."""
    found = [usual_folder(profile.environ), profile.paths.state, profile.paths.config]
    return list(dict.fromkeys(found))


def _paths_in(folder: str) -> list[str]:
    try:
        return sorted(f"{folder}/{name}" for name in os.listdir(folder))  # noqa: PTH208 - names, not paths
    except OSError:
        return []


def _is_empty(folder: str) -> bool:
    return os.path.isdir(folder) and not os.path.islink(folder) and not _paths_in(folder)  # noqa: PTH112, PTH114


def _remove(path: str) -> str:
    return _attempt(Path(path).unlink)


def _attempt(act: Callable[[], None]) -> str:
    """Why the act failed, or nothing; what is gone already is no failure."""
    try:
        act()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return why(error)
    return ""
