"""What was transmitted, byte for byte: to look at and to wipe (contract, section 5)."""

from __future__ import annotations

from consent_tui.sender.lock import silence
from consent_tui.services.times import rfc3339
from consent_tui.services.veil import is_on, veiled
from consent_tui.services.wiping import wiped_between_requests
from consent_tui.services.wire import request_text, wire_of
from consent_tui.store import erasure, sent
from consent_tui.store.session import reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.sender.lock import Tell
    from consent_tui.services.profile import Profile
    from consent_tui.store.erasure import Wiped
    from consent_tui.store.sent import SentRequest


def sent_requests(profile: Profile) -> list[SentRequest]:
    """Every request of the last 90 days, newest first; none where there is no store, and none is made.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        return [] if connection is None else sent.listing(connection)


def sent_request(profile: Profile, identifier: int) -> SentRequest | None:
    """One of them, with its bytes; None where it is not kept any more.

    Raises:
        ConsentError: the database cannot be read.
    """
    with reading(profile.paths.state) as connection:
        return None if connection is None else sent.find(connection, identifier)


def sent_text(request: SentRequest) -> str:
    """The whole request as text: its first line, its headers in their order, and its body.

    Where it went is veiled while somebody looks on.
    """
    body = request.request
    return without_recipient(request_text(body, wire_of(body), request.endpoint, request.idempotency_key))


def without_recipient(text: str) -> str:
    """A request as text; while somebody looks on, its target and host are veiled."""
    if not is_on():
        return text
    first, host, rest = text.split("\n", 2)
    method, target, version = first.split(" ", 2)
    name, _, value = host.partition(": ")
    return f"{method} {veiled(target)} {version}\n{name}: {veiled(value)}\n{rest}"


def wipe_sent(profile: Profile, tell: Tell = silence) -> Wiped:
    """Wipe them, and look at every file of ours whether something of them is left.

    Those that are still open stay: without them it would not be known what they carried. *tell* takes a
    sentence where a request in flight is waited for.

    Raises:
        ConsentError: the database cannot be written, or a request does not end; nothing is wiped then.
    """
    return wiped_between_requests(profile, erasure.wipe_sent, tell)


def sent_document(request: SentRequest) -> dict[str, object]:
    """One request as a JSON document; its bytes are ASCII, so the text is what was sent, byte for byte."""
    return {
        "id": request.id,
        "attempted_at": rfc3339(request.attempted_at),
        "endpoint": request.endpoint,
        "idempotency_key": request.idempotency_key,
        "request": request.request.decode("ascii", "backslashreplace"),
        "sha256": request.digest,
        "outcome": request.outcome,
        "status": request.status,
        "answer": request.answer,
        "answered_at": rfc3339(request.answered_at),
        "refused": request.refused,
    }
