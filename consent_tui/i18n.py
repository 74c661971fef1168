"""What a person reads, in the person's language (gettext).

English is what the source says: it needs no catalogue, and nothing is imported for it. The language is
looked up when the first text is wanted, so that what prints none (``--json``) pays nothing at all.

Mark a text where it is shown: ``_("Wipe them?")``, ``ngettext("%(count)d event", "%(count)d events", count) %
{"count": count}``. Where it must be written down earlier, in a class or a table, mark it with ``N_`` and
translate it where it is shown. Texts are whole sentences with named placeholders.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from gettext import NullTranslations

DOMAIN = "consent_tui"
ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {
    ENGLISH: "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "ko": "한국어",
    "pt_BR": "Português (Brasil)",
    "tr": "Türkçe",
    "uk": "Українська",
    "vi": "Tiếng Việt",
    "zh_CN": "简体中文",
}
"""The languages there is a catalogue for, and English, each by its own name."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_STANDS_IN = {"pt": "pt_BR", "zh": "zh_CN", "zh_SG": "zh_CN", "zh_Hans": "zh_CN"}
_OTHER_SCRIPT = ("zh_TW", "zh_HK", "zh_MO", "zh_Hant")


class _Speaking:
    """What is spoken now: the language, its catalogue (None for English), or who knows it."""

    __slots__ = ("ask", "catalogue", "guard", "language", "said")

    def __init__(self) -> None:
        self.ask: Callable[[], str] | None = lambda: preferred(os.environ)
        self.language = ENGLISH
        self.catalogue: NullTranslations | None = None
        self.said: set[str] | None = None
        self.guard: Callable[[str, Mapping[str, object]], Mapping[str, object]] | None = None


_speaking = _Speaking()


class Said(str):
    """A text of ours while ``remember`` holds: a guard looks at each value before it takes its place in it.

    What comes of that is a text of ours again. Whoever joins or cuts it has a plain string.
    """

    __slots__ = ()

    def __mod__(self, values: Mapping[str, object]) -> str:
        """The text with these values in their places, as far as the guard lets them."""
        guard = _speaking.guard
        return Said(str.__mod__(self, values if guard is None else guard(self, values)))


def supported(name: str) -> str | None:
    """The language of ``LANGUAGES`` that this locale name means; None where there is no catalogue for it.

    Takes POSIX names (``de_AT.UTF-8@euro``, ``C``) and language tags (``pt-BR``), in any case.
    """
    plain = name.strip().partition(".")[0].partition("@")[0].replace("-", "_")
    if plain.upper() in {"C", "POSIX"}:
        return ENGLISH
    language, *rest = plain.split("_")
    language = language.lower()
    region = rest[0].title() if rest and len(rest[0]) == 4 else rest[0].upper() if rest else ""
    full = f"{language}_{region}" if region else language
    if full in _OTHER_SCRIPT:
        return None
    for each in (full, _STANDS_IN.get(full, ""), language, _STANDS_IN.get(language, "")):
        if each in LANGUAGES:
            return each
    return None


def preferred(environ: Mapping[str, str]) -> str:
    """The language the environment asks for, in gettext's order; English where it asks for none of ours.

    ``LANGUAGE`` is a list, best first. As in GNU gettext it does not count where the locale is ``C``.
    """
    values = [environ.get(variable, "") for variable in _VARIABLES]
    locale = next((value for value in values[1:] if value), "")
    if locale in {"C", "POSIX"}:
        return ENGLISH
    for name in (*values[0].split(":"), locale):
        found = supported(name) if name else None
        if found is not None:
            return found
    return ENGLISH


def speak(language: str) -> None:
    """Speak this language of ``LANGUAGES`` from now on."""
    _speaking.ask = None
    _speaking.language = language
    _speaking.catalogue = None if language == ENGLISH else _catalogue(language)


def speak_with(language: str, catalogue: NullTranslations) -> None:
    """Speak from this catalogue, which need not be installed."""
    _speaking.ask = None
    _speaking.language = language
    _speaking.catalogue = catalogue


def speak_when_asked(ask: Callable[[], str]) -> None:
    """Speak the language of ``LANGUAGES`` that *ask* returns; it is called when the first text is wanted."""
    _speaking.ask = ask


def spoken() -> str:
    """The language of ``LANGUAGES`` that is spoken."""
    _current()
    return _speaking.language


def ours(text: str) -> str:
    """*text* as one of ours though no catalogue has it: the name of a variable, of a command of dfx."""
    return Said(text)


def remember(said: set[str], guard: Callable[[str, Mapping[str, object]], Mapping[str, object]]) -> None:
    """Put every text that is said from now on into *said*: texts of ours, before values take their places.

    *guard* is given such a text and the values, and hands back those that may take their places.
    """
    _speaking.said = said
    _speaking.guard = guard


def _current() -> NullTranslations | None:
    if _speaking.ask is not None:
        # Finding it out may meet an error, whose sentence is wanted meanwhile: that is said as before.
        ask, _speaking.ask = _speaking.ask, None
        speak(ask())
    return _speaking.catalogue


def _catalogue(language: str) -> NullTranslations | None:
    """The compiled catalogue beside the package, or of the checkout it runs from; None where neither is."""
    from gettext import GNUTranslations  # noqa: PLC0415 - English needs none

    here = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib is too slow to start here
    for folder in (here, os.path.dirname(here)):  # noqa: PTH120
        try:
            with open(f"{folder}/locales/{language}/LC_MESSAGES/{DOMAIN}.mo", "rb") as file:  # noqa: PTH123
                return GNUTranslations(file)
        except OSError:
            continue
    return None


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark *message* for translation where it is shown."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802, ARG001 - for the extractor to read
    """Mark *message* for ``pgettext(context, message)`` where it is shown."""
    return message


def _say(text: str) -> str:
    if _speaking.said is None:
        return text
    _speaking.said.add(text)
    return Said(text)


def _(message: str) -> str:
    """*message* in the language spoken."""
    catalogue = _current()
    return _say(message if catalogue is None else catalogue.gettext(message))


def in_english(message: str) -> str:
    """*message* as it stands, whatever language is spoken; it counts as said."""
    return _say(message)


def pgettext(context: str, message: str) -> str:
    """*message* in the language spoken, where the English word alone could mean several things."""
    catalogue = _current()
    return _say(message if catalogue is None else catalogue.pgettext(context, message))


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form for *count* things in the language spoken."""
    catalogue = _current()
    if catalogue is None:
        return _say(singular if count == 1 else plural)
    return _say(catalogue.ngettext(singular, plural, count))
