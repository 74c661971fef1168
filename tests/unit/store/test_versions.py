from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from consent_tui.store import database, versions
from tests.unit.store.decided import NOON


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Connection]:
    connection = database.open_for_writing(str(tmp_path / "state"))
    yield connection
    connection.close()


def test_an_answer_is_believed_for_a_day_and_never_from_the_future(store: Connection) -> None:
    versions.remember(store, b"key", "0.24.3", NOON)
    assert versions.known(store, b"key", NOON) == "0.24.3"
    assert versions.known(store, b"key", NOON + versions.TRUSTED_FOR - 1) == "0.24.3"
    assert versions.known(store, b"key", NOON + versions.TRUSTED_FOR) is None
    assert versions.known(store, b"key", NOON - 1) is None
    assert versions.known(store, b"other", NOON) is None


def test_the_oldest_answers_make_room(store: Connection) -> None:
    for number in range(versions.KEPT + 5):
        versions.remember(store, b"%d" % number, "0.24.3", NOON + number)
    assert store.execute("SELECT count(*) FROM dfx_versions").fetchone() == (versions.KEPT,)
    assert versions.known(store, b"4", NOON + 100) is None
    assert versions.known(store, b"5", NOON + 100) == "0.24.3"


def test_everything_that_chooses_a_version_changes_the_key(tmp_path: Path) -> None:
    dfx = tmp_path / "dfx"
    dfx.write_text("one")
    home = tmp_path / "home"
    (home / ".config/dfx").mkdir(parents=True)
    project = tmp_path / "project"
    (project / "src").mkdir(parents=True)
    environ = {"HOME": str(home)}

    def key(toolchain: str = "", cwd: Path = project / "src", **more: str) -> bytes:
        return versions.key(str(dfx), toolchain, str(cwd), {**environ, **more})

    found = [key()]
    assert key() == found[0]
    found += [key("+0.21.0"), key(DFX_VERSION="0.20.0")]
    (home / ".config/dfx/version-manager.json").write_text('{"default_version":"0.20.1"}')
    found.append(key())
    (project / "dfx.json").write_text('{"dfx":"0.20.2"}')
    found.append(key())
    (project / "dfx.json").write_text('{"dfx":"0.20.33"}')
    found.append(key())
    (project / "src/dfx.json").write_text("{}")
    found.append(key())
    dfx.write_text("other")
    found.append(key())
    other = tmp_path / "other"
    other.write_text("one!!")
    os.utime(other, ns=(dfx.stat().st_atime_ns, dfx.stat().st_mtime_ns))
    other.replace(dfx)
    found.append(key())
    assert len(set(found)) == len(found)


def test_a_key_holds_nothing_of_what_it_was_made_from(tmp_path: Path) -> None:
    key = versions.key("/opt/dfx", "+my-secret", "", {"DFX_VERSION": "\udcff"})
    assert len(key) == 32
    assert b"secret" not in key
