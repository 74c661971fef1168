"""``config list`` says what holds: a policy's word, the environment's, the person's own or the default."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.program import document, environment, program

POLICY = 'wire = "otlp"\nbatch_size = 20\nendpoint = "https://site.example/v1"\ncontroller = "Site"\n'


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Somebody who set a wire, under a policy that sets it too, and more."""
    found = environment(tmp_path, DFX_CONSENT_HOME=str(tmp_path / "state"))
    for key, value in (("wire", "ndjson"), ("hold", "48h")):
        assert program("config", "set", key, value, environ=found).returncode == 0
    (tmp_path / "state" / "policy.toml").write_text(POLICY, "utf-8")
    return found


def held(environ: dict[str, str]) -> dict[str, dict[str, Any]]:
    return {each.pop("key"): each for each in document("config", "list", "--json", environ=environ)}


def test_the_document_names_the_source_of_each_value(environ: dict[str, str]) -> None:
    folder = environ["DFX_CONSENT_HOME"]
    policy, own = f"{folder}/policy.toml", f"{folder}/config.toml"
    found = held(environ)
    assert found["wire"] == {"value": "otlp", "source": "policy", "path": policy, "set_value": "ndjson"}
    assert found["batch_size"] == {"value": 20, "source": "policy", "path": policy, "set_value": None}
    assert found["endpoint"]["value"] == "https://site.example/v1"
    assert found["hold"] == {"value": "48h", "source": "config", "path": own, "set_value": None}
    assert found["max_pending"] == {"value": 10_000, "source": "default", "path": None, "set_value": None}


def test_the_text_says_what_does_not_hold(environ: dict[str, str]) -> None:
    folder = environ["DFX_CONSENT_HOME"]
    lines = program("config", "list", environ=environ).stdout.decode().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("wire"))
    assert lines[at].split() == ["wire", "otlp", "policy", f"{folder}/policy.toml"]
    assert lines[at + 1].split() == ["ndjson", f"{folder}/config.toml,", "not", "in", "force"]
    assert lines[at + 2].split() == ["batch_size", "20", "policy", f"{folder}/policy.toml"]


def test_the_environment_comes_before_both(environ: dict[str, str]) -> None:
    environ["DFX_CONSENT_ENDPOINT"] = "http://127.0.0.1:9/v1"
    found = held(environ)["endpoint"]
    assert (found["value"], found["source"]) == ("http://127.0.0.1:9/v1", "DFX_CONSENT_ENDPOINT")
    environ["DFX_CONSENT_ENDPOINT"] = "https://nobody.example/"
    assert held(environ)["endpoint"]["value"] is None, "nothing can leave"


def test_setting_what_a_policy_sets_is_done_and_said_to_be_of_no_effect(environ: dict[str, str]) -> None:
    done = program("config", "set", "batch_size", "3", environ=environ)
    assert done.returncode == 0
    assert b"it does not hold: batch_size is 20 by policy" in done.stderr
    assert program("config", "get", "batch_size", environ=environ).stdout == b"20\n"
    assert held(environ)["batch_size"]["set_value"] == 3
    assert program("config", "set", "hold", "24h", environ=environ).stderr == b""


def test_without_a_policy_the_persons_own_holds(environ: dict[str, str]) -> None:
    Path(environ["DFX_CONSENT_HOME"], "policy.toml").unlink()
    assert held(environ)["wire"]["value"] == "ndjson"
    assert b"not in force" not in program("config", "list", environ=environ).stdout
