"""Where the first-run card does not appear: wherever nobody typed this very command. `dfx` is a stub."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_tui.services.deciding import decide
from tests.terminal.card_stage import DEAF, QUESTION, WAITING, Person


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    person = Person(tmp_path)
    yield person
    assert [each for each in person.acts() if each[1] == "undecided"] == []  # nobody asked, nobody answered
    person.close()


def script(person: Person, name: str, text: str) -> Path:
    path = person.folder / name
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_no_card_from_a_script(person: Person, name: str) -> None:
    script(person, "release", "#!/bin/sh\ndfx deploy --ic\necho the end\n")
    shell = person.shell(name)
    written = shell.plain("./release")
    assert b"the dfx ran: deploy --ic" in written
    assert b"the end" in written
    assert (person.state / "ask").exists()


def test_no_card_from_make(person: Person) -> None:
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    (person.folder / "Makefile").write_text("deploy:\n\t-dfx deploy\n")
    assert b"the dfx ran: deploy" in person.shell().plain("make deploy")


@pytest.mark.parametrize(
    "line",
    [
        "dfx deploy | cat",
        "echo x | dfx deploy",
        "dfx deploy </dev/null",
        "dfx deploy >out; cat out",
        "dfx deploy 2>out",
        "echo $(dfx deploy)",
    ],
)
def test_no_card_in_a_pipe_or_with_a_stream_redirected(person: Person, line: str) -> None:
    assert b"the dfx ran: deploy" in person.shell().plain(line)


def test_no_card_in_the_background(person: Person) -> None:
    shell = person.shell()
    shell.child.sendline("dfx deploy & wait $!")
    shell.child.expect_exact(b"the dfx ran: deploy")
    assert QUESTION not in shell.written


@pytest.mark.parametrize(
    "variable",
    [
        ("CI", "true"),
        ("GITHUB_ACTIONS", "true"),
        ("DO_NOT_TRACK", "1"),
        ("DFX_TELEMETRY", "off"),
        ("CLAUDECODE", "1"),
        ("CODEX_SANDBOX", "seatbelt"),
    ],
)
def test_no_card_in_ci_for_an_agent_or_where_nothing_may_be_recorded(
    person: Person, variable: tuple[str, str]
) -> None:
    shell = person.shell(**dict([variable]))
    assert b"the dfx ran: deploy" in shell.plain("dfx deploy")
    assert (person.state / "ask").exists()


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_what_was_typed_ahead_goes_to_dfx_untouched(person: Person, name: str) -> None:
    shell = person.shell(name)
    shell.child.send("dfx read\nyes, this is for dfx\n")
    shell.child.expect_exact(b"dfx got <yes, this is for dfx>")
    assert QUESTION not in shell.written


def test_a_line_begun_ahead_goes_to_dfx_too(person: Person) -> None:
    shell = person.shell()
    shell.child.send("dfx read\nbegun")
    time.sleep(DEAF)
    shell.child.send(" and ended\n")
    shell.child.expect_exact(b"dfx got <begun and ended>")
    assert QUESTION not in shell.written


@pytest.mark.parametrize("line", ["dfx consent status", "dfx _language-service"])
def test_no_card_for_what_nobody_calls_a_dfx_command(person: Person, line: str) -> None:
    person.shell().plain(line)


def test_no_card_where_a_policy_allows_nothing(person: Person) -> None:
    (person.state / "policy.toml").write_text('max = "off"\n')
    assert b"the dfx ran: deploy" in person.shell().plain("dfx deploy")


def test_no_card_over_records_that_cannot_be_trusted(person: Person) -> None:
    decide(person.profile, "on", "cli", "shown")
    path = person.state / "decisions.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"state":"on"', b'"state":"ox"'))
    os.close(os.open(person.state / "ask", os.O_CREAT))
    os.utime(person.state / "ask", (0, 0))
    assert b"the dfx ran: deploy" in person.shell().plain("dfx deploy")
    assert (person.state / "ask").stat().st_mtime > time.time() + 3600


def test_a_card_that_is_answered_elsewhere_does_not_come_again(person: Person) -> None:
    shell = person.shell()
    shell.child.sendline("dfx deploy")
    shell.child.expect_exact(WAITING)
    decide(person.profile, "off", "cli", "shown")
    time.sleep(DEAF)
    shell.press("\x04")
    shell.prompt()
    assert person.chain().state == "off"
    shell.plain("dfx deploy")


def test_a_state_that_is_gone_asks_nobody(person: Person) -> None:
    (person.folder / "kept").mkdir()
    (person.state / "bin").rename(person.folder / "kept" / "bin")
    shutil.rmtree(person.state)
    shell = person.shell(PATH=f"{person.folder}/kept/bin:{person.environ['PATH']}")
    assert b"the dfx ran: deploy" in shell.plain("dfx deploy")
    assert not person.state.exists()


def test_a_broken_installation_is_in_nobodys_way(person: Person) -> None:
    shim = person.state / "bin" / "dfx"
    shim.write_text(shim.read_text().replace("start_first_run.py", "start_nothing.py"))
    shell = person.shell()
    assert b"the dfx ran: deploy" in shell.plain("dfx deploy")
    assert not (person.state / "ask").exists()


def test_the_state_folder_is_the_shims_whatever_the_environment_says(person: Person) -> None:
    shell = person.shell(DFX_CONSENT_HOME=str(person.folder / "elsewhere"))
    shell.asks("dfx deploy")
    shell.press("n")
    shell.prompt()
    assert person.acts() == [("decision", "off", "first-run")]
    assert not (person.folder / "elsewhere").exists()
