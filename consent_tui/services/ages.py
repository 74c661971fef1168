"""How long ago something was, in a narrow column."""

from __future__ import annotations

from consent_tui.i18n import _
from consent_tui.services.cells import cells

DAY, HOUR, MINUTE = 86400, 3600, 60
LONGEST = (59, 59 * MINUTE, 23 * HOUR, 99 * DAY)


def age(seconds: int) -> str:
    """How long ago, in the largest unit that fits: ``3d``, ``5h``, ``12m``, ``0s``."""
    if seconds >= DAY:
        # Translators: an age in a narrow column: so many days. Keep it as short as can be.
        return _("%(count)dd") % {"count": seconds // DAY}
    if seconds >= HOUR:
        # Translators: an age in a narrow column: so many hours. Keep it as short as can be.
        return _("%(count)dh") % {"count": seconds // HOUR}
    if seconds >= MINUTE:
        # Translators: an age in a narrow column: so many minutes. Keep it as short as can be.
        return _("%(count)dm") % {"count": seconds // MINUTE}
    # Translators: an age in a narrow column: so many seconds. Keep it as short as can be.
    return _("%(count)ds") % {"count": max(seconds, 0)}


def age_width() -> int:
    """How many cells an age takes at most, in the language spoken."""
    return max(cells(age(each)) for each in LONGEST)
