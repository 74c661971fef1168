"""The whole truth table: decision x environment x policy x terminal x agent, against an oracle of its own.

The oracle is written from the contract's sentences, as numbers and sets, and shares no code with the product.
"""

from __future__ import annotations

from itertools import product

import pytest

from consent_tui.consent.asking import may_say_yes, policy_refuses, question_is_welcome
from consent_tui.consent.policy import Policy
from consent_tui.consent.resolver import resolve

# environment -> (the height it leaves: 0 off, 1 local, 2 on; whether it says CI)
ENVIRONMENTS = {
    "": (2, False),
    "DO_NOT_TRACK=1": (0, False),
    "DO_NOT_TRACK=0": (2, False),
    "DO_NOT_TRACK= No ": (2, False),
    "DO_NOT_TRACK=maybe": (0, False),
    "CI=true": (0, True),
    "CI=false": (2, False),
    "CI=False GITHUB_ACTIONS=true": (2, False),
    "CI= ": (2, False),
    "GITHUB_ACTIONS=true": (0, True),
    "DFX_TELEMETRY=on": (2, False),
    "DFX_TELEMETRY=TRUE": (2, False),
    "DFX_TELEMETRY=local": (1, False),
    "DFX_TELEMETRY=off": (0, False),
    "DFX_TELEMETRY=onn": (0, False),
    "DFX_TELEMETRY=local DO_NOT_TRACK=1": (0, False),
    "DFX_TELEMETRY=on CI=1": (0, True),
}
DECISIONS = {"undecided": 0, "off": 0, "local": 1, "on": 2, "later-than-us": 0}
POLICIES = {"": 2, "off": 0, "local": 1, "on": 2, "unreadable": 0, "on+local": 1, "local+off": 0}
PROBLEMS = (False, True)
TERMINALS = tuple(product((True, False), repeat=3))
AGENTS = ("", "CLAUDECODE=1", "OR_APP_NAME=Aider")
HEIGHTS = ("off", "local", "on")

ROWS = [
    pytest.param(*row, id="|".join(str(each) for each in row))
    for row in product(DECISIONS, ENVIRONMENTS, POLICIES, PROBLEMS)
]


def environment(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for part in text.split(" "):
        if "=" in part:
            name, value = part.split("=")
            found[name] = value
        elif name:
            found[name] += " " + part
    return found


def policies(text: str) -> list[Policy]:
    found = []
    for each in filter(None, text.split("+")):
        ceiling, problem = ("off", "is not TOML") if each == "unreadable" else (each, "")
        found.append(Policy("/somewhere/policy.toml", ceiling, problem, {}))
    return found


@pytest.mark.parametrize(("decision", "variables", "policy", "broken"), ROWS)
def test_every_row(
    decision: str,
    variables: str,
    policy: str,
    broken: bool,  # noqa: FBT001 - a column of the table
) -> None:
    height, is_ci = ENVIRONMENTS[variables]
    wanted = min(height, POLICIES[policy], 0 if broken else DECISIONS[decision])
    problems = [("decisions", "off", "decision 2 does not match its own hash")] if broken else []
    for agent, terminals in product(AGENTS, TERMINALS):
        environ = environment(variables + " " + agent)
        found = resolve(decision, environ, policies(policy), problems)

        # Neither terminal nor agent moves the effective state; nothing raises it.
        assert found.state == HEIGHTS[wanted]
        assert found.decision == ("off" if broken or decision == "later-than-us" else decision)
        # What decided is named, and nothing that is named lies lower.
        assert found.deciding
        assert min(HEIGHTS.index(ceiling) for _, ceiling, _ in found.reasons) == wanted
        assert any(source == "decisions" for source, _, _ in found.reasons) == (
            broken or decision == "later-than-us"
        )

        person = all(terminals) and not agent
        refusal = may_say_yes(
            environ,
            stdin_is_terminal=terminals[0],
            stdout_is_terminal=terminals[1],
            stderr_is_terminal=terminals[2],
        )
        assert (refusal is None) == (person and not is_ci)
        assert refusal is None or refusal.status == 3
        welcome = question_is_welcome(environ, terminals, policies(policy))
        assert welcome == (person and min(height, POLICIES[policy]) > 0)
    for state in ("local", "on"):
        denied = policy_refuses(state, policies(policy))
        assert (denied is None) == (HEIGHTS.index(state) <= POLICIES[policy])
        assert denied is None or denied.status == 3
