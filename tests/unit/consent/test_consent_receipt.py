from __future__ import annotations

import json
from typing import Any

import pytest

from consent_tui.consent.chain import read_chain
from consent_tui.consent.notice_text import Particulars
from consent_tui.services.receipt import (
    consent_states,
    current_states,
    iso27560_document,
    kantara_document,
    record_document,
)
from tests.unit.consent.made import NEWER_NOTICE, NOTICE, START, act, anchor_of, decisions, file_of

# The mandatory fields, from the DPV group's guide to ISO/IEC TS 27560.
HEADER = {"schema_version", "record_id", "pii_principal_id"}
PROCESSING = {
    *("privacy_notice", "language", "purposes", "pii_information", "pii_controllers", "storage_locations"),
    *("retention_period", "jurisdiction", "recipient_third_parties", "withdrawal_method"),
}
PARTY = {"party_id", "party_address", "party_name", "party_contact", "party_type"}
EVENT = {"event_time", "validity_duration", "entity_id", "event_type", "event_state"}
KANTARA = {
    *("version", "jurisdiction", "consentTimestamp", "collectionMethod", "consentReceiptID", "publicKey"),
    *("language", "piiPrincipalId", "piiControllers", "policyUrl", "services", "sensitive", "spiCat"),
}
KANTARA_PURPOSE = {
    *("purpose", "purposeCategory", "consentType", "piiCategory", "primaryPurpose", "termination"),
    *("thirdPartyDisclosure", "thirdPartyName"),
}
RECIPIENT = "https://t.example"
STORY = (
    (act("later"), "ConsentRequestDeferred"),
    (act("decision", "off"), "ConsentRefused"),
    (act("decision", "on"), "ConsentGiven"),
    (act("decision", "on"), "ConsentGiven"),
    (act("endpoint", recipient=RECIPIENT), "ConsentGiven"),
    (act("later", notice_hash=NEWER_NOTICE), "ConsentRequestDeferred"),
    (act("refusal", notice_hash=NEWER_NOTICE), "ConsentRefused"),
    (act("decision", "on", NEWER_NOTICE, RECIPIENT), "RenewedConsentGiven"),
    (act("decision", "local", NEWER_NOTICE, RECIPIENT), "RenewedConsentGiven"),
    (act("decision", "off", NEWER_NOTICE), "ConsentWithdrawn"),
    (act("decision", "off", NEWER_NOTICE), "ConsentWithdrawn"),
    (act("decision", "on", NEWER_NOTICE), "ConsentGiven"),
)
MADE = decisions(*(each for each, _ in STORY))
CHAIN = read_chain(file_of(MADE), anchor_of(MADE))


def test_each_decision_has_its_state_in_the_words_of_dpv() -> None:
    assert consent_states(MADE) == [state for _, state in STORY]


@pytest.mark.parametrize(
    ("acts", "wanted"),
    [
        ((), ("ConsentUnknown", "ConsentUnknown")),
        ((act("later"),), ("ConsentUnknown", "ConsentUnknown")),
        ((act("decision", "off"),), ("ConsentRefused", "ConsentRefused")),
        ((act("decision", "on"),), ("ConsentGiven", "ConsentGiven")),
        ((act("decision", "on", NEWER_NOTICE),), ("ConsentGiven", "ConsentExpired")),
    ],
)
def test_the_current_state_and_that_of_what_is_new(acts: tuple[Any, ...], wanted: tuple[str, str]) -> None:
    made = decisions(*acts)
    chain = read_chain(file_of(made), anchor_of(made))
    assert current_states(chain, NOTICE) == wanted


def test_records_that_cannot_be_trusted_are_invalidated_and_the_first_bad_one_is_named() -> None:
    content = file_of(MADE).replace(b"ConsentGiven", b"x").replace(b'"local"', b'"on"', 1)
    chain = read_chain(content, anchor_of(MADE))
    assert current_states(chain, NOTICE)[0] == "ConsentInvalidated"
    for document in (
        record_document(chain, ["decisions-broken-1.jsonl"]),
        iso27560_document(chain, Particulars(), NOTICE),
        kantara_document(chain, Particulars()),
    ):
        found: Any = document["chain"]
        assert found["whole"] is False
        assert found["first_bad"] == {"sequence": 9, "reason": "does not match its own hash"}
        assert found["count"] == 8


def test_our_own_form_is_the_file_itself() -> None:
    document: Any = record_document(CHAIN, ["decisions-broken-1.jsonl"])
    assert document["chain"] == {
        "whole": True,
        "first_bad": None,
        "known_to_the_store": True,
        "count": len(MADE),
        "head": MADE[-1].hash,
    }
    assert document["set_aside"] == ["decisions-broken-1.jsonl"]
    assert document["decisions"] == [json.loads(line) for line in file_of(MADE).splitlines()]


def test_iso_27560_has_every_mandatory_field() -> None:
    document: Any = iso27560_document(CHAIN, Particulars(), NEWER_NOTICE)
    assert json.loads(json.dumps(document)) == document
    assert len(document["records"]) == len(MADE)
    for record, (_, state), decision in zip(document["records"], STORY, MADE, strict=True):
        assert record.keys() >= HEADER | PROCESSING
        assert all(record[name] not in (None, "") for name in HEADER | PROCESSING)
        assert record["record_id"] == decision.record_id
        assert record["pii_principal_id"] == "not identified"
        assert record["jurisdiction"] == "not stated"
        (party,) = record["pii_controllers"]
        assert party.keys() >= PARTY
        assert party["party_name"] == party["party_contact"] == "not stated"
        assert all("pii_type" in each for each in record["pii_information"])
        (event,) = record["events"]
        assert event.keys() >= EVENT
        assert (event["event_time"], event["event_state"]) == (decision.time, state)
    assert document["records"][7]["recipient_third_parties"] == [RECIPIENT]
    assert document["records"][8]["recipient_third_parties"] == []
    assert document["records"][8]["storage_locations"] == ["this machine"]


def test_kantara_has_its_fields_and_receipts_for_nothing_but_a_yes() -> None:
    particulars = Particulars(RECIPIENT, "The Makers", "mail@example.org", "CH")
    document: Any = kantara_document(CHAIN, particulars)
    receipts = document["receipts"]
    given = [each for each in MADE if each.act == "decision" and each.state in ("on", "local")]
    assert [each["consentReceiptID"] for each in receipts] == [each.record_id for each in given]
    for receipt, decision in zip(receipts, given, strict=True):
        assert receipt.keys() == KANTARA
        assert receipt["version"] == "KI-CR-v1.1.0"
        assert receipt["consentTimestamp"] == START + 60 * (decision.sequence - 1)
        assert receipt["jurisdiction"] == "CH"
        assert receipt["piiControllers"][0]["piiController"] == "The Makers"
        assert receipt["piiControllers"][0]["contact"] == "mail@example.org"
        (service,) = receipt["services"]
        assert [each["primaryPurpose"] for each in service["purposes"]] == [True, False]
        for purpose in service["purposes"]:
            assert purpose.keys() == KANTARA_PURPOSE
            assert purpose["consentType"] == "EXPLICIT"
            disclosed = decision.state == "on" and decision.recipient == RECIPIENT
            assert purpose["thirdPartyDisclosure"] is disclosed
            assert purpose["thirdPartyName"] == (RECIPIENT if disclosed else "not stated")
    endings = [each["services"][0]["purposes"][0]["termination"] for each in receipts]
    assert [each.split(" ")[0] for each in endings] == [
        "replaced",
        "replaced",
        "replaced",
        "withdrawn",
        "when",
    ]
    assert MADE[9].time in endings[3]
