"""What an answer means for the events that were sent (contract, section 5)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DELIVERED = "delivered"
RETRY = "retry"
ENDPOINT = "endpoint"
REJECTED = "rejected"

LONGEST_PAUSE = 86400
LONGEST_BACKOFF = 3600

_OF_THE_ENDPOINT = (401, 403, 404, 405, 501)
_AGAIN = (408, 429)


def judge(status: int) -> str:
    """``DELIVERED``, ``RETRY`` (kept), ``ENDPOINT`` (kept, the run ends) or ``REJECTED`` (never again)."""
    if 200 <= status < 300:
        return DELIVERED
    if status in _OF_THE_ENDPOINT or not 400 <= status < 600:
        return ENDPOINT
    return RETRY if status in _AGAIN or status >= 500 else REJECTED


def retry_after(text: str | None, now: int) -> int | None:
    """For how many seconds, a day at most, the server wants to be left alone; None where it does not say.

    *text* is the header ``Retry-After``: seconds or an HTTP date (RFC 9110, section 10.2.3).
    """
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        # A thousand digits are a number too, that Python would rather not read.
        return min(int(text), LONGEST_PAUSE) if len(text) < 10 else LONGEST_PAUSE
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - hardly any server says a date

    try:
        until = int(parsedate_to_datetime(text).timestamp())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(max(until - now, 0), LONGEST_PAUSE)


def refused_records(body: bytes) -> int:
    """How many log records an OTLP answer says were left out; 0 where it says nothing of the kind.

    The number is an int64, which JSON may carry as a string.
    """
    from json import loads  # noqa: PLC0415 - ndjson needs none

    try:
        found = loads(body)["partialSuccess"]["rejectedLogRecords"]
        return max(int(found), 0) if isinstance(found, (int, str)) else 0
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0


def backoff(attempts: int, uniform: Callable[[float, float], float]) -> int:
    """Seconds until an event that failed *attempts* times is tried again: full jitter, base 1 s, doubling."""
    return round(uniform(0, min(2 ** min(attempts - 1, 12), LONGEST_BACKOFF)))
