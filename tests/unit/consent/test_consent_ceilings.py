from __future__ import annotations

import pytest

from consent_tui.consent.ceilings import detected_agent, detected_ci, environment_ceilings

CI = """
BUILD_ID BUILD_NUMBER CI CI_APP_ID CI_BUILD_ID CI_BUILD_NUMBER CI_NAME CONTINUOUS_INTEGRATION RUN_ID
AGOLA_GIT_REF ALPIC_HOST AC_APPCIRCLE APPVEYOR CODEBUILD_BUILD_ARN TF_BUILD bamboo_planKey
BITBUCKET_COMMIT BITRISE_IO BUDDY_WORKSPACE_ID BUILDKITE CIRCLECI CIRRUS_CI CF_PAGES WORKERS_CI
CF_BUILD_ID CM_BUILD_ID DRONE DSARI EARTHLY_CI EAS_BUILD GERRIT_PROJECT GITEA_ACTIONS GITHUB_ACTIONS
GITLAB_CI GO_PIPELINE_LABEL BUILDER_OUTPUT HARNESS_BUILD_ID HUDSON_URL LAYERCI MAGNUM NETLIFY NEVERCODE
PROW_JOB_ID RELEASE_BUILD_ID RENDER SAILCI SCREWDRIVER SEMAPHORE STRIDER TEAMCITY_VERSION TRAVIS VELA
NOW_BUILDER VERCEL APPCENTER_BUILD_ID CI_XCODE_PROJECT XCS JB_SPACE_API_URL
""".split()  # noqa: SIM905 - as the sources list them
AGENTS = """
CLAUDECODE CLAUDE_CODE_ENTRYPOINT CURSOR_EDITOR CURSOR_AI GEMINI_CLI GITHUB_COPILOT_CLI_MODE COPILOT_CLI
AI_AGENT CODEX_CLI CODEX_SANDBOX AMP_HOME QWEN_CODE DROID_CLI OPENCODE_AI ZED_ENVIRONMENT ZED_TERM
KIMI_CLI GOOSE_TERMINAL CLINE_TASK_ID ROO_CODE_TASK_ID WINDSURF_SESSION AGENT_CLI
""".split()  # noqa: SIM905 - as the sources list them


@pytest.mark.parametrize("name", CI)
def test_each_variable_of_ci_is_known_and_gone_when_removed(name: str) -> None:
    assert detected_ci({name: "1"}) == name
    assert [reason[:2] for reason in environment_ceilings({name: "1"})] == [("ci", "off")]
    assert detected_ci({name: " "}) is None
    assert detected_ci({name: "1"} | {"CI": "false"}) is None


def test_ci_that_needs_more_than_one_variable() -> None:
    assert detected_ci({"CODEBUILD_BUILD_ID": "1"}) is None
    assert detected_ci({"CODEBUILD_BUILD_ID": "1", "AWS_REGION": "eu"}) == "CODEBUILD_BUILD_ID"
    assert detected_ci({"NODE": "/usr/bin/node"}) is None
    assert detected_ci({"NODE": "x/app/.heroku/node/bin/node"}) == "NODE"
    assert detected_ci({"CI_NAME": "codeship"}) == "CI_NAME"
    assert detected_ci({"TASK_ID": "1", "RUN_ID": "2"}) == "RUN_ID"
    assert detected_ci({"JENKINS_URL": "1", "BUILD_ID": "2"}) == "BUILD_ID"


@pytest.mark.parametrize("name", AGENTS)
def test_each_agent_is_known_and_lowers_nothing(name: str) -> None:
    assert detected_agent({name: "1"}) == name
    assert detected_agent({name: ""}) is None
    assert environment_ceilings({name: "1"}) == []


def test_agents_that_name_themselves() -> None:
    assert detected_agent({"OR_APP_NAME": "OpenHands"}) == "OR_APP_NAME"
    assert detected_agent({"OR_APP_NAME": "aider "}) == "OR_APP_NAME"
    assert detected_agent({"OR_APP_NAME": "mine"}) is None
    assert detected_agent({}) is None


def test_every_ceiling_is_named_with_its_value() -> None:
    environ = {"DO_NOT_TRACK": "1", "CI": "true", "DFX_TELEMETRY": " Local "}
    assert environment_ceilings(environ) == [
        ("DO_NOT_TRACK", "off", "DO_NOT_TRACK=1"),
        ("ci", "off", "CI=true"),
        ("DFX_TELEMETRY", "local", "DFX_TELEMETRY=Local"),
    ]


def test_a_value_that_would_talk_to_the_terminal_is_shown_in_plain_ascii() -> None:
    ((_, _, detail),) = environment_ceilings({"DO_NOT_TRACK": "\x1b]0;x\x07\udcff\u202e" + "y" * 500})
    assert detail.isascii()
    assert detail.isprintable()
    assert len(detail) < 80
