"""Forgetting: nothing of ours stays, nothing of anybody else's goes, every moment in between means off."""

from __future__ import annotations

import shutil
import subprocess
import sys
from itertools import count, islice
from pathlib import Path

import pytest

import consent_tui
from consent_tui.services.forget import forget, others
from consent_tui.services.recording import install_shim
from consent_tui.services.records import records
from consent_tui.shim.startup import add_to_shell_startup, startup_file
from consent_tui.store import database
from consent_tui.store.aside import set_aside
from tests.program import tree
from tests.unit.services.person import Person

RC = "# mine\nalias d=dfx\n"


def settled(home: Path) -> Person:
    """A person with everything that we ever write."""
    person = Person(home)
    for shell in ("bash", "zsh", "fish"):
        path = Path(startup_file(shell, person.environ))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RC)
        add_to_shell_startup(shell, str(person.state / "bin"), person.environ)
    install_shim(person.profile)
    person.decides("on")
    person.runs("deploy")
    set_aside(str(person.state), "corrupt")
    (person.state / "decisions.jsonl").write_text("broken\n")
    person.decides("on")
    person.runs("deploy")
    (person.state / "config.toml").write_text('hold = "1h"\n')
    (person.state / "consent.db-journal").write_bytes(b"")
    return person


def test_everything_of_ours_goes(tmp_path: Path) -> None:
    person = settled(tmp_path)
    assert len(person.files()) >= 6
    steps = list(forget(person.profile))
    assert [step.problem for step in steps] == [""] * len(steps)
    assert not person.state.exists()
    folders = [str(person.state / "bin"), str(person.state)]
    assert [step.path for step in steps[-3:]] == [str(person.state / "decisions.jsonl"), *folders]
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in files} == {".bashrc", ".zshrc", "config.fish"}
    assert {path.read_text() for path in files} == {RC}
    assert list(forget(person.profile)) == others(person.profile) == []


def test_nothing_of_anybody_else_goes(tmp_path: Path) -> None:
    person = settled(tmp_path)
    theirs = ["notes.txt", "policy.toml", "consent.db.bak", "decisions.jsonl.old", "recording2", "bin/tool"]
    for name in theirs:
        (person.state / name).write_text("max = 'on'\n" if name == "policy.toml" else "mine")
    assert all(not step.problem for step in forget(person.profile))
    left = [str(path.relative_to(person.state)) for path in person.state.rglob("*") if path.is_file()]
    assert sorted(left) == sorted(theirs)
    assert others(person.profile) == sorted(str(person.state / name) for name in theirs)


def test_the_shim_of_another_profile_stays(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    keeps, leaves = settled(one), Person(two)
    leaves.environ.update(HOME=str(one), PATH=f"{keeps.state}/bin:/usr/bin:/bin")
    leaves.decides("on")
    before = tree(one)
    assert all(not step.problem for step in forget(leaves.profile))
    assert tree(one) == before
    assert others(leaves.profile) == [str(keeps.state / "bin" / "dfx")]


def test_whatever_interrupts_it_leaves_off(tmp_path: Path) -> None:
    master = settled(tmp_path / "home")
    shutil.copytree(tmp_path / "home", tmp_path / "master", symlinks=True)
    for done in count():
        shutil.rmtree(tmp_path / "home")
        shutil.copytree(tmp_path / "master", tmp_path / "home", symlinks=True)
        assert records(master.profile).effective.state == "on"
        steps = list(islice(forget(master.profile), done))
        if len(steps) < done:
            break
        if done:
            assert records(master.profile).effective.state == "off", steps[-1].path
    assert done > 10


FULL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from itertools import islice
from consent_tui.services.forget import forget
from consent_tui.services.profile import Profile
import os
profile = Profile(dict(os.environ), os.getcwd(), site_policy="/nonexistent/policy.toml")
for step in islice(forget(profile), int(sys.argv[1])):
    sys.stdout.write(step.path + step.problem + "\\n")
"""


def forget_on_a_full_disk(person: Person, steps: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-B", "-c", FULL_DISK, str(steps)],
        env={**person.environ, "PYTHONPATH": str(Path(consent_tui.__file__).parents[1])},
        cwd=person.home,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 99])
def test_on_a_full_disk_too(tmp_path: Path, steps: int) -> None:
    # A limit of zero bytes for every file stands in for the disk: no decision can be written any more.
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy")
    assert forget_on_a_full_disk(person, steps)[0] == str(person.state / "consent.db")
    assert records(person.profile).effective.state == "off"
    assert person.state.exists() == (steps != 99)


def test_a_database_that_cannot_go_keeps_the_decisions(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.decides("on")
    (person.state / "consent.db").unlink()
    (person.state / "consent.db").mkdir()  # what no unlink removes, not even root's
    told = forget_on_a_full_disk(person, 99)
    assert told[0].startswith(str(person.state / "consent.db") + "Is a directory")
    assert (person.state / "decisions.jsonl").exists()
    assert not (person.state / "recording").exists()
    assert records(person.profile).effective.state == "off"


def test_a_marker_that_holds_something_is_not_ours(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.state.mkdir()
    (person.state / "recording").write_text("of a concert")
    assert list(forget(person.profile)) == []
    assert (person.state / "recording").exists()


def test_an_open_reader_does_not_bring_it_back(tmp_path: Path) -> None:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy")
    reader = database.open_for_reading(str(person.state))
    assert reader is not None
    try:
        assert all(not step.problem for step in forget(person.profile))
        assert not person.state.exists()
    finally:
        reader.close()
    assert not person.state.exists()
