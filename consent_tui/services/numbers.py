"""Numbers, sizes and lists as the person's language writes them."""

from __future__ import annotations

from consent_tui.i18n import _, pgettext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_STEP = 1000


def number(count: int) -> str:
    """``12,345``: a whole number in groups of three, as the language spoken writes it."""
    group, _decimal = _signs()
    return f"{count:,}".replace(",", group)


def decimal(value: float, places: int = 1) -> str:
    """``1,234.5``: a number with so many decimal places."""
    group, point = _signs()
    whole, _point, rest = f"{value:,.{places}f}".partition(".")
    return whole.replace(",", group) + (point + rest if rest else "")


def percent(share: float) -> str:
    """``12 %`` of a share between 0 and 1."""
    # Translators: a share in percent; some languages have a space before the sign, some have none.
    return _("%(number)s%%") % {"number": number(round(share * 100))}


def size(count: int) -> str:
    """``512 B``, ``1.2 kB`` or ``3.4 MB``: so many bytes, in steps of a thousand."""
    if count < _STEP:
        # Translators: a size in bytes.
        return _("%(number)s B") % {"number": number(count)}
    if count < _STEP * _STEP:
        # Translators: a size in kilobytes of 1,000 bytes.
        return _("%(number)s kB") % {"number": decimal(count / _STEP)}
    # Translators: a size in megabytes of 1,000,000 bytes.
    return _("%(number)s MB") % {"number": decimal(count / _STEP / _STEP)}


def listed(items: Iterable[str]) -> str:
    """``a, b and c``: these together."""
    found = list(items)
    if len(found) < 2:
        return "".join(found)
    # Translators: between the items of a list, but not before the last one.
    between = pgettext("list", ", ")
    # Translators: before the last item of a list, as in "a, b and c"; with its spaces, where there are any.
    last = pgettext("list", " and ")
    return between.join(found[:-1]) + last + found[-1]


def _signs() -> tuple[str, str]:
    """What stands between groups of three digits, and before the decimals."""
    # Translators: write this very number as your language does; the two signs between its digits are used.
    before, _three, after = pgettext("number", "12,345.6").partition("345")
    if not after:
        return ",", "."
    return before.rpartition("12")[2], after.partition("6")[0]
