"""The notice is whole in one language, and a decision says in which."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from consent_tui import i18n
from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings
from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.notice import PURPOSES
from consent_tui.consent.notice_text import (
    HERE,
    PARAGRAPHS,
    Particulars,
    brief_local_text,
    brief_text,
    full_text,
)
from consent_tui.services.agreement import agreement, withdrawn
from consent_tui.services.answering import carry_out
from consent_tui.services.card import Card, first_card
from consent_tui.services.card_words import SENTENCES
from consent_tui.services.deciding import brief, decide
from consent_tui.services.notice import Notice, notice_in_force
from consent_tui.services.outline_pages import notice_sections, record_sections
from consent_tui.services.records import records
from consent_tui.services.voice import voice
from consent_tui.vocabulary.closed import NOTICE_HASH
from consent_tui.vocabulary.tokens import tokens
from tests.pseudo import longer, speaking
from tests.unit.services.person import Person

COMMAND = ["dfx", "deploy", "my_secret_backend"]


def a_card() -> Card:
    surroundings = Surroundings("/nonexistent", {}, lambda _: "0.24.3", "#linux")
    return first_card(explain(COMMAND, 0, surroundings), NONE_YET)


def last_decision(person: Person) -> dict[str, str]:
    lines = (person.state / "decisions.jsonl").read_text("utf-8").splitlines()
    return json.loads(lines[-1])


def test_a_whole_translation_is_shown_and_its_language_is_told() -> None:
    with speaking(longer, language="ja"):
        notice = Notice(Particulars(), tokens())
        assert (notice.language, notice.remark) == ("ja", "")
        assert all(longer(each.split("%")[0])[:4] in notice.text for each in HERE)
        assert notice.text != full_text(Particulars(), len(tokens()))
        assert notice.shown().language == "ja"
        assert notice.shown().text_hash == sha256(notice.text.encode()).hexdigest()


@pytest.mark.parametrize("missing", [*PARAGRAPHS, *SENTENCES])
def test_one_missing_sentence_means_english_for_all_of_it(missing: str) -> None:
    with speaking(longer, frozenset({missing}), language="ja"):
        notice = Notice(Particulars(), tokens())
        assert notice.language == voice().language == a_card().language == "en"
        assert notice.text == full_text(Particulars(), len(tokens()))
        assert "⟦" not in notice.text + notice.title + a_card().shown_text + brief("on", notice) + withdrawn()
        assert notice.remark.startswith("⟦Thîs téxt hàs çhàñgéd")


def test_every_sentence_that_is_shown_is_one_of_those() -> None:
    """Whoever adds one to the notice and not to ``PARAGRAPHS`` would leave it out of the test above."""
    said = {purpose.title for purpose in PURPOSES}

    def say(message: str) -> str:
        said.add(message)
        return message

    for recipient in (NONE_YET, "https://t.example"):
        full_text(Particulars(recipient), 1, say)
        brief_text(Particulars(recipient), say)
    brief_local_text(say)
    assert said == set(PARAGRAPHS)


def test_the_document_of_the_notice_is_the_same_in_every_language() -> None:
    english = Notice(Particulars(), tokens()).document()
    with speaking(longer):
        notice = Notice(Particulars(), tokens())
        assert notice.document() == english
        assert notice.notice_hash == english["notice_hash"] == NOTICE_HASH
    assert english["language"] == "en"
    assert english["text_hash"] == sha256(str(english["text"]).encode()).hexdigest()


def test_a_decision_on_the_card_records_its_language_and_its_very_words(tmp_path: Path) -> None:
    person = Person(tmp_path)
    with speaking(longer, language="uk"):
        card = a_card()
        said = carry_out(person.profile, card, card.choice_by_key["l"])
        assert said.startswith("⟦Löçàl öñlý")
    decision = last_decision(person)
    assert decision["language"] == "uk"
    assert decision["text_hash"] == sha256(card.shown_text.encode()).hexdigest()
    assert "⟦Màý dfx téll" in card.shown_text
    assert decision["notice_hash"] == NOTICE_HASH


def test_a_card_stays_what_it_was_when_another_language_is_chosen_behind_it(tmp_path: Path) -> None:
    person = Person(tmp_path)
    with speaking(longer, language="fr"):
        card = a_card()
    shown = card.shown_text
    carry_out(person.profile, card, card.choice_by_key["n"])
    assert last_decision(person)["language"] == "fr"
    assert last_decision(person)["text_hash"] == sha256(shown.encode()).hexdigest()


@pytest.mark.parametrize(("missing", "language"), [(frozenset(), "de"), (frozenset({HERE[0]}), "en")])
def test_a_decision_elsewhere_records_the_language_of_the_notice(
    tmp_path: Path, missing: frozenset[str], language: str
) -> None:
    person = Person(tmp_path)
    with speaking(longer, missing, language="de"):
        text = brief("on", notice_in_force(records(person.profile)))
        decide(person.profile, "on", "cli", text)
    assert ("⟦" in text) == (language == "de")
    assert last_decision(person)["language"] == language
    assert last_decision(person)["text_hash"] == sha256(text.encode()).hexdigest()


def test_the_question_in_the_app_is_in_the_language_of_the_notice(tmp_path: Path) -> None:
    person = Person(tmp_path)
    with speaking(longer, language="de"):
        asked = agreement(records(person.profile), str(person.state)).asked()
    assert all(line.startswith("⟦") for line in asked.splitlines())
    with speaking(longer, frozenset({SENTENCES[0]}), language="de"):
        assert "⟦" not in agreement(records(person.profile), str(person.state)).asked()
    i18n.speak(i18n.ENGLISH)


@pytest.mark.parametrize("missing", [frozenset(), frozenset({HERE[0]})])
def test_the_page_of_the_notice_shows_the_text_that_its_hash_is_of(
    tmp_path: Path, missing: frozenset[str]
) -> None:
    person = Person(tmp_path)
    with speaking(longer, missing, language="de"):
        found = records(person.profile)
        head, *parts, hashes = notice_sections(found)
        shown = [head.heading]
        for part in parts:
            shown += [part.heading, *(text for _label, text in part.rows)]
        text = "\n\n".join(shown) + "\n"
    assert ("⟦" in text) == (not missing)
    assert sha256(text.encode()).hexdigest() in [digest for _label, digest in hashes.rows]
    assert bool(head.rows) == bool(missing), "why it is in English"


def test_the_page_of_the_decisions_says_where_and_to_whom_in_the_language_spoken(tmp_path: Path) -> None:
    person = Person(tmp_path)
    with speaking(longer, language="de"):
        decide(person.profile, "on", "cli", brief("on", notice_in_force(records(person.profile))))
        _head, decision = record_sections(records(person.profile).chain)
    rows = [text for _label, text in decision.rows]
    assert "⟦öñ thé çömmàñd" in " ".join(rows)
    assert "none yet" not in rows
