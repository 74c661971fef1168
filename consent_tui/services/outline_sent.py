"""What was sent and what may be next, as sentences, lines and headings with labelled rows."""

from __future__ import annotations

from consent_tui.i18n import _, ngettext
from consent_tui.retold import retold
from consent_tui.services.numbers import number, size
from consent_tui.services.outline import Section
from consent_tui.services.sending import NOT_SET, belong_together
from consent_tui.services.sent import sent_text
from consent_tui.services.times import date_and_time, duration
from consent_tui.services.veil import veiled
from consent_tui.services.verdicts import verdict, verdict_sentence, verdict_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.outline import Row
    from consent_tui.services.standing import Standing
    from consent_tui.store.sent import SentLine, SentRequest


def answer_text(request: SentRequest | SentLine) -> str:
    """The verdict, and the status where there is one."""
    word = verdict_word(verdict(request.outcome, request.status, request.answered_at))
    if request.status is None:
        return word
    # Translators: a verdict such as "refused", and the HTTP status of the answer.
    return _("%(verdict)s, status %(status)d") % {"verdict": word, "status": request.status}


def next_sending(found: Standing, now: int, held_back: str) -> str:
    """When the next request may be made, in a sentence; *held_back* where none may be as things stand."""
    if found.origin is None and not found.problem:
        return _("No endpoint is configured: nothing can leave.")
    if not found.is_sending:
        return held_back
    if found.next_send is None:
        return _(NOT_SET)
    if found.next_send <= now:
        return _("The next sending may happen with the next dfx run.")
    return _("Next sending: %(time)s at the earliest.") % {"time": date_and_time(found.next_send)}


def resting(found: Standing) -> list[str]:
    """How long events rest first, and where requests go."""
    sentences = [_("Events rest for %(duration)s first.") % {"duration": duration(found.hold)}]
    if found.origin:
        sentences.append(_("Requests go to %(origin)s.") % {"origin": veiled(found.origin)})
    return sentences


def amiss(found: Standing, now: int) -> list[str]:
    """What keeps requests back, or ended the last run; nothing where all is well."""
    sentences = []
    if found.pause_until > now:
        text = _("The server asked to be left alone until %(time)s; that is respected.")
        sentences.append(text % {"time": date_and_time(found.pause_until)})
    if found.problem:
        text = _("The last run ended early: %(reason)s")
        sentences.append(text % {"reason": veiled(retold(found.problem))})
    return sentences


def learnt_sections(batch_size: int) -> list[Section]:
    """What a server can still learn, and what it cannot; the first heading is the whole's.

    *batch_size* is how many events may travel in one request.
    """
    together = (_("Which events belong together"), belong_together(batch_size))
    parts = (
        (
            _("Your address"),
            _(
                "Every request comes from an internet address. A proxy that the environment names is used, "
                "and shows its own address instead."
            ),
        ),
        (
            _("When it arrives"),
            _(
                "The moment of arrival, never that of the command: events rest first, go at a random time, "
                "in random order."
            ),
        ),
        (
            _("Rare combinations"),
            _(
                "A request says nothing about who sent it. But a combination of command and options that "
                "hardly anybody uses may stand out among others."
            ),
        ),
        *((together,) if batch_size > 1 else ()),
        (
            _("What it cannot learn"),
            _(
                "There is no identifier, no cookie, no session: each request opens its own connection, its "
                "headers are the same for everybody but for a random key, and no event points to another."
            ),
        ),
    )
    return [
        Section(_("What can a server still learn?"), []),
        *[Section(heading, [("", text)]) for heading, text in parts],
    ]


def sent_line(each: SentRequest) -> str:
    """One request: when, what came of it, how many bytes, the digest in short."""
    said = {
        "time": date_and_time(each.attempted_at),
        "answer": answer_text(each),
        "size": size(len(each.request)),
        "digest": each.digest[:12],
    }
    return _("%(time)s: %(answer)s; %(size)s; sha256 %(digest)s") % said


def sent_sections(each: SentRequest) -> list[Section]:
    """What became of a request, every line of it, and what the server said."""
    name = verdict(each.outcome, each.status, each.answered_at)
    head: list[Row] = [
        ("", answer_text(each)),
        ("", date_and_time(each.attempted_at)),
        ("", verdict_sentence(name)),
        ("sha256", each.digest),
    ]
    lines: list[Row] = [("", line) for line in sent_text(each).splitlines()]
    answer: list[Row] = []
    if each.refused:
        sentence = ngettext(
            "The server left %(count)s event out.", "The server left %(count)s events out.", each.refused
        )
        answer.append(("", sentence % {"count": number(each.refused)}))
    if each.answered_at is not None:
        answer.append(("", date_and_time(each.answered_at)))
    said = veiled(each.answer or "")
    answer.append(("", said or _("The server said nothing that would be kept.")))
    return [
        Section(_("Request %(number)d") % {"number": each.id}, head),
        Section(_("The request, byte for byte"), lines),
        Section(_("The answer"), answer),
    ]
