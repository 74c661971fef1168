"""The first-run card: the question, put inline before a dfx command, with that very command as its example.

The shim starts it when the question may be due; whether it is, and whether a person is there to answer, is
decided here. It exits with 0 for dfx to run, with 130 where Ctrl-C ended the command, and with anything else
only if it is broken.
"""

from __future__ import annotations

import os
import sys

from consent_tui.capture.explanation import INTERNAL, OUR_OWN
from consent_tui.consent.asking import policy_refuses, question_is_welcome
from consent_tui.consent.states import ON
from consent_tui.store import folder as folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from consent_tui.one_key import OneKey
    from consent_tui.services.card import Card
    from consent_tui.services.profile import Profile
    from consent_tui.services.records import Records

GO_ON = 0
WRONG_USAGE = 2
ENDED = 130

DEAF_SECONDS = 0.5
"""Keys within this time after the card has appeared were meant for something else."""

_NOBODY_TYPED = (INTERNAL, OUR_OWN)
A_DAY = 86400


def main(arguments: Sequence[str]) -> int:
    """The process: ``FOLDER -- dfx …``; returns the exit status."""
    if len(arguments) < 3 or arguments[1] != "--":
        return WRONG_USAGE
    folder, _, *command = arguments
    if not _a_person_typed(folder):
        return GO_ON
    from consent_tui.errors import ConsentError  # noqa: PLC0415 - most conditions cost less than the rest
    from consent_tui.i18n import speak_when_asked  # noqa: PLC0415
    from consent_tui.services.profile import this_process  # noqa: PLC0415

    profile = this_process()
    profile.paths.state = folder  # the shim's folder counts, whatever the environment says
    speak_when_asked(lambda: _language(profile))
    try:
        card = _card_that_is_due(profile, command)
        return GO_ON if card is None else _Asking(profile, card).ask()
    except KeyboardInterrupt:
        return ENDED  # before anything was shown
    except ConsentError:
        return GO_ON  # `dfx-consent` says what is wrong, to whoever asks


def _language(profile: Profile) -> str:
    """The person's language, as far as the terminal can write it."""
    from consent_tui.i18n import ENGLISH  # noqa: PLC0415 - not before something is said
    from consent_tui.services.configuration import language  # noqa: PLC0415

    found = language(profile)
    if found == ENGLISH:
        return found
    from consent_tui.cli.language import writable  # noqa: PLC0415 - English can be written everywhere

    return writable(found, (sys.stderr.encoding or "ascii").lower())


def _a_person_typed(folder: str) -> bool:
    """Whether a person typed this dfx command, at this terminal, and waits for it: what is cheap to know."""
    terminals = (os.isatty(0), os.isatty(1), os.isatty(2))
    if not question_is_welcome(os.environ, terminals, ()) or not folders.is_ours(folder):
        return False
    # The shim is our parent. In a script, make or npm it is in the group of whoever started that.
    if os.getpgrp() != os.getppid() or os.tcgetpgrp(0) != os.getpgrp():
        return False
    from consent_tui.one_key import is_input_waiting  # noqa: PLC0415 - not before we know of a terminal

    return not is_input_waiting()


def _card_that_is_due(profile: Profile, command: Sequence[str]) -> Card | None:
    """The question to put now, or None; the shim learns when it need not ask again soon."""
    from consent_tui.consent.asking import next_question  # noqa: PLC0415
    from consent_tui.services.additions import additions  # noqa: PLC0415
    from consent_tui.services.card import additions_card  # noqa: PLC0415
    from consent_tui.services.notice import notice_in_force  # noqa: PLC0415
    from consent_tui.services.records import records  # noqa: PLC0415

    found = records(profile)
    if not question_is_welcome(profile.environ, (True, True, True), found.policies):
        return None
    in_force = notice_in_force(found)
    new = additions(found, in_force, profile.paths.state)
    now = int(profile.clock())
    moment = next_question(found.chain.decisions, in_force.notice_hash)
    if found.chain.problems() or found.standing.problems:
        moment = now + A_DAY  # whoever decides anew sets them right, and the shim's time with them
    elif new is not None and new.are_none:
        moment = None
    if moment is None or now < moment:
        from consent_tui.services.deciding import tell_shim  # noqa: PLC0415 - not on the way to a card

        tell_shim(profile.paths.state, moment)
        return None
    if new is None or not new.is_comparable:
        return _card_with_example(profile, found, command, in_force.particulars.recipient)
    if policy_refuses(new.decision.state, found.policies) is not None:
        return None
    return additions_card(new, in_force.particulars.recipient)


def _card_with_example(
    profile: Profile, found: Records, command: Sequence[str], recipient: str
) -> Card | None:
    from consent_tui.services.card import first_card, local_card  # noqa: PLC0415
    from consent_tui.services.preview import preview  # noqa: PLC0415

    explanation = preview(command, 0, profile.surroundings()).explanation
    if explanation.silence in _NOBODY_TYPED:
        return None
    for policy in found.policies:
        if policy_refuses(ON, [policy]) is not None:
            return local_card(explanation, policy)
    return first_card(explanation, recipient)


class _Asking:
    """The card on the terminal, until it is answered."""

    __slots__ = ("_card", "_glyphs", "_painter", "_profile")

    def __init__(self, profile: Profile, card: Card) -> None:
        from consent_tui.services.marks import glyphs_for  # noqa: PLC0415
        from consent_tui.services.painting import Painter  # noqa: PLC0415

        self._profile = profile
        self._card = card
        self._glyphs = glyphs_for(sys.stderr.encoding, profile.environ)
        self._painter = Painter(profile.environ)
        if self._painter.is_dumb:
            card.forget_app()

    def ask(self) -> int:
        """Draw, wait for the answer, carry it out and say so; returns the exit status."""
        from consent_tui.one_key import LeftError, OneKey, is_input_waiting  # noqa: PLC0415

        keys = OneKey(self._draw)
        try:
            keys.take()
            if is_input_waiting():
                return GO_ON  # typed ahead, for dfx
            keys.show(DEAF_SECONDS)
            try:
                self._say(self._answer(keys))
            except LeftError as left:
                self._say(self._put_off(is_ended=left.is_ended))
                return ENDED if left.is_ended else GO_ON
            return ENDED if keys.is_left else GO_ON
        finally:
            keys.give_back()

    def _answer(self, keys: OneKey) -> str:
        from consent_tui.i18n import _  # noqa: PLC0415 - while the person reads
        from consent_tui.services import answering, card_words  # noqa: PLC0415

        while True:
            choice = self._card.choice_by_key.get(keys.key())
            if choice is not None and choice.act != card_words.APP:
                return answering.carry_out(self._profile, self._card, choice)
            if choice is not None:
                self._open_app(keys)
                if not answering.is_still_due(self._profile):
                    return _(card_words.DECIDED_IN_APP)

    def _open_app(self, keys: OneKey) -> None:
        from consent_tui.cli.opening import open_app  # noqa: PLC0415 - the only one who needs Textual

        keys.give_back()
        try:
            open_app(self._profile)  # as linear text, where ACCESSIBLE asks for that
        finally:
            keys.take()

    def _put_off(self, *, is_ended: bool) -> str:
        from consent_tui.i18n import _  # noqa: PLC0415
        from consent_tui.services import answering, card_words  # noqa: PLC0415

        said = answering.put_off_card(self._profile, self._card)
        return _(card_words.ENDED_NOW) if is_ended else said

    def _draw(self) -> None:
        columns, rows = _size()
        self._write(self._painter.text(self._card.lines(columns, rows, self._glyphs)))

    def _say(self, sentence: str) -> None:
        """The answer, on the line that waited for it."""
        from consent_tui.services.wrapping import wrapped  # noqa: PLC0415

        columns, _ = _size()
        self._write("\n  ".join(wrapped(sentence, max(columns - 2, 20))) + "\n")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            return  # the terminal is gone, and so is the reader


def _size() -> tuple[int, int]:
    """Columns and rows of the terminal; 80 and 24 where it does not know."""
    try:
        columns, rows = os.get_terminal_size(2)
    except OSError:
        columns = rows = 0
    return columns or 80, rows or 24
