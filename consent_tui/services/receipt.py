"""The decisions as receipts: in our own form, in the fields of ISO/IEC TS 27560, of Kantara's receipt 1.1.

The fields of TS 27560 follow the W3C DPV group's guide to it, and so do the names of the consent states. What
nobody stated is exported as ``not stated``; the person is ``not identified``, and nobody can be, from these.
"""

from __future__ import annotations

from consent_tui.consent.decision import DECISION, LATER, NONE_YET, REFUSAL, standing
from consent_tui.consent.notice import PURPOSES
from consent_tui.consent.notice_text import HERE, NOT_STATED, THERE, WITHDRAWAL
from consent_tui.consent.states import OFF, ON, YES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.consent.chain import Chain
    from consent_tui.consent.decision import Decision
    from consent_tui.consent.notice_text import Particulars

RECORD = "record"
ISO27560 = "iso27560"
KANTARA = "kantara"
FORMATS = (RECORD, ISO27560, KANTARA)

NOT_IDENTIFIED = "not identified"
ISO_SCHEMA = "ISO/IEC TS 27560:2023"
KANTARA_VERSION = "KI-CR-v1.1.0"
SERVICE = "dfx-consent"
NOTICE_COMMAND = "dfx-consent notice"
WITHDRAWAL_COMMAND = "dfx-consent off"

_COLLECTION = {
    "tui": "asked in the app, answered by a key",
    "cli": "asked on the command line, answered by typing",
    "first-run": "asked at the first dfx run, answered by a key",
}
_PERSONAL_DATA = (
    ("command", "which dfx command, of a closed list"),
    ("options", "which of its options, of a closed list"),
    ("target", "whether one canister was named or all"),
    ("outcome", "whether the command succeeded"),
    ("network", "the kind of network"),
    ("platform", "the operating system"),
    ("dfxVersion", "the version of dfx"),
)


def record_document(chain: Chain, set_aside: Sequence[str]) -> dict[str, object]:
    """Our own form: every decision as it stands in the file, and whether the chain is whole.

    ``set_aside`` are the names of broken records that were set aside.
    """
    return {
        "chain": chain_document(chain),
        "set_aside": list(set_aside),
        "decisions": [each.fields() for each in chain.decisions],
    }


def chain_document(chain: Chain) -> dict[str, object]:
    """Whether the chain is whole, and the first bad decision if it is not.

    ``known_to_the_store`` is false when the store has not seen the last decisions.
    """
    fault = chain.fault
    return {
        "whole": fault is None,
        "first_bad": None if fault is None else {"sequence": fault.sequence, "reason": fault.reason},
        "known_to_the_store": not chain.unfinished,
        "count": len(chain.decisions),
        "head": chain.anchor.head,
    }


def consent_states(decisions: Sequence[Decision]) -> list[str]:
    """The DPV state of consent that each decision brought about, one for each, in order."""
    found: list[str] = []
    yes: Decision | None = None
    current = "ConsentUnknown"
    for each in decisions:
        if each.act == LATER:
            found.append("ConsentRequestDeferred")
            continue
        if each.act == REFUSAL:
            found.append("ConsentRefused")
            continue
        if each.act == DECISION:
            current = _after(each, yes, current)
            yes = each if each.state in YES else None
        found.append(current)
    return found


def _after(decision: Decision, yes: Decision | None, before: str) -> str:
    """The state that a decision leads to; ``yes`` is the one that stood, ``before`` the state it follows."""
    if decision.state == OFF:
        # A second no after a withdrawal does not turn it into a refusal.
        return "ConsentWithdrawn" if yes is not None or before == "ConsentWithdrawn" else "ConsentRefused"
    changed = yes is not None and (yes.notice_hash, yes.state) != (decision.notice_hash, decision.state)
    return "RenewedConsentGiven" if changed else "ConsentGiven"


def current_states(chain: Chain, notice_hash: str) -> tuple[str, str]:
    """The DPV state that holds now, and the one of what the notice in force (its hash) has added since.

    Records that cannot be trusted make it ``ConsentInvalidated``: nothing is processed on their strength.
    """
    found = standing(chain.decisions)
    if chain.problems():
        return "ConsentInvalidated", "ConsentInvalidated"
    if found.decision is None:
        return "ConsentUnknown", "ConsentUnknown"
    states = consent_states(chain.decisions)
    state = states[found.decision.sequence - 1]
    outdated = found.is_yes and found.decision.notice_hash != notice_hash
    return state, "ConsentExpired" if outdated else state


def iso27560_document(chain: Chain, particulars: Particulars, notice_hash: str) -> dict[str, object]:
    """One record for each decision, in the fields of TS 27560; of a broken chain only what is sound.

    ``notice_hash`` is that of the notice in force.
    """
    states = consent_states(chain.decisions)
    current, current_of_new = current_states(chain, notice_hash)
    return {
        "chain": chain_document(chain),
        "current_state": current,
        "current_state_of_new_fields": current_of_new,
        "records": [
            _iso_record(decision, state, particulars)
            for decision, state in zip(chain.decisions, states, strict=True)
        ],
    }


def _iso_record(decision: Decision, state: str, particulars: Particulars) -> dict[str, object]:
    return {
        "schema_version": ISO_SCHEMA,
        "record_id": decision.record_id,
        "pii_principal_id": NOT_IDENTIFIED,
        "privacy_notice": {
            "notice_hash": decision.notice_hash,
            "vocabulary_hash": decision.vocabulary_hash,
            "text_hash": decision.text_hash,
            "shown_by": NOTICE_COMMAND,
        },
        "language": decision.language,
        "purposes": list(decision.purposes),
        "purpose_type": "improvement of the program, statistics of use",
        "lawful_basis": "dpv:ExplicitlyExpressedConsent" if decision.state in YES else NOT_STATED,
        "pii_information": [{"pii_type": name, "description": text} for name, text in _PERSONAL_DATA],
        "pii_controllers": [_iso_party(particulars)],
        "collection_method": _COLLECTION[decision.method],
        "processing_method": "classified on this machine; only words of the closed vocabulary are kept",
        "storage_locations": ["this machine", *_recipients(decision)],
        "retention_period": {"local": list(HERE), "remote": THERE[0]},
        "jurisdiction": particulars.jurisdiction,
        "recipient_third_parties": _recipients(decision),
        "withdrawal_method": WITHDRAWAL_COMMAND,
        "privacy_rights": [*WITHDRAWAL, THERE[1]],
        "service": SERVICE,
        "events": [
            {
                "event_time": decision.time,
                "validity_duration": "until withdrawn, or until the notice changes",
                "entity_id": NOT_IDENTIFIED,
                "event_type": decision.act,
                "event_state": state,
                "chosen_state": decision.state,
            }
        ],
    }


def _iso_party(particulars: Particulars) -> dict[str, object]:
    return {
        "party_id": particulars.controller,
        "party_name": particulars.controller,
        "party_address": NOT_STATED,
        "party_contact": particulars.contact,
        "party_type": "controller",
    }


def _recipients(decision: Decision) -> list[str]:
    """Whom this decision lets receive events: nobody but under ``on``, and ``none yet`` until one is set."""
    return [decision.recipient] if decision.state == ON else []


def kantara_document(chain: Chain, particulars: Particulars) -> dict[str, object]:
    """One receipt for each yes: what is not consent has no consent receipt. Times are whole Unix seconds."""
    return {
        "chain": chain_document(chain),
        "receipts": [
            _kantara_receipt(each, particulars, _ended(chain.decisions, each))
            for each in chain.decisions
            if each.act == DECISION and each.state in YES
        ],
    }


def _ended(decisions: Sequence[Decision], yes: Decision) -> str:
    """How this yes ends: the decision that took its place, or what will."""
    for later in decisions[yes.sequence :]:
        if later.act == DECISION:
            words = "withdrawn" if later.state == OFF else "replaced"
            return f"{words} on {later.time}"
    return "when withdrawn with " + WITHDRAWAL_COMMAND


def _kantara_receipt(decision: Decision, particulars: Particulars, ended: str) -> dict[str, object]:
    known = {purpose.mark: purpose for purpose in PURPOSES}
    disclosed = decision.state == ON and decision.recipient != NONE_YET
    return {
        "version": KANTARA_VERSION,
        "jurisdiction": particulars.jurisdiction,
        "consentTimestamp": decision.seconds,
        "collectionMethod": _COLLECTION[decision.method],
        "consentReceiptID": decision.record_id,
        "publicKey": NOT_STATED,
        "language": decision.language,
        "piiPrincipalId": NOT_IDENTIFIED,
        "piiControllers": [_kantara_controller(particulars)],
        "policyUrl": NOT_STATED,
        "services": [
            {
                "service": SERVICE,
                "purposes": [
                    {
                        "purpose": known[mark].text if mark in known else mark,
                        "purposeCategory": [mark],
                        "consentType": "EXPLICIT",
                        "piiCategory": [name for name, _ in _PERSONAL_DATA],
                        "primaryPurpose": mark == PURPOSES[0].mark,
                        "termination": ended,
                        "thirdPartyDisclosure": disclosed,
                        "thirdPartyName": decision.recipient if disclosed else NOT_STATED,
                    }
                    for mark in decision.purposes
                ],
            }
        ],
        "sensitive": False,
        "spiCat": [],
    }


def _kantara_controller(particulars: Particulars) -> dict[str, object]:
    return {
        "piiController": particulars.controller,
        "onBehalf": False,
        "contact": particulars.contact,
        "address": NOT_STATED,
        "email": NOT_STATED,
        "phone": NOT_STATED,
        "piiControllerUrl": NOT_STATED,
    }
