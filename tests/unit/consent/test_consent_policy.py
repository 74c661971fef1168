"""Real files with real owners. Where the suite does not run as root, the cases that need root are skipped."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from consent_tui.consent.policy import SITE_PATH, policy_value, read_policies
from consent_tui.consent.resolver import resolve

SOMEBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can own a site policy")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "policy.toml"


def ceilings(state: Path, site: Path) -> list[str]:
    return [policy.ceiling for policy in read_policies(str(state), str(site))]


def test_without_files_there_is_no_policy(state: Path, site: Path) -> None:
    assert read_policies(str(state), str(site)) == ()
    assert read_policies(str(state / "missing"), str(site / "below")) == ()


def test_the_fixed_path_is_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", "/tmp/elsewhere")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/tmp/elsewhere")
    assert read_policies.__defaults__ == (SITE_PATH,)
    if sys.platform == "linux":
        assert SITE_PATH == "/etc/xdg/dfx-consent/policy.toml"


@as_root
@pytest.mark.parametrize(
    ("site_max", "own_max", "wanted"),
    [("off", "on", "off"), ("on", "local", "local"), ("local", "off", "off"), (" Local ", "ON", "local")],
)
def test_the_lower_wins(state: Path, site: Path, site_max: str, own_max: str, wanted: str) -> None:
    site.write_text(f'max = "{site_max}"')
    (state / "policy.toml").write_text(f'max = "{own_max}"')
    site.chmod(0o644)
    found = resolve("on", {}, read_policies(str(state), str(site)))
    assert found.state == wanted
    assert {source for source, _, _ in found.reasons} == {"policy", "decision"}
    assert found.decision == "on"


@as_root
@pytest.mark.parametrize(
    ("owner", "group", "mode", "counts"),
    [
        (0, 0, 0o644, True),
        (0, SOMEBODY, 0o640, True),
        (0, 0, 0o400, True),
        (SOMEBODY, 0, 0o644, False),
        (SOMEBODY, SOMEBODY, 0o400, False),
        (0, 0, 0o664, False),
        (0, SOMEBODY, 0o620, False),
        (0, 0, 0o646, False),
        (0, 0, 0o602, False),
    ],
)
def test_a_site_policy_counts_only_if_it_is_roots_and_nobody_else_can_write_it(
    state: Path,
    site: Path,
    owner: int,
    group: int,
    mode: int,
    counts: bool,  # noqa: FBT001 - a column of the table
) -> None:
    site.write_text('max = "off"\nendpoint = "https://example.org/t"')
    os.chown(site, owner, group)
    site.chmod(mode)
    (policy,) = read_policies(str(state), str(site))
    assert policy.ceiling == ("off" if counts else "on")
    assert ("does not count" in policy.detail) != counts
    assert policy_value((policy,), "endpoint") == ("https://example.org/t" if counts else None)


@pytest.mark.parametrize(
    "content",
    [
        b"max = ",
        b"\xff\xfe",
        b"max = 'sometimes'",
        b"max = 3",
        b"maks = 'off'",
        b"max = 'on'\nbatch_size = 0",
        b"batch_size = 501",
        b"batch_size = true",
        b"batch_size = '5'",
        b"wire = 'carrier pigeon'",
        b"wire = ['ndjson']",
        b"endpoint = ''",
        b"endpoint = 5",
        b'contact = "a\\u001bb"',
        b"[max]\nmax = 'on'",
        b"x = " + b"[" * 5000 + b"]" * 5000,
        b"# " + b"x" * 70000,
        b"max = '\x00'",
    ],
)
def test_what_cannot_be_read_or_understood_means_off_and_says_why(
    state: Path, site: Path, content: bytes
) -> None:
    (state / "policy.toml").write_bytes(content)
    (policy,) = read_policies(str(state), str(site))
    assert policy.ceiling == "off"
    assert policy.problem
    assert policy.detail.startswith(str(state))
    assert policy.values == {}
    found = resolve("on", {}, (policy,))
    assert found.state == "off"
    assert found.deciding == (("policy", "off", policy.detail),)


def test_every_key_is_read(state: Path, site: Path) -> None:
    (state / "policy.toml").write_text(
        'max = "local"\nendpoint = "https://example.org"\nwire = "otlp"\nbatch_size = 500\n'
        'controller = "The Makers"\ncontact = "privacy@example.org"\njurisdiction = "CH"\n'
    )
    (policy,) = read_policies(str(state), str(site))
    assert policy.problem == ""
    assert policy.values == {
        "endpoint": "https://example.org",
        "wire": "otlp",
        "batch_size": 500,
        "controller": "The Makers",
        "contact": "privacy@example.org",
        "jurisdiction": "CH",
    }
    (state / "policy.toml").write_text("")
    assert ceilings(state, site) == ["on"]


@as_root
def test_the_sites_word_counts_before_ones_own(state: Path, site: Path) -> None:
    site.write_text('controller = "Site"')
    site.chmod(0o644)
    (state / "policy.toml").write_text('controller = "Own"\ncontact = "own"')
    policies = read_policies(str(state), str(site))
    assert policy_value(policies, "controller") == "Site"
    assert policy_value(policies, "contact") == "own"
    assert policy_value(policies, "jurisdiction") is None


def test_things_that_are_no_files_mean_off_and_hold_nobody_up(state: Path, site: Path) -> None:
    own = state / "policy.toml"
    for make in (
        own.mkdir,
        lambda: os.mkfifo(own),
        lambda: own.symlink_to("/nowhere"),
        lambda: own.symlink_to(own),
    ):
        make()
        (policy,) = read_policies(str(state), str(site))
        assert policy.ceiling == "off"
        assert policy.problem
        own.rmdir() if own.is_dir() and not own.is_symlink() else own.unlink()
    own.symlink_to("/dev/zero")
    assert ceilings(state, site) == ["off"]


@as_root
def test_a_file_that_may_not_be_opened_means_off(state: Path, site: Path) -> None:
    (state / "policy.toml").write_text('max = "on"')
    (state / "policy.toml").chmod(0)
    state.chmod(0o755)
    inside, outside = os.pipe()
    child = os.fork()
    if child == 0:  # root reads everything: ask as somebody else
        answer = "lost"
        try:
            os.chdir(state)
            os.setuid(SOMEBODY)
            answer = ",".join(policy.ceiling for policy in read_policies(".", "./none"))
        finally:
            os.write(outside, answer.encode())
            os._exit(0)
    os.waitpid(child, 0)
    assert os.read(inside, 100) == b"off"
    os.close(inside)
    os.close(outside)
