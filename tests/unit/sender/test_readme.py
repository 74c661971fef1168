"""What the README tells an administrator to write is what the program understands."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from consent_tui.consent.policy import read_policies
from consent_tui.services.endpoints import endpoint_fault

README = Path(__file__).parents[3] / "README.md"


def test_the_policy_in_the_readme_is_understood(tmp_path: Path) -> None:
    section = README.read_text("utf-8").partition("## For organisations")[2]
    found = re.search(r"```toml\n(.*?)```", section, re.DOTALL)
    assert found is not None
    (tmp_path / "policy.toml").write_text(found[1], "utf-8")
    (policy,) = read_policies(str(tmp_path), "/nonexistent/policy.toml")
    assert (policy.problem, policy.ceiling) == ("", "on")
    endpoint = str(policy.values["endpoint"])
    assert endpoint_fault(endpoint) == ""
    # The path and the port are those of the Collector's receiver in the example below it.
    assert urlsplit(endpoint).path == "/v1/logs"
    assert f"endpoint: 0.0.0.0:{urlsplit(endpoint).port}" in section
    assert policy.values["wire"] == "otlp" and policy.values["batch_size"] == 1
