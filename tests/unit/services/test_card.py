from __future__ import annotations

import shlex
from collections.abc import Callable
from gettext import NullTranslations
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent_tui.capture.explain import explain
from consent_tui.capture.explanation import Explanation
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.decision import DECISION, NONE_YET, Act, Decision, Shown, following
from consent_tui.consent.notice import PURPOSES
from consent_tui.consent.policy import Policy
from consent_tui.i18n import ENGLISH, speak, speak_with
from consent_tui.services import card_words
from consent_tui.services.additions import Additions
from consent_tui.services.card import Card, additions_card, first_card, local_card
from consent_tui.services.card_drawing import KEY, MOST_LINES, WIDE
from consent_tui.services.cells import cells
from consent_tui.services.marks import ASCII, BOXES, Line
from consent_tui.services.painting import Painter
from tests.pseudo import longer, speaking, wide

RECIPIENT = "https://telemetry.example.org"
SEED = "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"


def explained(line: str) -> Explanation:
    return explain(shlex.split(line), 0, Surroundings("/nonexistent", {}, lambda _: "0.24.3", "#linux"))


NAMES = ["yes", "local only", "no", "later", "see all"]


def texts(lines: list[Line]) -> list[str]:
    return ["".join(each.text for each in line) for line in lines]


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            ["deploy", "canister", "install", "--mode", "reinstall", "--ic", "--network", "-y", "x", "--"]
        ),
        st.text(max_size=40),
        st.just("word" * 60),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(WORDS, st.integers(WIDE, 220), st.sampled_from([NONE_YET, RECIPIENT]))
def test_every_card_fits_into_fourteen_lines_and_the_width(
    words: list[str], columns: int, recipient: str
) -> None:
    explanation = explain(
        ["dfx", *words], 0, Surroundings("/nonexistent", {}, lambda _: "#unknown", "#linux")
    )
    for glyphs in (BOXES, ASCII):
        lines = texts(first_card(explanation, recipient).lines(columns, 24, glyphs))
        assert len(lines) <= MOST_LINES
        assert max(map(cells, lines)) <= columns
        assert not any(character < " " or character == "\x7f" for line in lines for character in line)


@settings(deadline=None)
@given(WORDS, st.integers(22, WIDE - 1))
def test_narrow_cards_keep_to_the_width(words: list[str], columns: int) -> None:
    explanation = explain(
        ["dfx", *words], 0, Surroundings("/nonexistent", {}, lambda _: "#unknown", "#linux")
    )
    assert max(map(cells, texts(first_card(explanation, RECIPIENT).lines(columns, 24, BOXES)))) <= columns


@pytest.mark.parametrize(
    "line", ["dfx deploy", SEED, "dfx canister call a b '(1)' --wallet w --ic -y --query"]
)
@pytest.mark.parametrize("columns", [40, 72, 80, 120])
def test_the_choices_have_equal_weight(line: str, columns: int) -> None:
    lines = first_card(explained(line), NONE_YET).lines(columns, 24, BOXES)
    caps = [segment.text for drawn in lines for segment in drawn if segment.role == KEY]
    assert caps == [" y ", " l ", " n ", " esc ", " ? "]


LANGUAGES = {"40 % longer": longer, "of double width": wide}


@pytest.mark.parametrize("change", LANGUAGES.values(), ids=LANGUAGES)
@settings(deadline=None, max_examples=40)
@given(words=WORDS, columns=st.integers(80, 120), recipient=st.sampled_from([NONE_YET, RECIPIENT]))
def test_cards_in_other_languages_fit_and_hold_every_word(
    change: Callable[[str], str], words: list[str], columns: int, recipient: str
) -> None:
    explanation = explain(
        ["dfx", *words], 0, Surroundings("/nonexistent", {}, lambda _: "#unknown", "#linux")
    )
    with speaking(change):
        card = first_card(explanation, recipient)
        for glyphs in (BOXES, ASCII):
            lines = texts(card.lines(columns, 24, glyphs))
            assert len(lines) <= MOST_LINES
            assert max(map(cells, lines)) <= columns
    drawn = "".join("".join(line[2:] for line in lines).split())
    for said in (card.words.question, *(text for _label, text in card.facts)):
        assert "".join(said.split()) in drawn
    for each in card.choices:
        assert f"{each.key}{''.join(each.name.split())}" in drawn


@pytest.mark.parametrize("change", LANGUAGES.values(), ids=LANGUAGES)
def test_the_example_is_drawn_in_other_languages(change: Callable[[str], str]) -> None:
    with speaking(change):
        lines = texts(first_card(explained("dfx deploy"), NONE_YET).lines(80, 24, BOXES))
    assert any("#dfxDeploy" in line and "──┬───" in above for above, line in pairwise(lines))


@pytest.mark.parametrize("change", LANGUAGES.values(), ids=LANGUAGES)
def test_the_keys_are_the_same_in_every_language(change: Callable[[str], str]) -> None:
    with speaking(change):
        card = first_card(explained(SEED), NONE_YET)
    assert list(card.choice_by_key) == ["y", "l", "n", "esc", "?"]
    assert all(each.name == change(english) for each, english in zip(card.choices, NAMES, strict=True))


def test_the_columns_of_the_choices_are_equally_wide() -> None:
    (names,) = (
        line
        for line in texts(first_card(explained("dfx deploy"), NONE_YET).lines(80, 24, BOXES))
        if " esc " in line
    )
    starts = [names.index(each) for each in (" y ", " l ", " n ", " esc ")]
    assert len({later - earlier for earlier, later in pairwise(starts)}) == 1


def test_the_purpose_what_leaves_what_never_does_and_the_recipient_are_on_it() -> None:
    text = "\n".join(texts(first_card(explained("dfx deploy"), RECIPIENT).lines(80, 24, BOXES)))
    for said in (
        "May dfx tell its developers",
        "sent with it",
        "once in thirty days",
        "never sent",
        RECIPIENT,
        "off",
    ):
        assert said in text


def test_words_that_have_no_room_still_tell_what_they_give() -> None:
    lines = texts(
        first_card(
            explained(SEED + " --from-subaccount aaaa-bbbb-cccc-dddd --fee 1 --created-at-time 5"), NONE_YET
        ).lines(80, 24, BOXES)
    )
    (more,) = (line for line in lines if "more words give" in line)
    assert more.startswith("│ 2 more words give ")
    assert "#optionCreatedAtTime" in more


def test_the_shown_text_holds_nothing_of_the_command() -> None:
    shown = first_card(explained("dfx deploy my_secret_backend --ic"), NONE_YET).shown_text
    assert shown == first_card(explained(SEED), NONE_YET).shown_text
    assert "my_secret" not in shown
    assert shown != first_card(explained(SEED), RECIPIENT).shown_text


def test_where_a_policy_allows_local_yes_is_not_offered() -> None:
    card = local_card(explained(SEED), Policy("/etc/xdg/\x1bdfx", "local", "", {}))
    assert list(card.choice_by_key) == ["l", "n", "esc", "?"]
    assert "a policy allows no sending: /etc/xdg/␛dfx" in card.shown_text
    assert len(card.lines(80, 24, BOXES)) <= MOST_LINES


def test_every_answer_fits_on_the_line_that_waits_for_it() -> None:
    said = [value for name, value in vars(card_words).items() if name.endswith("_NOW")]
    assert len(said) == 9
    assert [each for each in said if len(each) > 78] == []


def painted(card: Card, **environ: str) -> str:
    return Painter(environ).text(card.lines(80, 24, BOXES))


def test_a_dumb_terminal_and_none_at_all_get_no_sequences() -> None:
    card = first_card(explained(SEED), NONE_YET)
    assert "\x1b" not in painted(card, TERM="dumb")
    assert "\x1b" not in painted(card)
    assert "[esc] later" in painted(card, TERM="dumb")
    assert "\x1b[1;36m" in painted(card, TERM="xterm")
    assert "36m" not in painted(card, TERM="xterm", NO_COLOR="1")


def a_yes(state: str) -> Decision:
    shown = Shown(
        notice_hash="1" * 64,
        vocabulary_hash="2" * 64,
        text_hash="3" * 64,
        language="en",
        purposes=("command-usage/1",),
        recipient=NONE_YET,
    )
    return following(Act(DECISION, state, "cli", shown), (), 1_790_000_000)


def test_all_that_is_new_is_shown_and_is_in_the_text_that_is_agreed_to() -> None:
    new = Additions(
        a_yes("on"), (PURPOSES[1],), tuple(f"#dfxNew{number}" for number in range(60)), is_comparable=True
    )
    card = additions_card(new, RECIPIENT)
    drawn = " ".join(" ".join(texts(card.lines(80, 24, BOXES))).replace("│", " ").split())
    for said in (*new.tokens, PURPOSES[1].text, RECIPIENT, "21 Sep 2026"):
        assert said in drawn
        assert said in card.shown_text
    assert [each.name for each in card.choices] == ["agree", "not these", "off", "later", "see all"]


@pytest.mark.parametrize("state", ["on", "local"])
def test_agreeing_leaves_the_state_as_it_stood(state: str) -> None:
    card = additions_card(Additions(a_yes(state), (), ("#dfxNew",), is_comparable=True), RECIPIENT)
    assert card.choice_by_key["y"].act == state
    assert (RECIPIENT in card.shown_text) == (state == "on")


def test_a_recipient_cannot_write_to_the_terminal() -> None:
    card = first_card(explained("dfx deploy"), "https://\x1b[2J.example")
    assert "\x1b[2J" not in "".join(texts(card.lines(80, 24, BOXES)))
    assert "\x1b" not in card.shown_text


@pytest.mark.parametrize("columns", [60, 66, 72, 80])
def test_tokens_of_words_that_have_no_room_are_whole(columns: int) -> None:
    line = SEED + " --from-subaccount aaaa-bbbb-cccc-dddd --fee 1 --created-at-time 5"
    drawn = texts(first_card(explained(line), NONE_YET).lines(columns, 16, BOXES))
    given = [token for each in explained(line).said for token in each[1]]
    (more,) = (each for each in drawn if "more words give" in each)
    tokens = more.partition("give ")[2].split(" · ")
    assert tokens[-1] == "…" or tokens[-1] in given
    assert set(tokens) <= {*given, "…"}


class Retold(NullTranslations):
    """A language that has everything but the notice."""

    def gettext(self, message: str) -> str:
        """The text, told apart from English."""
        return f"<{message}>"


def test_a_card_that_fell_back_to_english_is_english_throughout() -> None:
    speak_with("de", Retold())
    try:
        drawn = "\n".join(texts(first_card(explained(SEED), NONE_YET).lines(100, 24, BOXES)))
    finally:
        speak(ENGLISH)
    assert "#success or #failure" in drawn and "<" not in drawn
