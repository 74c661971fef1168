"""``config``: the keys of the app, listed, given and refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.program import environment, program


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "state"))


def test_keys_are_listed_given_and_taken_back(environ: dict[str, str]) -> None:
    listed = program("config", "keys", environ=environ).stdout
    assert b"keys.preview.wire" in listed and b"keys.app.help" in listed
    assert program("config", "get", "keys.preview.wire", environ=environ).stdout == b"w\n"
    assert program("config", "set", "keys.preview.wire", "f5", environ=environ).returncode == 0
    assert program("config", "get", "keys.preview.wire", environ=environ).stdout == b"f5\n"
    text = (Path(environ["DFX_CONSENT_HOME"]) / "config.toml").read_text("utf-8")
    assert text == '[keys]\n"preview.wire" = "f5"\n'
    assert program("config", "set", "keys.preview.wire", "", environ=environ).returncode == 0
    assert program("config", "get", "keys.preview.wire", environ=environ).stdout == b"w\n"


@pytest.mark.parametrize(
    ("key", "keys"),
    [("keys.preview.wires", "f5"), ("keys.preview.wire", "f99"), ("keys.app.suspend", "f5"), ("keys", "x")],
)
def test_what_cannot_be_given_is_refused(environ: dict[str, str], key: str, keys: str) -> None:
    done = program("config", "set", key, keys, environ=environ)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2


def test_a_clash_in_the_file_is_reported_with_both_names(environ: dict[str, str]) -> None:
    state = Path(environ["DFX_CONSENT_HOME"])
    state.mkdir()
    (state / "config.toml").write_text('[keys]\n"preview.wire" = "f5"\n"preview.outcome" = "f5"\n', "utf-8")
    done = program("config", "list", environ=environ)
    assert done.returncode == 1
    assert b"preview.wire" in done.stderr and b"preview.outcome" in done.stderr
