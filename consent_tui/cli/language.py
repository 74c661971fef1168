"""Which language the command line speaks: ``--locale``, else the setting, else the environment.

It is found out when the first text is wanted, so that what prints none pays nothing.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper

from consent_tui.errors import USAGE, ConsentError
from consent_tui.i18n import ENGLISH, LANGUAGES, _, speak_when_asked, supported
from consent_tui.services.profile import this_process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

OPTION = "--locale"
_DFX = "dfx"
_LETTERS = {"de": "äöüß", "fr": "éèçœ"}
"""Of languages whose own name is plainer than their texts."""


def without_locale(words: Sequence[str]) -> list[str]:
    """The words without ``--locale L``, wherever it stands before a dfx command line; L is spoken then.

    Raises:
        ConsentError: there is no L, or no such language.
    """
    speak_when_asked(_by_setting)
    if not any(word.startswith(OPTION) for word in words):
        return list(words)
    ours: list[str] = []
    rest = list(words)
    while rest:
        word = rest[0]
        if word == "--" or (ours[:1] == ["preview"] and word.rpartition("/")[2] == _DFX):
            break
        rest.pop(0)
        if word == OPTION:
            _speak_named(rest.pop(0) if rest else "")
        elif word.startswith(OPTION + "="):
            _speak_named(word.removeprefix(OPTION + "="))
        else:
            ours.append(word)
    return ours + rest


def writable(language: str, encoding: str) -> str:
    """*language*, or English where *encoding* cannot hold its letters."""
    if language == ENGLISH or encoding.startswith("utf"):
        return language
    try:
        _LETTERS.get(language, LANGUAGES[language]).encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return ENGLISH
    return language


def _by_setting() -> str:
    from consent_tui.services.configuration import language  # noqa: PLC0415 - only where something is said

    return _on_standard_output(language(this_process()))


def _on_standard_output(language: str) -> str:
    stream = sys.__stdout__  # the app has put something of its own in the place of sys.stdout
    encoding = ((stream.encoding if stream is not None else "") or "ascii").lower()
    found = writable(language, encoding)
    if found != ENGLISH and not encoding.startswith("utf") and isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a dash or a quote that it lacks is no reason to fail
    return found


def _speak_named(name: str) -> None:
    language = supported(name)
    if language is not None:
        speak_when_asked(lambda: _on_standard_output(language))
        return
    if not name:
        message = _("%(option)s takes a language.") % {"option": OPTION}
    else:
        message = _("There is no language %(name)s here.") % {"name": ascii(name)[:40]}
    raise ConsentError(message, _("The languages are: %(names)s.") % {"names": ", ".join(LANGUAGES)}, USAGE)
