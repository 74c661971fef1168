"""What a policy says of the wire, the batches, the recipient and the ceiling, at the server's end."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from google.protobuf.json_format import Parse
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

from consent_tui.errors import REFUSED, ConsentError
from consent_tui.services.configuration import configuration
from consent_tui.services.deciding import decide, name_recipient
from consent_tui.services.profile import Profile
from consent_tui.services.sending import dry_run, send_now
from tests.program import program
from tests.server.collector import Collector, answer
from tests.server.sending import Sender

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="a site's policy counts only where root owns it")


def site_profile(sender: Sender, text: str) -> Profile:
    """The same person on a machine whose administrator wrote this."""
    path = sender.home / "site.toml"
    path.write_text(text)
    path.chmod(0o644)
    return Profile(sender.environ, str(sender.home), lambda: sender.now, str(path))


@needs_root
def test_wire_and_batch_size_of_the_site_come_before_the_persons_own(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url, "ndjson", batch_size="7")
        sender.has(6)
        profile = site_profile(sender, 'wire = "otlp"\nbatch_size = 2\n')
        (sender.state / "policy.toml").write_text('wire = "ndjson"\nbatch_size = 5\n')
        shown = [text.rpartition("\n\n")[2].rstrip("\n") for text in dry_run(profile)]
        assert send_now(profile).delivered == 6
        assert len(server.requests) == 3
        for each in server.requests:
            found = ExportLogsServiceRequest()
            Parse(each.body, found, ignore_unknown_fields=False)
            assert len(found.resource_logs[0].scope_logs[0].log_records) == 2
        assert len(shown) == 3
        assert (
            sum(len(json.loads(each)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]) for each in shown) == 6
        )


@needs_root
@pytest.mark.parametrize("ceiling", ["off", "local"])
def test_the_sites_ceiling_keeps_everything_here(tmp_path: Path, ceiling: str) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        events = sender.has(2)
        with pytest.raises(ConsentError) as raised:
            send_now(site_profile(sender, f'max = "{ceiling}"\n'))
        assert raised.value.status == REFUSED
        assert server.connections == 0 and sender.pending() == events
        assert send_now(site_profile(sender, 'max = "on"\n')).delivered == 2


@needs_root
def test_the_sites_endpoint_gets_something_once_it_was_decided_with_it_shown(tmp_path: Path) -> None:
    with Collector(answer(200)) as mine, Collector(answer(200)) as theirs:
        sender = Sender(tmp_path, mine.url)
        sender.has(3)
        profile = site_profile(sender, f'endpoint = "{theirs.url}"\n')
        with pytest.raises(ConsentError, match="does not name it"):
            send_now(profile)
        name_recipient(profile, "cli", "a setting of one's own is no answer to it")
        with pytest.raises(ConsentError, match="does not name it"):
            send_now(profile)
        decide(profile, "on", "cli", "a test")
        assert send_now(profile).delivered == 3
        assert mine.connections == 0 and theirs.connections == 3


def test_a_process_follows_the_policy_in_the_state_folder(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        events = sender.has(9)
        policy = sender.state / "policy.toml"
        policy.write_text('wire = "otlp"\nbatch_size = 4\nmax = "local"\n')
        refused = program("send", "--now", environ=sender.environ)
        assert refused.returncode == REFUSED and str(policy).encode() in refused.stderr
        assert server.connections == 0
        assert sender.pending() == events


def test_a_process_sends_under_the_policys_wire_and_batch_size(tmp_path: Path) -> None:
    with Collector(answer(200)) as server:
        sender = Sender(tmp_path, server.url)
        sender.configure(hold="0s")
        (sender.state / "policy.toml").write_text('wire = "otlp"\nbatch_size = 2\n')
        for _ in range(2):
            words = ["record", "--exit-status", "0", "--", "dfx", "deploy"]
            assert program(*words, environ=sender.environ).returncode == 0
        assert program("send", "--now", environ=sender.environ).returncode == 0
        sizes = [
            len(json.loads(each.body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"])
            for each in server.requests
        ]
        assert sizes == [2, 2]  # two commands, one #mau, one #dau
        assert configuration(sender.profile).values["wire"] == "ndjson"
