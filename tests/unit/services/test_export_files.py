"""Exports: the bytes, the manifest, and what they never do to other files."""

from __future__ import annotations

import csv
import io
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from consent_tui.errors import ConsentError
from consent_tui.services import demo
from consent_tui.services.export import FORMATS, export, manifest_document
from consent_tui.services.export_file import (
    InTheWayError,
    check_place,
    export_to_file,
    place_new,
    place_over,
)
from consent_tui.services.pending import newest_first, oldest_first
from consent_tui.store.session import writing
from tests.unit.services.person import NOON, Person


def quiet(done: int) -> None:
    """Nobody listens to how far it is."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path)
    person.decides("on")
    person.runs("deploy", "--ic")
    person.now += 60
    person.runs("canister", "install", "x", "--mode", "reinstall", "-y", exit_status=1)
    person.decides("local")
    person.runs("my-extension", "secret")
    return person


@pytest.mark.parametrize("form", FORMATS)
def test_the_manifest_tells_what_is_in_the_file(person: Person, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    before = person.files()
    exported = export_to_file(person.profile, form, str(target), place_new, quiet)
    manifest = json.loads(target.with_name("out.manifest.json").read_bytes())
    assert (
        manifest
        == manifest_document(exported)
        == {
            "format": form,
            "count": 5,
            "schema": {"name": "dfx-consent.event", "version": 1},
            "sha256": sha256(target.read_bytes()).hexdigest(),
            "exported_at": "2026-09-21T14:14:20Z",
        }
    )
    assert [path.stat().st_mode & 0o777 for path in tmp_path.glob("out*")] == [0o600, 0o600]
    assert person.files() == before
    assert {path.name for path in tmp_path.iterdir()} == {"state", "out", "out.manifest.json"}


def test_ndjson_is_what_would_be_sent_byte_for_byte(person: Person) -> None:
    pieces = io.BytesIO()
    export(person.profile, "ndjson", pieces.write, quiet)
    assert pieces.getvalue() == b"".join(row.body + b"\n" for row in oldest_first(person.profile))


def test_json_has_ids_and_times(person: Person) -> None:
    pieces = io.BytesIO()
    export(person.profile, "json", pieces.write, quiet)
    found = json.loads(pieces.getvalue())
    assert [each["id"] for each in found] == [1, 2, 3, 4, 5]
    assert found[3] == {
        "id": 4,
        "recorded_at": "2026-09-21T14:14:20Z",
        "sendable_at": "2026-09-22T14:14:20Z",
        "event": json.loads(list(newest_first(person.profile))[1].body),
    }
    assert found[4]["sendable_at"] is None


def test_csv_has_the_same_in_cells(person: Person) -> None:
    pieces = io.BytesIO()
    export(person.profile, "csv", pieces.write, quiet)
    lines = pieces.getvalue().decode("ascii")
    assert lines.count("\r\n") == lines.count("\n") == 6
    found = list(csv.DictReader(io.StringIO(lines), strict=True))
    assert found[3] == {
        "id": "4",
        "recorded_at": "2026-09-21T14:14:20Z",
        "sendable_at": "2026-09-22T14:14:20Z",
        "event": "#command",
        "platform": json.loads(list(newest_first(person.profile))[1].body)["platform"],
        "dfxVersion": "#unknown",
        "network": "#localShared",
        "command": "#dfxCanisterInstall",
        "target": "#one",
        "options": "#optionMode #modeReinstall #optionYes",
        "outcome": "#failure",
    }
    assert found[4]["sendable_at"] == found[0]["command"] == ""
    assert not any(cell[:1] in tuple("=+-@\t") and cell for row in found for cell in row.values())


@pytest.mark.parametrize(("form", "empty"), [("ndjson", b""), ("json", b"[]\n")])
def test_of_nothing(tmp_path: Path, form: str, empty: bytes) -> None:
    person = Person(tmp_path)
    exported = export_to_file(person.profile, form, str(tmp_path / "out"), place_new, quiet)
    assert (exported.count, (tmp_path / "out").read_bytes()) == (0, empty)
    assert not person.state.exists()


@pytest.mark.parametrize("name", ["out", "out.manifest.json"])
def test_a_file_that_is_there_is_left_alone(person: Person, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(ConsentError):
        check_place(str(tmp_path / "out"))
    with pytest.raises(ConsentError):
        export_to_file(person.profile, "ndjson", str(tmp_path / "out"), place_new, quiet)
    assert (tmp_path / name).read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["out", "out.manifest.json"])
def test_what_nothing_can_replace_is_said_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ConsentError, match="is no ordinary file") as caught:
        check_place(str(tmp_path / "out"))
    assert not isinstance(caught.value, InTheWayError), "the command line would offer --force"


def test_it_can_be_replaced(person: Person, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old" * 10_000)
    (tmp_path / "link").symlink_to("out")
    export_to_file(person.profile, "ndjson", str(tmp_path / "link"), place_over, quiet)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out").read_bytes().count(b"\n") == 5
    assert (tmp_path / "out.manifest.json").exists()


def test_a_device_or_a_folder_is_never_replaced(person: Person, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    for name in ("fifo", "folder"):
        with pytest.raises(ConsentError):
            export_to_file(person.profile, "ndjson", str(tmp_path / name), place_over, quiet)
        assert not (tmp_path / name).is_file()
    with pytest.raises(ConsentError):
        export_to_file(person.profile, "ndjson", str(tmp_path / "absent" / "out"), place_new, quiet)


@pytest.mark.parametrize("problem", [KeyboardInterrupt, OSError])
def test_an_interrupted_export_leaves_nothing(
    person: Person, tmp_path: Path, problem: type[BaseException]
) -> None:
    def interrupted(unfinished: str, target: str) -> None:
        assert Path(unfinished).stat().st_mode & 0o777 == 0o600
        raise problem

    (tmp_path / "out").write_text("mine")
    with pytest.raises((ConsentError, KeyboardInterrupt)):
        export_to_file(person.profile, "json", str(tmp_path / "out"), interrupted, quiet)
    assert {path.name for path in tmp_path.iterdir()} == {"state", "out"}
    assert (tmp_path / "out").read_text() == "mine"


def test_a_row_that_is_not_ours_ends_it(person: Person, tmp_path: Path) -> None:
    with writing(str(person.state)) as connection:
        connection.execute("""UPDATE pending SET body = '{"event":"=HYPERLINK(0)"}' WHERE id = 2""")
    for form in FORMATS:
        with pytest.raises(ConsentError, match="pending event 2"):
            export_to_file(person.profile, form, str(tmp_path / "out"), place_new, quiet)
    assert not list(tmp_path.glob("*out*"))


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    profile = demo.build(str(tmp_path / "demo"), 2500, NOON, {})
    told: list[int] = []
    assert export(profile, "csv", lambda _: None, told.append).count == 2500
    assert told == [1000, 2000]
