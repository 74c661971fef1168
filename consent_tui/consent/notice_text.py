"""The words of the notice, in English. ``VERSION`` rises with every change to them.

Whole sentences with named places, so that they can be translated; no sentence is put together from parts.
"""

from __future__ import annotations

from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.notice import PURPOSES

VERSION = 1
LANGUAGE = "en"
NOT_STATED = "not stated"

TITLE = "What dfx may report about your work, if you say yes"

WHAT = (
    (
        "For each dfx command that you run: which command it was, which of its options were there, "
        "whether it named one canister or all, the kind of network, the version of dfx, the operating "
        "system, and whether it succeeded."
    ),
    (
        "Where dfx itself has a fixed list of values for an option, as for `--mode`, which one of the list "
        "it was. Of an option or a command that dfx does not know, only that there was one."
    ),
    (
        "At most once a day and once in thirty days: one event that says that dfx was used, "
        "with the operating system, the version of dfx and the kind of network, and nothing else."
    ),
    (
        "Every word of an event comes from a closed list of %(count)d tokens, which you can read with "
        "`dfx-consent vocabulary`. The version of dfx is the only value that is passed on as it is."
    ),
)
NEVER = (
    (
        "No text of your own is ever copied: no names of canisters, no principals, no amounts, "
        "no arguments, no paths, no addresses of networks."
    ),
    "There is no identifier of you, your machine or your session, and no time, in what is sent.",
    (
        "Each event travels alone, so that nothing in the requests joins two of your commands. "
        "That holds unless you or a policy set a larger batch."
    ),
    (
        "Whoever receives a request does see the address it came from and the moment it arrived, "
        "as with every request on the internet."
    ),
)
RECIPIENT = "Events go to %(recipient)s."
NO_RECIPIENT = (
    "No recipient is configured, so nothing can leave this machine. "
    "If you set one later, that is your own act, and it is recorded as such."
)
PARTY = (
    "Responsible for the data: %(controller)s. To be reached at: %(contact)s. Jurisdiction: %(jurisdiction)s."
)
HERE = (
    (
        "An event rests on this machine for a day, or for as long as you set, before it may be sent. "
        "While it rests you can read it, export it or wipe it."
    ),
    (
        "An event that could not be sent within fourteen days of that is deleted. "
        "What is recorded for yourself alone (local) is never sent and deleted after ninety days."
    ),
    ("On which of the last thirty days dfx ran is kept on this machine, for you to see, and is never sent."),
    "A copy of every request that was made stays on this machine for ninety days, so that you can check it.",
    "Your decisions stay until you remove everything with `dfx-consent forget`.",
)
THERE = (
    (
        "How long the recipient keeps what it received is for the recipient to say; "
        "this program has not been told and cannot enforce it."
    ),
    (
        "What has been delivered cannot be found again to be deleted, "
        "because nothing in it says that it came from you."
    ),
)
WITHDRAWAL = (
    (
        "You can take a yes back at any time with `dfx-consent off` or in the app, without a reason. "
        "Nothing is recorded from then on, and what has not been sent yet is wiped."
    ),
    "dfx works just the same whatever you decide. If you say nothing, nothing is recorded.",
)
BRIEF = (
    (
        "dfx would report which commands and options you use and whether they succeed, "
        "and that it was used today and this month."
    ),
    "Never what you typed: no names, no principals, no amounts, no paths, and no identifier of you.",
    (
        "An event rests here for a day before it may be sent; you can read it or wipe it. "
        "What has been delivered cannot be deleted."
    ),
    (
        "You can take a yes back at any time with `dfx-consent off`. "
        "The whole notice is shown by `dfx-consent notice`."
    ),
)
BRIEF_LOCAL = (
    "Recording is for yourself alone: nothing is sent, and what was recorded is never sent later. "
    "It is deleted after ninety days."
)


class Particulars:
    """What differs from one installation to the next; ``not stated`` where nobody said.

    ``recipient`` is an origin or ``none yet``; ``controller``, ``contact`` and ``jurisdiction`` come from a
    policy or the configuration.
    """

    __slots__ = ("contact", "controller", "jurisdiction", "recipient")

    def __init__(
        self,
        recipient: str = NONE_YET,
        controller: str = "",
        contact: str = "",
        jurisdiction: str = "",
    ) -> None:
        self.recipient = recipient or NONE_YET
        self.controller = controller or NOT_STATED
        self.contact = contact or NOT_STATED
        self.jurisdiction = jurisdiction or NOT_STATED


class Section:
    """One part of the notice: a stable ``id``, a heading and paragraphs of plain text."""

    __slots__ = ("heading", "id", "paragraphs")

    def __init__(self, identifier: str, heading: str, paragraphs: tuple[str, ...]) -> None:
        self.id = identifier
        self.heading = heading
        self.paragraphs = paragraphs


def recipient_sentence(recipient: str) -> str:
    """Where events go, as one sentence."""
    return NO_RECIPIENT if recipient == NONE_YET else RECIPIENT % {"recipient": recipient}


def sections(particulars: Particulars, count: int) -> tuple[Section, ...]:
    """The notice, part by part; ``count`` is how many tokens the vocabulary has."""
    party = {
        "controller": particulars.controller,
        "contact": particulars.contact,
        "jurisdiction": particulars.jurisdiction,
    }
    return (
        Section("purposes", "What for", tuple(purpose.text for purpose in PURPOSES)),
        Section("captured", "What is recorded", (*WHAT[:-1], WHAT[-1] % {"count": count})),
        Section("never", "What never is", NEVER),
        Section("recipient", "Who receives it", (recipient_sentence(particulars.recipient), PARTY % party)),
        Section("here", "How long it stays here", HERE),
        Section("there", "What happens there", THERE),
        Section("withdrawal", "How to take it back", WITHDRAWAL),
    )


def full_text(particulars: Particulars, count: int) -> str:
    """The whole notice as plain text, unwrapped, paragraphs divided by an empty line."""
    parts = [TITLE]
    for section in sections(particulars, count):
        parts += [section.heading, *section.paragraphs]
    return "\n\n".join(parts) + "\n"


def brief_text(particulars: Particulars) -> str:
    """The notice in brief, as ``on`` shows it before it asks."""
    return "\n".join((*BRIEF, recipient_sentence(particulars.recipient))) + "\n"


def brief_local_text() -> str:
    """The notice in brief, as ``local`` shows it before it asks."""
    return "\n".join((BRIEF[0], BRIEF[1], BRIEF_LOCAL, BRIEF[3])) + "\n"
