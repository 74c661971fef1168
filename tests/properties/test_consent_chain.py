"""Whatever is done to the record of decisions, it is found, and no yes comes out of it."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consent_tui.consent.ceilings import environment_ceilings
from consent_tui.consent.chain import read_chain
from consent_tui.consent.decision import Act, Decision
from consent_tui.consent.policy import Policy
from consent_tui.consent.resolver import resolve
from consent_tui.consent.states import RANK
from tests.unit.consent.made import act, anchor_of, decisions, resealed

acts = st.builds(
    act,
    st.sampled_from(["decision", "decision", "later", "endpoint", "refusal"]),
    st.sampled_from(["off", "local", "on"]),
    st.sampled_from(["a" * 64, "b" * 64]),
    st.sampled_from(["none yet", "https://t.example"]),
)
histories = st.lists(acts, min_size=1, max_size=7)


def made_of(history: list[Act]) -> tuple[list[Decision], list[bytes]]:
    made = decisions(*history)
    return made, [each.line() for each in made]


@settings(deadline=None, max_examples=60)
@given(histories)
def test_a_chain_that_nobody_touched_is_whole(history: list[Act]) -> None:
    made, lines = made_of(history)
    chain = read_chain(b"".join(lines), anchor_of(made))
    assert chain.fault is None
    assert not chain.unfinished
    assert chain.state == ([each.state for each in history if each.kind == "decision"] or ["undecided"])[-1]


@settings(deadline=None, max_examples=200)
@given(histories, st.data())
def test_any_byte_changed_is_found_in_its_own_decision(history: list[Act], data: st.DataObject) -> None:
    made, lines = made_of(history)
    place = data.draw(st.integers(0, len(lines) - 1))
    offset = data.draw(st.integers(0, len(lines[place]) - 1))
    byte = data.draw(st.integers(0, 255))
    assume(byte != lines[place][offset])
    lines[place] = lines[place][:offset] + bytes([byte]) + lines[place][offset + 1 :]
    fault = read_chain(b"".join(lines), anchor_of(made)).fault
    assert fault is not None
    assert fault.sequence == place + 1


@settings(deadline=None, max_examples=200)
@given(histories, st.data())
def test_any_drop_swap_or_insertion_is_found_where_it_begins(history: list[Act], data: st.DataObject) -> None:
    made, lines = made_of(history)
    order = list(range(len(lines)))
    changed = data.draw(
        st.one_of(
            st.permutations(order),
            st.lists(st.sampled_from(order), max_size=len(order) + 2),
        )
    )
    assume(changed != order)
    first = next(
        (place for place, number in enumerate(changed) if place >= len(order) or number != place),
        len(changed),
    )
    chain = read_chain(b"".join(lines[number] for number in changed), anchor_of(made))
    assert chain.fault is not None
    assert chain.fault.sequence == first + 1
    assert chain.state == "off"


@settings(deadline=None, max_examples=150)
@given(histories, st.data())
def test_an_edit_whose_own_hash_was_made_right_is_named_too(history: list[Act], data: st.DataObject) -> None:
    made, lines = made_of(history)
    place = data.draw(st.integers(0, len(lines) - 1))
    changes = data.draw(
        st.sampled_from(
            [{"language": "xx"}, {"time": "2001-01-01T00:00:00Z"}, {"recipient": "https://evil.example"}]
        )
    )
    lines[place] = resealed(lines[place], **changes)
    fault = read_chain(b"".join(lines), anchor_of(made)).fault
    assert fault is not None
    assert fault.sequence == place + 1


@settings(deadline=None, max_examples=150)
@given(histories, st.binary(max_size=200), st.integers(0, 3000))
def test_no_garbage_behind_or_instead_says_yes(history: list[Act], garbage: bytes, cut: int) -> None:
    made, lines = made_of(history)
    whole = b"".join(lines)
    content = whole[:cut] + garbage
    assume(content != whole)
    assert read_chain(content, anchor_of(made)).state == "off" or content.startswith(whole)
    if content.startswith(whole):
        assert read_chain(content, anchor_of(made)).fault is not None


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["undecided", "off", "local", "on"]),
    st.dictionaries(
        st.sampled_from(["DO_NOT_TRACK", "DFX_TELEMETRY", "CI", "DRONE", "HOME"]), st.text(max_size=6)
    ),
    st.lists(
        st.builds(Policy, st.just("p"), st.sampled_from(["off", "local", "on"]), st.just(""), st.just({}))
    ),
)
def test_nothing_ever_raises_the_state(
    decision: str, environ: dict[str, str], policies: list[Policy]
) -> None:
    found = resolve(decision, environ, policies)
    assert RANK[found.state] <= RANK.get(decision, 0)
    assert found.decision == decision
    fewer = resolve(decision, {}, policies[1:])
    assert RANK[found.state] <= RANK[fewer.state]
    assert all(RANK[found.state] <= RANK[ceiling] for _, ceiling, _ in environment_ceilings(environ))
