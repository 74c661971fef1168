"""The first line of screen-share mode where it cannot be forgotten: at every place inside a text of ours.

``_("Exported: %(path)s.") % {"path": path}`` shows a path though nobody thought of the veil. So while the
veil is on, each value is looked at when it takes its place. It stays if it is a number, if it is a text that
was said or veiled itself (``i18n.Said``), or if its name is one of ``OURS``; everything else becomes
blocks. A test holds ``OURS`` and ``PRIVATE`` to the placeholders of all texts: a new one must be sorted.
"""

from __future__ import annotations

from consent_tui.i18n import Said
from consent_tui.services import veil

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS = (
    "action age all allowed choice choices count day days decision default delivered digest done duration",
    "encoding endings event events expects failure first hash heading hold hour id keys kept label language",
    "last meaning method minute month near next number one option other part pending place question rejected",
    "rest resting share size state status success tabs theme time token tokens total verdict version window",
    "without year",
)
_PRIVATE = (
    "answer argument_name command contact controller detail endpoint error fault file files folder ids",
    "jurisdiction key matches message name names network origin parser_name path policy problem prog program",
    "reason recipient source text type url value where why word words",
)
OURS = frozenset(" ".join(_OURS).split())
"""Names of values that we make: numbers, times, digests, tokens, words of fixed lists, sentences of ours."""
PRIVATE = frozenset(" ".join(_PRIVATE).split())
"""Names of values that a person, a file, a server or the system may have made."""
BESIDE = {
    "text": frozenset({"label", "number", "key"}),  # a line that is said already, behind its label
    "key": frozenset({"text", "endpoint"}),  # of the keyboard; or of a request, which we made
    "program": frozenset({"method"}),  # our own version
}
"""Private names that are ours beside one of these."""


def guarded(text: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """*values* as they may take their places in *text*: blocks for what is private, while the veil is on."""
    del text
    if not veil.is_on():
        return values
    return {
        name: value if _may_be_seen(name, value, values) else veil.blocks() for name, value in values.items()
    }


def _may_be_seen(name: str, value: object, values: Mapping[str, object]) -> bool:
    if isinstance(value, int | float | Said) or value == "":
        return True
    return name in OURS or any(each in values for each in BESIDE.get(name, ()))
