"""The golden table of the contract, to the letter; the seed's two examples first."""

from __future__ import annotations

import shlex

import pytest

from consent_tui.capture.explain import explain
from consent_tui.capture.surroundings import Surroundings

LEDGER = "dfx ledger transfer --icp 1.0 abcd-1233-ffff-eeee --memo 123 --network=ic"
GOLDEN = [
    ("dfx start --background", "#dfxStart", None, "#optionBackground", "#localShared"),
    (LEDGER, "#dfxLedgerTransfer", None, "#optionIcp #optionMemo #networkIc", "#ic"),
    ("dfx deploy", "#dfxDeploy", "#all", "", "#localShared"),
    ("dfx deploy my_secret_backend --ic", "#dfxDeploy", "#one", "#networkIc", "#ic"),
    ("dfx canister create --all", "#dfxCanisterCreate", "#all", "#optionAll", "#localShared"),
    (
        "dfx canister install x --mode reinstall -y",
        "#dfxCanisterInstall",
        "#one",
        "#optionMode #modeReinstall #optionYes",
        "#localShared",
    ),
    (
        "DFX_NETWORK=ic dfx canister --wallet w call a b '(1)'",
        "#dfxCanisterCall",
        None,
        "#optionWallet",
        "#ic",
    ),
    ("dfx deploy --network https://node.corp.example:8000", "#dfxDeploy", "#all", "#networkOther", "#other"),
    ("dfx my-ext --token s3cret", "#dfxExtension", None, "", "#localShared"),
    ("dfx deploy --tokn s3cret", "#dfxDeploy", None, "#optionUnrecognized", "#localShared"),
]


def surroundings(**environ: str) -> Surroundings:
    return Surroundings("/", environ, lambda toolchain: toolchain[1:] or "0.24.3", "#linux")


def emitted(line: str, exit_status: int = 0, **environ: str) -> str | None:
    words = shlex.split(line)
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environ[name] = value
    event = explain(words, exit_status, surroundings(**environ)).event
    return event.encode().decode() if event else None


@pytest.mark.parametrize(("line", "command", "target", "options", "network"), GOLDEN)
def test_golden_table(line: str, command: str, target: str | None, options: str, network: str) -> None:
    exit_status = 2 if "--tokn" in line else 0
    expected = f'{{"event":"#command","platform":"#linux","dfxVersion":"0.24.3","network":"{network}"'
    expected += f',"command":"{command}"'
    expected += f',"target":"{target}"' if target else ""
    expected += ',"options":[' + ",".join(f'"{each}"' for each in options.split()) + "]"
    expected += ',"outcome":"#failure"}' if exit_status else ',"outcome":"#success"}'
    assert emitted(line, exit_status) == expected


SILENT = [
    ("dfx", "bare"),
    ("dfx -q", "bare"),
    ("dfx +0.21.0", "bare"),
    ("dfx -- deploy", "unreached"),
    ("dfx --bogus x", "unreached"),
    ("dfx --help", "help"),
    ("dfx -V", "help"),
    ("dfx --version", "help"),
    ("dfx help deploy", "help"),
    ("dfx canister help", "help"),
    ("dfx canister --bogus help", "help"),
    ("dfx canister call -h", "help"),
    ("dfx canister call a --candid --help", "help"),
    ("dfx deploy -yh", "help"),
    ("dfx _send-telemetry --url x", "internal"),
    ("dfx _anything", "internal"),
    ("dfx consent status", "our-own"),
]


@pytest.mark.parametrize(("line", "silence"), SILENT)
def test_nothing_is_emitted(line: str, silence: str) -> None:
    explanation = explain(shlex.split(line), 0, surroundings())
    assert explanation.event is None
    assert explanation.silence == silence
    assert all(token.verdict == "dropped" and not token.emits for token in explanation.tokens)


def test_nothing_is_emitted_by_no_words_at_all() -> None:
    assert explain([], 0, surroundings()).event is None


READING = [
    # clusters, attached values, values that look like options
    ("dfx deploy -ymupgrade", "#optionMode #modeUpgrade #optionYes"),
    ("dfx deploy -m=upgrade -y", "#optionMode #modeUpgrade #optionYes"),
    ("dfx deploy -qy", "#optionYes #optionQuiet"),
    ("dfx deploy -qz", "#optionQuiet #optionUnrecognized"),
    ("dfx deploy -zq", "#optionUnrecognized"),
    ("dfx deploy -y=yes", "#optionYes"),
    ("dfx deploy --yes=no", "#optionYes"),
    ("dfx ledger transfer --memo -1", "#optionMemo #optionUnrecognized"),
    ("dfx ledger transfer --memo=-1", "#optionMemo"),
    ("dfx ledger transfer --memo - --fee 1", "#optionMemo #optionFee"),
    ("dfx ledger transfer --memo", "#optionMemo"),
    ("dfx ledger transfer --memo --fee 1", "#optionMemo #optionFee"),
    ("dfx deploy -- --yes -y", ""),
    ("dfx deploy --mode Upgrade", "#optionMode"),
    ("dfx deploy --mode=", "#optionMode"),
    ("dfx deploy --mode upgrade --mode auto", "#optionMode #modeUpgrade #modeAuto"),
    (
        "dfx new p --extras frontend-tests --extras bitcoin",
        "#optionExtras #extrasBitcoin #extrasFrontendTests",
    ),
    # order: own options, ancestors, root; then positionals, network, unrecognized
    ("dfx -vv --log tee canister --wallet w call a b", "#optionWallet #optionVerbose #optionLog #logTee"),
    ("dfx canister sign a b --ic --nope --type raw", "#optionType #typeRaw #networkIc #optionUnrecognized"),
    ("dfx completion zsh -q", "#optionQuiet #shellZsh"),
    ("dfx identity new --storage-mode=plaintext x", "#optionStorageMode #storageModePlaintext"),
    ("dfx schema --for extension-manifest", "#optionFor #forExtensionManifest"),
    # aliases and definitions that changed between versions
    ("dfx start --emulator", "#optionPocketic"),
    ("dfx start --pocketic --emulator", "#optionPocketic"),
    ("dfx toolchain install x --help -h", ""),
    ("dfx extension run x --foo -q", ""),
    ("dfx extension run -q x", "#optionQuiet"),
    ("dfx extension run x --quiet y --quiet", "#optionQuiet"),
    ("dfx cache delete --version 1", "#optionVersion"),
    # what dfx would not know
    ("dfx canister --network ic -- x", "#networkIc #subcommandUnrecognized"),
    ("dfx canister nope --wallet w", "#subcommandUnrecognized"),
    ("dfx canister --nope x call a b", "#optionUnrecognized"),
    ("dfx canister --nope call a b", "#optionUnrecognized"),
    ("dfx canister --nope x y", "#optionUnrecognized #subcommandUnrecognized"),
    ("dfx completion --nope zsh", "#optionUnrecognized"),
    ("dfx start --network ic", "#optionUnrecognized"),
    ("dfx -q my-ext --ic", ""),
    # surplus and missing words
    ("dfx deploy a b c d", ""),
    ("dfx deploy --network", ""),
]


@pytest.mark.parametrize(("line", "options"), READING)
def test_options_are_read_as_dfx_reads_them(line: str, options: str) -> None:
    event = explain(shlex.split(line), 0, surroundings()).event
    assert event is not None
    assert event.options == tuple(options.split())


TARGETS = [
    ("dfx deploy", "#all"),
    ("dfx deploy x", "#one"),
    ("dfx deploy -- x", "#one"),
    ("dfx canister stop --all", "#all"),
    ("dfx canister stop x --all", "#all"),
    ("dfx canister stop", "#all"),
    ("dfx canister deposit-cycles 100 x", "#one"),
    ("dfx canister deposit-cycles 100", "#all"),
    ("dfx beta project import place x", "#one"),
    ("dfx canister call x y", None),
    ("dfx canister info x", None),
    ("dfx ledger balance x", None),
    ("dfx deploy --nope x", None),
    ("dfx deploy x --nope", None),
]


@pytest.mark.parametrize(("line", "target"), TARGETS)
def test_target_counts_and_never_names(line: str, target: str | None) -> None:
    event = explain(shlex.split(line), 0, surroundings()).event
    assert event is not None
    assert event.target == target


def test_a_toolchain_word_leads_to_the_version_and_is_skipped() -> None:
    event = explain(["dfx", "+0.21.0", "start"], 0, surroundings()).event
    assert event is not None
    assert (event.command, event.dfx_version) == ("#dfxStart", "0.21.0")


VERDICTS = [
    (LEDGER, "captured captured captured captured dropped dropped captured dropped reduced"),
    ("dfx deploy secret --ic", "captured captured counted captured"),
    ("dfx deploy --ic --playground", "captured captured dropped captured"),
    ("dfx ledger transfer --memo=123", "captured captured captured reduced"),
    ("dfx canister install x --mode=auto", "captured captured captured counted reduced"),
    ("dfx my-ext deploy", "captured reduced dropped"),
    ("dfx -q --log tee my-ext -v", "captured dropped dropped dropped reduced dropped"),
]


@pytest.mark.parametrize(("line", "verdicts"), VERDICTS)
def test_each_word_has_its_verdict(line: str, verdicts: str) -> None:
    tokens = explain(shlex.split(line), 0, surroundings()).tokens
    assert [token.text for token in tokens] == shlex.split(line)
    assert [token.verdict for token in tokens] == verdicts.split()
    assert not [token for token in tokens if token.verdict == "dropped" and (token.emits or token.kept)]


def test_only_the_name_of_an_option_is_kept_of_a_value_that_is_dropped() -> None:
    token = explain(["dfx", "ledger", "transfer", "--memo=123"], 0, surroundings()).tokens[-1]
    assert token.text[: token.kept] == "--memo"
    assert token.emits == ("#optionMemo",)
