from __future__ import annotations

from pathlib import Path

import pytest

from consent_tui import recorder
from consent_tui.store import database
from tests.unit.store.decided import NOON, at, bodies, decide, kinds
from tests.unit.store.recording import run, stub_dfx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def test_dfx_is_asked_for_its_version_once(folder: Path) -> None:
    decide(folder)
    asked = folder.parent / "asked"
    stub_dfx(folder.parent / "bin/dfx", f'echo "$*" >> {asked}\necho dfx 0.24.3\n')
    path = f"{folder.parent / 'bin'}:/usr/bin:/bin"
    for second in range(3):
        run(folder, moment=at(NOON + second), PATH=path)
    run(folder, ["dfx", "+0.21.0", "build"], PATH=path)
    assert asked.read_text() == "--version\n+0.21.0 --version\n"
    assert all('"dfxVersion":"0.24.3"' in body for body in bodies(folder))


def test_a_project_that_names_another_version_is_asked_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(folder)
    stub_dfx(
        folder.parent / "bin/dfx",
        'case "$(cat dfx.json)" in *0.20*) echo dfx 0.20.0;; *) echo dfx 0.24.3;; esac\n',
    )
    path = f"{folder.parent / 'bin'}:/usr/bin:/bin"
    monkeypatch.chdir(folder.parent)
    for version in ("0.20.0", "0.24.3"):
        (folder.parent / "dfx.json").write_text(f'{{"dfx":"{version}"}}')
        run(folder, PATH=path)
        assert f'"dfxVersion":"{version}"' in bodies(folder)[-1]


def test_a_dfx_that_does_not_answer_is_unknown_and_no_answer_is_kept(folder: Path) -> None:
    decide(folder)
    stub_dfx(folder.parent / "bin/dfx", "exit 1\n")
    run(folder, PATH=f"{folder.parent / 'bin'}:/usr/bin:/bin")
    assert '"dfxVersion":"#unknown"' in bodies(folder)[-1]
    connection = database.open_for_writing(str(folder))
    assert connection.execute("SELECT count(*) FROM dfx_versions").fetchone() == (0,)
    connection.close()


def test_a_no_between_the_first_look_and_the_transaction_is_obeyed(folder: Path) -> None:
    decide(folder)
    # An executable named dfx stands in for the real one; while it is asked, a decision is written behind it.
    stub_dfx(
        folder.parent / "bin/dfx", f"echo a later decision >> {folder}/decisions.jsonl\necho dfx 0.24.3\n"
    )
    assert run(folder, PATH=f"{folder.parent / 'bin'}:/usr/bin:/bin") == recorder.OFF_NOW
    assert kinds(folder) == []
