"""What the environment says: ceilings that lower the state, and signs that no person is typing.

Values are trimmed, case is ignored, empty is unset. The list of CI variables is that of ci-info and the
.NET SDK together, the list of coding agents that of the .NET SDK. On the recorder's way: no imports.
"""

from __future__ import annotations

from consent_tui.consent.states import LOCAL, OFF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Reason = tuple[str, str, str]

DO_NOT_TRACK = "DO_NOT_TRACK"
DFX_TELEMETRY = "DFX_TELEMETRY"
CI = "ci"

_TRACKING_IS_FINE = ("0", "false", "no", "off")
_NO_CEILING = ("on", "true", "1")

# CI first: it is the one that is usually set.
# fmt: off
CI_VARIABLES = (
    "CI", "BUILD_ID", "BUILD_NUMBER", "CI_APP_ID", "CI_BUILD_ID", "CI_BUILD_NUMBER", "CI_NAME",
    "CONTINUOUS_INTEGRATION", "RUN_ID", "AGOLA_GIT_REF", "ALPIC_HOST", "AC_APPCIRCLE", "APPVEYOR",
    "CODEBUILD_BUILD_ARN", "TF_BUILD", "bamboo_planKey", "BITBUCKET_COMMIT", "BITRISE_IO",
    "BUDDY_WORKSPACE_ID", "BUILDKITE", "CIRCLECI", "CIRRUS_CI", "CF_PAGES", "WORKERS_CI", "CF_BUILD_ID",
    "CM_BUILD_ID", "DRONE", "DSARI", "EARTHLY_CI", "EAS_BUILD", "GERRIT_PROJECT", "GITEA_ACTIONS",
    "GITHUB_ACTIONS", "GITLAB_CI", "GO_PIPELINE_LABEL", "BUILDER_OUTPUT", "HARNESS_BUILD_ID",
    "HUDSON_URL", "LAYERCI", "MAGNUM", "NETLIFY", "NEVERCODE", "PROW_JOB_ID", "RELEASE_BUILD_ID",
    "RENDER", "SAILCI", "SCREWDRIVER", "SEMAPHORE", "STRIDER", "TEAMCITY_VERSION", "TRAVIS", "VELA",
    "NOW_BUILDER", "VERCEL", "APPCENTER_BUILD_ID", "CI_XCODE_PROJECT", "XCS", "JB_SPACE_API_URL",
)
# fmt: on
_HEROKU_NODE = "/app/.heroku/node/bin/node"

# fmt: off
AGENT_VARIABLES = (
    "CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CURSOR_EDITOR", "CURSOR_AI", "GEMINI_CLI",
    "GITHUB_COPILOT_CLI_MODE", "COPILOT_CLI", "AI_AGENT", "CODEX_CLI", "CODEX_SANDBOX", "AMP_HOME",
    "QWEN_CODE", "DROID_CLI", "OPENCODE_AI", "ZED_ENVIRONMENT", "ZED_TERM", "KIMI_CLI", "GOOSE_TERMINAL",
    "CLINE_TASK_ID", "ROO_CODE_TASK_ID", "WINDSURF_SESSION", "AGENT_CLI",
)
# fmt: on
_AGENT_APPS = ("aider", "openhands")


def _value(environ: Mapping[str, str], name: str) -> str:
    return environ.get(name, "").strip().lower()


def _shown(environ: Mapping[str, str], name: str) -> str:
    """``NAME=value``, cut short and in ASCII: a variable can hold anything at all."""
    return name + "=" + ascii(environ[name].strip())[1:-1][:40]


def detected_ci(environ: Mapping[str, str]) -> str | None:
    """The name of the variable that says this is a CI environment, or None; ``CI=false`` means it is not."""
    if _value(environ, "CI") == "false":
        return None
    for name in CI_VARIABLES:
        if environ.get(name, "").strip():
            return name
    if environ.get("CODEBUILD_BUILD_ID", "").strip() and environ.get("AWS_REGION", "").strip():
        return "CODEBUILD_BUILD_ID"
    if _HEROKU_NODE in environ.get("NODE", ""):
        return "NODE"
    return None


def detected_agent(environ: Mapping[str, str]) -> str | None:
    """The name of the variable that says a coding agent is typing, or None.

    Some of these are set in an editor's own terminal too, where a person types. So they may refuse a
    yes and keep the question back, and never stand in the way of a no, a wipe or an export.
    """
    for name in AGENT_VARIABLES:
        if environ.get(name, "").strip():
            return name
    return "OR_APP_NAME" if _value(environ, "OR_APP_NAME") in _AGENT_APPS else None


def environment_ceilings(environ: Mapping[str, str]) -> list[Reason]:
    """Every ceiling that the environment sets, as ``(source, ceiling, detail)``; ``[]`` when it sets none."""
    found: list[Reason] = []
    do_not_track = _value(environ, DO_NOT_TRACK)
    if do_not_track and do_not_track not in _TRACKING_IS_FINE:
        found.append((DO_NOT_TRACK, OFF, _shown(environ, DO_NOT_TRACK)))
    name = detected_ci(environ)
    if name is not None:
        found.append((CI, OFF, _shown(environ, name)))
    telemetry = _value(environ, DFX_TELEMETRY)
    if telemetry and telemetry not in _NO_CEILING:
        ceiling = LOCAL if telemetry == "local" else OFF
        found.append((DFX_TELEMETRY, ceiling, _shown(environ, DFX_TELEMETRY)))
    return found
