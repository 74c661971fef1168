from __future__ import annotations

import json

import pytest

from consent_tui.consent.chain import Anchor, read_chain
from consent_tui.consent.decision import standing
from tests.unit.consent.made import NEWER_NOTICE, act, anchor_of, decisions, file_of, resealed, sample


def named(content: bytes, anchor: Anchor | None) -> int | None:
    chain = read_chain(content, anchor)
    assert chain.state == "off" or chain.fault is None
    if chain.fault is None:
        return None
    assert [each.sequence for each in chain.decisions] == list(range(1, chain.fault.sequence))
    assert chain.problems() == (("decisions", "off", chain.fault.sentence),)
    return chain.fault.sequence


def lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def test_a_whole_chain_is_whole() -> None:
    made = sample()
    chain = read_chain(file_of(made), anchor_of(made))
    assert chain.fault is None
    assert not chain.unfinished
    assert chain.state == "local"
    assert [each.fields() for each in chain.decisions] == [each.fields() for each in made]
    assert (chain.anchor.count, chain.anchor.head, chain.anchor.size) == (
        5,
        made[-1].hash,
        len(file_of(made)),
    )
    assert [each.state for each in made] == ["undecided", "on", "on", "off", "local"]


def test_nothing_at_all_is_undecided() -> None:
    for anchor in (None, Anchor(0, "0" * 64, 0)):
        chain = read_chain(b"", anchor)
        assert (chain.state, chain.fault, chain.unfinished, chain.problems()) == (
            "undecided",
            None,
            False,
            (),
        )


@pytest.mark.parametrize("cut", range(len(file_of(sample()))))
def test_a_file_cut_off_at_any_byte_is_found_and_the_first_missing_one_named(cut: int) -> None:
    made = sample()
    content = file_of(made)[:cut]
    whole = content.count(b"\n")
    assert named(content, anchor_of(made)) == whole + 1
    # Without the store's count only a cut inside a line can be seen, and a yes then has no witness.
    alone = read_chain(content, None)
    if content.endswith(b"\n") or not content:
        assert alone.fault is None
        assert alone.state in ("undecided", "off")
    else:
        assert alone.fault is not None
        assert alone.fault.sequence == whole + 1


@pytest.mark.parametrize("place", range(1, 6))
def test_an_edited_decision_is_named(place: int) -> None:
    made = sample()
    whole = lines(file_of(made))
    edits = [
        whole[place - 1].replace(b'"cli"', b'"tui"'),
        whole[place - 1].replace(b'"language":"en"', b'"language": "en"'),
        whole[place - 1].replace(b"{", b'{"more":1,', 1),
        b"\xff" + whole[place - 1],
        b"[]\n",
        b"[" * 20000 + b"\n",
        b"\n",
        b'"' + b"x" * 70000 + b'"\n',
        b"9" * 5000 + b"\n",
    ]
    for edited in edits:
        assert edited != whole[place - 1]
        content = b"".join([*whole[: place - 1], edited, *whole[place:]])
        assert named(content, anchor_of(made)) == place
        assert named(content, None) == place


@pytest.mark.parametrize("place", range(1, 6))
def test_an_edited_decision_with_its_hash_made_right_is_named_too(place: int) -> None:
    made = sample()
    whole = lines(file_of(made))
    for changes in ({"state": "on", "language": "xx"}, {"previous": "e" * 64}):
        edited = resealed(whole[place - 1], **changes)
        content = b"".join([*whole[: place - 1], edited, *whole[place:]])
        assert named(content, anchor_of(made)) == place


@pytest.mark.parametrize(
    "changes",
    [
        {"sequence": "2"},
        {"sequence": True},
        {"format": 0},
        {"format": True},
        {"act": "wish"},
        {"state": "maybe"},
        {"method": "mail"},
        {"time": "2026-02-30T00:00:00Z"},
        {"time": 5},
        {"purposes": "command-usage/1"},
        {"purposes": [1]},
        {"language": None},
        {"notice_hash": "A" * 64},
        {"another": ""},
    ],
)
def test_a_well_hashed_line_that_is_no_decision_is_named(changes: dict[str, object]) -> None:
    made = sample()[:2]
    content = made[0].line() + resealed(made[1].line(), **changes)
    assert named(content, None) == 2


@pytest.mark.parametrize("place", range(1, 6))
def test_a_dropped_a_doubled_and_a_swapped_decision_are_named(place: int) -> None:
    made = sample()
    whole = lines(file_of(made))
    assert named(b"".join(whole[: place - 1] + whole[place:]), anchor_of(made)) == place
    assert named(b"".join(whole[:place] + whole[place - 1 :]), anchor_of(made)) == place + 1
    if place < 5:
        swapped = [*whole]
        swapped[place - 1], swapped[place] = swapped[place], swapped[place - 1]
        assert named(b"".join(swapped), anchor_of(made)) == place


def test_a_last_decision_put_in_anothers_place_is_found_by_the_store() -> None:
    made = sample()
    other = resealed(made[-1].line(), state="on")
    content = file_of(made[:-1]) + other
    assert named(content, anchor_of(made)) == 5
    assert read_chain(content, None).fault is None  # this is what the store's head hash is for


def test_a_rewritten_past_is_found_as_long_as_the_store_is_not_rewritten_too() -> None:
    made = sample()
    forged = decisions(act("decision", "on"), act("decision", "on"))
    assert named(file_of(forged), anchor_of(made)) is not None
    assert named(file_of(forged), anchor_of(forged)) is None  # as the README says, this cannot be found


def test_a_yes_that_the_store_has_not_seen_does_not_count_and_a_no_does() -> None:
    made = sample()
    chain = read_chain(file_of(made), anchor_of(made[:4]))
    assert chain.fault is None
    assert chain.unfinished
    assert chain.state == "off"
    assert [source for source, _, _ in chain.problems()] == ["store"]
    unseen_no = read_chain(file_of(made[:4]), anchor_of(made[:3]))
    assert (unseen_no.state, unseen_no.problems()) == ("off", ())
    unseen_later = read_chain(file_of(made[:1]), None)
    assert (unseen_later.state, unseen_later.problems()) == ("undecided", ())


def test_a_newer_format_is_off_and_says_so() -> None:
    made = sample()
    content = file_of(made[:3]) + b'{"format":2,"anything":"goes"}\n'
    chain = read_chain(content, anchor_of(made))
    assert chain.fault is not None
    assert (chain.fault.kind, chain.fault.sequence, chain.state) == ("newer", 4, "off")
    assert "newer version" in chain.fault.reason


def test_an_endpoint_set_by_the_person_changes_the_recipient_and_nothing_else() -> None:
    made = decisions(
        act("decision", "on", recipient="https://one.example"),
        act("endpoint", recipient="https://two.example"),
        act("later", notice_hash=NEWER_NOTICE, recipient="https://three.example"),
        act("refusal", notice_hash=NEWER_NOTICE, recipient="https://three.example"),
    )
    now = standing(made)
    assert (now.state, now.recipient, now.decision) == ("on", "https://two.example", made[0])
    assert [each.recipient for each in made[2:]] == ["https://two.example"] * 2


def test_the_form_of_a_line_is_fixed() -> None:
    line = decisions(act("decision", "on"))[0].line()
    fields = json.loads(line)
    assert list(fields) == sorted(fields)
    assert line == resealed(line)
    assert fields["time"] == "2025-10-09T08:53:20Z"
    assert fields["previous"] == "0" * 64
    assert line.isascii()


def test_a_chain_whose_beginning_was_taken_away_and_renumbered_is_found_without_the_store() -> None:
    line = resealed(sample()[1].line(), sequence=1)
    assert named(line, None) == 1
    assert named(resealed(line, previous="0" * 64), None) is None
