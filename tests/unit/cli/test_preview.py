"""``dfx-consent preview``, in the installed program."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.program import document, environment, program, stub_dfx, tree

LEDGER = ["dfx", "ledger", "transfer", "--icp", "1.0", "abcd-1233-ffff-eeee", "--memo", "123", "--network=ic"]
SHAPES = b"""\
dfx deploy --ic
echo dfx deploy
cd x && DFX_NETWORK=ic dfx canister --wallet w call a b '(1)' | tee log

dfx deploy 'unclosed
# dfx deploy
sudo -u root /usr/local/bin/dfx start --background; dfx stop
dfx --help
"""


def test_json_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    stub_dfx(tmp_path / "bin")
    found = document(
        "preview", "--json", "--", *LEDGER, environ=environment(tmp_path, PATH=f"{tmp_path}/bin:/bin")
    )
    assert list(found) == ["event", "also", "tokens", "sha256"]
    assert found["event"] == {
        "event": "#command",
        "platform": found["event"]["platform"],
        "dfxVersion": "0.24.3",
        "network": "#ic",
        "command": "#dfxLedgerTransfer",
        "options": ["#optionIcp", "#optionMemo", "#networkIc"],
        "outcome": "#success",
    }
    assert [each["event"] for each in found["also"]] == ["#mau", "#dau"]
    assert found["tokens"][3] == {"text": "--icp", "verdict": "captured", "emits": ["#optionIcp"]}
    assert found["tokens"][4] == {"text": "1.0", "verdict": "dropped", "emits": []}
    body = json.dumps(found["event"], separators=(",", ":")).encode() + b"\n"
    assert found["sha256"] == hashlib.sha256(body).hexdigest()


def test_the_wire_holds_the_very_bytes_of_the_digest(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    wire = program("preview", "--wire", "--", *LEDGER, environ=environ).stdout.decode()
    found = document("preview", "--json", "--", *LEDGER, environ=environ)
    body = wire.split("\n\n", 1)[1].split("\n", 1)[0]
    assert hashlib.sha256(body.encode() + b"\n").hexdigest() == found["sha256"]
    assert found["sha256"] in wire
    assert f"content-length: {len(body) + 1}" in wire


@pytest.mark.parametrize(("status", "outcome"), [("0", "#success"), ("1", "#failure"), ("255", "#failure")])
def test_exit_status_decides_the_outcome(tmp_path: Path, status: str, outcome: str) -> None:
    found = document(
        "preview", "--exit-status", status, "--json", "--", "dfx", "stop", environ=environment(tmp_path)
    )
    assert found["event"]["outcome"] == outcome


def test_the_two_hyphens_may_be_forgotten(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    expected = document("preview", "--json", "--", "dfx", "deploy", "-qy", environ=environ)
    assert document("preview", "--json", "dfx", "deploy", "-qy", environ=environ) == expected


def test_without_an_event_there_is_no_digest(tmp_path: Path) -> None:
    found = document("preview", "--json", "--", "dfx", "--help", environ=environment(tmp_path))
    assert (found["event"], found["also"], found["sha256"]) == (None, [], None)


def test_batch_answers_every_line_in_order(tmp_path: Path) -> None:
    done = program("preview", "--batch", "--json", environ=environment(tmp_path), stdin=SHAPES)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    commands = [each["event"] and each["event"]["command"] for each in found]
    assert commands == ["#dfxDeploy", None, "#dfxCanisterCall", None, None, None, "#dfxStart", None]
    assert found[2]["event"]["network"] == "#ic"
    assert found[2]["tokens"][0] == {"text": "DFX_NETWORK=ic", "verdict": "reduced", "emits": ["#ic"]}


def test_batch_and_single_preview_agree(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    lines = [
        "dfx deploy x --mode=upgrade -qy",
        "dfx nope",
        "dfx",
        "dfx canister call é '\x7f \x1b[31m' \u202e",
    ]
    done = program("preview", "--batch", "--json", environ=environ, stdin="\n".join(lines).encode())
    assert done.stdout.isascii() and b"\x7f" not in done.stdout and b"\x1b" not in done.stdout
    for line, answer in zip(lines, done.stdout.splitlines(), strict=True):
        words = [word.strip("'") for word in line.replace("\x7f ", "\x7f\N{NO-BREAK SPACE}").split(" ")]
        words = [word.replace("\N{NO-BREAK SPACE}", " ") for word in words]
        assert json.loads(answer) == document("preview", "--json", "--", *words, environ=environ)


def test_bytes_that_are_no_utf8_are_shown_and_not_sent(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    done = program("preview", "--batch", "--json", environ=environ, stdin=b"dfx deploy \xff\xfe\n")
    assert json.loads(done.stdout)["event"]["target"] == "#one"


@pytest.mark.parametrize(
    "words", [[], ["--"], ["--", "deploy"], ["--json", "--wire", "--", "dfx"], ["--batch", "--", "dfx"]]
)
def test_wrong_usage_is_2_and_says_what_to_do(tmp_path: Path, words: list[str]) -> None:
    done = program("preview", *words, environ=environment(tmp_path))
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr


def test_drawn_for_a_person_every_word_stands_with_what_becomes_of_it(tmp_path: Path) -> None:
    text = program("preview", "--", *LEDGER, environ=environment(tmp_path)).stdout.decode()
    for word in [*LEDGER, "#dfxLedgerTransfer", "#optionIcp", "#optionMemo", "#networkIc"]:
        assert word in text


def test_nothing_is_written_and_a_hostile_word_stays_harmless(tmp_path: Path) -> None:
    environ = environment(tmp_path)
    (tmp_path / "dfx.json").write_text("{}", "utf-8")
    before = tree(tmp_path)
    done = program("preview", "--", "dfx", "deploy", "\x1b]0;owned\x07\x9b31m\u202e", environ=environ)
    assert done.returncode == 0
    assert not any(bad in done.stdout.decode() for bad in "\x1b\x07\x9b\u202e")
    assert tree(tmp_path) == before
