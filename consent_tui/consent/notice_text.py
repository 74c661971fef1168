"""The words of the notice. ``VERSION`` rises with every change to them.

Each is written down in English and marked for translation as a whole paragraph, under the context
``CONTEXT``. The functions make texts of them with a way to *say* them, which by default is English; which
language may say them is for ``services.voice``.
"""

from __future__ import annotations

from consent_tui.consent.decision import NONE_YET
from consent_tui.consent.notice import PURPOSES
from consent_tui.i18n import NP_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[str], str]

VERSION = 3
CONTEXT = "notice"
NOT_STATED = NP_("notice", "not stated")

TITLE = NP_("notice", "What dfx may report about your work, if you say yes")
WHAT = (
    NP_(
        "notice",
        "For each dfx command that you run: which command it was, which of its options were there, "
        "whether it named one canister or all, the kind of network, the version of dfx, the operating "
        "system, and whether it succeeded.",
    ),
    NP_(
        "notice",
        "Where dfx itself has a fixed list of values for an option, as for `--mode`, which one of the "
        "list it was. Of an option or a command that dfx does not know, only that there was one.",
    ),
    NP_(
        "notice",
        "At most once a day and once in thirty days: one event that says that dfx was used, with the "
        "operating system, the version of dfx and the kind of network, and nothing else.",
    ),
    NP_(
        "notice",
        "Every word of an event is a token from a closed list, which you can read with "
        "`dfx-consent vocabulary`; the number of tokens in it is %(count)s. The version of dfx is the only "
        "value that is passed on as it is.",
    ),
)
NEVER = (
    NP_(
        "notice",
        "No text of your own is ever copied: no names of canisters, no principals, no amounts, no "
        "arguments, no paths, no addresses of networks.",
    ),
    NP_(
        "notice", "There is no identifier of you, your machine or your session, and no time, in what is sent."
    ),
    NP_(
        "notice",
        "Each event travels alone, so that nothing in the requests joins two of your commands. That holds "
        "unless you or a policy set a larger batch.",
    ),
    NP_(
        "notice",
        "Whoever receives a request does see the address it came from and the moment it arrived, as with "
        "every request on the internet.",
    ),
)
RECIPIENT = NP_("notice", "Events go to %(recipient)s.")
NO_RECIPIENT = NP_(
    "notice",
    "No recipient is configured, so nothing can leave this machine. If you set one later, that is your "
    "own act, and it is recorded as such.",
)
PARTY = NP_(
    "notice",
    "Responsible for the data: %(controller)s. To be reached at: %(contact)s. Jurisdiction: "
    "%(jurisdiction)s.",
)
HERE = (
    NP_(
        "notice",
        "An event rests on this machine for a day, or for as long as you set, before it may be sent. "
        "While it rests you can read it, export it or wipe it.",
    ),
    NP_(
        "notice",
        "An event that could not be sent within fourteen days of that is deleted. What is recorded for "
        "yourself alone (local) is never sent and deleted after ninety days.",
    ),
    NP_(
        "notice",
        "On which of the last thirty days dfx ran is kept on this machine, for you to see, and is never "
        "sent.",
    ),
    NP_(
        "notice",
        "A copy of every request that was made stays on this machine for ninety days, so that you can "
        "check it.",
    ),
    NP_("notice", "Your decisions stay until you remove everything with `dfx-consent forget`."),
)
THERE = (
    NP_(
        "notice",
        "How long the recipient keeps what it received is for the recipient to say; this program has not "
        "been told and cannot enforce it.",
    ),
    NP_(
        "notice",
        "What has been delivered cannot be found again to be deleted, because nothing in it says that it "
        "came from you.",
    ),
)
WITHDRAWAL = (
    NP_(
        "notice",
        "You can take a yes back at any time with `dfx-consent off` or in the app, without a reason. "
        "Nothing is recorded from then on, and what has not been sent yet is wiped.",
    ),
    NP_("notice", "dfx works just the same whatever you decide. If you say nothing, nothing is recorded."),
)
BRIEF = (
    NP_(
        "notice",
        "dfx would report which commands and options you use and whether they succeed, and that it was "
        "used today and this month.",
    ),
    NP_(
        "notice",
        "Never what you typed: no names, no principals, no amounts, no paths, and no identifier of you.",
    ),
    NP_(
        "notice",
        "An event rests here first, by default for a day; you can read it or wipe it. What has been "
        "delivered cannot be deleted.",
    ),
    NP_(
        "notice",
        "You can take a yes back at any time with `dfx-consent off`. The whole notice is shown by "
        "`dfx-consent notice`.",
    ),
)
BRIEF_LOCAL = NP_(
    "notice",
    "Recording is for yourself alone: nothing is sent, and what was recorded is never sent later. It is "
    "deleted after ninety days.",
)
PLACES = (
    NP_("notice", "What for"),
    NP_("notice", "What is recorded"),
    NP_("notice", "What never is"),
    NP_("notice", "Who receives it"),
    NP_("notice", "How long it stays here"),
    NP_("notice", "What happens there"),
    NP_("notice", "How to take it back"),
)
"""The headings of the sections, in their order."""

PARAGRAPHS = (
    *(text for purpose in PURPOSES for text in (purpose.title, purpose.text)),
    TITLE,
    *PLACES,
    *WHAT,
    *NEVER,
    RECIPIENT,
    NO_RECIPIENT,
    PARTY,
    NOT_STATED,
    *HERE,
    *THERE,
    *WITHDRAWAL,
    *BRIEF,
    BRIEF_LOCAL,
)
"""All of the notice, whole and in brief: where a language lacks one of these, it is not shown in it."""


def in_english(message: str) -> str:
    """Say it as it is written down here."""
    return message


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


def recipient_sentence(recipient: str, say: Say = in_english) -> str:
    """Where events go, as one sentence."""
    return say(NO_RECIPIENT) if recipient == NONE_YET else say(RECIPIENT) % {"recipient": recipient}


def sections(particulars: Particulars, count: int, say: Say = in_english) -> tuple[Section, ...]:
    """The notice, part by part; ``count`` is how many tokens the vocabulary has."""

    def stated(value: str) -> str:
        return say(value) if value == NOT_STATED else value

    party = say(PARTY) % {
        "controller": stated(particulars.controller),
        "contact": stated(particulars.contact),
        "jurisdiction": stated(particulars.jurisdiction),
    }
    what = [say(text) for text in WHAT]
    what[-1] %= {"count": count}
    parts = (
        ("purposes", [say(purpose.text) for purpose in PURPOSES]),
        ("captured", what),
        ("never", map(say, NEVER)),
        ("recipient", [recipient_sentence(particulars.recipient, say), party]),
        ("here", map(say, HERE)),
        ("there", map(say, THERE)),
        ("withdrawal", map(say, WITHDRAWAL)),
    )
    return tuple(
        Section(identifier, say(heading), tuple(paragraphs))
        for (identifier, paragraphs), heading in zip(parts, PLACES, strict=True)
    )


def full_text(particulars: Particulars, count: int, say: Say = in_english) -> str:
    """The whole notice as plain text, unwrapped, paragraphs divided by an empty line."""
    parts = [say(TITLE)]
    for section in sections(particulars, count, say):
        parts += [section.heading, *section.paragraphs]
    return "\n\n".join(parts) + "\n"


def brief_text(particulars: Particulars, say: Say = in_english) -> str:
    """The notice in brief, as ``on`` shows it before it asks."""
    return "\n".join((*map(say, BRIEF), recipient_sentence(particulars.recipient, say))) + "\n"


def brief_local_text(say: Say = in_english) -> str:
    """The notice in brief, as ``local`` shows it before it asks."""
    return "\n".join(map(say, (BRIEF[0], BRIEF[1], BRIEF_LOCAL, BRIEF[3]))) + "\n"
