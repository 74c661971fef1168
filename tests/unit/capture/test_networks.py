"""Which network a command goes to, by dfx's own rules and with files that nobody should trust."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings


def network(folder: Path, *words: str, **environ: str) -> str:
    environ.setdefault("HOME", str(folder / "home"))
    here = Surroundings(str(folder), environ, lambda _: "#unknown", "#linux")
    event = explain(["dfx", *(words or ("deploy",))], 0, here).event
    assert event is not None
    return event.network


def project(folder: Path, networks: Any) -> None:
    (folder / "dfx.json").write_text(json.dumps({"version": 1, "networks": networks}), "utf-8")


def shared(folder: Path, document: Any) -> None:
    path = folder / "home/.config/dfx/networks.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), "utf-8")


REMOTE = {"providers": ["https://node.corp.example"]}
MAINNET = {"providers": ["https://icp0.io"], "type": "persistent"}
LOCAL = {"bind": "127.0.0.1:8000", "type": "ephemeral"}


@pytest.mark.parametrize(
    ("definition", "in_project", "in_shared"),
    [
        (LOCAL, "#localProject", "#localShared"),
        ({}, "#localProject", "#localShared"),
        (REMOTE, "#other", "#other"),
        (MAINNET, "#ic", "#ic"),
        ({"providers": ["https://icp0.io/"]}, "#ic", "#ic"),
        ({"providers": ["https://icp0.io", "https://ic0.app"]}, "#other", "#other"),
        ({"providers": []}, "#other", "#other"),
        ({"providers": "https://icp0.io"}, "#other", "#other"),
        ("nonsense", "#other", "#other"),
        (None, "#other", "#other"),
    ],
)
def test_a_defined_name(tmp_path: Path, definition: Any, in_project: str, in_shared: str) -> None:
    shared(tmp_path, {"mine": definition, "local": definition})
    assert network(tmp_path, "deploy", "--network", "mine") == in_shared
    assert network(tmp_path) == in_shared
    project(tmp_path, {"mine": definition, "local": definition})
    assert network(tmp_path, "deploy", "--network", "mine") == in_project
    assert network(tmp_path, "start") == in_project


def test_the_nearest_project_counts(tmp_path: Path) -> None:
    project(tmp_path, {"local": LOCAL})
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    assert network(below, HOME=str(tmp_path / "home")) == "#localProject"
    project(below.parent, {})
    assert network(below, HOME=str(tmp_path / "home")) == "#localShared"


@pytest.mark.parametrize(
    ("words", "environ", "expected"),
    [
        ("deploy", {}, "#localShared"),
        ("deploy", {"DFX_NETWORK": "ic"}, "#ic"),
        ("deploy", {"DFX_NETWORK": ""}, "#localShared"),
        ("deploy --network local", {"DFX_NETWORK": "ic"}, "#localShared"),
        ("deploy --network local --network ic", {}, "#ic"),
        ("deploy --ic --network local", {}, "#ic"),
        ("deploy --ic --playground", {}, "#other"),
        ("deploy --network playground", {}, "#other"),
        ("deploy --network https://icp0.io", {}, "#ic"),
        ("deploy --network https://icp0.io/", {}, "#ic"),
        ("deploy --network http://127.0.0.1:4943", {}, "#other"),
        ("deploy --network nobody-knows", {}, "#other"),
        ("canister --network ic call a b", {}, "#ic"),
        ("start", {"DFX_NETWORK": "ic"}, "#localShared"),
        ("new x", {"DFX_NETWORK": "ic"}, "#localShared"),
        ("my-ext", {"DFX_NETWORK": "ic"}, "#localShared"),
        ("info webserver-port", {"DFX_NETWORK": "ic"}, "#localShared"),
        ("info webserver-port --network ic", {}, "#localShared"),
        ("info replica-port", {"DFX_NETWORK": "ic"}, "#ic"),
        ("ping ic", {}, "#ic"),
        ("ping", {"DFX_NETWORK": "ic"}, "#ic"),
        ("bootstrap --network ic", {}, "#ic"),
    ],
)
def test_the_order_of_choices(tmp_path: Path, words: str, environ: dict[str, str], expected: str) -> None:
    assert network(tmp_path, *words.split(), **environ) == expected


def test_dfx_config_root_moves_the_shared_networks(tmp_path: Path) -> None:
    shared(tmp_path, {"mine": LOCAL})
    words = ("deploy", "--network", "mine")
    assert (
        network(tmp_path, *words, HOME="/nonexistent", DFX_CONFIG_ROOT=str(tmp_path / "home"))
        == "#localShared"
    )
    assert network(tmp_path, *words, HOME=str(tmp_path / "home"), DFX_CONFIG_ROOT="/nonexistent") == "#other"


HOSTILE = {
    "empty": b"",
    "binary": bytes(range(256)) * 16,
    "not an object": b"[1, 2]",
    "a string": b'"networks"',
    "networks a list": b'{"networks": [1]}',
    "deep": b"[" * 900_000,
    "deep objects": b'{"networks":' * 80_000,
    "large": b'{"networks": {}, "x": "' + b"x" * 10_000_000 + b'"}',
    "huge number": b'{"networks": {"local": {}}, "n": ' + b"9" * 900_000 + b", ",
    "cut": b'{"networks": {"local": {}',
    "followed": b'{"networks": {}} {}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
@pytest.mark.timeout(10)
def test_hostile_files_are_other(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dfx.json").write_bytes(content)
    assert network(tmp_path) == "#other"
    assert network(tmp_path, "deploy", "--ic") == "#ic"


@pytest.mark.timeout(10)
def test_a_fifo_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "dfx.json")
    assert network(tmp_path) == "#other"


def test_a_folder_named_dfx_json_is_other(tmp_path: Path) -> None:
    (tmp_path / "dfx.json").mkdir()
    assert network(tmp_path) == "#other"


def test_a_folder_that_is_gone_has_the_shared_network() -> None:
    here = Surroundings("", {}, lambda _: "#unknown", "#linux")
    event = explain(["dfx", "deploy"], 0, here).event
    assert event is not None
    assert event.network == "#localShared"
