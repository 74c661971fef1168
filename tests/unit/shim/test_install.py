"""Installing, removing and finding. Every `dfx` here is a stub executable."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from consent_tui.errors import ConsentError
from consent_tui.shim.find import find_real_dfx, is_shim
from consent_tui.shim.install import forwards_signals, install, status, uninstall, usual_folder
from consent_tui.shim.script import PACKAGE, gnu_env, render

RECORD = ["/py thon", "-I", "re'corder.py", "/home"]
CARD = ["/py thon", "-m", "card"]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    stub = tmp_path / "real" / "dfx"
    stub.parent.mkdir()
    stub.write_text("#!/bin/sh\n")
    stub.chmod(0o755)
    return {
        "DFX_CONSENT_HOME": str(tmp_path / "state"),
        "HOME": str(tmp_path),
        "PATH": f"{tmp_path / 'state' / 'bin'}:{tmp_path / 'real'}:/usr/bin:/bin",
    }


def put(environ: dict[str, str], folder: str | None = None) -> object:
    return install(folder or usual_folder(environ), environ["DFX_CONSENT_HOME"], RECORD, CARD, environ)


def test_nothing_is_installed_and_nothing_is_written(environ: dict[str, str], tmp_path: Path) -> None:
    found = status(environ)
    assert (found.installed, found.path, found.first_on_path) == (False, None, False)
    assert found.real_dfx == str(tmp_path / "real" / "dfx")
    assert not (tmp_path / "state").exists()


def test_install_and_uninstall(environ: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "state" / "bin" / "dfx"
    found = put(environ)
    assert found == status(environ)
    assert (found.installed, found.path, found.first_on_path) == (True, str(path), True)  # type: ignore[attr-defined]
    assert find_real_dfx(environ) == str(tmp_path / "real" / "dfx")
    assert stat.S_IMODE(path.stat().st_mode) == 0o755
    assert path.read_text() == render(environ["DFX_CONSENT_HOME"], RECORD, CARD, gnu_env())
    assert [each.name for each in path.parent.iterdir()] == ["dfx"]
    assert put(environ) == found
    assert uninstall(environ) == [str(path)]
    assert not path.parent.exists()
    assert uninstall(environ) == []
    assert not status(environ).installed


def test_a_shim_beside_the_path_is_installed_but_not_first(environ: dict[str, str], tmp_path: Path) -> None:
    put(environ)
    environ["PATH"] = f"{tmp_path / 'real'}:/usr/bin:/bin"
    found = status(environ)
    assert (found.installed, found.first_on_path) == (True, False)
    environ["PATH"] += f":{tmp_path / 'state' / 'bin'}"
    assert not status(environ).first_on_path


def test_a_foreign_dfx_is_never_overwritten_nor_removed(environ: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ConsentError):
        put(environ, str(tmp_path / "real"))
    assert uninstall(environ, str(tmp_path / "real")) == []
    assert (tmp_path / "real" / "dfx").read_text() == "#!/bin/sh\n"
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "dfx").symlink_to("nowhere")
    with pytest.raises(ConsentError):
        put(environ, str(tmp_path / "links"))


def test_two_shims_would_record_twice(environ: dict[str, str], tmp_path: Path) -> None:
    put(environ)
    with pytest.raises(ConsentError):
        put(environ, str(tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_a_users_own_folder_stays(environ: dict[str, str], tmp_path: Path) -> None:
    own = tmp_path / "own bin"
    environ["PATH"] = f"{own}:{environ['PATH']}"
    put(environ, str(own))
    assert uninstall(environ) == [str(own / "dfx")]
    assert list(own.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_an_error_with_a_mend(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConsentError) as refused:
        put(environ, str(tmp_path / "file" / "bin"))
    assert refused.value.mend


def test_the_text_is_quoted_and_is_sh(environ: dict[str, str], tmp_path: Path) -> None:
    home = "/it's $HOME `x` @env@ \udcff"
    text = render(home, RECORD, CARD, "/usr/bin/env")
    path = tmp_path / "dfx"
    path.write_bytes(os.fsencode(text))
    assert "@" not in text.replace(home.replace("'", "'\"'\"'"), "").replace('"$@"', "")
    subprocess.run(["sh", "-n", str(path)], check=True)
    assert is_shim(str(path))
    assert len(text.splitlines()) < 90


def test_find_skips_what_cannot_be_run(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder" / "dfx").mkdir(parents=True)
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "dfx").write_text("")
    put(environ)
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "dfx").symlink_to(tmp_path / "state" / "bin" / "dfx")
    environ["PATH"] = ":".join(
        str(tmp_path / each) for each in ("folder", "plain", "links", "state/bin", "none")
    )
    assert find_real_dfx(environ) is None
    monkeypatch.chdir(tmp_path / "real")
    for path in (f"{environ['PATH']}:", f":{environ['PATH']}", f"{tmp_path / 'links'}::{tmp_path / 'plain'}"):
        environ["PATH"] = path
        assert find_real_dfx(environ) == "./dfx"
    assert find_real_dfx({"PATH": ""}) == "./dfx"


def test_a_copy_or_a_replaced_env_is_noticed(environ: dict[str, str]) -> None:
    path = str(Path(usual_folder(environ), "dfx"))
    put(environ)
    assert forwards_signals(path) == bool(gnu_env())
    os.utime(path)
    assert not forwards_signals(path)


def test_the_recorder_never_has_to_compile(environ: dict[str, str], tmp_path: Path) -> None:
    """Installed from a copy of the package without bytecode, by a Python that writes none by itself."""
    copy = tmp_path / "site" / "consent_tui"
    shutil.copytree(PACKAGE.parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    program = (
        "import os; from consent_tui.shim.install import install, usual_folder as folder;"
        "install(folder(os.environ), os.environ['DFX_CONSENT_HOME'], ['a'], ['b'], os.environ)"
    )
    subprocess.run([sys.executable, "-B", "-c", program], env=environ, cwd=copy.parent, check=True)
    sources = {str(path) for path in copy.rglob("*.py")}
    assert {path for path in sources if Path(cache_from_source(path)).exists()} == sources
