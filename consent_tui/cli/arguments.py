"""What a word of the command line must be, told in the person's language where it is not."""

from __future__ import annotations

from consent_tui.i18n import _

_MOST = (1 << 63) - 1


def whole_number(text: str) -> int:
    """A number from 0.

    Raises:
        ArgumentTypeError: it is none.
    """
    return _number(text, 0)


def identifier(text: str) -> int:
    """The id of an event, as SQLite counts them.

    Raises:
        ArgumentTypeError: it can be none.
    """
    return _number(text, 1)


def exit_status(text: str) -> int:
    """The exit status of a process, or minus the number of the signal that ended it.

    Raises:
        ArgumentTypeError: it is no number.
    """
    return _number(text, -_MOST)


def _number(text: str, lowest: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = lowest - 1
    if not lowest <= number <= _MOST:
        from argparse import ArgumentTypeError  # noqa: PLC0415 - what needs no parser imports this too

        raise ArgumentTypeError(
            _("%(text)s is not a number that can stand here") % {"text": ascii(text)[:60]}
        )
    return number
