"""What the person may set, and what no file can make it be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from consent_tui.errors import ConsentError
from consent_tui.services.configuration import configuration, validated, write
from consent_tui.services.endpoints import choose, endpoint_fault, origin
from consent_tui.services.profile import Profile
from consent_tui.services.settings import SETTINGS, duration
from tests.program import environment


def profile(folder: Path, **more: str) -> Profile:
    return Profile(environment(folder, DFX_CONSENT_HOME=str(folder / "state"), **more), str(folder))


def test_defaults_hold_where_there_is_no_file_and_none_is_made(tmp_path: Path) -> None:
    found = configuration(profile(tmp_path))
    assert (found.hold, found.max_pending, found.text("wire"), found.text("endpoint")) == (
        86400,
        10_000,
        "ndjson",
        None,
    )
    assert found.set_keys == frozenset()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("hold", "0s", "0s"),
        ("hold", " 14D ", "14d"),
        ("hold", "90m", "90m"),
        ("wire", "otlp", "otlp"),
        ("batch_size", "500", 500),
        ("max_pending", "1", 1),
        ("endpoint", "https://collector.example/v1", "https://collector.example/v1"),
        ("endpoint", "http://127.0.0.1:4318/v1/logs", "http://127.0.0.1:4318/v1/logs"),
        ("endpoint", "http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("endpoint", "", None),
        ("contact", "privacy@example.com", "privacy@example.com"),
        ("theme", "light", "light"),
    ],
)
def test_what_a_key_takes(tmp_path: Path, key: str, text: str, value: object) -> None:
    found = validated(key, text)
    assert found == value
    write(profile(tmp_path), key, found)
    assert configuration(profile(tmp_path)).values[key] == (
        value if value is not None else SETTINGS[key].default
    )


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("hold", "15d"),
        ("hold", "-1h"),
        ("hold", "1"),
        ("hold", "\u0661h"),
        ("wire", "OTLP"),
        ("batch_size", "0"),
        ("batch_size", "501"),
        ("batch_size", "1.5"),
        ("max_pending", "many"),
        ("theme", "pink"),
        ("contact", "a\x1b]0;x\x07"),
        ("endpoint", "http://collector.example"),
        ("endpoint", "https://me:secret@collector.example"),
        ("endpoint", "https://collector.example/?user=me"),
        ("endpoint", "https://collector.example/#me"),
        ("endpoint", "ftp://collector.example"),
        ("endpoint", "collector.example"),
        ("endpoint", "https://"),
        ("endpoint", "https://collector.example:port/"),
        ("endpoint", "http://127.0.0.1.example.com/"),
        ("endpoint", "http://localhost.example.com/"),
        ("nonsense", "x"),
    ],
)
def test_what_a_key_does_not_take_is_wrong_usage(key: str, text: str) -> None:
    with pytest.raises(ConsentError) as caught:
        validated(key, text)
    assert caught.value.status == 2
    assert caught.value.mend


@pytest.mark.parametrize(
    "text", ["hold =", "hold = 5", 'nonsense = "x"', "[hold]\nx = 1", "\udcff", "a" * 70_000]
)
def test_a_file_that_is_not_understood_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state/config.toml"
    path.parent.mkdir()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConsentError) as caught:
        configuration(profile(tmp_path))
    assert str(path) in caught.value.message + caught.value.mend


@pytest.mark.timeout(10)
def test_a_fifo_in_its_place_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    os.mkfifo(tmp_path / "state/config.toml")
    assert configuration(profile(tmp_path)).hold == 86400


def test_comments_and_order_of_the_file_survive_a_change(tmp_path: Path) -> None:
    path = tmp_path / "state/config.toml"
    path.parent.mkdir()
    path.write_text('# mine\nwire = "otlp" # why\n\nhold = "1h"\n', "utf-8")
    write(profile(tmp_path), "hold", "2h")
    assert path.read_text("utf-8") == '# mine\nwire = "otlp" # why\n\nhold = "2h"\n'
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("text", "seconds"), [("0s", 0), ("90S", 90), ("5m", 300), ("24h", 86400), ("14d", 1209600)]
)
def test_durations_are_in_seconds(text: str, seconds: int) -> None:
    assert duration(text) == seconds


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Collector.Example:443/v1", "https://collector.example"),
        ("https://collector.example:8443/v1", "https://collector.example:8443"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_origins(url: str, expected: str) -> None:
    assert endpoint_fault(url) == ""
    assert origin(url) == expected


@pytest.mark.parametrize(
    ("configured", "policy", "named", "url"),
    [
        (None, None, "", None),
        ("https://a.example/x", None, "", "https://a.example/x"),
        ("https://a.example/x", "https://b.example/", "", "https://b.example/"),
        ("https://a.example/x", None, "https://a.example/y", "https://a.example/y"),
        ("https://a.example/x", None, "https://b.example/", None),
        (None, None, "https://b.example/", None),
        (None, None, "http://127.0.0.1:1/", "http://127.0.0.1:1/"),
        ("https://a.example/x", None, "http://a.example/x", None),
        ("https://a.example/x", None, "nonsense", None),
    ],
)
def test_the_environment_names_no_new_recipient(
    configured: str | None, policy: str | None, named: str, url: str | None
) -> None:
    found = choose(configured, policy, {"DFX_CONSENT_ENDPOINT": named})
    assert found.url == url
    assert bool(found.problem) == (bool(named) and url is None)
