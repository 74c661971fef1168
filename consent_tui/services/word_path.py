"""The path of one word: where it stood in the line, what it became, said in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consent_tui.capture.explanation import CAPTURED, COUNTED, DROPPED, Explanation
from consent_tui.capture.reading import Reading
from consent_tui.history.printable import printable
from consent_tui.i18n import _, ngettext, ours
from consent_tui.services.cells import Measure, cells, elide
from consent_tui.services.signature import dfx_at
from consent_tui.services.veil import made_of
from consent_tui.vocabulary.commands import EXTENSION, SUBCOMMAND_UNRECOGNIZED

if TYPE_CHECKING:
    from consent_tui.vocabulary.commands import Option

LONGEST = 28
"""Cells of a word that are repeated in a sentence; what is longer loses its middle."""
NETWORK = "#network"


class WordPath:
    """``sentence`` says what became of the words, ``verdict`` in one word ('' for dfx itself).

    ``tokens`` are those of the event that they gave.
    """

    __slots__ = ("sentence", "tokens", "verdict")

    def __init__(self, sentence: str, verdict: str, tokens: frozenset[str]) -> None:
        self.sentence = sentence
        self.verdict = verdict
        self.tokens = tokens


def word_path(
    explanation: Explanation, words: range, shown: Explanation, measure: Measure = cells, ellipsis: str = "…"
) -> WordPath:
    """The path of the *words* (numbers in *explanation*) that are drawn as one.

    *shown* is how the same words may be shown, which in screen-share mode is not how they were typed.
    """
    program = dfx_at(explanation)
    last = words[-1]
    verdict, emits, _kept = explanation.said[last]
    typed = [shown.texts[at] for at in words]
    text = " ".join(elide(printable(each) or "''", LONGEST, measure, ellipsis) for each in typed)
    text = made_of(text, typed)
    event = explanation.event
    if words[0] == program:
        return WordPath(_("dfx itself. Every event is of dfx, so it needs no token."), "", frozenset())
    if event is None:
        sentence = _("Nothing is emitted by this line, so %(word)s stays here.") % {"word": text}
        return WordPath(sentence, DROPPED, frozenset())
    given = set(emits)
    if any(each.startswith(NETWORK) for each in emits):
        given.add(event.network)
    if words[0] < program:
        return WordPath(_variable(text, emits), verdict, frozenset(given))
    word = _Word(explanation, words, program, text)
    if verdict == CAPTURED and not emits and not word.is_option:
        given.add(event.command or "")
    return WordPath(word.sentence(), verdict, frozenset(given))


def _variable(text: str, emits: tuple[str, ...]) -> str:
    if not emits:
        return _("%(word)s is set for this command, but the network was chosen elsewhere.") % {"word": text}
    return _("%(word)s chooses the network, which leaves as one of four words: %(token)s.") % {
        "word": text,
        "token": emits[0],
    }


class _Word:
    """One word, or several drawn as one, and what dfx's parser had read before it."""

    def __init__(self, explanation: Explanation, words: range, program: int, shown: str) -> None:
        self.text = explanation.texts[words[0]]
        self.is_pair = len(words) > 1
        self.verdict, self.emits, _kept = explanation.said[words[-1]]
        self.shown = shown
        self.command = explanation.event.command if explanation.event else ""
        self.is_first = words[0] == program + 1
        self.before = Reading(Explanation(["dfx", *explanation.texts[program + 1 : words[0]]]))
        self.before.read()

    @property
    def is_option(self) -> bool:
        """Whether it begins as an option does and is read as one."""
        text, before = self.text, self.before
        is_dashed = text[:1] == "-" and text != "-" and not before.words_only
        return is_dashed and not (before.command.takes_hyphen_values and self.verdict == DROPPED)

    def sentence(self) -> str:
        """What became of it."""
        values = {"word": self.shown, "token": self.emits[-1] if self.emits else ""}
        before = self.before
        if self.is_first and self.text[:1] == "+":
            return _("%(word)s chooses the dfx that runs; its released version leaves: %(token)s.") % values
        if before.is_extension:
            return _("%(word)s belongs to an extension. It stays here.") % values
        if before.is_finished:
            return _("%(word)s comes after a word that dfx does not know. It stays here.") % values
        if self.is_option:
            return self._option()
        if before.waiting is not None:
            return self._value(before.waiting)
        return self._positional()

    def _option(self) -> str:
        if self.text == "--":
            return _("-- ends the options; it gives nothing.")
        name = self.text.partition("=")[0] if self.text[:2] == "--" else self.text[:2]
        option = self.before.command.names.get(name)
        if option is None:
            return self._unrecognized()
        if option.selects_network:
            return self._network()
        if not self.emits:
            return self._not_covered()
        if self.text[:2] == "--" or len(self.text) == 2:
            return self._long(option)
        values = {"word": self.shown, "tokens": " ".join(self.emits)}
        return _("%(word)s gives options by their short names. What they are leaves as %(tokens)s.") % values

    def _unrecognized(self) -> str:
        values = {"word": self.shown, "tokens": " ".join(self.emits)}
        if not self.emits:
            return _("%(word)s stays here.") % values
        return (
            _(
                "%(word)s is no option that dfx lists. That there was one leaves as %(tokens)s, "
                "what it says stays here."
            )
            % values
        )

    def _long(self, option: Option) -> str:
        """An option by its name, its value perhaps in the same word."""
        values = {"word": self.shown, "token": self.emits[0], "value": ours(self.emits[-1])}
        if len(self.emits) > 1:
            return (
                _(
                    "%(word)s: that it was given leaves as %(token)s, and its value, "
                    "a word of a list, as %(value)s."
                )
                % values
            )
        if "=" in self.text:
            return (
                _("%(word)s: that it was given leaves as %(token)s. What follows the = stays here.") % values
            )
        if option.values:
            return _("%(word)s is an option of dfx. That it was given leaves as %(token)s; its value comes from a list.") % values  # fmt: skip  # noqa: E501
        if option.takes_value:
            return _("%(word)s is an option of dfx. That it was given leaves as %(token)s, its value never.") % values  # fmt: skip  # noqa: E501
        return _("%(word)s is an option of dfx. That it was given leaves as %(token)s.") % values

    def _network(self) -> str:
        values = {"word": self.shown, "token": self.emits[-1] if self.emits else ""}
        if self.emits:
            return _("%(word)s chooses the network, which leaves as one of four words: %(token)s.") % values
        return _("%(word)s could choose the network, but something else does. It gives nothing.") % values

    def _not_covered(self) -> str:
        return _("Your yes does not cover what %(word)s would give, so it is left out.") % {
            "word": self.shown
        }

    def _value(self, option: Option) -> str:
        if option.selects_network:
            return self._network()
        count = len(option.values)
        values = {
            "word": self.shown,
            "option": "--" + option.name,
            "token": self.emits[-1] if self.emits else "",
            "count": count,
        }
        if self.emits:
            return (
                ngettext(
                    "%(word)s is the one value that dfx lists for %(option)s. It leaves as %(token)s.",
                    "%(word)s is one of %(count)d values that dfx lists for %(option)s. "
                    "It leaves as %(token)s.",
                    count,
                )
                % values
            )
        if self.text in option.values:
            return self._not_covered()
        if option.values:
            return _("%(word)s is no value that dfx lists for %(option)s. It stays here.") % values
        return _("%(word)s is the value of %(option)s. It stays here.") % values

    def _positional(self) -> str:
        values = {
            "word": self.shown,
            "token": self.emits[-1] if self.emits else "",
            "command": ours(self.command or ""),
        }
        if self.verdict == CAPTURED:
            if self.emits:
                return _("%(word)s is a command of dfx. It leaves by that name: %(token)s.") % values
            return _("%(word)s begins the name of a command, which leaves as %(command)s.") % values
        if self.verdict == COUNTED:
            return _("%(word)s names a canister. Only that one is named leaves: %(token)s.") % values
        if EXTENSION in self.emits:
            return (
                _(
                    "%(word)s is no command of dfx, so an extension runs. That leaves as %(token)s, "
                    "its name stays here."
                )
                % values
            )
        if SUBCOMMAND_UNRECOGNIZED in self.emits:
            return (
                _(
                    "%(word)s is no command that dfx lists here. That there was one leaves as %(token)s, "
                    "its name stays here."
                )
                % values
            )
        return self._argument()

    def _argument(self) -> str:
        """A word that is neither a command nor an option nor the value of one."""
        before = self.before
        values: dict[str, object] = {"word": self.shown, "token": self.emits[-1] if self.emits else ""}
        positionals = before.command.positionals
        if before.after_unrecognized or before.position >= len(positionals):
            return _("dfx has no place for %(word)s here. It stays here.") % values
        positional = positionals[before.position]
        if positional.name == "network":
            return self._network()
        if self.emits:
            count = values["count"] = len(positional.values)
            return (
                ngettext(
                    "%(word)s is the one word that dfx lists here. It leaves as %(token)s.",
                    "%(word)s is one of %(count)d words that dfx lists here. It leaves as %(token)s.",
                    count,
                )
                % values
            )
        if self.text in positional.values:
            return self._not_covered()
        values["name"] = ours(positional.name)
        # Translators: %(name)s is what dfx itself calls this argument, such as method_name.
        return _("%(word)s is what dfx calls %(name)s. It stays here.") % values
