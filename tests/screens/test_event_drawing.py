"""The event drawn as JSON is that event, at any width; the wire's lines are its very bytes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from consent_tui.capture.surroundings import Surroundings
from consent_tui.services.cells import cells
from consent_tui.services.event_drawing import event_lines, packed_event_lines, wire_lines
from consent_tui.services.marks import Line
from consent_tui.services.preview import preview

HERE = Surroundings("/", {}, lambda toolchain: "0.24.3", "#linux")
LINES = st.sampled_from(
    [
        "dfx deploy",
        "dfx deploy x --ic --yes --argument 1 --mode reinstall --upgrade-unchanged --with-cycles 3",
        "dfx canister install --all --mode upgrade --async-call -qy --log tee --logfile x",
        "dfx my-ext",
        "dfx cache",
    ]
)


def joined(lines: list[Line]) -> str:
    return "\n".join("".join(each.text for each in line) for line in lines)


@given(LINES, st.integers(30, 120))
def test_it_reads_as_the_event(line: str, width: int) -> None:
    found = preview(line.split(), 0, HERE)
    assert found.event is not None
    expected = json.loads(found.event.encode())
    for lines in (event_lines(found, width), packed_event_lines(found, width)):
        text, also = joined(lines).replace("along:\n", "along: ").rsplit("\n", 1)
        shown = json.loads(text)
        assert shown == expected
        assert list(shown) == list(expected)
        assert also == "would ride along: #mau · #dau"
    assert len(packed_event_lines(found, width)) <= len(event_lines(found, width))
    assert all(cells(joined([each])) <= max(width, 38) for each in packed_event_lines(found, width))
    assert all(cells(joined([each])) <= max(width, 38) for each in event_lines(found, width))


@given(LINES, st.integers(20, 200))
def test_the_wire_is_the_body(line: str, width: int) -> None:
    found = preview(line.split(), 0, HERE)
    text = joined(wire_lines(found, width, cells)).replace("\n", "")
    body, rest = text.split("sha256 ", 1)
    assert body.encode() + b"\n" == found.body
    assert rest.replace(" ", "").startswith(found.sha256)


def test_nothing_emitted_is_said() -> None:
    found = preview(["dfx", "--help"], 0, HERE)
    assert joined(event_lines(found, 40)) == "Nothing is emitted."
    assert joined(wire_lines(found, 50, cells)) == "Nothing is emitted, so nothing would travel."
