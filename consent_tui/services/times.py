"""Times for people and documents; inside they are Unix seconds, UTC."""

from __future__ import annotations

from time import gmtime, localtime, strftime


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
    """``23 Nov 20:15`` in the local time zone, 12 cells wide; spaces where the time is not known."""
    if seconds is None or rfc3339(seconds) is None:
        return " " * 12
    return strftime("%d %b %H:%M", localtime(seconds))
