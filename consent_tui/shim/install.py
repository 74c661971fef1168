"""Put the shim into a folder, take it out again, and say how things stand."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from consent_tui.errors import ConsentError
from consent_tui.i18n import _
from consent_tui.paths import Paths
from consent_tui.retold import why
from consent_tui.shim.find import each_dfx, find_real_dfx, is_shim
from consent_tui.shim.script import PACKAGE, gnu_env, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class ShimStatus:
    """How the shim stands: the fields of ``shim status --json``.

    ``path`` is the shim on PATH, or else the one in the usual folder, or None; ``first_on_path`` says whether
    the first dfx on PATH is a shim; ``real_dfx`` is what the shim would run, or None.
    """

    installed: bool
    path: str | None
    first_on_path: bool
    real_dfx: str | None


def usual_folder(environ: Mapping[str, str]) -> str:
    """The folder for the shim: ``bin`` in the state folder, so that it goes where the state goes."""
    return str(Path(Paths(environ).state, "bin"))


def status(environ: Mapping[str, str]) -> ShimStatus:
    """How the shim stands for somebody with this environment. Writes nothing and starts nothing."""
    on_path = list(each_dfx(environ))
    usual = str(Path(usual_folder(environ), "dfx"))
    path = next((each for each in [*on_path, usual] if is_shim(each)), None)
    return ShimStatus(
        installed=path is not None,
        path=path,
        first_on_path=bool(on_path) and is_shim(on_path[0]),
        real_dfx=find_real_dfx(environ),
    )


def install(
    folder: str,
    home: str,
    record_command: Sequence[str],
    first_run_command: Sequence[str],
    environ: Mapping[str, str],
) -> ShimStatus:
    """Write the shim into *folder* for the state folder *home*, replacing a shim of ours that lies there.

    Compiles our bytecode as well, so that no recorder ever does. Raises ConsentError where a dfx lies
    there that is not ours, where another folder on PATH holds a shim already (two would record twice),
    or where the folder cannot be written.
    """
    path = Path(folder, "dfx")
    if os.path.lexists(path) and not is_shim(str(path)):
        raise ConsentError(
            _("%(path)s is there already and is not our shim.") % {"path": path},
            _("Choose another folder for the shim."),
        )
    for each in each_dfx(environ):
        if is_shim(each) and not (path.exists() and path.samefile(each)):
            raise ConsentError(
                _("A shim is installed already: %(path)s.") % {"path": each},
                _("Remove it first: dfx-consent shim uninstall"),
            )
    try:
        Path(folder).mkdir(mode=0o755, parents=True, exist_ok=True)
        _write(path, os.fsencode(render(home, record_command, first_run_command, env := gnu_env())), env)
    except OSError as problem:
        raise ConsentError(
            _("The shim could not be written to %(path)s: %(reason)s.")
            % {"path": path, "reason": why(problem)},
            _("Choose another folder for the shim."),
        ) from problem
    import compileall  # noqa: PLC0415 - the app looks at the shim before its first frame

    compileall.compile_dir(PACKAGE.parent, quiet=2, workers=1)
    return status(environ)


def uninstall(environ: Mapping[str, str], folder: str | None = None) -> list[str]:
    """Remove the shim from *folder* (the usual one by default) and from PATH; the paths that were removed.

    Raises ConsentError naming a shim that could not be removed.
    """
    removed = []
    for path in [*each_dfx(environ), str(Path(folder or usual_folder(environ), "dfx"))]:
        if not is_shim(path):
            continue
        try:
            Path(path).unlink()
        except OSError as problem:
            raise ConsentError(
                _("The shim %(path)s could not be removed: %(reason)s.")
                % {"path": path, "reason": why(problem)},
                _("Remove this file yourself."),
            ) from problem
        removed.append(path)
    with suppress(OSError):
        Path(usual_folder(environ)).rmdir()
    return removed


def forwards_signals(path: str) -> bool:
    """Whether the shim at *path* still carries the time of the env it was made for.

    Where not (the system's env was replaced, or the file was copied), dfx runs as before and is recorded,
    but TERM sent to the shim's own process is no longer handed on unless sh is bash: install it again.
    """
    env = gnu_env()
    return bool(env) and os.stat(path).st_mtime_ns == os.stat(env).st_mtime_ns  # noqa: PTH116 - one call each


def _write(path: Path, text: bytes, env: str) -> None:
    """Replace *path* in one step; a crash leaves the old file or the new one."""
    descriptor, temporary = tempfile.mkstemp(prefix=".dfx-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text)
            os.fchmod(descriptor, 0o755)
            file.flush()
            if env:
                same = os.stat(env).st_mtime_ns  # noqa: PTH116 - the shim sees by it that env was replaced
                os.utime(descriptor, ns=(same, same))
            os.fsync(descriptor)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    parent = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)
