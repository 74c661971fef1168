"""What can be taken away as a file: events that wait, or one request that was made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consent_tui.i18n import N_, _, ngettext
from consent_tui.services import export_file
from consent_tui.services.pending import picked
from consent_tui.services.veil import veiled
from consent_tui.tui.drawing.text import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from consent_tui.services.profile import Profile
    from consent_tui.store.sent import SentRequest

    Place = Callable[[str, str], None]
    Tell = Callable[[int], None]
    Write = Callable[[str, str, Place, Tell], int]
    """Writes in this form to this path, telling how far it is; returns how much was written."""

EVENT_FORMS = {
    "ndjson": N_("an event a line, byte for byte as it would be sent"),
    "json": N_("one array, with ids and times"),
    "csv": N_("a table, with ids and times"),
}
REQUEST_FORMS = {
    "http": N_("the request, byte for byte"),
    "json": N_("the request, the answer and the digest"),
}


class Errand:
    """``question`` asks where to; ``total`` is how much there is; ``forms`` are endings and their meanings.

    ``write`` takes a form, a path, ``export_file.place_new`` or ``place_over``, and who is told how far it
    is. ``done`` says what was written, from how much that was and the path.
    """

    __slots__ = ("_done", "forms", "has_manifest", "name", "question", "total", "write")

    def __init__(
        self,
        question: str,
        total: int,
        name: str,
        forms: Mapping[str, str],
        write: Write,
        done: Callable[[int], str],
    ) -> None:
        self.question = question
        self.total = total
        self.name = name
        self.forms = forms
        self.write = write
        self.has_manifest = forms is EVENT_FORMS
        self._done = done

    def done(self, count: int, path: str) -> str:
        """What was written, and where."""
        return self._done(count) % {"count": counted(count), "path": veiled(path)}


def every_event(profile: Profile, total: int) -> Errand:
    """Everything that waits."""
    question = ngettext(
        "Export the %(count)s event that waits to which file?",
        "Export all %(count)s events that wait to which file?",
        total,
    )
    write = partial(_write_all, profile)
    return Errand(
        question % {"count": counted(total)}, total, "dfx-consent-pending", EVENT_FORMS, write, _done
    )


def these_events(profile: Profile, identifiers: Iterable[int], total: int) -> Errand:
    """These events, oldest first, as far as they still wait."""
    question = ngettext(
        "Export %(count)s event to which file?", "Export %(count)s events to which file?", total
    )
    write = partial(_write_these, profile, identifiers)
    return Errand(
        question % {"count": counted(total)}, total, "dfx-consent-pending", EVENT_FORMS, write, _done
    )


def one_request(request: SentRequest) -> Errand:
    """One request that was made; veiled while somebody looks on."""
    name = f"dfx-consent-request-{request.digest[:12]}"
    write = partial(_write_request, request)
    return Errand(_("Export this request to which file?"), 1, name, REQUEST_FORMS, write, _request_done)


def _done(count: int) -> str:
    return ngettext(
        "Exported: %(count)s event to %(path)s, with its manifest beside it.",
        "Exported: %(count)s events to %(path)s, with its manifest beside it.",
        count,
    )


def _request_done(count: int) -> str:
    del count
    return _("Exported: the request to %(path)s.")


def _write_all(profile: Profile, form: str, path: str, place: Place, tell: Tell) -> int:
    return export_file.export_to_file(profile, form, path, place, tell).count


def _write_these(
    profile: Profile, identifiers: Iterable[int], form: str, path: str, place: Place, tell: Tell
) -> int:
    return export_file.export_to_file(profile, form, path, place, tell, picked(profile, identifiers)).count


def _write_request(request: SentRequest, form: str, path: str, place: Place, tell: Tell) -> int:
    from consent_tui.services.documents import dump  # noqa: PLC0415 - only for this
    from consent_tui.services.sent import sent_document, sent_text  # noqa: PLC0415

    del tell
    if form == "http":
        text = sent_text(request)
    else:
        document = sent_document(request)
        document["endpoint"] = veiled(request.endpoint)
        document["answer"] = None if request.answer is None else veiled(request.answer)
        text = dump(document) + "\n"
    export_file.write_file(path, text.encode("utf-8"), place)
    return 1
