"""Invariant 1: whatever is typed, only tokens of the vocabulary and a SemVer version come out."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from tests.properties.closed import check_closed
from tests.properties.mutation import mutate, real_line

words = st.lists(st.one_of(st.text(), st.text(alphabet="-=hVvqymx", max_size=6)), max_size=8)
mutated = st.builds(lambda seed: mutate(random.Random(seed), real_line(random.Random(seed))), st.integers(0))


@settings(max_examples=1500, deadline=None)
@given(
    mutated | words.map(lambda rest: ["dfx", *rest]) | words,
    st.integers(),
    st.text(),
    st.sampled_from(["", "0.24.3"]),
)
def test_only_the_vocabulary_is_emitted(
    argv: list[str], exit_status: int, network: str, version: str
) -> None:
    said = version or "#unknown"
    here = Surroundings("/", {"DFX_NETWORK": network}, lambda _: said)
    check_closed(argv, explain(argv, exit_status, here), said)


@settings(max_examples=500, deadline=None)
@given(mutated)
def test_a_classification_depends_on_nothing_but_its_arguments(argv: list[str]) -> None:
    here = Surroundings("/", {}, lambda _: "0.24.3")
    first, second = explain(argv, 0, here), explain(tuple(argv), 0, here)
    assert [(each.verdict, each.emits) for each in first.tokens] == [
        (each.verdict, each.emits) for each in second.tokens
    ]
    assert (first.event and first.event.encode()) == (second.event and second.event.encode())
