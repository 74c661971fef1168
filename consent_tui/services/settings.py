"""What a person may set: each key, its default, and what it takes (contract, section 6)."""

from __future__ import annotations

from consent_tui.consent.policy import BATCH_SIZES, WIRES
from consent_tui.i18n import LANGUAGES, N_, _, supported
from consent_tui.services.endpoints import endpoint_fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Value = str | int | bool | None

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LONGEST_HOLD = 14 * 86400
MOST_PENDING = 10_000_000
THEMES = (
    "auto",
    "dark",
    "light",
    "terminal",
    "high-contrast-dark",
    "high-contrast-light",
    "colour-safe",
)


def duration(text: str) -> int:
    """``90s``, ``30m``, ``24h`` or ``14d`` in seconds.

    Raises:
        ValueError: it is no duration.
    """
    text = text.strip().lower()
    if text[:-1].isascii() and text[:-1].isdigit() and text[-1:] in UNITS:
        return int(text[:-1]) * UNITS[text[-1]]
    raise ValueError(text)


def _hold(text: str) -> Value:
    if not 0 <= duration(text) <= LONGEST_HOLD:
        raise ValueError(text)
    return text.strip().lower()


def _number(lowest: int, highest: int) -> Callable[[str], Value]:
    def validated(text: str) -> Value:
        if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
            raise ValueError(text)
        return int(text)

    return validated


def _choice(*allowed: str) -> Callable[[str], Value]:
    def validated(text: str) -> Value:
        if text not in allowed:
            raise ValueError(text)
        return text

    return validated


def _endpoint(text: str) -> Value:
    if text and endpoint_fault(text):
        raise ValueError(text)
    return text or None


def _line(text: str) -> Value:
    if not text.isprintable() or len(text) > 500:
        raise ValueError(text)
    return text or None


def _switch(text: str) -> Value:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


def _locale(text: str) -> Value:
    if not text:
        return None
    found = supported(text)
    if found is None:
        raise ValueError(text)
    return found


class Setting:
    """One key of ``config.toml``: its default, what it takes in words, and how a text becomes its value.

    ``takes`` is to be translated where it is shown; ``allowed`` names the values, where there are few.
    """

    __slots__ = ("allowed", "default", "takes", "validated")

    def __init__(
        self, default: Value, takes: str, validated: Callable[[str], Value], allowed: Iterable[str] = ()
    ) -> None:
        self.default = default
        self.takes = takes
        self.validated = validated
        self.allowed = ", ".join(allowed)

    @property
    def mend(self) -> str:
        """What it takes, as a sentence."""
        return _(self.takes) % {"allowed": self.allowed}


_ONE_OF = N_("It takes one of: %(allowed)s.")
_TEXT = N_("It takes one line of text; empty for none.")

SETTINGS: Mapping[str, Setting] = {
    "endpoint": Setting(
        None, N_("It takes an https URL, or http on this machine; empty for none."), _endpoint
    ),
    "wire": Setting("ndjson", _ONE_OF, _choice(*WIRES), WIRES),
    "batch_size": Setting(1, N_("It takes a number from 1 to 500."), _number(*BATCH_SIZES)),
    "hold": Setting("24h", N_("It takes a duration from 0s to 14d, such as 90m or 24h."), _hold),
    "max_pending": Setting(10_000, N_("It takes a number from 1 to 10000000."), _number(1, MOST_PENDING)),
    "theme": Setting("auto", _ONE_OF, _choice(*THEMES), THEMES),
    "locale": Setting(
        None, N_("It takes one of: %(allowed)s; empty to follow the environment."), _locale, LANGUAGES
    ),
    "screen_share": Setting(False, _ONE_OF, _switch, ("true", "false")),  # noqa: FBT003 - it is the value
    "controller": Setting(None, _TEXT, _line),
    "contact": Setting(None, _TEXT, _line),
    "jurisdiction": Setting(None, _TEXT, _line),
}
