"""Times for people and documents; inside they are Unix seconds, UTC."""

from __future__ import annotations

from time import gmtime, localtime, strftime

from consent_tui.i18n import NP_, _, ngettext, pgettext, spoken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from time import struct_time

_MONTH = "month, short"
MONTHS = (
    NP_("month, short", "Jan"),
    NP_("month, short", "Feb"),
    NP_("month, short", "Mar"),
    NP_("month, short", "Apr"),
    NP_("month, short", "May"),
    NP_("month, short", "Jun"),
    NP_("month, short", "Jul"),
    NP_("month, short", "Aug"),
    NP_("month, short", "Sep"),
    NP_("month, short", "Oct"),
    NP_("month, short", "Nov"),
    NP_("month, short", "Dec"),
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_widths: dict[tuple[str, str], int] = {}
"""By language and pattern: a list of a million times measures once."""


def rfc3339(seconds: int | None) -> str | None:
    """``2026-11-23T20:15:00Z``; None for None and for what no calendar can hold."""
    if seconds is None:
        return None
    try:
        moment = gmtime(seconds)
    except (OverflowError, OSError, ValueError):
        return None
    return strftime("%Y-%m-%dT%H:%M:%SZ", moment) if 1000 <= moment.tm_year <= 9999 else None


def short_local(seconds: int | None) -> str:
    """``23 Nov 20:15`` in the local time zone and the person's language, as wide as every other such time.

    Spaces where the time is not known, and at the end where others are wider (``short_width``).
    """
    if seconds is None or rfc3339(seconds) is None:
        return " " * short_width()
    found = _short_pattern() % _parts(localtime(seconds))
    return found + " " * (short_width() - _cells(found))


def short_width() -> int:
    """How many cells the widest short time takes in the language spoken."""
    pattern = _short_pattern()
    key = spoken(), pattern
    if key not in _widths:
        # Of every month; a day, an hour and a minute of two digits are as wide as any.
        moments = [gmtime((27 + 30.5 * month) * _DAY + 22 * _HOUR + 22 * _MINUTE) for month in range(12)]
        _widths[key] = max(_cells(pattern % _parts(each)) for each in moments)
    return _widths[key]


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from consent_tui.services.cells import cells  # noqa: PLC0415 - the documents need none

    return cells(text)


def _short_pattern() -> str:
    # Translators: a moment of this year, such as "23 Nov 20:15"; keep it as short as your language allows.
    return _("%(day)02d %(month)s %(hour)02d:%(minute)02d")


def date_and_time(seconds: int | None) -> str:
    """``23 Nov 2026 20:15`` in the local time zone and the person's language; nothing for no known time."""
    if seconds is None or rfc3339(seconds) is None:
        return ""
    # Translators: a moment, such as "23 Nov 2026 20:15". Put date and time in your language's order.
    pattern = _("%(day)02d %(month)s %(year)d %(hour)02d:%(minute)02d")
    return pattern % _parts(localtime(seconds))


def date_utc(seconds: int | None) -> str:
    """``23 Nov 2026``, the day in UTC, in the person's language; nothing for no known time."""
    if seconds is None or rfc3339(seconds) is None:
        return ""
    # Translators: a day, such as "23 Nov 2026". Put the parts in your language's order.
    return _("%(day)d %(month)s %(year)d") % _parts(gmtime(seconds))


def _parts(moment: struct_time) -> dict[str, int | str]:
    return {
        "day": moment.tm_mday,
        "month": pgettext(_MONTH, MONTHS[moment.tm_mon - 1]),
        "year": moment.tm_year,
        "hour": moment.tm_hour,
        "minute": moment.tm_min,
    }


def duration(seconds: int) -> str:
    """``2 days``, ``5 hours``, ``3 minutes`` or ``40 seconds``: in the largest unit of which there are two.

    It is rounded; a day is ``24 hours``, so that the word promises no more than is meant.
    """
    if seconds >= 2 * _DAY:
        count = round(seconds / _DAY)
        return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
    if seconds >= 2 * _HOUR:
        count = round(seconds / _HOUR)
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    if seconds >= 2 * _MINUTE:
        count = round(seconds / _MINUTE)
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    count = max(seconds, 0)
    return ngettext("%(count)d second", "%(count)d seconds", count) % {"count": count}
