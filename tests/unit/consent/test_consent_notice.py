from __future__ import annotations

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from consent_tui.consent import notice_text
from consent_tui.consent.asking import may_say_yes, policy_refuses
from consent_tui.consent.notice import (
    PURPOSES,
    added,
    added_purposes,
    notice_hash,
    purpose_marks,
    text_hash,
    vocabulary_hash,
)
from consent_tui.consent.notice_text import Particulars, brief_local_text, brief_text, full_text
from consent_tui.consent.policy import read_policies
from consent_tui.consent.reasons import sentence
from consent_tui.consent.resolver import resolve
from consent_tui.services.notice import Notice
from consent_tui.vocabulary.tokens import tokens
from tests.pseudo import longer, speaking

ROOT = Path(__file__).parents[3]


def test_the_hashes_are_what_they_were_on_every_machine_and_in_every_version() -> None:
    vocabulary = ["#b", "#a", "#b"]
    assert vocabulary_hash(vocabulary) == sha256(b"#a\n#b\n").hexdigest()
    assert vocabulary_hash(vocabulary) == "ccb0026d4fd14711729bfccb1e5e48e0f0ba618d42f4858891eb48bce9c39e7b"
    assert notice_hash(vocabulary) == sha256(b"active-users/1\ncommand-usage/1\n\n#a\n#b\n").hexdigest()
    assert notice_hash(vocabulary) == "8103ae9c1734505cec0c746edb79dd7f8df194a067f8b0bf5e42ac60f36b626e"
    assert text_hash("\u00e9") == sha256(b"\xc3\xa9").hexdigest()


def test_the_notice_hash_follows_purposes_and_vocabulary_and_no_prose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = notice_hash(["#a"])
    assert notice_hash(["#a", "#b"]) != before
    assert notice_hash(["#a"], ["command-usage/2", "active-users/1"]) != before
    assert notice_hash(["#a"], tuple(reversed(purpose_marks()))) == before
    assert notice_hash([], ["#a"]) != notice_hash(["#a"], [])
    text = text_hash(full_text(Particulars(), 1))
    monkeypatch.setattr(notice_text, "TITLE", "Said better")
    assert notice_hash(["#a"]) == before
    assert text_hash(full_text(Particulars(), 1)) != text


def test_the_difference_is_exactly_what_is_new() -> None:
    assert added(["#a", "#c"], ["#d", "#b", "#a"]) == ("#b", "#d")
    assert added(["#a", "#b"], ["#a"]) == ()
    assert [each.id for each in added_purposes(["command-usage/1", "active-users/0"])] == ["active-users"]
    assert added_purposes(purpose_marks()) == ()


def test_a_change_of_the_words_needs_a_new_version() -> None:
    """When this fails the text of the notice was changed: raise ``VERSION`` and put the new hash here."""
    words = full_text(Particulars(), 100) + brief_text(Particulars()) + brief_local_text()
    assert (notice_text.VERSION, text_hash(words)) == (
        3,
        "0e1d720f0a8b02e551a29372201eef697578d4a5c6df542d6c945b342442aab0",
    )


def test_the_notice_says_everything_it_must() -> None:
    notice = Notice(Particulars("https://t.example", "The Makers", "mail@example.org", "CH"), tokens())
    for words in (
        *(purpose.text for purpose in PURPOSES),
        "Events go to https://t.example.",
        "The Makers",
        "mail@example.org",
        "Jurisdiction: CH",
        "ninety days",
        "fourteen days",
        "How long the recipient keeps",
        "dfx-consent off",
        "cannot be found again to be deleted",
        "the address it came from",
        f"the number of tokens in it is {len(tokens())}.",
    ):
        assert words in notice.text
    assert "%(" not in notice.text
    assert "No recipient is configured" in full_text(Particulars(), 1)
    assert full_text(Particulars(), 1).count("not stated") == 3


def test_the_document_holds_what_was_shown() -> None:
    notice = Notice(Particulars(), tokens())
    document = notice.document()
    shown = notice.shown()
    assert document["tokens"] == tokens()
    assert document["recipient"] is None
    assert document["text_hash"] == shown.text_hash == sha256(notice.text.encode()).hexdigest()
    assert document["notice_hash"] == shown.notice_hash
    assert document["vocabulary_hash"] == shown.vocabulary_hash
    assert shown.recipient == "none yet"


def test_every_reason_has_a_sentence() -> None:
    for environ in (
        {},
        {"DO_NOT_TRACK": "100%"},
        {"CI": "1"},
        {"DFX_TELEMETRY": "local"},
        {"DFX_TELEMETRY": "x"},
    ):
        for decision in ("undecided", "off", "local", "on", "unheard-of"):
            for problem in ((), (("store", "off", "x"),), (("decisions", "off", "y"),)):
                for reason in resolve(decision, environ, (), problem).reasons:
                    assert sentence(reason).endswith((".", reason[2]))


def test_a_reason_is_told_in_the_persons_language_down_to_its_detail(tmp_path: Path) -> None:
    """The reason itself stays as it is: it stands in ``status --json``."""
    path = tmp_path / "policy.toml"
    path.write_text("max = [")
    reason, _ = resolve("undecided", {}, read_policies(str(tmp_path), "/none"), ()).reasons
    with speaking(longer):
        assert reason[2] == f"{path}: is not TOML"
        said = sentence(reason)
        assert said.startswith(longer("A policy allows no recording: ")[:12])
        assert f"{path}: {longer('is not TOML')}" in said
        assert str(policy_refuses("on", read_policies(str(tmp_path), "/none")).message).count("⟦") >= 2
        refusal = may_say_yes(
            {"CI": "1"}, stdin_is_terminal=True, stdout_is_terminal=True, stderr_is_terminal=True
        )
        assert refusal is not None
        assert refusal.message.startswith("⟦Öñlý à pérsöñ çàñ sàý ýés")
        assert refusal.mend.startswith("⟦Týpé")


def test_the_recorders_way_imports_nothing_dear() -> None:
    """Measured in a process of its own: ``-I -S`` as the recorder runs."""
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); before = set(sys.modules);"
        "import consent_tui.consent.coverage, consent_tui.consent.policy, consent_tui.consent.resolver as r;"
        "r.resolve('on', {'CI': '1'}, consent_tui.consent.policy.read_policies('/none', '/none'));"
        "print(*sorted(set(sys.modules) - before))"
    )
    run = [sys.executable, "-I", "-S", "-c", program]
    found = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    allowed = {
        "__future__",
        "_collections_abc",
        "_stat",
        "genericpath",
        "os",
        "os.path",
        "posixpath",
        "stat",
        "errno",
    }
    assert {name for name in found if not name.startswith("consent_tui")} <= allowed
    assert not {name for name in found if name.endswith(("decision", "chain", "notice", "errors"))}
