"""The shim without a terminal: streams, arguments, statuses, signals. `dfx` is a stub executable here."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consent_tui.store.folder import mark_recording
from tests.terminal.shim_stage import INTERPRETERS, PRESENT, Stage, alive, end, until

NASTY = [
    b"a b",
    b"",
    b"*",
    b"new\nline",
    b"\xff\xfe not utf-8",
    b"'\"$(touch pwned)`\\",
    b"-",
    b"--",
    b"@home@",
    b"\t",
]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.install()
    mark_recording(str(stage.home))
    return stage


@pytest.fixture(params=["#!/bin/sh", *PRESENT])
def shim(request: pytest.FixtureRequest, stage: Stage) -> list[str | bytes]:
    """The argv that runs the shim, by its own first line and by every shell there is."""
    return [*INTERPRETERS.get(request.param, []), str(stage.shim)]


def test_streams_are_byte_identical(stage: Stage, shim: list[str | bytes]) -> None:
    stage.dfx("cat; printf 'out\\377\\0\\n'; printf 'err\\377\\n' >&2; exit 7")
    sent = os.urandom(100_000)
    behind = stage.run([*shim, "deploy"], sent)
    bare = stage.run([str(stage.folder / "real" / "dfx"), "deploy"], sent)
    assert behind == bare
    assert behind[0] == 7
    assert stage.recorded() == [b"--home", os.fsencode(stage.home), *b"--exit-status 7 -- dfx deploy".split()]


def test_arguments_arrive_byte_for_byte(stage: Stage, shim: list[str | bytes]) -> None:
    assert stage.run([*shim, *NASTY]) == (0, b"", b"")
    assert (stage.folder / "arguments").read_bytes().split(b"\0")[:-1] == NASTY
    assert stage.recorded()[2:] == [b"--exit-status", b"0", b"--", b"dfx", *NASTY]
    assert not (stage.folder / "pwned").exists()


@pytest.mark.parametrize("status", [0, 1, 7, 126, 127, 143, 255])
def test_the_exit_status_is_dfxs(stage: Stage, shim: list[str | bytes], status: int) -> None:
    stage.dfx(f"exit {status}")
    left = stage.run(shim)
    # What sh cannot tell: 143 of dfx itself is passed on as death by TERM, which `$?` shows as 143 too.
    assert left == (-15 if status == 143 else status, b"", b"")
    assert stage.recorded()[3] == b"%d" % status


@pytest.mark.parametrize("name", ["TERM", "INT", "KILL", "PIPE", "SEGV"])
def test_death_by_a_signal_is_passed_on_without_a_word(
    stage: Stage, shim: list[str | bytes], name: str
) -> None:
    stage.dfx(f"ulimit -c 0; kill -s {name} $$; sleep 9")
    number = getattr(signal, f"SIG{name}")
    assert stage.run(shim) == (-number, b"", b"")
    assert stage.recorded()[3] == b"%d" % (128 + number)


@pytest.mark.parametrize("name", ["TERM", "HUP"])
def test_a_signal_to_the_shim_reaches_dfx(stage: Stage, shim: list[str | bytes], name: str) -> None:
    stage.dfx('echo $$ >"$STAGE/pid.new"; mv "$STAGE/pid.new" "$STAGE/pid"; exec sleep 60')
    process = stage.start(shim)
    until((stage.folder / "pid").exists)
    inner = int((stage.folder / "pid").read_text())
    assert inner != process.pid
    process.send_signal(getattr(signal, f"SIG{name}"))
    try:
        left = process.wait(5)
        # zsh cannot die by HUP: it leaves with 1 instead.
        assert left == -getattr(signal, f"SIG{name}") or (left, name, shim[0]) == (1, "HUP", "zsh")
        assert not alive(inner)
    finally:
        end(inner)
    assert process.communicate() == (b"", b"")
    assert stage.recorded()[3] == b"%d" % (128 + getattr(signal, f"SIG{name}"))


@pytest.mark.parametrize("name", ["TERM", "HUP"])
def test_a_dfx_that_handles_the_signal_ends_in_its_own_way(
    stage: Stage, shim: list[str | bytes], name: str
) -> None:
    stage.dfx(
        f"trap 'echo caught; exit 9' {name}; : >\"$STAGE/ready\"; n=0\n"
        "while [ $n -lt 500 ]; do sleep 0.01; n=$((n + 1)); done"
    )
    process = stage.start(shim)
    until((stage.folder / "ready").exists)
    process.send_signal(getattr(signal, f"SIG{name}"))
    assert process.communicate(timeout=5) == (b"caught\n", b"")
    assert process.returncode == 9


def test_a_dfx_that_ignores_the_signal_runs_on(stage: Stage, shim: list[str | bytes]) -> None:
    stage.dfx("trap '' TERM; : >\"$STAGE/ready\"; sleep 0.3; echo done; exit 4")
    process = stage.start(shim)
    until((stage.folder / "ready").exists)
    for _ in range(5):
        process.terminate()
        time.sleep(0.01)
    assert process.communicate(timeout=5) == (b"done\n", b"")
    assert process.returncode == 4


def test_dfx_in_the_background_of_a_script_is_killed_by_its_pid(
    stage: Stage, shim: list[str | bytes]
) -> None:
    stage.dfx('echo $$ >"$STAGE/pid.new"; mv "$STAGE/pid.new" "$STAGE/pid"; exec sleep 60')
    script = '"$@" start & while ! [ -e "$STAGE/pid" ]; do sleep 0.01; done; kill $!; wait $!; echo $?'
    assert stage.run(["dash", "-c", script, "script", *shim])[:2] == (0, b"143\n")
    assert not alive(int((stage.folder / "pid").read_text()))


def test_no_moment_of_the_start_leaves_a_dfx_behind(stage: Stage) -> None:
    stage.dfx('echo $$ >>"$STAGE/pids"; exec sleep 60')
    for step in range(30):
        process = stage.start([str(stage.shim)])
        time.sleep(step * 0.0003)
        process.terminate()
        assert process.wait(5) == -signal.SIGTERM
        process.communicate()
    pids = (stage.folder / "pids").read_text().split() if (stage.folder / "pids").exists() else []
    left = [int(each) for each in pids if alive(int(each))]
    for each in left:
        end(each)
    assert not left


def test_standard_input_is_read_by_dfx_alone_and_no_further_than_it_reads(stage: Stage) -> None:
    stage.dfx('read -r line; echo "dfx got $line"')
    out = stage.run(["dash", "-c", "printf 'one\\ntwo\\n' | { dfx; cat; }"])
    assert out == (0, b"dfx got one\ntwo\n", b"")


@pytest.mark.parametrize(
    "locale", [{}, {"LC_ALL": "C.UTF-8"}, {"LC_ALL": ""}, {"LANG": "x", "LC_ALL": "y z"}]
)
def test_the_environment_is_the_callers(stage: Stage, locale: dict[str, str]) -> None:
    stage.dfx("exec env -0")
    stage.environ |= {"status": "mine", "real": "mine", "home": "mine", "child": "mine", **locale}
    out = stage.run([str(stage.shim)])[1]
    seen = dict(each.split("=", 1) for each in out.decode().split("\0")[:-1])
    assert seen.pop("DFX_CONSENT_SHIMS") == f":{stage.shim}"
    ours = {"PWD", "OLDPWD", "SHLVL", "_"}  # what a shell itself sets
    assert {key: value for key, value in seen.items() if key not in ours} == stage.environ


@pytest.mark.parametrize("shell", [each for each in PRESENT if each != "zsh"])
@pytest.mark.parametrize("ignored", ["", "INT QUIT", "HUP", "HUP INT QUIT TERM"])
def test_dfx_has_the_signals_that_the_caller_gave(stage: Stage, shell: str, ignored: str) -> None:
    stage.dfx('exec sed -n "s/^SigIgn:.*\\(....\\)$/\\1/p" /proc/self/status')
    set_aside = f"trap '' {ignored};" if ignored else ""
    script = f'{set_aside} exec "$@"'
    bare = stage.run(["bash", "-c", script, "-", str(stage.folder / "real" / "dfx")], restore_signals=True)
    behind = stage.run(
        ["bash", "-c", script, "-", *INTERPRETERS[shell], str(stage.shim)], restore_signals=True
    )
    assert behind == bare
    assert bare[1]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_descriptors(stage: Stage, shim: list[str | bytes], closed: str) -> None:
    stage.dfx('ls /proc/self/fd >"$STAGE/open" 2>&1; exit 5')
    script = f'exec "$@" {closed}'
    left = stage.run(["bash", "-c", script, "-", *shim])
    assert left[0] == 5
    behind = (stage.folder / "open").read_text()
    stage.run(["bash", "-c", script, "-", str(stage.folder / "real" / "dfx")])
    assert behind == (stage.folder / "open").read_text()
    if "<" not in closed:
        assert stage.recorded()[3] == b"5"


HOLDS = """#!{python} -IS
import os
held = {{}}
for number in os.listdir("/proc/self/fd"):
    try:
        held[number] = os.readlink("/proc/self/fd/" + number)
    except FileNotFoundError:
        pass  # the listing's own
with open(os.environ["STAGE"] + "/recorded.new", "w") as file:
    file.write("\\0".join(f"{{number}} {{path}}" for number, path in sorted(held.items())) + "\\0")
os.rename(os.environ["STAGE"] + "/recorded.new", os.environ["STAGE"] + "/recorded")
"""


def test_the_recorder_inherits_nothing_but_dev_null(stage: Stage, shim: list[str | bytes]) -> None:
    stage.script(stage.recorder, HOLDS.format(python=sys.executable))
    script = 'exec "$@" 3</etc/passwd 4>"$STAGE/four" 5<&0 6>&1 7>&2 8</etc/hosts 9</etc/group'
    stage.run(["bash", "-c", script, "-", *shim], b"")
    assert stage.recorded() == [b"0 /dev/null", b"1 /dev/null", b"2 /dev/null"]


def test_the_recorder_survives_the_end_of_its_group(stage: Stage, shim: list[str | bytes]) -> None:
    stage.script(stage.recorder, "#!/bin/sh\nsleep 0.1\n" + stage.recorder.read_text().split("\n", 1)[1])
    process = stage.start([*shim, "stop"], start_new_session=True)
    process.communicate(timeout=5)
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        os.killpg(process.pid, number)
    assert stage.recorded()[-1] == b"stop"


def test_a_reader_of_the_output_is_not_kept_waiting_by_the_recorder(stage: Stage) -> None:
    stage.script(stage.recorder, "#!/bin/sh\nexec sleep 2\n")
    stage.dfx("echo x")
    began = time.monotonic()
    assert stage.run(["dash", "-c", "dfx 3>&1 | cat"])[1] == b"x\n"
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("caller", ["fish", "zsh", "bash", "dash"])
def test_called_from_every_shell(stage: Stage, caller: str) -> None:
    stage.dfx('echo "$*"; exit 3')
    assert stage.run([caller, "-c", "dfx canister 'status x'"]) == (3, b"canister status x\n", b"")
    assert stage.recorded()[-2:] == [b"canister", b"status x"]


@pytest.mark.parametrize("later", [-5, 0, 5])
def test_an_env_that_was_replaced_is_not_trusted(stage: Stage, later: int) -> None:
    """The shim's file has the time of the env it was made for. Here env is one that knows no signals."""
    env = stage.script(stage.folder / "env", "#!/bin/sh\necho no such option >&2; exit 125\n")
    stage.shim.write_text(stage.shim.read_text().replace("shim_env=/usr/bin/env", f"shim_env='{env}'"))
    os.utime(env, (1_000_000_000 + later, 1_000_000_000 + later))
    os.utime(stage.shim, (1_000_000_000, 1_000_000_000))
    stage.dfx("cat; exit 7")
    left = stage.run(["dash", str(stage.shim)], b"in")
    assert left == ((7, b"in", b"") if later else (125, b"", b"no such option\n"))
    assert stage.recorded()[3] == b"%d" % left[0]
    stage.dfx("kill -s KILL $$")
    assert stage.run(["dash", str(stage.shim)])[0] == (-9 if later else 125)


def test_a_path_with_an_equals_sign_is_no_assignment(stage: Stage, shim: list[str | bytes]) -> None:
    stage.dfx("exit 8")
    (stage.folder / "real").rename(stage.folder / "a=b")
    stage.environ["PATH"] = f"{stage.shim.parent}:{stage.folder / 'a=b'}:/usr/bin:/bin"
    assert stage.run(shim) == (8, b"", b"")


def test_a_folder_that_is_gone(stage: Stage, shim: list[str | bytes]) -> None:
    stage.dfx("echo out; exit 6")
    script = 'mkdir "$STAGE/gone"; cd "$STAGE/gone"; rmdir "$STAGE/gone"; exec "$@"'
    left = stage.run(["bash", "-c", script, "-", *shim])
    assert left[:2] == (6, b"out\n")
    assert stage.recorded()[3] == b"6"


def test_npm_like_spawns_without_a_terminal_or_a_group_of_their_own(stage: Stage) -> None:
    done = subprocess.run(
        ["sh", "-c", "dfx generate && echo after"],
        env=stage.environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"after\n", b"")
    assert stage.recorded()[-1] == b"generate"
