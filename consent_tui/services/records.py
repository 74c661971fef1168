"""What holds now: the decisions, the policies, the store, and the effective state that they give."""

from __future__ import annotations

import os
from time import sleep, time

from consent_tui.consent.decision import standing as standing_of
from consent_tui.consent.policy import policy_value, read_policies
from consent_tui.consent.resolver import resolve
from consent_tui.consent.states import ON
from consent_tui.errors import ConsentError
from consent_tui.services.configuration import Configuration, configuration
from consent_tui.services.endpoints import ENVIRONMENT, Endpoint, choose, is_here
from consent_tui.store import settings
from consent_tui.store.decisions import read_decisions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from consent_tui.consent.chain import Chain
    from consent_tui.consent.policy import Policy
    from consent_tui.consent.resolver import Effective
    from consent_tui.services.profile import Profile
    from consent_tui.store.settings import Standing

_LOOKS = 20
_BETWEEN = 0.05


class Records:
    """One look at everything that decides; nothing is written by looking.

    ``chain`` are the decisions, ``standing`` what the store knows of them, ``effective`` the state they
    give with policies and environment: nothing in ``config.toml`` changes that state. ``endpoint`` is where
    events would go, and ``fault`` why ``config.toml`` cannot be understood, or None.
    """

    __slots__ = ("_settings", "chain", "effective", "endpoint", "fault", "policies", "standing")

    def __init__(
        self,
        chain: Chain,
        standing: Standing,
        policies: tuple[Policy, ...],
        effective: Effective,
        settings_in_force: Configuration | ConsentError,
        endpoint: Endpoint,
    ) -> None:
        self.chain = chain
        self.standing = standing
        self.policies = policies
        self.effective = effective
        self._settings = settings_in_force
        self.fault = settings_in_force if isinstance(settings_in_force, ConsentError) else None
        self.endpoint = endpoint

    @property
    def configuration(self) -> Configuration:
        """The settings in force.

        Raises:
            ConsentError: the ``fault``.
        """
        if isinstance(self._settings, ConsentError):
            raise self._settings
        return self._settings

    @property
    def is_recipient_agreed(self) -> bool:
        """Whether the person agreed to the endpoint: in the decision, or by setting it since (section 4).

        A policy's counts only where the decision itself had it shown. The environment may name loopback,
        which is no recipient but this machine.
        """
        endpoint = self.endpoint
        if endpoint.url is None:
            return False
        if endpoint.source == ENVIRONMENT and is_here(endpoint.url):
            return True
        said = standing_of(self.chain.decisions)
        if policy_value(self.policies, "endpoint"):
            return said.decision is not None and said.decision.recipient == endpoint.origin
        return said.recipient == endpoint.origin

    @property
    def is_recipient_open(self) -> bool:
        """Whether a yes stands, and nothing is sent only because it does not name the endpoint."""
        return self.effective.state == ON and self.endpoint.url is not None and not self.is_recipient_agreed


def records(profile: Profile) -> Records:
    """Look at the records of this profile.

    Where ``config.toml`` cannot be understood there is no endpoint, a policy's neither, so nothing can leave.
    """
    standing, chain = _what_stands(profile)
    policies = read_policies(profile.paths.state, profile.site_policy)
    # The store's own doubts say the same as the chain's where both have some; the chain knows it better.
    problems = chain.problems() or standing.problems
    effective = resolve(chain.state, profile.environ, policies, problems)
    try:
        found = configuration(profile)
    except ConsentError as fault:
        nowhere = Endpoint(None, "config", fault.message)
        return Records(chain, standing, policies, effective, fault, nowhere)
    by_policy = policy_value(policies, "endpoint")
    endpoint = choose(found.text("endpoint"), str(by_policy) if by_policy else None, profile.environ)
    return Records(chain, standing, policies, effective, found, endpoint)


def _what_stands(profile: Profile) -> tuple[Standing, Chain]:
    """The store and the record of decisions.

    Who decides writes the record first and then the store, and a reader takes no lock: where the record was
    written this very moment and the store does not know it, both are looked at again for a while.
    """
    folder, path = profile.paths.state, profile.paths.decisions
    for _attempt in range(_LOOKS):
        standing = settings.look(folder)
        chain = read_decisions(path, standing.anchor)
        if not (chain.unfinished and _is_fresh(path)):
            break
        sleep(_BETWEEN)
    return standing, chain


def _is_fresh(path: str) -> bool:
    try:
        return abs(time() - os.stat(path).st_mtime) < _LOOKS * _BETWEEN  # noqa: PTH116 - pathlib starts slowly
    except OSError:
        return False
