"""What holds of each setting: a policy's word before the person's own, and the default where nobody said."""

from __future__ import annotations

from consent_tui.consent.policy import policy_of
from consent_tui.services.endpoints import ENVIRONMENT
from consent_tui.services.settings import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.services.records import Records
    from consent_tui.services.settings import Value

DEFAULT, CONFIG, POLICY = "default", "config", "policy"


class InForce:
    """The ``value`` of a setting that holds, and where it comes from.

    ``source`` is ``default``, ``config``, ``policy`` or the name of a variable of the environment; ``path``
    is the file, or None. ``set_value`` is what ``config.toml`` says where something else holds, or None.
    """

    __slots__ = ("key", "path", "set_value", "source", "value")

    def __init__(self, key: str, value: Value, source: str, path: str | None, set_value: Value) -> None:
        self.key = key
        self.value = value
        self.source = source
        self.path = path
        self.set_value = set_value

    def document(self) -> dict[str, object]:
        """As ``config list --json`` prints it."""
        return {name: getattr(self, name) for name in ("key", "value", "source", "path", "set_value")}


def in_force(found: Records, key: str) -> InForce:
    """What holds of this setting.

    Raises:
        ConsentError: ``config.toml`` cannot be understood.
    """
    own = found.configuration
    set_value = own.values[key] if key in own.set_keys else None
    if key == "endpoint" and found.endpoint.source == ENVIRONMENT:
        return InForce(key, found.endpoint.url, ENVIRONMENT, None, set_value)
    policy = policy_of(found.policies, key)
    if policy is not None:
        return InForce(key, policy.values[key], POLICY, policy.path, set_value)
    if key in own.set_keys:
        return InForce(key, set_value, CONFIG, own.path, None)
    return InForce(key, own.values[key], DEFAULT, None, None)


def all_in_force(found: Records) -> list[InForce]:
    """What holds of every setting, in their order."""
    return [in_force(found, key) for key in SETTINGS]
