"""The words of the first-run card, in English. Whole sentences with named places, to be translated."""

from __future__ import annotations

from consent_tui.consent.decision import LATER, REFUSAL
from consent_tui.consent.states import LOCAL, OFF, ON

APP = "app"

ON_NOW = "Yes. dfx runs are recorded from now on. To change it: dfx-consent off"
LOCAL_NOW = "Local only: recorded for you alone, never sent. To change it: dfx-consent off"
OFF_NOW = "No. Nothing is recorded, and nobody asks again. To change it: dfx-consent on"
ADDED_NOW = "Agreed: what is new is recorded too. To change it: dfx-consent off"
REFUSED_NOW = "Not these: everything goes on as before. To change it: dfx-consent on, or off"
STOPPED_NOW = "Off: nothing is recorded any more, and what was pending is wiped."
LATER_NOW = "Later: you are asked again in a week. To decide sooner: dfx-consent on, or off"


class Choice:
    """One key: what it is called, and in a few words what it does.

    ``act`` is a state to decide for, ``later`` or ``refusal``, or ``app``, which decides nothing; ``done``
    is what to say when it is done.
    """

    __slots__ = ("act", "done", "key", "meaning", "name")

    def __init__(self, act: str, key: str, name: str, meaning: str, done: str) -> None:
        self.act = act
        self.done = done
        self.key = key
        self.name = name
        self.meaning = meaning


class Words:
    """One kind of card: ``facts`` are (label, text) below the example, whose own say ``with_it``."""

    __slots__ = ("choices", "facts", "question", "with_it")

    def __init__(
        self,
        question: str,
        with_it: str,
        facts: tuple[tuple[str, str], ...],
        choices: tuple[Choice, ...],
    ) -> None:
        self.question = question
        self.with_it = with_it
        self.facts = facts
        self.choices = choices


_LOCAL = Choice(LOCAL, "l", "local only", "stays here", LOCAL_NOW)
_NO = Choice(OFF, "n", "no", "never ask", OFF_NOW)
_LATER = Choice(LATER, "esc", "later", "in a week", LATER_NOW)
EVERYTHING = Choice(APP, "?", "see all", "in the app", "")

MAY_REPORT = Words(
    "May dfx tell its developers which commands you use, how, and which ones fail?",
    "sent with it",
    (
        ("sent also", "that dfx was used, at most once a day and once in thirty days"),
        ("never sent", "anything else: no names, principals, amounts, paths, identifiers"),
    ),
    (Choice(ON, "y", "yes", "may be sent", ON_NOW), _LOCAL, _NO, _LATER),
)
MAY_RECORD = Words(
    "May dfx record, for you alone, which commands you use, how, and which fail?",
    "kept with it",
    (
        ("kept also", "that dfx was used, at most once a day and once in thirty days"),
        ("never kept", "anything else: no names, principals, amounts, paths, identifiers"),
        ("why no yes", "%(policy)s"),
    ),
    (_LOCAL, _NO, _LATER),
)
_MORE_THAN_AGREED = "dfx could now record more than you said yes to on %(day)s. This is new:"


def may_add(state: str, day: str) -> Words:
    """The question after an upgrade; agreeing leaves the *state* decided on *day* (a date) as it stands."""
    return Words(
        _MORE_THAN_AGREED % {"day": day},
        "",
        (("never sent", "anything else: no names, principals, amounts, paths, identifiers"),),
        (
            Choice(state, "y", "agree", "record it", ADDED_NOW),
            Choice(REFUSAL, "n", "not these", "as before", REFUSED_NOW),
            Choice(OFF, "o", "off", "stop, wipe", STOPPED_NOW),
            _LATER,
        ),
    )


POLICY = "a policy allows no sending: %(policy)s"
NO_RECIPIENT = "nobody, as no recipient is set. Undo a yes with: dfx-consent off"
RECIPIENT = (
    "%(recipient)s, after a rest here. What was delivered cannot be deleted. Undo a yes with: dfx-consent off"
)
NOWHERE = "nobody: it stays on this machine. Undo it with: dfx-consent off"
MORE = "%(count)d more words, shown by: dfx-consent preview"
MORE_TOKENS = "%(count)d more words give %(tokens)s"
OUTCOME = "%(success)s or %(failure)s"

LAST_LATER_NOW = "Later: you are not asked again. To decide: dfx-consent on, or off"
ENDED_NOW = "Later: dfx was not run. To decide: dfx-consent on, or off"
HELD_DOWN = "Decided, but for now the state is %(state)s: %(reason)s"
LEFT_OVER = "Off, but something of what was wiped is still in: %(names)s"
DECIDED_IN_APP = "Decided. To change it: dfx-consent on, local or off"
