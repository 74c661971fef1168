"""The words of the first-run card and of the question in the app: whole sentences, marked for translation.

What a decision rests on is marked under the notice's context, because it is shown in the notice's language
(``services.voice``); what is said after it is not.
"""

from __future__ import annotations

from consent_tui.consent.decision import LATER, REFUSAL
from consent_tui.consent.states import LOCAL, OFF, ON
from consent_tui.i18n import N_, NP_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[str], str]

APP = "app"

ON_NOW = N_("Yes. dfx runs are recorded from now on. To change it: dfx-consent off")
LOCAL_NOW = N_("Local only: recorded for you alone, never sent. To change it: dfx-consent off")
OFF_NOW = N_("No. Nothing is recorded, and nobody asks again. To change it: dfx-consent on")
ADDED_NOW = N_("Agreed: what is new is recorded too. To change it: dfx-consent off")
REFUSED_NOW = N_("Not these: everything goes on as before. To change it: dfx-consent on, or off")
STOPPED_NOW = N_("Off: nothing is recorded any more, and what was pending is wiped.")
LATER_NOW = N_("Later: you are asked again in a week. To decide sooner: dfx-consent on, or off")
LAST_LATER_NOW = N_("Later: you are not asked again. To decide: dfx-consent on, or off")
ENDED_NOW = N_("Later: dfx was not run. To decide: dfx-consent on, or off")
DECIDED_IN_APP = N_("Decided. To change it: dfx-consent on, local or off")
HELD_DOWN = N_("Decided, but for now the state is %(state)s: %(reason)s")
LEFT_OVER = N_("Off, but something of what was wiped is still in: %(names)s")


class Choice:
    """One key: what it is called, and in a few words what it does.

    ``act`` is a state to decide for, ``later`` or ``refusal``, or ``app``, which decides nothing; ``done``
    is what to say when it is done, in English. The key is the same in every language.
    """

    __slots__ = ("act", "done", "key", "meaning", "name")

    def __init__(self, act: str, key: str, name: str, meaning: str, done: str) -> None:
        self.act = act
        self.done = done
        self.key = key
        self.name = name
        self.meaning = meaning

    def said(self, say: Say) -> Choice:
        """The same choice with its words in another language."""
        return Choice(self.act, self.key, say(self.name), say(self.meaning), self.done)


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

    def said(self, say: Say) -> Words:
        """The same words in another language."""
        return Words(
            say(self.question),
            say(self.with_it) if self.with_it else "",
            tuple((say(label), say(text)) for label, text in self.facts),
            tuple(each.said(say) for each in self.choices),
        )


# Translators: the answers stand side by side beside their keys y, l, n, esc and ?, below each what it does:
# "yes / may be sent", "local only / stays here", "no / never ask", "later / in a week". Keep them short.
_YES = Choice(ON, "y", NP_("notice", "yes"), NP_("notice", "may be sent"), ON_NOW)
_LOCAL = Choice(LOCAL, "l", NP_("notice", "local only"), NP_("notice", "stays here"), LOCAL_NOW)
_NO = Choice(OFF, "n", NP_("notice", "no"), NP_("notice", "never ask"), OFF_NOW)
_LATER = Choice(LATER, "esc", NP_("notice", "later"), NP_("notice", "in a week"), LATER_NOW)
EVERYTHING = Choice(APP, "?", NP_("notice", "see all"), NP_("notice", "in the app"), "")
# Translators: the answers to what is new since a yes: "agree / record it", "not these / as before", "off /
# stop, wipe".
_AGREE, _RECORD_IT = NP_("notice", "agree"), NP_("notice", "record it")
_NOT_THESE = Choice(REFUSAL, "n", NP_("notice", "not these"), NP_("notice", "as before"), REFUSED_NOW)
_STOP = Choice(OFF, "o", NP_("notice", "off"), NP_("notice", "stop, wipe"), STOPPED_NOW)

# Translators: labels at the left of what the card tells; the text beside each goes on from it, as in
# "never sent   anything else: no names, …" and "goes to   nobody, as no recipient is set".
SENT_WITH_IT, SENT_ALSO = NP_("notice", "sent with it"), NP_("notice", "sent also")
KEPT_WITH_IT, KEPT_ALSO = NP_("notice", "kept with it"), NP_("notice", "kept also")
NEVER_SENT, NEVER_KEPT = NP_("notice", "never sent"), NP_("notice", "never kept")
WHY_NO_YES, GOES_TO = NP_("notice", "why no yes"), NP_("notice", "goes to")

_THAT_IT_WAS_USED = NP_("notice", "that dfx was used, at most once a day and once in thirty days")
_ANYTHING_ELSE = NP_("notice", "anything else: no names, principals, amounts, paths, identifiers")
POLICY = NP_("notice", "a policy allows no sending: %(policy)s")
NO_RECIPIENT = NP_("notice", "nobody, as no recipient is set. Undo a yes with: dfx-consent off")
RECIPIENT = NP_(
    "notice",
    "%(recipient)s, after a rest here. What was delivered cannot be deleted. "
    "Undo a yes with: dfx-consent off",
)
NOWHERE = NP_("notice", "nobody: it stays on this machine. Undo it with: dfx-consent off")

MAY_REPORT = Words(
    NP_("notice", "May dfx tell its developers which commands you use, how, and which ones fail?"),
    SENT_WITH_IT,
    ((SENT_ALSO, _THAT_IT_WAS_USED), (NEVER_SENT, _ANYTHING_ELSE)),
    (_YES, _LOCAL, _NO, _LATER),
)
MAY_RECORD = Words(
    NP_("notice", "May dfx record, for you alone, which commands you use, how, and which fail?"),
    KEPT_WITH_IT,
    ((KEPT_ALSO, _THAT_IT_WAS_USED), (NEVER_KEPT, _ANYTHING_ELSE)),
    (_LOCAL, _NO, _LATER),
)
_MORE_THAN_AGREED = NP_("notice", "dfx could now record more than you said yes to on %(day)s. This is new:")


def may_add(state: str, day: str, say: Say) -> Words:
    """The question after an upgrade; agreeing leaves the *state* decided on *day* (a date) as it stands."""
    agree = Choice(state, "y", _AGREE, _RECORD_IT, ADDED_NOW)
    kind = Words(
        _MORE_THAN_AGREED, "", ((NEVER_SENT, _ANYTHING_ELSE),), (agree, _NOT_THESE, _STOP, _LATER)
    ).said(say)
    kind.question %= {"day": day}
    return kind


# Translators: below the question on the Consent tab, each before a paragraph of the notice in brief.
LABELS = (
    NP_("notice", "with a yes"),
    NP_("notice", "never"),
    NP_("notice", "it rests"),
    NP_("notice", "back again"),
    NP_("notice", "recipient"),
    NP_("notice", "local only"),
)
"""What stands beside each paragraph of the notice in brief."""
NEW = NP_("notice", "new")
WITHDRAWN = NP_("notice", "Off, by one key in the app.")
"""What stood before a person who withdrew: the choice, its consequence, and no question."""
NEW_SINCE_YES = NP_("notice", "This is what is new since you said yes:")

# Translators: a name or a label, and what it means.
LABELLED = NP_("notice", "%(label)s: %(text)s")

SENTENCES = (
    MAY_REPORT.question,
    MAY_RECORD.question,
    _MORE_THAN_AGREED,
    NEW_SINCE_YES,
    WITHDRAWN,
    _THAT_IT_WAS_USED,
    _ANYTHING_ELSE,
    POLICY,
    NO_RECIPIENT,
    RECIPIENT,
    NOWHERE,
)
"""What a language must have for the card to be shown in it. A lone word may be the same in it."""

# Translators: the outcome of a command, one of two tokens.
OUTCOME = N_("%(success)s or %(failure)s")
