"""The wheel and the sdist, built here and installed into an empty environment, answer and open the app.

Textual comes from the environment of the tests: only our own package is what is being tried.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from consent_tui import __version__
from consent_tui.i18n import ENGLISH, LANGUAGES
from tests.packaging.catalogues import catalogue_of, source_of
from tests.program import environment

ROOT = Path(__file__).parents[2]
SHARED = (
    "bash-completion/completions/dfx-consent",
    "zsh/site-functions/_dfx-consent",
    "fish/vendor_completions.d/dfx-consent.fish",
    "man/man1/dfx-consent.1",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist of this tree, and the wheel that was built from that sdist."""
    folder = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def install(artifact: Path, folder: Path) -> Path:
    """The program of *artifact*, installed into a new environment in *folder*."""
    venv.create(folder, with_pip=False)
    python = folder / "bin/python"
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
    ]
    done = subprocess.run([*pip, str(artifact)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    libraries = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
    ).stdout.strip()
    # Read last, so that our own package is found where it was installed and not where it is developed.
    (Path(libraries) / "zz-textual.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder / "bin/dfx-consent"


def check_program(program: Path, home: Path) -> None:
    environ = environment(home)
    done = subprocess.run([program, "--version"], env=environ, cwd=home, capture_output=True, text=True)
    assert done.stdout == f"dfx-consent {__version__}\n", done.stderr
    words = [program, "preview", "--json", "--", "dfx", "deploy", "--ic"]
    done = subprocess.run(words, env=environ, cwd=home, capture_output=True, text=True)
    assert '"#dfxDeploy"' in done.stdout, done.stderr
    share = program.parents[1] / "share"
    for name in SHARED:
        assert (share / name).is_file(), name
    where = subprocess.run(
        [program.with_name("python"), "-c", "import consent_tui.tui.app as app; print(app.__file__)"],
        env=environ,
        cwd=home,
        capture_output=True,
        text=True,
    )
    assert where.stdout.startswith(str(program.parents[1])), where.stdout + where.stderr
    check_languages(program, home)


def check_languages(program: Path, home: Path) -> None:
    """Each language is in what was installed, and says there what its source says."""
    english = "Nothing is recorded and nothing is sent."
    for language in LANGUAGES:
        environ = environment(home, LANGUAGE=language, LANG="en_US.UTF-8")
        done = subprocess.run([program, "status"], env=environ, cwd=home, capture_output=True, text=True)
        message = None if language == ENGLISH else catalogue_of(source_of(language), language).get(english)
        assert done.stdout.splitlines()[0] == (message.string if message and message.string else english)
        assert message is None or message.string != english


def test_the_wheel_installs_and_runs(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "consent_tui/py.typed" in names
    assert any(name.endswith(".tcss") for name in names)
    assert not [name for name in names if not name.startswith(("consent_tui/", "dfx_consent-"))]
    compiled = {
        f"consent_tui/locales/{each}/LC_MESSAGES/consent_tui.mo" for each in LANGUAGES if each != ENGLISH
    }
    assert {name for name in names if "/locales/" in name} == compiled
    check_program(install(wheel, tmp_path / "environment"), tmp_path)


def test_the_sdist_installs_and_runs(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "LICENSE", "README.md", "tests/facts/dfx-cli.json", "tests/constraints.txt"} <= names
    assert {
        "locales/compile_catalogues.py",
        "locales/consent_tui.pot",
        "locales/ja/LC_MESSAGES/consent_tui.po",
    } <= names
    assert not [name for name in names if ".venv" in name or "__pycache__" in name or name.endswith(".mo")]
    # What pip does with an sdist, in two steps: here the builder is, there it is not.
    words = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
    ]
    done = subprocess.run([*words, "-w", str(tmp_path), str(sdist)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    check_program(install(wheel, tmp_path / "environment"), tmp_path)


def test_the_same_sources_give_the_same_wheel(built: Path, tmp_path: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    words = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        str(tmp_path),
        str(folder),
    ]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (first,), (second,) = built.glob("*.whl"), tmp_path.glob("*.whl")
    with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
        assert [
            each.filename for each in one.infolist() if each.CRC != other.getinfo(each.filename).CRC
        ] == []
        assert one.namelist() == other.namelist()
    assert first.read_bytes() == second.read_bytes()
